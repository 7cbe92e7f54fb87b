-- grain: one row per version of an article (article_id, content_sha256)
create table if not exists core.article_version (
    article_id varchar not null,
    content_sha256 varchar not null,
    status varchar not null,
    first_loaded_at timestamptz not null,
    superseded_at timestamptz
);
