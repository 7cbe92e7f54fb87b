-- Who is seen in which office, from when to when, and in how many articles?
-- One row per person and office.
select
    country_code,
    organisation,
    title,
    person,
    first_observed_on,
    last_observed_on,
    article_count
from out.office_holding
order by country_code nulls last, organisation nulls last, title, first_observed_on nulls last
