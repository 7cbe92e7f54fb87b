-- grain: one row per version of an article: its decoded page, written once and never changed
create table if not exists raw.page (
    article_id varchar not null,
    content_sha256 varchar not null,
    format varchar not null,
    encoding varchar not null,
    raw_text varchar not null,
    run_id varchar not null,
    first_loaded_at timestamptz not null
);
