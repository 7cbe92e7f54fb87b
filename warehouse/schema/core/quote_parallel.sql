-- grain: one row per quotation whose words stand in another article or language too
create table if not exists core.quote_parallel (
    quote_id varchar not null,
    parallel_id varchar not null
);
