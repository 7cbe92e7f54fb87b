-- grain: one row per statement that a person holds an office
with
roles as (select * from core.role),
sentences as (select sentence_id from core.live_sentence),
referents as (select * from core.resolved_referent),

named as (
    select
        roles.* exclude (person_id, organisation_id, country_code),
        people.entity_id as person_id,
        people.name as person,
        organisations.entity_id as organisation_id,
        organisations.name as organisation,
        organisations.subkind as organisation_subkind,
        coalesce(roles.country_code, organisations.country_code) as country_code
    from roles
    join sentences using (sentence_id)
    join referents as people on people.referent_id = roles.person_id
    left join referents as organisations on organisations.referent_id = roles.organisation_id
),

-- What makes two statements speak of one office. A state has one head and a ministry one minister, whatever the
-- language of the title; of any other class there may be several, so the office as written tells them apart.
offices as (
    select
        *,
        case
            when title_class in ('head_of_state', 'head_of_government') and country_code is not null
                then concat_ws('|', title_class, country_code)
            when title_class = 'minister' and organisation_subkind = 'ministry'
                then concat_ws('|', title_class, organisation_id)
            else concat_ws('|', title_class, country_code, organisation_id, lower(strip_accents(office)))
        end as office_key
    from named
)

select
    role_id,
    person_id,
    person,
    'office-' || left(md5(office_key), 12) as office_id,
    title,
    title_class,
    organisation_id,
    organisation,
    country_code,
    status,
    observed_edtf,
    core.exact_day(observed_edtf) as observed_on,
    observed_basis,
    article_id,
    sentence_id,
    surface,
    raw_start,
    raw_end,
    method,
    rule,
    confidence
from offices
