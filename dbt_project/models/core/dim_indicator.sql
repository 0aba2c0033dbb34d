{{ config(
    materialized='incremental', incremental_strategy='append', unique_key='indicator_code', on_schema_change='fail'
) }}

-- One row an indicator of the vocabulary, and one for everything that has no code.
select
    {{ surrogate_key(['indicators.indicator_code']) }} as indicator_sk,
    indicators.indicator_code,
    indicators.name_zh,
    indicators.name_en,
    indicators.aliases_zh,
    indicators.indicator_group,
    labels.name_zh as indicator_group_zh,
    labels.name_en as indicator_group_en,
    indicators.unit_measure,
    indicators.direction,
    indicators.is_reduction,
    indicators.indicator_order,
    indicators.target_nature,
    indicators.wdi_code,
    indicators.nbs_legacy_codes,
    indicators.nbs_2026_cid
from {{ ref('stg_indicator') }} as indicators
left join {{ ref('stg_code_label') }} as labels
    on
        labels.code_list = 'indicator_group'
        and indicators.indicator_group = labels.code
where {{ is_new('indicators.indicator_code') }}

union all

select
    {{ surrogate_key(["'_O'"]) }} as indicator_sk,
    '_O' as indicator_code,
    '未编码指标' as name_zh,
    'Not in the vocabulary' as name_en,
    '' as aliases_zh,
    'other' as indicator_group,
    '其他' as indicator_group_zh,
    'Other' as indicator_group_en,
    'UNKNOWN' as unit_measure,
    'neutral' as direction,
    false as is_reduction,
    9999 as indicator_order,
    'none' as target_nature,
    '' as wdi_code,
    '' as nbs_legacy_codes,
    '' as nbs_2026_cid
where {{ is_new("'_O'", 'indicator_code') }}
