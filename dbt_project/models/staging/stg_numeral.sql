-- The ledger of the latest extraction of every document: rows of other extractions, and of runs that were killed, stay
-- in the lake.
select
    lake.document_id,
    lake.start as span_start,
    lake.end as span_end,
    lake.text as quote,
    lake.disposition,
    lake.rule,
    lake.indicator,
    lake.code,
    lake.measure,
    lake.value as printed_value,
    coalesce(lake.unit, '') as printed_unit,
    lake.bound,
    lake.status as statement_type,
    lake.period,
    lake.area as area_label,
    lake.base as growth_base,
    lake.force as target_force,
    lake.nature as target_nature,
    lake.part as document_part,
    lake.section,
    lake.sentence_start,
    lake.sentence_end,
    lake.place,
    lake.cell
from {{ source('lake', 'numerals') }} as lake
inner join {{ ref('stg_document') }} as documents
    on
        lake.extraction_id = documents.extraction_id
        and {{ part_of('lake.filename') }} = documents.part
