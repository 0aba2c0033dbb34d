-- What each rule said in each run: of its whole scope in every run, of single keys in the newest one.
with newest as (

    select max(run_id) as run_id from {{ source('record', 'rules') }}

),

-- every breach that was listed; a rule may break twice on one key
listed as (

    select
        latest.run_id,
        latest.gate,
        latest.rule_id,
        latest.key,
        arg_min(latest.expected, latest.found) as expected,
        min(latest.found) as found,
        arg_min(latest.tolerance, latest.found) as tolerance,
        arg_min(latest.detail, latest.found) as detail,
        max(latest.waiver) as waiver,
        count(*) as breaches
    from {{ source('record', 'latest') }} as latest
    inner join newest
        on latest.run_id = newest.run_id
    where
        latest.key <> '*'
        and not latest.passed
    group by
        latest.run_id,
        latest.gate,
        latest.rule_id,
        latest.key

),

judged as (

    select judged.*
    from {{ source('record', 'judged') }} as judged
    inner join newest
        on judged.run_id = newest.run_id

),

keys as (

    select
        coalesce(listed.run_id, judged.run_id) as run_id,
        coalesce(listed.gate, judged.gate) as gate,
        coalesce(listed.rule_id, judged.rule_id) as rule_id,
        coalesce(listed.key, judged.key) as key,
        coalesce(listed.expected, judged.expected) as expected,
        coalesce(listed.found, judged.found) as found,
        coalesce(listed.tolerance, judged.tolerance) as tolerance,
        listed.detail,
        listed.waiver,
        listed.key is null and judged.passed as passed,
        coalesce(listed.breaches, case when judged.passed then 0 else 1 end) as breaches,
        coalesce(len(judged.touched), 0) as touched
    from listed
    full outer join judged
        on
            listed.run_id = judged.run_id
            and listed.rule_id = judged.rule_id
            and listed.key = judged.key

),

scopes as (

    select * from {{ source('record', 'history') }}

),

verdicts as (

    select
        keys.run_id,
        keys.gate,
        keys.rule_id,
        scopes.severity,
        keys.key,
        false as is_whole_scope,
        true as is_applicable,
        keys.passed,
        keys.expected,
        keys.found,
        keys.tolerance,
        keys.detail,
        keys.waiver,
        1 as checked,
        keys.breaches,
        case when keys.waiver <> '' then keys.breaches else 0 end as waived,
        keys.touched,
        scopes.judged_at
    from keys
    inner join scopes
        on
            keys.run_id = scopes.run_id
            and keys.rule_id = scopes.rule_id
    union all
    select
        run_id,
        gate,
        rule_id,
        severity,
        key,
        true as is_whole_scope,
        applicable as is_applicable,
        passed,
        expected,
        found,
        tolerance,
        detail,
        null as waiver,
        checked,
        breaches,
        coalesce(waived, 0) as waived,
        0 as touched,
        judged_at
    from scopes

)

select
    {{ surrogate_key(['verdicts.run_id', 'verdicts.rule_id', 'verdicts.key']) }} as verdict_id,
    verdicts.run_id,
    verdicts.run_id = newest.run_id as is_newest_run,
    verdicts.rule_id,
    verdicts.gate,
    verdicts.severity,
    verdicts.key,
    verdicts.is_whole_scope,
    verdicts.is_applicable,
    verdicts.passed,
    case
        when not verdicts.is_applicable then 'not applicable'
        when verdicts.passed then 'passed'
        -- a rule is as bad as the worst of its keys: waived only where somebody let every failing key pass
        when verdicts.waived > 0 and verdicts.waived >= verdicts.breaches then 'waived'
        -- failing keys that could not be named cannot be held back, and stop publication
        when verdicts.severity = 'quarantine' and verdicts.breaches is not null then 'quarantined'
        when verdicts.severity = 'quarantine' then 'failed'
        when verdicts.severity = 'block' then 'failed'
        else 'warned'
    end as state,
    verdicts.expected,
    verdicts.found,
    nullif(verdicts.tolerance, '') as tolerance,
    nullif(verdicts.detail, '') as detail,
    nullif(verdicts.waiver, '') as waiver,
    verdicts.checked,
    verdicts.breaches,
    verdicts.touched,
    verdicts.judged_at
from verdicts
cross join newest
