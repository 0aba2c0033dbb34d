-- The target of a place beside those of every level above it, along dim_area's parents as they were in the year.
-- Sentences are joined last: carried along the way up, they would be most of what the joins have to hold.
with recursive targets as (

    select
        preferred.indicator_year_id,
        preferred.observation_id,
        preferred.indicator_code,
        preferred.ref_area,
        preferred.area_sk,
        preferred.year,
        preferred.measure,
        preferred.unit_measure,
        preferred.obs_value,
        preferred.bound,
        preferred.quality,
        preferred.quality_note,
        areas.name as area_name,
        areas.area_level,
        areas.parent_ref_area
    from {{ ref('fct_indicator_year') }} as preferred
    inner join {{ ref('dim_area') }} as areas
        on preferred.area_sk = areas.area_sk
    where
        preferred.statement_type = 'target'
        and preferred.ref_area <> '_U'

),

paths as (

    -- each target takes its key along: were the way up of a place and year joined to targets and to those above it,
    -- targets of one year could meet each other before the way says which lie above which
    select
        indicator_year_id,
        indicator_code,
        year,
        measure,
        unit_measure,
        ref_area as above_ref_area,
        parent_ref_area as next_ref_area,
        0 as steps
    from targets

    union all

    select
        paths.indicator_year_id,
        paths.indicator_code,
        paths.year,
        paths.measure,
        paths.unit_measure,
        areas.ref_area as above_ref_area,
        areas.parent_ref_area as next_ref_area,
        paths.steps + 1 as steps
    from paths
    inner join {{ ref('dim_area') }} as areas
        on
            paths.next_ref_area = areas.ref_area
            and paths.year >= areas.used_from
            and paths.year < areas.used_to

),

links as (

    select
        paths.indicator_year_id,
        paths.steps,
        above.area_level as above_area_level,
        above.area_name as above_area_name,
        above.ref_area as above_ref_area,
        above.obs_value,
        above.bound,
        above.unit_measure,
        above.observation_id,
        above.indicator_year_id as above_indicator_year_id,
        row_number() over (
            partition by paths.indicator_year_id, paths.steps = 0
            order by paths.steps
        ) as nearness
    from paths
    inner join targets as above
        on
            paths.above_ref_area = above.ref_area
            and paths.year = above.year
            and paths.indicator_code = above.indicator_code
            and paths.measure = above.measure
            and paths.unit_measure = above.unit_measure
            and (above.obs_value is not null or paths.steps = 0)

),

chains as (

    select
        indicator_year_id,
        string_agg(above_ref_area, ' → ' order by steps desc) as chain,
        string_agg(above_area_name, ' → ' order by steps desc) as chain_zh,
        cast(count(*) as integer) as links,
        max(case when above_area_level = 'nation' then obs_value end) as nation_value,
        max(case when above_area_level = 'province' then obs_value end) as province_value,
        max(case when above_area_level = 'prefecture' then obs_value end) as prefecture_value,
        max(case when above_area_level = 'county' then obs_value end) as county_value
    from links
    group by indicator_year_id

)

select
    {{ surrogate_key(['targets.ref_area', 'targets.year', 'targets.indicator_code', 'targets.measure']) }}
        as target_chain_id,
    targets.indicator_code,
    indicators.name_zh as indicator_zh,
    indicators.name_en as indicator_en,
    targets.ref_area,
    targets.area_sk,
    targets.area_name,
    targets.area_level,
    targets.year,
    targets.measure,
    targets.unit_measure,
    targets.obs_value as target_value,
    targets.bound as target_bound,
    chains.chain,
    chains.chain_zh,
    chains.links,
    chains.nation_value,
    chains.province_value,
    chains.prefecture_value,
    chains.county_value,
    above.above_ref_area,
    above.above_area_level,
    above.obs_value as above_value,
    above.bound as above_bound,
    round(targets.obs_value - above.obs_value, 6) as gap_to_above,
    targets.observation_id as target_id,
    above.observation_id as above_target_id,
    stated.sentence as target_sentence,
    stated_above.sentence as above_sentence,
    targets.quality,
    targets.quality_note
from targets
inner join chains
    on targets.indicator_year_id = chains.indicator_year_id
left join links as above
    on
        targets.indicator_year_id = above.indicator_year_id
        and above.steps > 0
        and above.nearness = 1
inner join {{ ref('fct_indicator_year') }} as stated
    on targets.indicator_year_id = stated.indicator_year_id
left join {{ ref('fct_indicator_year') }} as stated_above
    on above.above_indicator_year_id = stated_above.indicator_year_id
inner join {{ ref('dim_indicator') }} as indicators
    on targets.indicator_code = indicators.indicator_code
