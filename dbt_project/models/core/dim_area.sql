{{ config(
    materialized='incremental', incremental_strategy='append', unique_key='area_sk', on_schema_change='fail'
) }}

-- One row an area code and period of validity, and one for places without a code.
select
    versions.area_sk,
    versions.ref_area,
    versions.name,
    versions.full_name,
    versions.short_name,
    versions.name_en,
    versions.area_level,
    labels.name_zh as area_level_zh,
    labels.name_en as area_level_en,
    versions.parent_ref_area,
    versions.parent_name,
    versions.valid_from,
    versions.valid_to,
    versions.successor,
    versions.used_from,
    versions.used_to,
    versions.used_to = 10000 as is_latest
from {{ ref('int_area_version') }} as versions
left join {{ ref('stg_code_label') }} as labels
    on
        labels.code_list = 'area_level'
        and versions.area_level = labels.code
where {{ is_new('versions.area_sk') }}

union all

select
    {{ surrogate_key(["'_U'"]) }} as area_sk,
    '_U' as ref_area,
    '未编码地区' as name,
    '未编码地区' as full_name,
    '未编码地区' as short_name,
    'Place without a code' as name_en,
    'unknown' as area_level,
    '未知' as area_level_zh,
    'Unknown' as area_level_en,
    null as parent_ref_area,
    null as parent_name,
    null as valid_from,
    null as valid_to,
    null as successor,
    0 as used_from,
    10000 as used_to,
    true as is_latest
where {{ is_new(surrogate_key(["'_U'"]), 'area_sk') }}
