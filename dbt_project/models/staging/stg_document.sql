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
    observations,
    -- other bytes came later under the same name, and are the same kind of document for the same place and year
    row_number() over (
        partition by source_kind, source_name, coalesce(kind, 'unknown'), ref_area, year
        order by retrieved_at desc, extracted_at desc, document_id asc
    ) > 1 as is_superseded
from extractions
where recency = 1
