-- The headline indicators of a place and year side by side, for spreadsheets: best outcomes, and the targets set for the year.
{%- set columns = [
    ('GRP', 'level'), ('GRP', 'growth'), ('VA1', 'level'), ('VA2', 'level'), ('VA3', 'level'), ('VA_IND_ADS', 'growth'),
    ('GPBR', 'level'), ('GPBR', 'growth'), ('FAI', 'growth'), ('TRSCG', 'level'), ('TRSCG', 'growth'),
    ('TRADE', 'level'), ('TRADE', 'growth'), ('CPI', 'growth'), ('EMP_NEW', 'level'), ('UNEMP_SUR', 'level'),
    ('DI', 'level'), ('DI', 'growth'), ('DI_U', 'level'), ('DI_U', 'growth'), ('DI_R', 'level'), ('DI_R', 'growth'),
    ('POP', 'level'), ('URB', 'level'),
] %}
{%- set targets = [
    ('GRP', 'growth'), ('GPBR', 'growth'), ('FAI', 'growth'), ('TRSCG', 'growth'), ('DI', 'growth'), ('EMP_NEW', 'level'),
    ('CPI', 'growth'),
] %}
select
    {{ surrogate_key(['figures.ref_area', 'figures.year']) }} as area_year_id,
    figures.ref_area,
    figures.year,
    min(areas.name) as area_name,
    min(areas.area_level) as area_level,
    count(distinct case when figures.is_best_outcome then figures.indicator_code end) as indicators_with_outcome
    {%- for code, measure in columns %},
    max(case when figures.indicator_code = '{{ code }}' and figures.measure = '{{ measure }}' and figures.is_best_outcome then figures.obs_value end)
        as {{ code | lower }}{{ '_growth' if measure == 'growth' }}
    {%- endfor %}
    {%- for code, measure in targets %},
    max(case when figures.indicator_code = '{{ code }}' and figures.measure = '{{ measure }}' and figures.statement_type = 'target' then figures.obs_value end)
        as {{ code | lower }}{{ '_growth' if measure == 'growth' }}_target
    {%- endfor %}
from {{ ref('fct_indicator_year') }} as figures
inner join {{ ref('dim_area') }} as areas
    on figures.area_sk = areas.area_sk
inner join {{ ref('dim_indicator') }} as indicators
    on figures.indicator_code = indicators.indicator_code
where
    -- a column holds one unit: what is stated in another one stays in fct_indicator_year
    figures.measure = 'growth'
    or figures.unit_measure = indicators.unit_measure
group by
    figures.ref_area,
    figures.year
