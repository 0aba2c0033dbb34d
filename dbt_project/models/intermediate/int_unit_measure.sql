-- Base units, each with what it measures and how many reference units of that quantity it holds.
select
    unit_measure,
    min(quantity) as quantity,
    min(per_reference / multiplier) as per_reference
from {{ ref('stg_unit') }}
group by unit_measure
