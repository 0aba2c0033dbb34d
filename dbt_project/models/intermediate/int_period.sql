-- Every period that observations name, read once: its kind, first and last day, and the year it ends in.
with named as (

    select distinct period
    from {{ ref('stg_numeral') }}
    where period is not null

),

kinds as (

    select
        period,
        case
            when regexp_full_match(period, '\d{4}') then 'annual'
            when regexp_full_match(period, '\d{4}-[HS][12]') then 'half'
            when regexp_full_match(period, '\d{4}-Q[1-4]') then 'quarter'
            when regexp_full_match(period, '\d{4}-(0[1-9]|1[0-2])') then 'month'
            when regexp_full_match(period, '\d{4}-\d{2}-\d{2}') then 'day'
            when regexp_full_match(period, '\d{4}-\d{4}') then 'multi-year'
            when regexp_full_match(period, '\d{4}-(0[1-9]|1[0-2])/\d{4}-(0[1-9]|1[0-2])') then 'months'
            else 'unknown'
        end as period_kind
    from named

),

parts as (

    select
        period,
        period_kind,
        cast(case when period_kind <> 'unknown' then left(period, 4) end as integer) as first_year,
        cast(
            case
                when period_kind = 'multi-year' then right(period, 4)
                when period_kind = 'months' then substring(period, 9, 4)
                when period_kind <> 'unknown' then left(period, 4)
            end as integer
        ) as last_year,
        case
            when period_kind in ('annual', 'multi-year') then 1
            when period_kind = 'half' then 6 * cast(right(period, 1) as integer) - 5
            when period_kind = 'quarter' then 3 * cast(right(period, 1) as integer) - 2
            when period_kind in ('month', 'months', 'day') then cast(substring(period, 6, 2) as integer)
        end as first_month,
        case
            when period_kind in ('annual', 'multi-year') then 12
            when period_kind = 'half' then 6 * cast(right(period, 1) as integer)
            when period_kind = 'quarter' then 3 * cast(right(period, 1) as integer)
            when period_kind in ('month', 'day') then cast(substring(period, 6, 2) as integer)
            when period_kind = 'months' then cast(right(period, 2) as integer)
        end as last_month
    from kinds

),

plausible as (

    select
        *,
        coalesce(
            first_year between {{ var('first_year') }} and {{ var('last_year') }}
            and last_year between first_year and {{ var('last_year') }}, false
        ) as is_plausible
    from parts

)

select
    period as time_period,
    case when is_plausible then period_kind else 'unknown' end as period_kind,
    case
        when not is_plausible then null
        when period_kind = 'day' then try_cast(period as date)
        else make_date(first_year, first_month, 1)
    end as time_period_start,
    case
        when not is_plausible then null
        when period_kind = 'day' then try_cast(period as date)
        else last_day(make_date(last_year, last_month, 1))
    end as time_period_end,
    case when is_plausible then last_year end as year
from plausible
