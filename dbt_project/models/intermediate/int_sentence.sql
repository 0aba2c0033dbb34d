{{ config(
    materialized='incremental', incremental_strategy='append', unique_key='document_id', on_schema_change='fail'
) }}

-- Every sentence that holds a numeral, cut out of its document once.
with spans as (

    select distinct
        document_id,
        sentence_start,
        sentence_end
    from {{ ref('stg_numeral') }}
    where
        sentence_start is not null
        and sentence_end is not null
        and {{ is_new('document_id') }}

)

select
    spans.document_id,
    spans.sentence_start,
    spans.sentence_end,
    trim(substring(texts.text, spans.sentence_start + 1, spans.sentence_end - spans.sentence_start)) as sentence
from spans
inner join {{ ref('stg_text') }} as texts
    on spans.document_id = texts.document_id
