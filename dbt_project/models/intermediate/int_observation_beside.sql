{{ config(
    materialized='incremental', incremental_strategy='append', unique_key='document_id', on_schema_change='fail',
    pre_hook='{{ forget_changed() }}'
) }}

-- The observations that say something together with the one before or after them on the same subject: the two ends of a
-- range, and a further target. Looked for among few columns, because few rows have such a neighbour, and every
-- observation whole would be most of what has to be held at once.
with neighbours as (

    select
        document_id,
        span_start,
        sentence_start,
        sentence_end,
        indicator,
        statement_type,
        bound,
        obs_value,
        lead(bound) over same_subject as next_bound,
        lead(obs_value) over same_subject as next_value,
        lag(bound) over same_subject as previous_bound,
        lag(obs_value) over same_subject as previous_value,
        lag(span_end) over same_subject as previous_end,
        lead({{ numeral_id() }}) over same_subject as next_id,
        lag({{ numeral_id() }}) over same_subject as previous_id
    from {{ ref('int_observation_value') }}
    where {{ is_new('document_id') }}
    window same_subject as (
        partition by
            document_id, sentence_start, indicator, indicator_code, measure, statement_type, period, area_label,
            unit_measure
        order by span_start
    )

),

roles as (

    -- a range is written as its low end (ge) followed by its high end (le)
    select
        *,
        case
            when bound = 'ge' and next_bound = 'le' and abs(next_value) > abs(obs_value) then 'lower'
            when bound = 'le' and previous_bound = 'ge' and abs(obs_value) > abs(previous_value) then 'upper'
            else 'single'
        end as range_role,
        coalesce(statement_type = 'target' and indicator <> '' and previous_end < span_start, false)
            as is_further_target
    from neighbours

),

worded as (

    select
        roles.*,
        -- what stands between a target and the one before it
        case
            when roles.is_further_target
                then substring(
                    sentences.sentence,
                    roles.previous_end - roles.sentence_start + 1,
                    roles.span_start - roles.previous_end
                )
        end as words_between
    from roles
    left join {{ ref('int_sentence') }} as sentences
        on
            roles.document_id = sentences.document_id
            and roles.sentence_start = sentences.sentence_start
            and roles.sentence_end = sentences.sentence_end
    where
        roles.range_role <> 'single'
        or roles.is_further_target

)

select
    document_id,
    span_start,
    range_role,
    case range_role when 'lower' then next_id when 'upper' then previous_id end as other_end_id,
    case range_role when 'lower' then next_value when 'upper' then previous_value end as other_value,
    -- the second of two targets for one subject, with a word of striving right before it and no other figure between
    coalesce(
        regexp_matches(words_between, '({{ var('striven_words') }})[^，、；。]{0,4}$')
        and not regexp_matches(words_between, '[0-9０-９]'),
        false
    ) as is_striven
from worded
