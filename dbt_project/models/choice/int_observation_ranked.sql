-- THE RULE of the preferred value, and its only home. See the model's description for the reasons.
with candidates as (

    select
        statements.*,
        {{ quality_columns('statements.corrected_value is not null') }}
    from {{ ref('int_observation_candidate') }} as statements
    {{ quality_joins('statements') }}
    where statements.exclusion is null

)

select
    *,
    row_number() over (
        partition by indicator_code, ref_area, year, measure, statement_type
        order by
            is_quarantined asc,
            is_expected_unit desc,
            -- what is promised before what is striven for
            coalesce(target_tier, 1) asc,
            vagueness asc,
            is_before_close asc,
            issuer_rank asc,
            source_rank asc,
            years_from_target asc,
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
