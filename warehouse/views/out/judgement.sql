-- grain: one row per decision that two things are or are not one
with
judgements as (select * from core.judgement)

select
    judgement_id,
    kind,
    left_id,
    right_id,
    verdict,
    score,
    evidence,
    author,
    decided_at
from judgements
