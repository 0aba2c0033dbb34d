-- Observations with periods and the interval of values that each one states. One row an observation of the ledger.
with neighbours as (

    select
        *,
        lead(bound) over same_subject as next_bound,
        lead(obs_value) over same_subject as next_value,
        lag(bound) over same_subject as previous_bound,
        lag(obs_value) over same_subject as previous_value
    from {{ ref('int_observation_value') }}
    window same_subject as (
        partition by
            document_id, sentence_start, indicator, indicator_code, measure, statement_type, period, area_label,
            unit_measure
        order by span_start
    )

),

roles as (

    -- a range is written as its low end (ge) followed by its high end (le)
    select
        *,
        case
            when bound = 'ge' and next_bound = 'le' and abs(next_value) > abs(obs_value) then 'lower'
            when bound = 'le' and previous_bound = 'ge' and abs(obs_value) > abs(previous_value) then 'upper'
            else 'single'
        end as range_role,
        -- the words measure the size of a fall: "a fall of 3% or more" is a value of -3 or below
        measure in ('growth', 'change') and obs_value < 0 as is_fall,
        case
            when bound <> 'approx' then 0
            when unit_measure in ('PERCENT', 'PERCENT_POINT', 'PER_MILLE')
                then least({{ var('approx_points') }}, abs(obs_value) * {{ var('approx_percent_share') }})
            else abs(obs_value) * {{ var('approx_share') }}
        end as tolerance
    from neighbours

),

intervals as (

    select
        *,
        case
            when range_role = 'lower' then least(obs_value, next_value)
            when range_role = 'upper' then least(obs_value, previous_value)
            when bound in ('eq', 'approx') then obs_value - tolerance
            when bound = 'ge' and not is_fall then obs_value
            when bound = 'le' and is_fall then obs_value
        end as obs_value_lower,
        case
            when range_role = 'lower' then greatest(obs_value, next_value)
            when range_role = 'upper' then greatest(obs_value, previous_value)
            when bound in ('eq', 'approx') then obs_value + tolerance
            when bound = 'le' and not is_fall then obs_value
            when bound = 'ge' and is_fall then obs_value
        end as obs_value_upper
    from roles

)

select
    {{ surrogate_key([
        'document_id', 'span_start', 'span_end', 'indicator_code', 'indicator', 'measure', 'period', 'area_label'
    ]) }} as observation_id,
    {{ numeral_id('intervals.') }} as numeral_id,
    intervals.document_id,
    intervals.span_start,
    intervals.span_end,
    intervals.quote,
    intervals.indicator,
    intervals.indicator_code,
    intervals.measure,
    intervals.statement_type,
    intervals.bound,
    intervals.range_role,
    intervals.period,
    intervals.area_label,
    intervals.ref_area,
    intervals.printed_value,
    intervals.printed_unit,
    intervals.printed_unit_mult,
    intervals.decimals,
    intervals.obs_value,
    intervals.obs_value_lower,
    intervals.obs_value_upper,
    intervals.resolution,
    intervals.unit_measure,
    intervals.is_expected_unit,
    intervals.growth_base,
    intervals.measure in ('growth', 'change')
    and intervals.growth_base is not null
    and not list_contains({{ var('ordinary_bases') }}, intervals.growth_base)
    and coalesce(regexp_extract(intervals.growth_base, '^(\d{4})年', 1) <> cast(periods.year - 1 as varchar), true)
        as has_other_base,
    intervals.target_force,
    intervals.target_nature,
    intervals.document_part,
    intervals.section,
    intervals.sentence_start,
    intervals.sentence_end,
    intervals.place,
    intervals.cell,
    intervals.rule,
    coalesce(periods.period_kind, 'unknown') as period_kind,
    periods.time_period_start,
    periods.time_period_end,
    periods.year
from intervals
left join {{ ref('int_period') }} as periods
    on intervals.period = periods.time_period
