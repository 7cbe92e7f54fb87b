-- grain: one row per person, organisation, place or mechanism, over all articles
create table if not exists core.entity (
    entity_id varchar not null,
    kind varchar not null,
    subkind varchar,
    name varchar not null,
    name_fr varchar,
    name_ar varchar,
    name_en varchar,
    country_code varchar,
    parent_id varchar,
    latitude double,
    longitude double,
    wikidata_id varchar,
    mechanism_kind varchar,
    parties varchar[] not null,
    party_country_codes varchar[] not null,
    founded_edtf varchar
);
