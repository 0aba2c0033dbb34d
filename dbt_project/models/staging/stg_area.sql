-- The area vocabulary: one row a code and period of validity.
select
    ref_area,
    name,
    coalesce(full_name, name) as full_name,
    coalesce(short_name, name) as short_name,
    name_en,
    coalesce(level, 'unknown') as area_level,
    nullif(parent, '') as parent_ref_area,
    cast(nullif(valid_from, '') as integer) as valid_from,
    cast(nullif(valid_to, '') as integer) as valid_to,
    nullif(successor, '') as successor
from {{ source('vocabulary', 'areas') }}
