-- What became of every input of every run.
select
    inputs.run_id,
    inputs.source_name,
    inputs.source_kind,
    inputs.sha256,
    inputs.document_id,
    inputs.bytes,
    inputs.outcome,
    inputs.problem,
    inputs.expected,
    inputs.remedy,
    inputs.at as recorded_at,
    inputs.filename as part
from {{ source('lake', 'outcomes') }} as inputs
