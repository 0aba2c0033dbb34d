{{ config(
    materialized='incremental', incremental_strategy='append', unique_key='document_id', on_schema_change='fail',
    pre_hook='{{ forget_changed() }}'
) }}

-- Every stretch of text that facts quote, cut out of its document once: sentences that hold a numeral, and words that
-- say something of numerals elsewhere.
with numerals as (

    select *
    from {{ ref('stg_numeral') }}
    where {{ is_new('document_id') }}

),

spans as (

    select
        document_id,
        sentence_start,
        sentence_end
    from numerals

    union

    select
        document_id,
        nature_span_start as sentence_start,
        nature_span_end as sentence_end
    from numerals

    union

    select
        document_id,
        price_span_start as sentence_start,
        price_span_end as sentence_end
    from numerals

)

select
    spans.document_id,
    spans.sentence_start,
    spans.sentence_end,
    trim(substring(texts.text, spans.sentence_start + 1, spans.sentence_end - spans.sentence_start)) as sentence
from spans
inner join {{ ref('stg_text') }} as texts
    on spans.document_id = texts.document_id
where
    spans.sentence_start is not null
    and spans.sentence_end is not null
