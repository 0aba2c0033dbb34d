{#
  The one home of the incremental strategy: tables grown by document. Rows are deleted before a build and only ever added
  in it, because DuckDB checks keys over-eagerly: a transaction that deletes a row and inserts its key again, or deletes
  what a row that is still there refers to, is refused.

  Over the file of an earlier build by the same project and vocabulary: build the staging views, `dbt run-operation
  make_room`, build the rest. Over a fresh file everything is made anew and there is no room to make.

  What a table grown by document says of a document may follow from nothing but what is in its digest (its row of
  stg_document, what gates hold back of it, what people corrected in it), its text and ledger, and the vocabulary. What
  follows from other documents belongs into a table made anew.
#}

{# True for rows of documents that the table does not hold yet; of a table that is built anew, for all. #}
{% macro is_new(key, held_key=none) -%}
    {%- if is_incremental() -%}
        {{ key }} not in (select held.{{ held_key or key.split('.')[-1] }} from {{ this }} as held)
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}

{#
  One row a document: a digest of all that its rows may have been made from, but for its text and ledger (a new reading has
  a new extraction_id) and the vocabulary (a new one begins from nothing). `documents`, `held` and `corrections` are
  stg_document, stg_quarantine and stg_correction.
#}
{% macro document_digests(documents, held, corrections) %}
    select
        document_id,
        md5(string_agg(facts, '|' order by facts)) as document_digest
    from (
        select documents.document_id, cast(documents as varchar) as facts from {{ documents }} as documents
        union all
        select failing.document_id, cast(failing as varchar) as facts from {{ held }} as failing
        union all
        select corrections.document_id, cast(corrections as varchar) as facts from {{ corrections }} as corrections
    ) as told
    group by document_id
{% endmacro %}

{#
  In a build file that is taken over from an earlier build: drops the tables that are built anew, and from those that
  grow by document deletes every document that is not as the lake has it now (read again, superseded, withdrawn).
  Whatever refers to a table goes before it.
#}
{% macro make_room() %}
    {% set documents = adapter.get_relation(target.database, 'core', 'dim_document') %}
    {% set kept %}
        {% if documents is none %}
            select null as document_id where false
        {% else %}
            select held.document_id
            from {{ documents }} as held
            inner join (
                {{ document_digests('staging.stg_document', 'staging.stg_quarantine', 'staging.stg_correction') }}
            ) as digests on held.document_id = digests.document_id
            where held.document_digest = digests.document_digest
        {% endif %}
    {% endset %}
    {% set models = graph.nodes.values() | selectattr('resource_type', 'equalto', 'model') %}
    {% set waiting = namespace(nodes=models | rejectattr('config.materialized', 'equalto', 'view') | list) %}
    {% do run_query('commit') %} {# dbt's own transaction: each statement below is one of its own #}
    {% for _ in range(waiting.nodes | length) if waiting.nodes %}
        {% set needed = waiting.nodes | map(attribute='depends_on.nodes') | sum(start=[]) %}
        {% for node in waiting.nodes if node.unique_id not in needed %}
            {% set relation = adapter.get_relation(target.database, node.schema, node.alias) %}
            {% if relation is none %}
            {% elif node.config.materialized == 'table' %}
                {% do run_query('drop table ' ~ relation) %}
            {% elif node.config.unique_key == 'document_id' %}
                {% do run_query('delete from ' ~ relation ~ ' where document_id not in (' ~ kept ~ ')') %}
            {% elif node.config.unique_key == 'printed_unit' %}
                {% do run_query(
                    'delete from ' ~ relation ~ ' where printed_unit not in (select printed_unit from staging.stg_numeral'
                    ~ ' union select unit from staging.stg_unit)'
                ) %}
            {% endif %}
        {% endfor %}
        {% set waiting.nodes = waiting.nodes | selectattr('unique_id', 'in', needed) | list %}
    {% endfor %}
    {% do run_query('begin') %}
{% endmacro %}
