{{ config(
    materialized='incremental', incremental_strategy='append', unique_key='document_id', on_schema_change='fail'
) }}

-- Every stated value, in the printed and the base unit, with the sentence that states it. What a gate holds back keeps
-- its row and what is printed, without a value.
select
    observations.observation_id,
    observations.numeral_id,
    observations.document_id,
    {{ surrogate_key(['observations.document_id']) }} as document_sk,
    observations.span_start,
    observations.span_end,
    coalesce(observations.indicator_code, '_O') as indicator_code,
    {{ surrogate_key(["coalesce(observations.indicator_code, '_O')"]) }} as indicator_sk,
    observations.indicator,
    observations.measure,
    observations.statement_type,
    {{ surrogate_key(['observations.statement_type']) }} as statement_type_sk,
    case
        when list_contains({{ var('obs_statuses') }}, observations.stated_obs_status)
            then observations.stated_obs_status
        else statement_types.obs_status
    end as obs_status,
    observations.period as time_period,
    observations.period_kind,
    observations.time_period_start,
    observations.time_period_end,
    observations.year,
    observations.ref_area,
    coalesce(areas.area_sk, {{ surrogate_key(["'_U'"]) }}) as area_sk,
    observations.area_label,
    -- a change takes effect in the middle of a year: a year more on both sides
    case
        when areas.area_sk is null then 'no_code'
        when observations.year is null then 'not_said'
        when observations.year < areas.valid_from - 1 and areas.valid_from > {{ var('first_area_year') }} then 'not_yet'
        when observations.year > areas.valid_to then 'no_longer'
        else 'standing'
    end as area_status,
    case when not {{ is_held() }} then observations.obs_value end as obs_value,
    observations.unit_measure,
    0 as unit_mult,
    observations.decimals,
    observations.resolution,
    observations.is_expected_unit,
    observations.bound,
    observations.range_role,
    case when not {{ is_held() }} then observations.obs_value_lower end as obs_value_lower,
    case when not {{ is_held() }} then observations.obs_value_upper end as obs_value_upper,
    observations.printed_value,
    observations.printed_unit,
    {{ surrogate_key(['observations.printed_unit']) }} as unit_sk,
    observations.printed_unit_mult,
    observations.growth_base,
    observations.growth_base_kind,
    observations.has_other_base,
    observations.price_basis,
    observations.constant_price_year,
    observations.is_constant_price,
    observations.price_span_start,
    observations.price_span_end,
    price_words.sentence as price_words,
    observations.target_force,
    observations.target_tier,
    case
        when statement_types.is_outcome then 'not_applicable'
        else coalesce(observations.target_nature, indicators.target_nature, 'none')
    end as target_nature,
    case
        when statement_types.is_outcome then 'not_applicable'
        when observations.target_nature is not null then 'document'
        else 'vocabulary'
    end as target_nature_from,
    observations.nature_part,
    observations.nature_span_start,
    observations.nature_span_end,
    nature_words.sentence as nature_words,
    observations.document_part,
    observations.section,
    observations.place,
    observations.cell,
    documents.document_kind,
    documents.published_on,
    documents.retrieved_at,
    observations.quote,
    sentences.sentence,
    observations.rule,
    observations.corrected_value,
    {{ quality_columns('observations.corrected_value is not null') }}
from {{ ref('int_observation') }} as observations
inner join {{ ref('stg_document') }} as documents
    on observations.document_id = documents.document_id
inner join {{ ref('stg_statement_type') }} as statement_types
    on observations.statement_type = statement_types.statement_type
left join {{ ref('stg_indicator') }} as indicators
    on observations.indicator_code = indicators.indicator_code
left join {{ ref('int_area_version') }} as areas
    on
        observations.ref_area = areas.ref_area
        and coalesce(observations.year, 9999) >= areas.used_from
        and coalesce(observations.year, 9999) < areas.used_to
left join {{ ref('int_sentence') }} as sentences
    on
        observations.document_id = sentences.document_id
        and observations.sentence_start = sentences.sentence_start
        and observations.sentence_end = sentences.sentence_end
left join {{ ref('int_sentence') }} as price_words
    on
        observations.document_id = price_words.document_id
        and observations.price_span_start = price_words.sentence_start
        and observations.price_span_end = price_words.sentence_end
        and price_words.is_pointed_at
left join {{ ref('int_sentence') }} as nature_words
    on
        observations.document_id = nature_words.document_id
        and observations.nature_span_start = nature_words.sentence_start
        and observations.nature_span_end = nature_words.sentence_end
        and nature_words.is_pointed_at
{{ quality_joins('observations') }}
where {{ is_new('observations.document_id') }}
