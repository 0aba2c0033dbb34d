{# The name of a numeral: document and span. Readable, stable across builds, enough to find the place in the text. #}
{% macro numeral_id(relation='') -%}
    {{ relation }}document_id || ':' || {{ relation }}span_start || '-' || {{ relation }}span_end
{%- endmacro %}
