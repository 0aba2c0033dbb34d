{{ config(
    materialized='incremental', incremental_strategy='append', unique_key='document_id', on_schema_change='fail',
    pre_hook='{{ forget_changed() }}'
) }}

-- Observations with periods and the interval of values that each one states. One row an observation of the ledger.
with stated as (

    select
        observations.*,
        beside.other_end_id,
        beside.other_value,
        coalesce(beside.is_striven, false) as is_striven,
        coalesce(beside.range_role, 'single') as range_role,
        -- the words measure the size of a fall: "a fall of 3% or more" is a value of -3 or below
        observations.measure in ('growth', 'change') and observations.obs_value < 0 as is_fall,
        case
            when observations.bound <> 'approx' then 0
            when observations.unit_measure in ('PERCENT', 'PERCENT_POINT', 'PER_MILLE')
                then least({{ var('approx_points') }}, abs(observations.obs_value) * {{ var('approx_percent_share') }})
            else abs(observations.obs_value) * {{ var('approx_share') }}
        end as tolerance
    from {{ ref('int_observation_value') }} as observations
    left join {{ ref('int_observation_beside') }} as beside
        on
            observations.document_id = beside.document_id
            and observations.span_start = beside.span_start
    where {{ is_new('observations.document_id') }}

),

intervals as (

    select
        *,
        case
            when range_role <> 'single' then least(obs_value, other_value)
            when bound in ('eq', 'approx') then obs_value - tolerance
            when bound = 'ge' and not is_fall then obs_value
            when bound = 'le' and is_fall then obs_value
        end as obs_value_lower,
        case
            when range_role <> 'single' then greatest(obs_value, other_value)
            when bound in ('eq', 'approx') then obs_value + tolerance
            when bound = 'le' and not is_fall then obs_value
            when bound = 'ge' and is_fall then obs_value
        end as obs_value_upper
    from stated

)

select
    {{ surrogate_key([
        'intervals.document_id', 'intervals.span_start', 'intervals.span_end', 'indicator_code', 'intervals.indicator',
        'measure', 'period', 'area_label'
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
    intervals.other_end_id,
    intervals.period,
    intervals.area_label,
    intervals.ref_area,
    intervals.printed_value,
    intervals.corrected_value,
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
    intervals.price_basis,
    intervals.constant_price_year,
    intervals.price_span_start,
    intervals.price_span_end,
    intervals.nature_span_start,
    intervals.nature_span_end,
    intervals.nature_part,
    intervals.stated_obs_status,
    coalesce(
        intervals.measure = 'growth' and intervals.price_basis in ('constant', 'comparable', 'real'), false
    ) as is_constant_price,
    case
        when intervals.measure not in ('growth', 'change') then 'none'
        when intervals.growth_base is null then 'not_said'
        when intervals.growth_base = '年均' then 'yearly_average'
        when intervals.growth_base in ('年初', 'year-start') then 'start_of_year'
        when
            list_contains({{ var('ordinary_bases') }}, intervals.growth_base)
            or regexp_extract(intervals.growth_base, '^(\d{4})年', 1) = cast(periods.year - 1 as varchar)
            then 'previous_year'
        when intervals.growth_base in ('环比', '上月', '上季度', 'previous-period') then 'previous_period'
        when regexp_matches(intervals.growth_base, '^\d{4}年?') then 'named_year'
        when regexp_matches(intervals.growth_base, '五') then 'five_year_plan'
        else 'other'
    end as growth_base_kind,
    growth_base_kind not in ('none', 'not_said', 'previous_year', 'start_of_year')
    -- in real terms, where growth is nominal by definition, or the other way round
    or coalesce(
        intervals.measure = 'growth'
        and case
            when list_contains({{ var('constant_price_indicators') }}, intervals.indicator_code)
                then intervals.price_basis = 'current'
            else is_constant_price
        end,
        false
    ) as has_other_base,
    intervals.target_force,
    case
        when intervals.statement_type <> 'target' or intervals.range_role = 'upper' then null
        when intervals.is_striven then 2
        else 1
    end as target_tier,
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
