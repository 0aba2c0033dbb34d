-- Targets stated without a numeral, of the latest extraction of every document.
select
    lake.document_id,
    lake.start as span_start,
    lake.end as span_end,
    lake.text as quote,
    lake.indicator,
    lake.code,
    lake.relation,
    lake.reference,
    lake.status as statement_type,
    lake.period,
    lake.rule
from {{ source('lake', 'relative_targets') }} as lake
inner join {{ ref('stg_document') }} as documents
    on
        lake.extraction_id = documents.extraction_id
        and {{ part_of('lake.filename') }} = documents.part
