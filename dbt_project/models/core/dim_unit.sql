-- One row a unit as printed.
select
    {{ surrogate_key(['printed_unit']) }} as unit_sk,
    printed_unit,
    unit_measure,
    quantity,
    name_en,
    multiplier,
    unit_mult,
    is_known
from {{ ref('int_unit') }}
