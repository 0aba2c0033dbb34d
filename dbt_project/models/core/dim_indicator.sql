{{ config(
    materialized='incremental', incremental_strategy='append', unique_key='indicator_code', on_schema_change='fail'
) }}

-- One row an indicator of the vocabulary, and one for everything that has no code.
select
    indicator_code,
    name_zh,
    name_en,
    aliases_zh,
    indicator_group,
    unit_measure,
    direction,
    is_reduction,
    indicator_order,
    target_nature,
    wdi_code,
    nbs_legacy_codes,
    nbs_2026_cid
from {{ ref('stg_indicator') }}
where {{ is_new('indicator_code') }}

union all

select
    '_O' as indicator_code,
    '未编码指标' as name_zh,
    'Not in the vocabulary' as name_en,
    '' as aliases_zh,
    'other' as indicator_group,
    'UNKNOWN' as unit_measure,
    'neutral' as direction,
    false as is_reduction,
    9999 as indicator_order,
    'none' as target_nature,
    '' as wdi_code,
    '' as nbs_legacy_codes,
    '' as nbs_2026_cid
where {{ is_new("'_O'", 'indicator_code') }}
