-- What became of every input of every run: read, unplaced, refused, and why.
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
from {{ ref('stg_outcome') }}
