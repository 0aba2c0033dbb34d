-- The preferred value by the rule of int_observation_ranked, with how many sources speak and how far they agree.
with ranked as (

    select * from {{ ref('int_observation_ranked') }}

),

winners as (

    select *
    from ranked
    where preference = 1

),

-- statements in other units are counted but not compared
spread as (

    select
        winners.observation_id,
        count(*) as statements,
        count(distinct ranked.document_id) as sources,
        count(distinct case
            when
                ranked.unit_measure = winners.unit_measure
                and (
                    ranked.obs_value_lower is null
                    or winners.obs_value_upper is null
                    or ranked.obs_value_lower - ranked.resolution / 2
                    <= winners.obs_value_upper + winners.resolution / 2
                )
                and (
                    ranked.obs_value_upper is null
                    or winners.obs_value_lower is null
                    or ranked.obs_value_upper + ranked.resolution / 2
                    >= winners.obs_value_lower - winners.resolution / 2
                )
                then ranked.document_id
        end) as agreeing_sources,
        min(case when ranked.unit_measure = winners.unit_measure then ranked.obs_value end) as lowest_value,
        max(case when ranked.unit_measure = winners.unit_measure then ranked.obs_value end) as highest_value
    from winners
    inner join ranked
        on
            winners.indicator_code = ranked.indicator_code
            and winners.ref_area = ranked.ref_area
            and winners.year = ranked.year
            and winners.measure = ranked.measure
            and winners.statement_type = ranked.statement_type
    group by winners.observation_id

),

laddered as (

    -- an exact figure before a bound, then the ladder, then the better source
    select
        *,
        row_number() over (
            partition by indicator_code, ref_area, year, measure
            order by
                is_outcome desc, is_expected_unit desc, vagueness asc, ladder asc, source_rank asc, ladder_rank asc
        ) = 1 and is_outcome as is_best_outcome
    from winners

)

select
    {{ surrogate_key([
        'laddered.indicator_code', 'laddered.ref_area', 'laddered.year', 'laddered.measure', 'laddered.statement_type'
    ]) }} as indicator_year_id,
    laddered.indicator_code,
    laddered.ref_area,
    observations.area_sk,
    laddered.year,
    laddered.measure,
    laddered.statement_type,
    laddered.is_best_outcome,
    observations.obs_status,
    laddered.obs_value,
    laddered.unit_measure,
    0 as unit_mult,
    laddered.decimals,
    laddered.resolution,
    laddered.bound,
    laddered.obs_value_lower,
    laddered.obs_value_upper,
    laddered.printed_value,
    laddered.printed_unit,
    spread.statements,
    spread.sources,
    spread.agreeing_sources,
    spread.lowest_value,
    spread.highest_value,
    case
        when laddered.obs_value <> 0 then (spread.highest_value - spread.lowest_value) / abs(laddered.obs_value)
    end as relative_spread,
    laddered.observation_id,
    laddered.numeral_id,
    laddered.document_id,
    laddered.span_start,
    laddered.span_end,
    laddered.document_kind,
    laddered.published_on,
    observations.target_nature,
    observations.target_force,
    observations.quote,
    observations.sentence
from laddered
inner join spread
    on laddered.observation_id = spread.observation_id
inner join {{ ref('fct_observation') }} as observations
    on laddered.observation_id = observations.observation_id
