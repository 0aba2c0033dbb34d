-- The unit vocabulary: units as written, without a magnitude before them.
select
    coalesce(unit, '') as unit,
    unit_measure,
    cast(multiplier as double) as multiplier,
    cast(nullif(unit_mult, '') as integer) as unit_mult,
    quantity,
    cast(per_reference as double) as per_reference,
    name_en
from {{ source('vocabulary', 'units') }}
