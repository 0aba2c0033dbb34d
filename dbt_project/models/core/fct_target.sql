-- Every target that a document states with a number, ranges as one row.
select
    observation_id as target_id,
    numeral_id,
    document_id,
    indicator_code,
    indicator,
    measure,
    ref_area,
    area_sk,
    area_label,
    time_period,
    period_kind,
    year,
    obs_value,
    unit_measure,
    unit_mult,
    decimals,
    resolution,
    bound,
    range_role = 'lower' as is_range,
    obs_value_lower,
    obs_value_upper,
    printed_value,
    printed_unit,
    growth_base,
    has_other_base,
    target_force,
    target_nature,
    target_nature_from,
    document_part,
    document_kind,
    published_on,
    quote,
    sentence
from {{ ref('fct_observation') }}
where
    statement_type = 'target'
    and range_role <> 'upper'
