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
    lake.cell,
    coalesce(lake.price_basis, 'not_said') as price_basis,
    lake.price_year as constant_price_year,
    lake.price_start as price_span_start,
    lake.price_end as price_span_end,
    lake.nature_start as nature_span_start,
    lake.nature_end as nature_span_end,
    lake.nature_part,
    lake.obs_status as stated_obs_status
from {{ source('lake', 'numerals') }} as lake
inner join {{ ref('stg_document') }} as documents
    on
        lake.extraction_id = documents.extraction_id
        and {{ part_of('lake.filename') }} = documents.part
