-- grain: one row per person in an office, over all reports
with
roles as (select * from out.role)

select
    person_id,
    person,
    office_id,
    arg_min(title, (observed_on is null, observed_on, role_id)) as title,
    arg_min(organisation, (observed_on is null, observed_on, role_id)) as organisation,
    arg_min(country_code, (observed_on is null, observed_on, role_id)) as country_code,
    min(observed_on) as first_observed_on,
    max(observed_on) as last_observed_on,
    count(distinct article_id) as article_count
from roles
group by person_id, person, office_id
