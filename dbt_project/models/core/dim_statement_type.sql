{{ config(
    materialized='incremental', incremental_strategy='append', unique_key='statement_type', on_schema_change='fail'
) }}

-- One row a kind of statement.
select
    {{ surrogate_key(['statement_type']) }} as statement_type_sk,
    statement_type,
    name_zh,
    name_en,
    obs_status,
    ladder_rank,
    is_outcome,
    meaning
from {{ ref('stg_statement_type') }}
where {{ is_new('statement_type') }}
