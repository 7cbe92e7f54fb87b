-- grain: one row per place where a referent is named or referred to
create table if not exists core.mention (
    article_id varchar not null,
    sentence_id varchar not null,
    surface varchar not null,
    raw_start bigint not null,
    raw_end bigint not null,
    method varchar not null,
    rule varchar not null,
    confidence double not null,
    mention_id varchar not null,
    referent_id varchar not null,
    kind varchar not null,
    form varchar not null
);
