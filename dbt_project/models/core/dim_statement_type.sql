-- One row a kind of statement.
select
    statement_type,
    name_zh,
    name_en,
    obs_status,
    ladder_rank,
    is_outcome,
    meaning
from {{ ref('stg_statement_type') }}
