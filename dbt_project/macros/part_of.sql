{# The name that the parts of one run share across the lake's datasets: the file's name without its folder. #}
{% macro part_of(filename) -%}
    parse_filename({{ filename }})
{%- endmacro %}
