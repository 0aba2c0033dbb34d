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
        sentence_end,
        false as is_pointed_at
    from numerals

    union all

    select
        document_id,
        nature_span_start as sentence_start,
        nature_span_end as sentence_end,
        true as is_pointed_at
    from numerals

    union all

    select
        document_id,
        price_span_start as sentence_start,
        price_span_end as sentence_end,
        true as is_pointed_at
    from numerals

),

distinct_spans as (

    select
        document_id,
        sentence_start,
        sentence_end,
        bool_or(is_pointed_at) as is_pointed_at
    from spans
    where
        sentence_start is not null
        and sentence_end is not null
    group by
        document_id,
        sentence_start,
        sentence_end

)

select
    spans.document_id,
    spans.sentence_start,
    spans.sentence_end,
    spans.is_pointed_at,
    trim(substring(texts.text, spans.sentence_start + 1, spans.sentence_end - spans.sentence_start)) as sentence
from distinct_spans as spans
inner join {{ ref('stg_text') }} as texts
    on spans.document_id = texts.document_id
