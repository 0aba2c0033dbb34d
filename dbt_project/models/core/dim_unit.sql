{{ config(
    materialized='incremental', incremental_strategy='append', unique_key='printed_unit', on_schema_change='fail'
) }}

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
where {{ is_new('printed_unit') }}
