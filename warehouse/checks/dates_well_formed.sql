-- Every date is EDTF: years, months or seasons and days, open digits as X, qualifiers, intervals.
-- severity: critical
with
dates as (
    select 'article' as view_name, article_id as id, published_edtf as edtf from out.article
    union all
    select 'role', role_id, observed_edtf from out.role
    union all
    select 'event', event_id, date_edtf from out.event
    union all
    select 'event_report', event_report_id, date_edtf from out.event_report
    union all
    select 'quote', quote_id, said_edtf from out.quote
    union all
    select 'date_mention', date_mention_id, date_edtf from out.date_mention
    union all
    select 'mechanism', entity_id, founded_edtf from out.mechanism
    union all
    select 'relation', relation_id, since_edtf from out.relation
)

select *
from dates
where not regexp_full_match(
    edtf,
    '(\.\.|[~?%]?[\dX]{4}[~?%]?(-[~?%]?[\dX]{2}[~?%]?){0,2})?(/(\.\.|[~?%]?[\dX]{4}[~?%]?(-[~?%]?[\dX]{2}[~?%]?){0,2})?)?'
)
    or edtf in ('', '/', '..')
