-- Every rule of every gate, with its class and whether it holds a figure against anything but its own reading.
select
    rules.rule_id,
    rules.gate,
    rules.kind,
    nullif(rules.class_id, '') as class_id,
    classes.title as class_title,
    classes.title_zh as class_title_zh,
    rules.checked_against,
    rules.checked_against <> 'structure' as is_independent,
    rules.severity,
    rules.holds,
    rules.scope,
    rules.condition,
    rules.key_columns,
    rules.parameters,
    rules.title as rule_title,
    rules.title_zh as rule_title_zh,
    rules.reason,
    rules.reason_zh,
    rules.evidence,
    rules.since
from {{ source('record', 'rules') }} as rules
left join {{ source('record', 'classes') }} as classes
    on rules.class_id = classes.class_id
