-- The headline indicators of a place and year side by side, for spreadsheets: best outcomes, and the year's targets.
{%- set outcomes = [
    ('GRP', 'level'), ('GRP', 'growth'), ('VA1', 'level'), ('VA2', 'level'), ('VA3', 'level'), ('VA_IND_ADS', 'growth'),
    ('GPBR', 'level'), ('GPBR', 'growth'), ('FAI', 'growth'), ('TRSCG', 'level'), ('TRSCG', 'growth'),
    ('TRADE', 'level'), ('TRADE', 'growth'), ('CPI', 'growth'), ('EMP_NEW', 'level'), ('UNEMP_SUR', 'level'),
    ('DI', 'level'), ('DI', 'growth'), ('DI_U', 'level'), ('DI_U', 'growth'), ('DI_R', 'level'), ('DI_R', 'growth'),
    ('POP', 'level'), ('URB', 'level'),
] %}
{%- set targets = [
    ('GRP', 'growth'), ('GPBR', 'growth'), ('FAI', 'growth'), ('TRSCG', 'growth'), ('DI', 'growth'),
    ('EMP_NEW', 'level'), ('CPI', 'growth'),
] %}

with figures as (

    select
        indicator_years.ref_area,
        indicator_years.year,
        indicator_years.indicator_code,
        indicator_years.is_best_outcome,
        indicator_years.obs_value,
        indicator_years.quality,
        indicator_years.quality_rules,
        areas.name as area_name,
        areas.name_en as area_name_en,
        areas.area_level,
        areas.area_level_zh,
        areas.area_level_en,
        indicator_years.indicator_code || ' ' || indicator_years.measure as series,
        indicator_years.statement_type = 'target' as is_target
    from {{ ref('fct_indicator_year') }} as indicator_years
    inner join {{ ref('dim_indicator') }} as indicators
        on indicator_years.indicator_code = indicators.indicator_code
    inner join {{ ref('dim_area') }} as areas
        on indicator_years.area_sk = areas.area_sk
    -- a column holds one unit: what is stated in another one stays in fct_indicator_year
    where
        indicator_years.measure = 'growth'
        or indicator_years.unit_measure = indicators.unit_measure

)

select
    {{ surrogate_key(['ref_area', 'year']) }} as area_year_id,
    ref_area,
    year,
    min(area_name) as area_name,
    min(area_name_en) as area_name_en,
    min(area_level) as area_level,
    min(area_level_zh) as area_level_zh,
    min(area_level_en) as area_level_en,
    {% for code, measure in outcomes %}
        {%- set column = code | lower ~ ('_growth' if measure == 'growth' else '') %}
        max(case when is_best_outcome and series = '{{ code }} {{ measure }}' then obs_value end) as {{ column }},
    {% endfor %}
    {% for code, measure in targets %}
        {%- set column = code | lower ~ ('_growth' if measure == 'growth' else '') ~ '_target' %}
        max(case when is_target and series = '{{ code }} {{ measure }}' then obs_value end) as {{ column }},
    {% endfor %}
    count(distinct case when is_best_outcome and obs_value is not null then indicator_code end)
        as indicators_with_outcome,
    string_agg(
        series || case when is_target then ' target' else '' end || ': ' || quality_rules, '; '
        order by series, is_target
    ) filter (where quality = 'quarantined' and (is_best_outcome or is_target)) as quarantined_figures,
    string_agg(
        series || case when is_target then ' target' else '' end || ': ' || quality, '; '
        order by series, is_target
    ) filter (where quality in ('waived', 'corrected') and (is_best_outcome or is_target)) as waived_figures
from figures
group by
    ref_area,
    year
