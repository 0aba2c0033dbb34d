{{ config(
    materialized='incremental', incremental_strategy='append', unique_key='document_id', on_schema_change='fail'
) }}

-- One row a document, as its latest extraction has it.
with digests as (

    {{ document_digests(ref('stg_document'), ref('stg_correction'), ref('stg_quarantine')) }}

)

select
    {{ surrogate_key(['documents.document_id']) }} as document_sk,
    documents.document_id,
    documents.sha256,
    documents.title,
    documents.document_kind,
    kinds.name_zh as document_kind_zh,
    kinds.name_en as document_kind_en,
    kinds.is_statistical,
    documents.ref_area,
    coalesce(areas.area_sk, {{ surrogate_key(["'_U'"]) }}) as area_sk,
    documents.area_name,
    documents.year,
    documents.published_on,
    documents.placed_by,
    documents.ref_area is not null and documents.year is not null as is_placed,
    documents.source_name,
    documents.source_kind,
    documents.media_type,
    documents.reader,
    documents.encoding,
    documents.retrieved_at,
    documents.extracted_at,
    documents.extraction_id,
    documents.extractor_version,
    documents.bytes,
    documents.characters,
    documents.numerals,
    documents.observations,
    documents.is_superseded,
    documents.text_digest,
    documents.is_copy,
    coalesce(quarantine.is_quarantined, false) as is_quarantined,
    quarantine.quality_rules,
    quarantine.quality_note,
    digests.document_digest,
    digests.quality_digest
from {{ ref('stg_document') }} as documents
inner join {{ ref('stg_source_rank') }} as kinds
    on documents.document_kind = kinds.document_kind
inner join digests
    on documents.document_id = digests.document_id
left join {{ ref('int_quarantine') }} as quarantine
    on
        documents.document_id = quarantine.key_id
        and quarantine.key_kind = 'document'
left join {{ ref('int_area_version') }} as areas
    on
        documents.ref_area = areas.ref_area
        and coalesce(documents.year, 9999) >= areas.used_from
        and coalesce(documents.year, 9999) < areas.used_to
where {{ is_new('documents.document_id') }}
