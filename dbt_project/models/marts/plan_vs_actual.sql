-- The annex table of a plan report: what was planned for the year, what came of it, and what is planned for the next.
with targets as (

    select * from {{ ref('fct_indicator_year') }}
    where statement_type = 'target'

),

outcomes as (

    select * from {{ ref('fct_indicator_year') }}
    where is_best_outcome

),

keys as (

    select
        ref_area,
        year,
        indicator_code,
        measure
    from targets

    union

    -- the year before a target is the one its report accounts for
    select
        outcomes.ref_area,
        outcomes.year,
        outcomes.indicator_code,
        outcomes.measure
    from outcomes
    inner join targets
        on
            outcomes.ref_area = targets.ref_area
            and outcomes.year + 1 = targets.year
            and outcomes.indicator_code = targets.indicator_code
            and outcomes.measure = targets.measure

)

select
    {{ surrogate_key(['keys.ref_area', 'keys.year', 'keys.indicator_code', 'keys.measure']) }} as plan_vs_actual_id,
    keys.ref_area,
    coalesce(outcomes.area_sk, targets.area_sk) as area_sk,
    areas.name as area_name,
    areas.name_en as area_name_en,
    keys.year,
    keys.indicator_code,
    indicators.name_zh as indicator_zh,
    indicators.name_en as indicator_en,
    indicators.indicator_order,
    keys.measure,
    coalesce(targets.unit_measure, outcomes.unit_measure) as unit_measure,
    coalesce(targets.printed_unit, outcomes.printed_unit) as printed_unit,
    targets.printed_value as target_printed_value,
    outcomes.printed_value as outcome_printed_value,
    outcomes.printed_unit as outcome_printed_unit,
    next_targets.printed_value as next_target_printed_value,
    next_targets.printed_unit as next_target_printed_unit,
    coalesce(next_targets.target_nature, 'not_applicable') as next_target_nature,
    targets.obs_value as target_value,
    targets.bound as target_bound,
    targets.obs_value_lower as target_lower,
    targets.obs_value_upper as target_upper,
    coalesce(targets.target_nature, 'not_applicable') as target_nature,
    outcomes.obs_value as outcome_value,
    outcomes.bound as outcome_bound,
    outcomes.statement_type as outcome_statement_type,
    outcomes.obs_status as outcome_obs_status,
    attainment.gap,
    case
        when targets.observation_id is null then 'no_target'
        when outcomes.observation_id is null then 'no_outcome'
        when 'quarantined' in (targets.quality, outcomes.quality) then 'indeterminate'
        else coalesce(attainment.verdict, 'indeterminate')
    end as verdict,
    case
        when targets.observation_id is null then 'no target for the year was found'
        when outcomes.observation_id is null then 'no outcome of the year was found'
        when targets.quality = 'quarantined' then 'the target is held back: ' || targets.quality_rules
        when outcomes.quality = 'quarantined' then 'the outcome is held back: ' || outcomes.quality_rules
        else coalesce(attainment.verdict_reason, 'target and outcome are stated in different units')
    end as verdict_reason,
    next_targets.obs_value as next_target_value,
    next_targets.bound as next_target_bound,
    next_targets.obs_value_lower as next_target_lower,
    next_targets.obs_value_upper as next_target_upper,
    targets.sentence as target_sentence,
    outcomes.sentence as outcome_sentence,
    next_targets.sentence as next_target_sentence,
    targets.document_id as target_document_id,
    outcomes.document_id as outcome_document_id,
    next_targets.document_id as next_target_document_id,
    targets.indicator_year_id as target_indicator_year_id,
    outcomes.indicator_year_id as outcome_indicator_year_id,
    next_targets.indicator_year_id as next_target_indicator_year_id,
    targets.quality as target_quality,
    outcomes.quality as outcome_quality,
    nullif(
        concat_ws('; ', 'target: ' || targets.quality_note, 'outcome: ' || outcomes.quality_note), ''
    ) as quality_note
from keys
left join targets
    on
        keys.ref_area = targets.ref_area
        and keys.year = targets.year
        and keys.indicator_code = targets.indicator_code
        and keys.measure = targets.measure
left join outcomes
    on
        keys.ref_area = outcomes.ref_area
        and keys.year = outcomes.year
        and keys.indicator_code = outcomes.indicator_code
        and keys.measure = outcomes.measure
left join targets as next_targets
    on
        keys.ref_area = next_targets.ref_area
        and keys.year + 1 = next_targets.year
        and keys.indicator_code = next_targets.indicator_code
        and keys.measure = next_targets.measure
left join {{ ref('fct_target_attainment') }} as attainment
    on
        targets.observation_id = attainment.target_id
        and outcomes.observation_id = attainment.outcome_id
left join {{ ref('dim_area') }} as areas
    on coalesce(outcomes.area_sk, targets.area_sk) = areas.area_sk
inner join {{ ref('dim_indicator') }} as indicators
    on keys.indicator_code = indicators.indicator_code
