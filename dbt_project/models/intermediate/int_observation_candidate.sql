{{ config(materialized='view') }}

-- Every statement of an indicator, place and year: its standing under the rule of the preferred value, since when it is
-- known, and why it takes no part where it takes none.
with documents as (

    -- without a date: the last day of the year in which papers of the kind appear, so that no view of the past sees
    -- ahead, or the day on which we had it, whichever came first
    select
        documents.document_id,
        documents.document_kind,
        documents.ref_area,
        documents.year,
        documents.published_on,
        documents.retrieved_at,
        documents.is_superseded,
        documents.is_copy,
        kinds.is_statistical,
        kinds.outcome_rank,
        kinds.target_rank,
        make_date(documents.year + case when kinds.is_statistical then 1 else 0 end, 12, 31) as end_of_year,
        cast(documents.retrieved_at as date) as received_on
    from {{ ref('stg_document') }} as documents
    inner join {{ ref('stg_source_rank') }} as kinds
        on documents.document_kind = kinds.document_kind

),

issuers as (

    select
        documents.*,
        coalesce(documents.published_on, least(documents.end_of_year, documents.received_on)) as known_from,
        case
            when documents.published_on is not null then 'published'
            when documents.end_of_year <= documents.received_on then 'end of year'
            else 'retrieved'
        end as known_by,
        areas.area_level as issuer_level,
        areas.parent_ref_area as issuer_parent
    from documents
    left join {{ ref('int_area_version') }} as areas
        on
            documents.ref_area = areas.ref_area
            and coalesce(documents.year, 9999) >= areas.used_from
            and coalesce(documents.year, 9999) < areas.used_to

),

places as (

    select
        ref_area,
        parent_ref_area
    from {{ ref('int_area_version') }}
    where used_to = 10000

),

standing as (

    select
        observations.*,
        issuers.published_on,
        issuers.known_from,
        issuers.known_by,
        issuers.year as document_year,
        issuers.document_kind,
        issuers.is_superseded,
        issuers.is_copy,
        issuers.retrieved_at,
        issuers.is_statistical,
        statement_types.ladder_rank,
        statement_types.is_outcome,
        case
            when statement_types.is_outcome then issuers.outcome_rank
            else issuers.target_rank
        end as source_rank,
        case
            when issuers.ref_area = observations.ref_area then 0
            when issuers.ref_area = places.parent_ref_area then 1
            when issuers.issuer_level = 'nation' then 2
            when issuers.issuer_level = 'province' then 3
            when issuers.issuer_level = 'prefecture' then 4
            when issuers.issuer_level = 'county' then 5
            else 6
        end as issuer_rank,
        case
            when not statement_types.is_outcome or observations.bound = 'eq' then 0
            when observations.bound = 'approx' then 1
            else 2
        end as vagueness,
        statement_types.is_outcome and issuers.known_from <= make_date(observations.year, 12, 31) as is_before_close,
        case
            when statement_types.is_outcome then 0
            else abs(issuers.year - observations.year)
        end as years_from_target,
        -- days since 1970: later is better for an outcome, earlier for a target
        date_diff('day', date '1970-01-01', issuers.known_from)
        * case when statement_types.is_outcome then -1 else 1 end as publication_rank
    from {{ ref('int_observation') }} as observations
    inner join issuers
        on observations.document_id = issuers.document_id
    inner join {{ ref('stg_statement_type') }} as statement_types
        on observations.statement_type = statement_types.statement_type
    left join places
        on observations.ref_area = places.ref_area
    where
        observations.indicator_code is not null
        and observations.ref_area is not null
        and observations.period_kind = 'annual'

)

select
    *,
    case
        when is_superseded then 'superseded text'
        when is_copy then 'copy of another document'
        when obs_value is null then 'no value'
        when unit_measure = 'UNKNOWN' then 'unknown unit'
        when has_other_base then 'other base than the year before'
        when measure = 'level' and price_basis in ('constant', 'comparable', 'real') then 'level in constant prices'
        when is_outcome and year > extract('year' from known_from) then 'outcome of a year to come'
        -- last: what has nothing else against it is judged as the low end is
        when range_role = 'upper' then 'high end of a range'
    end as exclusion
from standing
