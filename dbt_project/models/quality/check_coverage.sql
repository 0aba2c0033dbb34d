-- How many figures are touched by a check against something other than their own reading.
with touched as (

    select
        touches.observation_id,
        count(distinct touches.rule_id) as rules,
        bool_or(rules.checked_against in ('figures', 'person')) as by_figures,
        bool_or(rules.checked_against = 'words') as by_words
    from {{ ref('bridge_verdict_observation') }} as touches
    inner join {{ ref('dim_rule') }} as rules
        on touches.rule_id = rules.rule_id
    group by touches.observation_id

),

stated as (

    select
        -- the words of the gates' bench: coded, of a year, one value, of the document's own place
        observations.indicator_code <> '_O'
        and observations.period_kind = 'annual'
        and observations.range_role = 'single'
        and coalesce(observations.ref_area = documents.ref_area, false) as is_headline,
        areas.area_level,
        case
            when observations.year is null then 'undated'
            when observations.year <= 2012 then 'to 2012'
            when observations.year <= 2019 then '2013 to 2019'
            else 'from 2020'
        end as era,
        observations.indicator_code,
        observations.measure,
        case when observations.statement_type = 'target' then 'target' else 'outcome' end as side,
        coalesce(touched.by_figures, false) as by_figures,
        coalesce(touched.by_words, false) as by_words,
        coalesce(touched.rules, 0) as rules
    from {{ ref('fct_observation') }} as observations
    inner join {{ ref('dim_document') }} as documents
        on observations.document_id = documents.document_id
    inner join {{ ref('dim_area') }} as areas
        on observations.area_sk = areas.area_sk
    left join touched
        on observations.observation_id = touched.observation_id

)

select
    {{ surrogate_key(['is_headline', 'area_level', 'era', 'indicator_code', 'measure', 'side']) }} as coverage_id,
    is_headline,
    area_level,
    era,
    indicator_code,
    measure,
    side,
    count(*) as figures,
    count(*) filter (where by_figures) as checked_by_figures,
    count(*) filter (where by_words) as checked_by_words,
    count(*) filter (where by_figures or by_words) as checked_figures,
    count(*) filter (where rules > 1) as checked_twice,
    count(*) filter (where by_figures) / count(*) as share_by_figures,
    count(*) filter (where by_figures or by_words) / count(*) as share_checked
from stated
group by
    is_headline,
    area_level,
    era,
    indicator_code,
    measure,
    side
