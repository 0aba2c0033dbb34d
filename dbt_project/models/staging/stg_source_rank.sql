-- The kinds of document and how far each is trusted for outcomes and for targets (1 = most).
select
    document_kind,
    name_zh,
    name_en,
    cast(is_statistical as boolean) as is_statistical,
    cast(outcome_rank as integer) as outcome_rank,
    cast(target_rank as integer) as target_rank
from {{ source('vocabulary', 'source_ranks') }}
