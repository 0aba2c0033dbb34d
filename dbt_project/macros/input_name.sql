{#
  The name under which an input stands. What was fetched is a file a vintage, `<host>/<id of the address>-<words>.<8 digits
  of the sha256>.<suffix>` (sources/fetching/store.py): all vintages of an address share the name before the digits.
#}
{% macro input_name(source_kind, source_name) -%}
    case
        when {{ source_kind }} in ('fetched', 'release')
            then regexp_replace({{ source_name }}, '\.[0-9a-f]{8}\.\w+$', '')
        else {{ source_name }}
    end
{%- endmacro %}
