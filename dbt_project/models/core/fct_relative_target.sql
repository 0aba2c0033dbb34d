-- Targets stated without a numeral: in step with, faster than, not below something else.
select
    {{ surrogate_key(['targets.document_id', 'targets.span_start', 'targets.span_end', 'targets.indicator']) }}
        as relative_target_id,
    targets.document_id,
    targets.span_start,
    targets.span_end,
    coalesce(indicators.indicator_code, '_O') as indicator_code,
    targets.indicator,
    targets.relation,
    targets.reference,
    targets.statement_type,
    targets.period as time_period,
    documents.ref_area,
    documents.published_on,
    targets.quote,
    targets.rule,
    {{ quality_columns() }}
from {{ ref('stg_relative_target') }} as targets
inner join {{ ref('stg_document') }} as documents
    on targets.document_id = documents.document_id
left join {{ ref('stg_indicator') }} as indicators
    on targets.code = indicators.indicator_code
{{ quality_joins('targets') }}
