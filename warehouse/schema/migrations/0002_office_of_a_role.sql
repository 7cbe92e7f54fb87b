-- A role's title keeps the words for who held it before; the office without them is a column of its own.
alter table core.role rename to role_before;

create table core.role (
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

insert into core.role by name select *, title as office from core.role_before;

drop table core.role_before;
