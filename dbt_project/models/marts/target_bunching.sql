-- How outcomes of growth lie around their targets: pairs by distance, level of government and era.
with pairs as (

    select
        areas.area_level,
        attainment.gap,
        attainment.verdict,
        attainment.ref_area,
        case
            when attainment.year < 2013 then 'to 2012'
            when attainment.year < 2020 then '2013 to 2019'
            else 'from 2020'
        end as era,
        -- 0 is the target itself; 1 is above it by at most half a point, -1 below it by at most half a point
        cast(
            sign(attainment.gap) * ceil(round(abs(attainment.gap) / {{ var('bunching_points') }}, 6)) as integer
        ) as distance
    from {{ ref('fct_target_attainment') }} as attainment
    inner join {{ ref('fct_indicator_year') }} as targets
        on
            attainment.target_id = targets.observation_id
            and targets.statement_type = 'target'
    inner join {{ ref('fct_indicator_year') }} as outcomes
        on
            attainment.outcome_id = outcomes.observation_id
            and outcomes.is_best_outcome
    inner join {{ ref('dim_area') }} as areas
        on attainment.area_sk = areas.area_sk
    where
        attainment.indicator_code = 'GRP'
        and attainment.measure = 'growth'
        and outcomes.bound = 'eq'

),

bins as (

    select
        area_level,
        era,
        distance,
        count(*) as pairs,
        count(distinct ref_area) as areas,
        count(*) filter (where verdict = 'met') as met,
        count(*) filter (where verdict = 'missed') as missed,
        min(gap) as lowest_gap,
        max(gap) as highest_gap
    from pairs
    group by
        area_level,
        era,
        distance

),

groups as (

    select
        area_level,
        era,
        sum(pairs) as pairs,
        coalesce(sum(pairs) filter (where distance in (0, 1)), 0) as at_or_just_above,
        coalesce(sum(pairs) filter (where distance = -1), 0) as just_below
    from bins
    group by
        area_level,
        era

)

select
    {{ surrogate_key(['bins.area_level', 'bins.era', 'bins.distance']) }} as target_bunching_id,
    bins.area_level,
    bins.era,
    bins.distance,
    case
        when bins.distance = 0 then 'at'
        when bins.distance = 1 then 'just above'
        when bins.distance = -1 then 'just below'
        when bins.distance > 0 then 'above'
        else 'below'
    end as side,
    cast(bins.pairs as integer) as pairs,
    cast(bins.areas as integer) as areas,
    cast(bins.met as integer) as met,
    cast(bins.missed as integer) as missed,
    bins.lowest_gap,
    bins.highest_gap,
    bins.pairs / groups.pairs as share_of_group,
    cast(groups.at_or_just_above as integer) as group_at_or_just_above,
    cast(groups.just_below as integer) as group_just_below,
    case
        when groups.just_below > 0 then groups.at_or_just_above / groups.just_below
    end as group_asymmetry
from bins
inner join groups
    on
        bins.area_level = groups.area_level
        and bins.era = groups.era
