-- The text that spans point into, of the latest extraction of every document.
select
    lake.document_id,
    lake.text
from {{ source('lake', 'texts') }} as lake
inner join {{ ref('stg_document') }} as documents
    on
        lake.extraction_id = documents.extraction_id
        and {{ part_of('lake.filename') }} = documents.part
