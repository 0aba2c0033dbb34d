-- Corrections in force. One row a place in a document; whether it still says so is seen where it is used.
select
    document_id,
    span_start,
    says,
    value
from {{ source('audit', 'corrections') }}
qualify row_number() over (partition by document_id, span_start order by until desc, value asc) = 1
