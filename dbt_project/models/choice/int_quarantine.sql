-- What is held back or let pass, one row a document or numeral.
select
    key_kind,
    key_id,
    bool_or(waived_until is null) as is_quarantined,
    string_agg(distinct rule_id, ', ' order by rule_id) as quality_rules,
    string_agg(
        distinct rule_id || ': expected ' || expected || ', found ' || found
        || coalesce('; waived by ' || waived_by || ' until ' || waived_until || ': ' || waived_why, ''),
        '; '
        order by
            rule_id || ': expected ' || expected || ', found ' || found
            || coalesce('; waived by ' || waived_by || ' until ' || waived_until || ': ' || waived_why, '')
    ) as quality_note
from {{ ref('stg_quarantine') }}
group by
    key_kind,
    key_id
