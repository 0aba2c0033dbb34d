{{ config(
    materialized='incremental', incremental_strategy='append', unique_key='year', on_schema_change='fail'
) }}

-- One row a calendar year, with the five-year plan it belongs to.
with years as (

    select cast(numbers.range as integer) as year
    from {{ integers(var('first_year'), var('last_year')) }} as numbers

)

select
    years.year,
    make_date(years.year, 1, 1) as first_day,
    make_date(years.year, 12, 31) as last_day,
    years.year - 1 as previous_year,
    years.year + 1 as next_year,
    cast(floor(years.year / 10) * 10 as integer) as decade,
    plans.five_year_plan,
    coalesce(plans.name_zh, '') as five_year_plan_zh,
    coalesce(plans.name_en, '') as five_year_plan_en,
    years.year - plans.first_year + 1 as plan_year,
    coalesce(years.year = plans.last_year, false) as is_plan_end
from years
left join {{ ref('stg_five_year_plan') }} as plans
    on years.year between plans.first_year and plans.last_year
where {{ is_new('years.year') }}
