{#
  A key of 32 hex digits over the columns of a grain. A missing value is a value of its own (∅), so that grains with
  optional parts stay distinct.
#}
{% macro surrogate_key(columns) -%}
    md5(concat_ws('|',
    {%- for column in columns %} coalesce(cast({{ column }} as varchar), '∅'){{ "," if not loop.last }}
    {%- endfor -%}
    ))
{%- endmacro %}
