-- What gates hold back or somebody let pass. One row a rule and key.
select
    gate,
    rule_id,
    key_kind,
    key_id,
    split_part(key_id, ':', 1) as document_id,
    key,
    title,
    title_zh,
    expected,
    found,
    tolerance,
    detail,
    waived_by,
    waived_why,
    waived_until
from {{ source('audit', 'quarantine') }}
