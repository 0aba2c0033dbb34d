-- The indicator vocabulary.
select
    code as indicator_code,
    name_zh,
    coalesce(name_en, name_zh) as name_en,
    coalesce(aliases_zh, '') as aliases_zh,
    coalesce({{ adapter.quote('group') }}, 'other') as indicator_group,
    unit as unit_measure,
    coalesce(direction, 'neutral') as direction,
    coalesce(try_cast(is_reduction as boolean), false) as is_reduction,
    cast(annex_order as integer) as indicator_order,
    coalesce(target_nature, 'none') as target_nature,
    coalesce(wdi_code, '') as wdi_code,
    coalesce(nbs_legacy_codes, '') as nbs_legacy_codes,
    coalesce(nbs_2026_cid, '') as nbs_2026_cid
from {{ source('vocabulary', 'indicators') }}
