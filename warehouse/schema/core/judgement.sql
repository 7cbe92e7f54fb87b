-- grain: one row per decision that two things are or are not one
create table if not exists core.judgement (
    judgement_id varchar not null,
    kind varchar not null,
    left_id varchar not null,
    right_id varchar not null,
    verdict varchar not null,
    score double not null,
    evidence varchar not null,
    author varchar not null,
    decided_at timestamptz not null
);
