{# A relation of one column, `range`: the whole numbers from `first` to `last`, both included. #}
{% macro integers(first, last) -%}
    range({{ first }}, {{ last }} + 1)
{%- endmacro %}
