-- Every place that a document speaks of: its own, the nation, or another one, which keeps its label and has no code.
with named as (

    select distinct
        document_id,
        area_label
    from {{ ref('stg_numeral') }}
    where disposition = 'observation'

),

own as (

    select
        documents.document_id,
        documents.ref_area,
        documents.area_name,
        areas.name as vocabulary_name,
        areas.full_name,
        areas.short_name
    from {{ ref('stg_document') }} as documents
    left join {{ ref('int_area_version') }} as areas
        on
            documents.ref_area = areas.ref_area
            and coalesce(documents.year, 9999) >= areas.used_from
            and coalesce(documents.year, 9999) < areas.used_to

)

select
    named.document_id,
    named.area_label as stated_label,
    coalesce(named.area_label, own.area_name, 'not known') as area_label,
    case
        when named.area_label is null then own.ref_area
        when named.area_label in (own.area_name, own.vocabulary_name, own.full_name, own.short_name) then own.ref_area
        when named.area_label in ('全国', '我国', '中国', '国家') then '000000'
    end as ref_area
from named
inner join own
    on named.document_id = own.document_id
