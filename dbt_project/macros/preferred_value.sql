{#
  What fct_indicator_year and fct_indicator_year_vintage say alike of a preferred value: its key, the value, how many
  sources speak and agree, where it stands, and what the gates say of it. `known` is int_indicator_year_known, `observations` fct_observation.
#}
{% macro preferred_value() %}
    known.indicator_year_id,
    known.indicator_code,
    observations.indicator_sk,
    known.ref_area,
    observations.area_sk,
    known.year,
    known.measure,
    known.statement_type,
    observations.statement_type_sk,
    known.is_best_outcome,
    observations.obs_status,
    known.obs_value,
    known.unit_measure,
    0 as unit_mult,
    known.decimals,
    known.resolution,
    known.bound,
    known.obs_value_lower,
    known.obs_value_upper,
    known.printed_value,
    known.printed_unit,
    known.statements,
    known.sources,
    known.agreeing_sources,
    known.lowest_value,
    known.highest_value,
    known.relative_spread,
    known.decided_by,
    known.known_from,
    known.preferred_since,
    known.observation_id,
    known.numeral_id,
    known.document_id,
    observations.document_sk,
    known.span_start,
    known.span_end,
    known.document_kind,
    known.published_on,
    observations.quality,
    observations.quality_rules,
    observations.quality_note
{%- endmacro %}

{# The rows that `preferred_value` reads. #}
{% macro preferred_values() -%}
    {{ ref('int_indicator_year_known') }} as known
    inner join {{ ref('fct_observation') }} as observations
        on known.observation_id = observations.observation_id
{%- endmacro %}
