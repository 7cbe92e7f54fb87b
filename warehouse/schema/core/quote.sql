-- grain: one row per contiguous stretch of a quotation
create table if not exists core.quote (
    article_id varchar not null,
    sentence_id varchar not null,
    surface varchar not null,
    raw_start bigint not null,
    raw_end bigint not null,
    method varchar not null,
    rule varchar not null,
    confidence double not null,
    quote_id varchar not null,
    quote_group varchar not null,
    speaker_id varchar,
    described_speaker varchar,
    role_id varchar,
    reported_by_id varchar,
    article_event_id varchar,
    said_edtf varchar,
    cue varchar,
    form varchar not null,
    text varchar not null
);
