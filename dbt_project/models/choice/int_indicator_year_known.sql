-- What was preferred, and how many sources spoke, in every stretch of time between two publications.
with ranked as (

    select * from {{ ref('int_observation_ranked') }}

),

moments as (

    select distinct
        indicator_code,
        ref_area,
        year,
        measure,
        known_from as moment
    from ranked

),

known as (

    select
        ranked.*,
        moments.moment,
        row_number() over (
            partition by
                ranked.indicator_code, ranked.ref_area, ranked.year, ranked.measure, ranked.statement_type,
                moments.moment
            order by ranked.preference
        ) as place_in_line
    from moments
    inner join ranked
        on
            moments.indicator_code = ranked.indicator_code
            and moments.ref_area = ranked.ref_area
            and moments.year = ranked.year
            and moments.measure = ranked.measure
            and moments.moment >= ranked.known_from

),

winners as (

    select *
    from known
    where place_in_line = 1

),

-- statements in other units are counted but not compared
spread as (

    select
        winners.observation_id,
        winners.moment,
        count(*) as statements,
        count(distinct known.document_id) as sources,
        count(distinct case
            when
                known.unit_measure = winners.unit_measure
                and (
                    known.obs_value_lower is null
                    or winners.obs_value_upper is null
                    or known.obs_value_lower - known.resolution / 2
                    <= winners.obs_value_upper + winners.resolution / 2
                )
                and (
                    known.obs_value_upper is null
                    or winners.obs_value_lower is null
                    or known.obs_value_upper + known.resolution / 2
                    >= winners.obs_value_lower - winners.resolution / 2
                )
                then known.document_id
        end) as agreeing_sources,
        min(case when known.unit_measure = winners.unit_measure then known.obs_value end) as lowest_value,
        max(case when known.unit_measure = winners.unit_measure then known.obs_value end) as highest_value
    from winners
    inner join known
        on
            winners.indicator_code = known.indicator_code
            and winners.ref_area = known.ref_area
            and winners.year = known.year
            and winners.measure = known.measure
            and winners.statement_type = known.statement_type
            and winners.moment = known.moment
            -- what a gate holds back is no source beside what stands
            and winners.is_quarantined is not distinct from known.is_quarantined
    group by winners.observation_id, winners.moment

),

-- the first point of the rule on which the preferred statement and the next one differ
decisions as (

    select
        winners.observation_id,
        winners.moment,
        case
            when others.observation_id is null then 'only statement'
            when winners.is_quarantined <> others.is_quarantined then 'gates'
            when winners.is_expected_unit <> others.is_expected_unit then 'unit'
            when winners.vagueness <> others.vagueness then 'exactness'
            when winners.is_before_close <> others.is_before_close then 'period closed'
            when winners.issuer_rank <> others.issuer_rank then 'issuer'
            when winners.source_rank <> others.source_rank then 'kind of document'
            when winners.years_from_target <> others.years_from_target then 'year of the target'
            when winners.publication_rank <> others.publication_rank then 'publication'
            when winners.document_id <> others.document_id then 'receipt'
            else 'place in the text'
        end as decided_by
    from winners
    left join known as others
        on
            winners.indicator_code = others.indicator_code
            and winners.ref_area = others.ref_area
            and winners.year = others.year
            and winners.measure = others.measure
            and winners.statement_type = others.statement_type
            and winners.moment = others.moment
            and others.place_in_line = 2

),

states as (

    -- between statement types: outcomes first, then what no gate holds back, an exact figure before a bound, then the
    -- ladder, then the source
    select
        winners.*,
        spread.statements,
        spread.sources,
        spread.agreeing_sources,
        spread.lowest_value,
        spread.highest_value,
        decisions.decided_by,
        winners.is_outcome
        and row_number() over (
            partition by winners.indicator_code, winners.ref_area, winners.year, winners.measure, winners.moment
            order by
                winners.is_outcome desc,
                winners.is_quarantined asc,
                winners.is_expected_unit desc,
                winners.vagueness asc,
                winners.ladder asc,
                winners.issuer_rank asc,
                winners.source_rank asc,
                winners.ladder_rank asc
        ) = 1 as is_best_outcome
    from winners
    inner join spread
        on
            winners.observation_id = spread.observation_id
            and winners.moment = spread.moment
    inner join decisions
        on
            winners.observation_id = decisions.observation_id
            and winners.moment = decisions.moment

),

befores as (

    select
        *,
        lag(observation_id) over key_in_time as observation_before,
        lag(is_best_outcome) over key_in_time as best_before,
        lag(statements) over key_in_time as statements_before
    from states
    window key_in_time as (
        partition by indicator_code, ref_area, year, measure, statement_type
        order by moment
    )

),

-- a statement that comes to a key is never lost again: the count tells every other change
changes as (

    select *
    from befores
    where
        observation_id is distinct from observation_before
        or is_best_outcome is distinct from best_before
        or statements is distinct from statements_before

),

intervals as (

    select
        *,
        lead(moment) over key_in_time as next_moment,
        -- more sources, or another best outcome beside it, leave a statement what it was
        max(case when observation_id is distinct from observation_before then moment end) over key_in_time
            as preferred_since
    from changes
    window key_in_time as (
        partition by indicator_code, ref_area, year, measure, statement_type
        order by moment
    )

)

select
    {{ surrogate_key(['indicator_code', 'ref_area', 'year', 'measure', 'statement_type']) }} as indicator_year_id,
    indicator_code,
    ref_area,
    year,
    measure,
    statement_type,
    is_best_outcome,
    moment as known_from,
    coalesce(next_moment, date '9999-12-31') as known_to,
    next_moment is null as is_current,
    preferred_since,
    known_by,
    decided_by,
    statements,
    sources,
    agreeing_sources,
    case when is_quarantined is not true then lowest_value end as lowest_value,
    case when is_quarantined is not true then highest_value end as highest_value,
    case
        when obs_value <> 0 and is_quarantined is not true then (highest_value - lowest_value) / abs(obs_value)
    end as relative_spread,
    case when is_quarantined is not true then obs_value end as obs_value,
    case when is_quarantined is not true then obs_value_lower end as obs_value_lower,
    case when is_quarantined is not true then obs_value_upper end as obs_value_upper,
    unit_measure,
    decimals,
    resolution,
    bound,
    case when is_quarantined is not true then printed_value end as printed_value,
    printed_unit,
    observation_id,
    numeral_id,
    document_id,
    span_start,
    span_end,
    document_kind,
    published_on
from intervals
