-- Every place that a document speaks of: its own, the nation, or another one, which gets a code where its name tells
-- which area is meant, and else keeps its label only.
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
        coalesce(documents.year, 9999) as year,
        -- the leading digits that the code shares with the codes of the areas below it
        case
            when documents.ref_area = '000000' then ''
            when documents.ref_area like '%0000' then left(documents.ref_area, 2)
            when documents.ref_area like '%00' then left(documents.ref_area, 4)
            else documents.ref_area
        end as code_stem,
        areas.name as vocabulary_name,
        areas.full_name,
        areas.short_name
    from {{ ref('stg_document') }} as documents
    left join {{ ref('int_area_version') }} as areas
        on
            documents.ref_area = areas.ref_area
            and coalesce(documents.year, 9999) >= areas.used_from
            and coalesce(documents.year, 9999) < areas.used_to

),

spelled as (

    select
        ref_area,
        full_name as spelling,
        true as is_full_name,
        valid_from,
        valid_to
    from {{ ref('int_area_version') }}
    union all
    select
        ref_area,
        name as spelling,
        false as is_full_name,
        valid_from,
        valid_to
    from {{ ref('int_area_version') }}
    where name <> full_name

),

candidates as (

    -- of the areas that bear the name, those that stood in the document's year and bear it in full or lie below the
    -- document's own place (巢湖市 was a prefecture and is a county); then those that bear it in full, those below the
    -- own place, those that stood: whoever writes of a past year may use the name of then or of now. A change takes
    -- effect in the middle of a year, hence a year more on both sides
    select
        named.document_id,
        named.area_label,
        spelled.ref_area,
        rank() over (
            partition by named.document_id, named.area_label
            order by
                (
                    own.year >= coalesce(spelled.valid_from, 0) - 1
                    and own.year <= coalesce(spelled.valid_to, 10000)
                    and (spelled.is_full_name or coalesce(starts_with(spelled.ref_area, own.code_stem), false))
                ) desc,
                spelled.is_full_name desc,
                coalesce(starts_with(spelled.ref_area, own.code_stem), false) desc,
                own.year >= coalesce(spelled.valid_from, 0) and own.year < coalesce(spelled.valid_to, 10000) desc
        ) as preference
    from named
    inner join own
        on named.document_id = own.document_id
    inner join spelled
        on named.area_label = spelled.spelling

),

resolved as (

    select
        document_id,
        area_label,
        min(ref_area) as ref_area
    from candidates
    where preference = 1
    group by document_id, area_label
    having count(distinct ref_area) = 1

)

select
    named.document_id,
    named.area_label as stated_label,
    coalesce(named.area_label, own.area_name, 'not known') as area_label,
    case
        when named.area_label is null then own.ref_area
        when named.area_label in (own.area_name, own.vocabulary_name, own.full_name, own.short_name) then own.ref_area
        when named.area_label in ('全国', '我国', '中国', '国家') then '000000'
        else resolved.ref_area
    end as ref_area
from named
inner join own
    on named.document_id = own.document_id
left join resolved
    on
        named.document_id = resolved.document_id
        and named.area_label = resolved.area_label
