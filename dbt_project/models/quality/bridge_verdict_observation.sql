-- Which figures each verdict on a key could have failed.
with touches as (

    select
        run_id,
        rule_id,
        key,
        unnest(touched) as touched_id
    from {{ source('record', 'judged') }}

),

-- rules of the ledger name the numeral, which need not be an observation; those of the core name the observation
placed as (

    select
        touches.*,
        observations.observation_id
    from touches
    inner join {{ ref('fct_observation') }} as observations
        on touches.touched_id = observations.observation_id
    union all
    select
        touches.*,
        observations.observation_id
    from touches
    inner join {{ ref('fct_observation') }} as observations
        on touches.touched_id = observations.numeral_id

)

select
    {{ surrogate_key(['verdicts.verdict_id', 'placed.observation_id']) }} as touch_id,
    verdicts.verdict_id,
    placed.observation_id,
    verdicts.rule_id
from placed
inner join {{ ref('fct_verdict') }} as verdicts
    on
        placed.run_id = verdicts.run_id
        and placed.rule_id = verdicts.rule_id
        and placed.key = verdicts.key
where verdicts.is_newest_run
