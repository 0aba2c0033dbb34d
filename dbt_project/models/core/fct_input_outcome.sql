-- What became of every input of every run: read, unplaced, refused, and why. A step that is tried again within a run
-- speaks of its inputs again: the last word counts.
with spoken as (

    select
        *,
        row_number() over (
            partition by run_id, source_kind, source_name
            order by recorded_at desc, part desc
        ) as recency
    from {{ ref('stg_outcome') }}

)

select
    {{ surrogate_key(['run_id', 'source_kind', 'source_name']) }} as input_outcome_id,
    run_id,
    source_name,
    source_kind,
    sha256,
    document_id,
    bytes,
    outcome,
    problem,
    expected,
    remedy,
    recorded_at
from spoken
where recency = 1
