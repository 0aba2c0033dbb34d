{{ config(
    materialized='incremental', incremental_strategy='append', unique_key='document_id', on_schema_change='fail'
) }}

-- The ledger: one row a document and span, whatever the numeral turned out to be.
select
    {{ numeral_id('numerals.') }} as numeral_id,
    numerals.document_id,
    numerals.span_start,
    numerals.span_end,
    numerals.quote,
    numerals.disposition,
    numerals.rule,
    numerals.disposition = 'observation' as is_observation,
    numerals.document_part,
    numerals.section,
    numerals.place,
    numerals.cell,
    numerals.sentence_start,
    numerals.sentence_end,
    sentences.sentence,
    {{ quality_columns() }}
from {{ ref('stg_numeral') }} as numerals
left join {{ ref('int_sentence') }} as sentences
    on
        numerals.document_id = sentences.document_id
        and numerals.sentence_start = sentences.sentence_start
        and numerals.sentence_end = sentences.sentence_end
{{ quality_joins('numerals') }}
where {{ is_new('numerals.document_id') }}
