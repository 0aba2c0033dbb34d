-- The kinds of statement and their place on the ladder of trust.
select
    statement_type,
    name_zh,
    name_en,
    obs_status,
    cast(ladder_rank as integer) as ladder_rank,
    cast(is_outcome as boolean) as is_outcome,
    meaning
from {{ source('vocabulary', 'statement_types') }}
