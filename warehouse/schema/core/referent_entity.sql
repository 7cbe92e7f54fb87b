-- grain: one row per referent: the entity it is
create table if not exists core.referent_entity (
    referent_id varchar not null,
    entity_id varchar not null
);
