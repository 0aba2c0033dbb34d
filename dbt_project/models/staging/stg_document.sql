-- The latest extraction of every document.
with extractions as (

    select
        *,
        row_number() over (
            partition by document_id
            order by extracted_at desc, extraction_id desc, filename desc
        ) as recency
    from {{ source('lake', 'documents') }}

)

select
    document_id,
    extraction_id,
    filename as part,
    extractor_version,
    sha256,
    bytes,
    source_name,
    source_kind,
    media_type,
    reader,
    encoding,
    title,
    coalesce(kind, 'unknown') as document_kind,
    ref_area,
    area_name,
    year,
    published_on,
    placed_by,
    retrieved_at,
    extracted_at,
    characters,
    numerals,
    observations
from extractions
where recency = 1
