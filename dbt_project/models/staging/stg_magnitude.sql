-- The words for powers of ten that stand before a unit: 万, 亿, 万亿.
select
    magnitude,
    cast(multiplier as double) as multiplier,
    cast(unit_mult as integer) as unit_mult
from {{ source('vocabulary', 'magnitudes') }}
