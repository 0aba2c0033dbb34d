-- Areas by code and validity, each version with the years for which it is the one to use: the first version also for
-- the years before it, the last one also for the years after it.
with versions as (

    select
        *,
        row_number() over (partition by ref_area order by coalesce(valid_from, 0), coalesce(valid_to, 9999)) as version,
        lead(valid_from) over (
            partition by ref_area order by coalesce(valid_from, 0), coalesce(valid_to, 9999)
        ) as next_valid_from
    from {{ ref('stg_area') }}

)

select
    {{ surrogate_key(['ref_area', 'version']) }} as area_sk,
    ref_area,
    name,
    full_name,
    short_name,
    area_level,
    parent_ref_area,
    valid_from,
    valid_to,
    successor,
    case when version = 1 then 0 else valid_from end as used_from,
    coalesce(next_valid_from, 10000) as used_to
from versions
