-- The latest extraction of every document.
with extractions as (

    select
        *,
        {{ input_name('source_kind', 'source_name') }} as input_name,
        coalesce(kind, 'unknown') in ('release', 'compilation') as is_release,
        row_number() over (
            partition by document_id
            order by extracted_at desc, extraction_id desc, filename desc
        ) as recency
    from {{ source('lake', 'documents') }}

),

-- which bytes stand under a name: a file put back to what it was is that again, however long ago it was read. One run
-- may read several vintages of an address: then several stand, and the one that came last wins
standing as (

    select distinct
        source_kind,
        {{ input_name('source_kind', 'source_name') }} as input_name,
        document_id,
        rank() over (
            partition by source_kind, {{ input_name('source_kind', 'source_name') }}
            order by recorded_at desc, run_id desc
        ) as recency
    from {{ ref('stg_outcome') }}
    where outcome in ('extracted', 'unplaced')

),

latest as (

    select
        extractions.document_id,
        extractions.extraction_id,
        {{ part_of('extractions.filename') }} as part,
        extractions.extractor_version,
        extractions.sha256,
        extractions.bytes,
        extractions.source_name,
        extractions.source_kind,
        extractions.media_type,
        extractions.reader,
        extractions.encoding,
        extractions.title,
        coalesce(extractions.kind, 'unknown') as document_kind,
        extractions.ref_area,
        extractions.area_name,
        extractions.year,
        extractions.published_on,
        extractions.placed_by,
        extractions.retrieved_at,
        extractions.extracted_at,
        extractions.characters,
        extractions.text_digest,
        extractions.numerals,
        extractions.observations,
        -- of documents of one name that are the same kind of document for the same place and year, or a release of the
        -- same day (of another day it is a vintage of its own), the one whose bytes stand under the name now; where no
        -- input is on record for the name, the bytes that came last
        first_value(extractions.document_id) over (
            partition by
                extractions.source_kind, extractions.input_name, coalesce(extractions.kind, 'unknown'),
                extractions.ref_area,
                case when extractions.is_release then extractions.published_on end,
                case when not extractions.is_release then extractions.year end
            order by
                standing.document_id is not null desc,
                extractions.retrieved_at desc,
                extractions.extracted_at desc,
                extractions.document_id asc
        ) as standing_document_id
    from extractions
    left join standing
        on
            extractions.source_kind = standing.source_kind
            and extractions.input_name = standing.input_name
            and extractions.document_id = standing.document_id
            and standing.recency = 1
    where extractions.recency = 1

)

select
    *,
    document_id <> standing_document_id as is_superseded,
    -- the same text of the same place and year, in another encoding or format: the one that stands, is dated and was
    -- had first speaks for all
    text_digest is not null
    and row_number() over (
        partition by text_digest, ref_area, year
        order by
            document_id <> standing_document_id, published_on asc nulls last, retrieved_at asc, document_id asc
    ) > 1 as is_copy
from latest
