-- grain: one row per statement that a person holds an office
create table if not exists core.role (
    article_id varchar not null,
    sentence_id varchar not null,
    surface varchar not null,
    raw_start bigint not null,
    raw_end bigint not null,
    method varchar not null,
    rule varchar not null,
    confidence double not null,
    role_id varchar not null,
    person_id varchar not null,
    title varchar not null,
    office varchar not null,
    title_class varchar not null,
    organisation_id varchar,
    country_code varchar,
    status varchar not null,
    observed_edtf varchar,
    observed_basis varchar
);
