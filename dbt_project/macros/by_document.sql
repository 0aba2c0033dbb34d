{#
  The one home of the incremental strategy: tables grown by document. Rows are deleted before a build and only ever added
  in it, because DuckDB checks keys over-eagerly: a transaction that deletes a row and inserts its key again, or deletes
  what a row that is still there refers to, is refused.

  Over the file of an earlier build by the same project and vocabulary: build staging and intermediate, whose tables have
  no keys and forget for themselves what changed; let the gate say what is held back; `dbt run-operation make_room`; build
  the rest. Over a fresh file everything is made anew and there is no room to make.

  What a table grown by document says of a document may follow from nothing but what is in its digests (its row of
  stg_document, what people corrected in it, and after the gate what is held back of it), its text and ledger, and the
  vocabulary. What follows from other documents belongs into a table made anew.
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
  One row a document: `document_digest` of all that is read of it may have been made from, but for its text and ledger (a
  new reading has a new extraction_id) and the vocabulary (a new one begins from nothing); `quality_digest` of what gates
  hold back of it. The relations are stg_document, stg_correction and stg_quarantine.
#}
{% macro document_digests(documents, corrections, quarantine) %}
    select
        document_id,
        md5(string_agg(facts, '|' order by facts) filter (where is_read)) as document_digest,
        md5(string_agg(facts, '|' order by facts) filter (where not is_read)) as quality_digest
    from (
        select documents.document_id, cast(documents as varchar) as facts, true as is_read
        from {{ documents }} as documents
        union all
        select corrections.document_id, cast(corrections as varchar) as facts, true as is_read
        from {{ corrections }} as corrections
        union all
        select failing.document_id, cast(failing as varchar) as facts, false as is_read
        from {{ quarantine }} as failing
    ) as told
    group by document_id
{% endmacro %}

{# The documents of an earlier build whose digests are those of now, if asked also of what the gates hold back. #}
{% macro unchanged(documents, digests, with_quality) %}
    select held.document_id
    from {{ documents }} as held
    inner join ({{ digests }}) as digests on held.document_id = digests.document_id
    where
        held.document_digest = digests.document_digest
        {% if with_quality %}and held.quality_digest is not distinct from digests.quality_digest{% endif %}
{% endmacro %}

{#
  A model's relation by its name, found in the graph: for an operation, which may not ref() a private model, and for
  dim_document, which is made after the tables that ask for it. Only while dbt runs.
#}
{% macro relation_of(name) %}
    {% set node = graph.nodes.values() | selectattr('resource_type', 'equalto', 'model')
        | selectattr('name', 'equalto', name) | first %}
    {% do return(api.Relation.create(database=node.database, schema=node.schema, identifier=node.alias)) %}
{% endmacro %}

{# dim_document as an earlier build left it, or none. #}
{% macro held_documents() %}
    {% set relation = relation_of('dim_document') if execute else none %}
    {% do return(load_relation(relation) if relation is not none else none) %}
{% endmacro %}

{# Before a table without keys grows: what it holds of documents that are not as the lake has them now goes. #}
{% macro forget_changed() %}
    {% set documents = held_documents() %}
    {# outside the condition, because dbt learns from it, while it parses, what the table depends on #}
    {% set digests = document_digests(ref('stg_document'), ref('stg_correction'), ref('stg_quarantine')) %}
    {% if documents is not none and is_incremental() %}
        delete from {{ this }} where document_id not in ({{ unchanged(documents, digests, false) }})
    {% endif %}
{% endmacro %}

{#
  In a build file that is taken over from an earlier build, of what is built after the first gate: drops the tables that
  are built anew, and from those that grow by document deletes every document that is not as the lake has it now (read
  again, superseded, withdrawn) or not held back as it is now. Whatever refers to a table goes before it.
#}
{% macro make_room() %}
    {% set documents = held_documents() %}
    {% set digests = document_digests(
        relation_of('stg_document'), relation_of('stg_correction'), relation_of('stg_quarantine')
    ) %}
    {% set kept = unchanged(documents, digests, true) if documents is not none
        else 'select null as document_id where false' %}
    {% set models = graph.nodes.values() | selectattr('resource_type', 'equalto', 'model')
        | rejectattr('schema', 'in', ['staging', 'intermediate']) %}
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
                    'delete from ' ~ relation ~ ' where printed_unit not in (select printed_unit from ' ~ relation_of('stg_numeral')
                    ~ ' union select unit from ' ~ relation_of('stg_unit') ~ ')'
                ) %}
            {% endif %}
        {% endfor %}
        {% set waiting.nodes = waiting.nodes | selectattr('unique_id', 'in', needed) | list %}
    {% endfor %}
    {% do run_query('begin') %}
{% endmacro %}
