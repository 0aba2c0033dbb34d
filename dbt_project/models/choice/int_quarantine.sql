-- What is held back or let pass, one row a document or numeral. A range is one statement: both of its rows state the
-- same interval, so what becomes of one end becomes of the other.
with told as (

    select
        key_kind,
        key_id,
        rule_id,
        expected,
        found,
        waived_by,
        waived_why,
        waived_until
    from {{ ref('stg_quarantine') }}

),

ends as (

    select distinct
        numeral_id,
        other_end_id
    from {{ ref('int_observation') }}
    where other_end_id is not null

),

keys as (

    select * from told

    union all

    select told.* replace (ends.other_end_id as key_id)
    from told
    inner join ends
        on
            told.key_kind = 'numeral'
            and told.key_id = ends.numeral_id

)

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
from keys
group by
    key_kind,
    key_id
