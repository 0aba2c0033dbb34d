-- Every key that a gate holds back or that somebody let pass, with the rule, what it expected and what it found.
select
    {{ surrogate_key(['rule_id', 'key']) }} as quarantine_id,
    gate,
    rule_id,
    key_kind,
    key_id,
    document_id,
    key,
    title as rule_title,
    title_zh as rule_title_zh,
    expected,
    found,
    tolerance,
    detail,
    waived_until is null as is_quarantined,
    waived_by,
    waived_why,
    waived_until
from {{ ref('stg_quarantine') }}
