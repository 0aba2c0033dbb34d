-- THE RULE of the preferred value, and its only home. See the model's description for the reasons.
with candidates as (

    select
        observations.*,
        documents.published_on,
        documents.year as document_year,
        documents.document_kind,
        documents.is_superseded,
        documents.retrieved_at,
        statement_types.ladder_rank,
        statement_types.is_outcome,
        source_ranks.is_statistical,
        case
            when statement_types.is_outcome then source_ranks.outcome_rank
            else source_ranks.target_rank
        end as source_rank,
        coalesce(documents.ref_area, '') <> observations.ref_area as is_from_elsewhere,
        case
            when not statement_types.is_outcome or observations.bound = 'eq' then 0
            when observations.bound = 'approx' then 1
            else 2
        end as vagueness,
        case
            when statement_types.is_outcome then 0
            else abs(documents.year - observations.year)
        end as years_from_target,
        -- days since 1970: later is better for an outcome, earlier for a target
        date_diff(
            'day', date '1970-01-01',
            coalesce(documents.published_on, make_date(coalesce(documents.year, 1970), 1, 1))
        ) * case when statement_types.is_outcome then -1 else 1 end as publication_rank
    from {{ ref('int_observation') }} as observations
    inner join {{ ref('stg_document') }} as documents
        on observations.document_id = documents.document_id
    inner join {{ ref('stg_source_rank') }} as source_ranks
        on documents.document_kind = source_ranks.document_kind
    inner join {{ ref('stg_statement_type') }} as statement_types
        on observations.statement_type = statement_types.statement_type
    where
        observations.indicator_code is not null
        and observations.ref_area is not null
        and observations.period_kind = 'annual'
        and observations.obs_value is not null
        and observations.unit_measure <> 'UNKNOWN'
        and observations.range_role <> 'upper'
        and not observations.has_other_base

)

select
    *,
    row_number() over (
        partition by indicator_code, ref_area, year, measure, statement_type
        order by
            is_expected_unit desc,
            vagueness asc,
            source_rank asc,
            is_from_elsewhere asc,
            years_from_target asc,
            is_superseded asc,
            publication_rank asc,
            retrieved_at desc,
            document_id asc,
            span_start asc
    ) as preference,
    -- the ladder between statement types; what statisticians call preliminary outranks what a report calls a fact
    case
        when not is_outcome then null
        when statement_type = 'preliminary' and is_statistical then 20
        when statement_type = 'actual' and is_statistical then 20
        else ladder_rank * 10 + 5
    end as ladder
from candidates
