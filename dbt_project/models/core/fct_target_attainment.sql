-- Every target against every outcome stated for the same indicator, area, year and measure: gap, and verdict by bound
-- algebra.
with pairs as (

    select
        targets.target_id,
        targets.target_tier,
        outcomes.observation_id as outcome_id,
        targets.indicator_code,
        targets.ref_area,
        targets.area_sk,
        targets.year,
        targets.measure,
        outcomes.statement_type as outcome_statement_type,
        targets.unit_measure,
        targets.bound as target_bound,
        targets.is_range,
        targets.obs_value as target_value,
        targets.obs_value_lower as target_lower,
        targets.obs_value_upper as target_upper,
        targets.resolution as target_resolution,
        outcomes.obs_value as outcome_value,
        outcomes.obs_value_lower as outcome_lower,
        outcomes.obs_value_upper as outcome_upper,
        targets.document_id as target_document_id,
        outcomes.document_id as outcome_document_id,
        targets.published_on as target_published_on,
        outcomes.published_on as outcome_published_on,
        targets.sentence as target_sentence,
        outcomes.sentence as outcome_sentence,
        -- what counts as better; a low rank is a good one, and a promised fall is kept by any larger fall, except where
        -- more is better (revenue). What the vocabulary calls a reduction is more of it; growth, and levels in another
        -- unit (吨标准煤), are of what is reduced: 能耗下降3% is -3
        case
            when targets.measure = 'rank' then 'down'
            when targets.measure = 'plan_completion' then 'up'
            when
                indicators.is_reduction
                and (targets.measure <> 'level' or targets.unit_measure <> indicators.unit_measure)
                then 'down'
            when
                targets.measure in ('growth', 'change')
                and targets.obs_value < 0
                and indicators.direction <> 'up'
                then 'down'
            when indicators.direction = 'bound' then 'down'
            else indicators.direction
        end as better
    from {{ ref('fct_target') }} as targets
    inner join {{ ref('fct_observation') }} as outcomes
        on
            targets.indicator_code = outcomes.indicator_code
            and targets.ref_area = outcomes.ref_area
            and targets.year = outcomes.year
            and targets.measure = outcomes.measure
            and targets.unit_measure = outcomes.unit_measure
    inner join {{ ref('dim_statement_type') }} as statement_types
        on
            outcomes.statement_type = statement_types.statement_type
            and statement_types.is_outcome
    inner join {{ ref('dim_indicator') }} as indicators
        on targets.indicator_code = indicators.indicator_code
    where
        targets.indicator_code <> '_O'
        and targets.unit_measure <> 'UNKNOWN'
        and targets.period_kind = 'annual'
        and outcomes.period_kind = 'annual'
        -- on the year before; or both in real terms, where that is not what the growth is by definition
        and (
            not (targets.has_other_base or outcomes.has_other_base)
            or (targets.is_constant_price and outcomes.is_constant_price)
        )
        and targets.obs_value is not null
        and outcomes.obs_value is not null
        and outcomes.range_role <> 'upper'
        and outcomes.is_quarantined is not true
        and targets.quality is distinct from 'quarantined'

),

accepted as (

    -- the values that keep the promise: what the words bound, opened on the side that is better than asked
    select
        *,
        target_bound in ('ge', 'le') and not is_range as is_worded,
        case
            when target_bound in ('ge', 'le') and not is_range then target_lower
            when better = 'down' then null
            when better = 'up' then target_lower
            else target_lower - target_resolution / 2
        end as accepted_lower,
        case
            when target_bound in ('ge', 'le') and not is_range then target_upper
            when better = 'up' then null
            when better = 'down' then target_upper
            else target_upper + target_resolution / 2
        end as accepted_upper,
        1e-9 * greatest(abs(target_value), abs(outcome_value), 1) as epsilon
    from pairs

),

compared as (

    select
        *,
        -- an open end of the outcome reaches as far as numbers go
        (accepted_lower is null or (outcome_lower is not null and outcome_lower >= accepted_lower - epsilon))
        and (accepted_upper is null or (outcome_upper is not null and outcome_upper <= accepted_upper + epsilon))
            as is_inside,
        coalesce(outcome_upper < accepted_lower - epsilon, false)
        or coalesce(outcome_lower > accepted_upper + epsilon, false) as is_outside
    from accepted

)

select
    {{ surrogate_key(['target_id', 'outcome_id']) }} as attainment_id,
    target_id,
    target_tier,
    outcome_id,
    indicator_code,
    ref_area,
    area_sk,
    year,
    measure,
    outcome_statement_type,
    unit_measure,
    better,
    target_value,
    accepted_lower,
    accepted_upper,
    outcome_value,
    outcome_lower,
    outcome_upper,
    round(outcome_value - case when is_range and better = 'down' then target_upper else target_value end, 6) as gap,
    case
        when is_inside then 'met'
        when is_outside and better = 'neutral' and not is_worded then 'indeterminate'
        when is_outside then 'missed'
        else 'indeterminate'
    end as verdict,
    case
        when is_inside then 'the outcome lies within what keeps the target'
        when is_outside and better = 'neutral' and not is_worded then 'neither more nor less is better here'
        when is_outside then 'the outcome lies outside what keeps the target'
        else 'the outcome is stated as a bound that reaches to both sides'
    end as verdict_reason,
    target_document_id,
    outcome_document_id,
    target_published_on,
    outcome_published_on,
    target_sentence,
    outcome_sentence
from compared
