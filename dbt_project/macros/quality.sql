{#
  What became of a statement before the gates: its own numeral or its whole document may be held back, or be let pass by
  somebody. `quality_joins` finds both in int_quarantine, `quality_columns` says it in four columns.
#}
{% macro quality_joins(relation) %}
left join {{ ref('int_quarantine') }} as own_quality
    on
        {{ numeral_id(relation ~ '.') }} = own_quality.key_id
        and own_quality.key_kind = 'numeral'
left join {{ ref('int_quarantine') }} as document_quality
    on
        {{ relation }}.document_id = document_quality.key_id
        and document_quality.key_kind = 'document'
{% endmacro %}

{# `corrected` is true of a statement that counts with another number than the printed one. #}
{% macro quality_columns(corrected='false') -%}
    {{ is_held() }} as is_quarantined,
    case
        when {{ is_held() }} then 'quarantined'
        when own_quality.key_id is not null or document_quality.key_id is not null then 'waived'
        when {{ corrected }} then 'corrected'
        else 'passed'
    end as quality,
    nullif(concat_ws(', ', own_quality.quality_rules, document_quality.quality_rules), '') as quality_rules,
    nullif(concat_ws('; ', own_quality.quality_note, document_quality.quality_note), '') as quality_note
{%- endmacro %}

{% macro is_held() -%}
    (coalesce(own_quality.is_quarantined, false) or coalesce(document_quality.is_quarantined, false))
{%- endmacro %}
