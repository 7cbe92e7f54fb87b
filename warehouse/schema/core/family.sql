-- grain: one row per article: its near-duplicate family
create table if not exists core.family (
    article_id varchar not null,
    family_id varchar not null,
    is_family_head boolean not null
);
