-- Areas by code and validity, each version with the years for which it is the one to use: the first version also for
-- the years before it, the last one also for the years after it. A version ends where its parent is renamed, so that
-- each has one parent's name.
with versions as (

    select
        *,
        row_number() over (partition by ref_area order by coalesce(valid_from, 0), coalesce(valid_to, 9999)) as version,
        lead(valid_from) over (
            partition by ref_area order by coalesce(valid_from, 0), coalesce(valid_to, 9999)
        ) as next_valid_from
    from {{ ref('stg_area') }}

),

used as (

    select
        *,
        case when version = 1 then 0 else valid_from end as used_from,
        coalesce(next_valid_from, 10000) as used_to
    from versions

),

under_parents as (

    select
        areas.* exclude (used_from, used_to),
        parents.name as parent_name,
        greatest(areas.used_from, coalesce(parents.used_from, 0)) as used_from,
        least(areas.used_to, coalesce(parents.used_to, 10000)) as used_to
    from used as areas
    left join used as parents
        on
            areas.parent_ref_area = parents.ref_area
            and areas.used_from < parents.used_to
            and areas.used_to > parents.used_from

)

select
    {{ surrogate_key(['ref_area', 'used_from']) }} as area_sk,
    ref_area,
    name,
    full_name,
    short_name,
    name_en,
    area_level,
    parent_ref_area,
    parent_name,
    valid_from,
    valid_to,
    successor,
    used_from,
    used_to
from under_parents
