{{ config(materialized='view') }}

-- Observations with codes resolved and the value in its base unit. One row an observation of the ledger.
with numerals as (

    -- a correction counts while the document still says what it corrects
    select
        ledger.*,
        corrections.value as corrected_value,
        coalesce(corrections.value, ledger.printed_value) as counted_value
    from {{ ref('stg_numeral') }} as ledger
    left join {{ ref('stg_correction') }} as corrections
        on
            ledger.document_id = corrections.document_id
            and ledger.span_start = corrections.span_start
            and ledger.quote = corrections.says
    where ledger.disposition = 'observation'

),

resolved as (

    select
        numerals.*,
        units.quantity as printed_quantity,
        units.unit_measure as printed_unit_measure,
        units.unit_mult as printed_unit_mult,
        units.multiplier,
        units.per_reference,
        units.magnitude_exponent,
        places.ref_area,
        places.area_label as resolved_area_label,
        indicators.indicator_code as known_code,
        indicators.unit_measure as indicator_unit_measure,
        indicator_units.per_reference as indicator_per_reference,
        indicator_units.quantity as indicator_quantity,
        case
            when regexp_matches(numerals.quote, '[0-9０-９]')
                then cast(length(regexp_extract(numerals.quote, '[.．]([0-9０-９]+)$', 1)) as integer)
        end as decimals,
        -- the unit in which values of this measure are compared with each other
        case
            when numerals.measure in ('growth', 'plan_completion') then 'PERCENT'
            when numerals.measure = 'rank' then 'POSITION'
            when numerals.measure = 'change' and indicator_units.quantity = 'ratio' then 'PERCENT_POINT'
            else indicators.unit_measure
        end as expected_unit_measure
    from numerals
    inner join {{ ref('int_unit') }} as units
        on numerals.printed_unit = units.printed_unit
    inner join {{ ref('int_place') }} as places
        on
            numerals.document_id = places.document_id
            and numerals.area_label is not distinct from places.stated_label
    left join {{ ref('stg_indicator') }} as indicators
        on numerals.code = indicators.indicator_code
    left join {{ ref('int_unit_measure') }} as indicator_units
        on indicators.unit_measure = indicator_units.unit_measure

),

conversions as (

    select
        *,
        case
            when printed_unit_measure = 'UNKNOWN' then 'as printed'
            -- a rate that lost its sign: whether 5 stood for percent or per mille is not said, 500 percent it is not
            when
                measure = 'level'
                and printed_unit_measure = 'RATIO'
                and multiplier = 1
                and printed_value > 1
                and indicator_unit_measure in ('PERCENT', 'PER_MILLE')
                then 'as printed'
            when measure = 'rank' then 'renamed'
            when measure in ('growth', 'plan_completion') and printed_quantity = 'ratio' then 'to percent'
            when measure in ('growth', 'plan_completion', 'rank') or indicator_unit_measure is null then 'to base'
            when measure = 'change' and indicator_quantity = 'ratio' then 'to base'
            when printed_quantity = indicator_quantity then 'to indicator'
            -- a denominator that the indicator's definition holds and the text leaves out: 元 of an income a person
            when starts_with(indicator_unit_measure, printed_unit_measure || '_PER_') then 'renamed'
            when starts_with(indicator_unit_measure, 'PER_1') and printed_quantity = 'count' then 'renamed'
            else 'to base'
        end as conversion
    from resolved

),

factors as (

    select
        *,
        case conversion
            when 'as printed' then 1
            when 'to percent' then per_reference * 100
            when 'to indicator' then per_reference / indicator_per_reference
            else multiplier
        end as factor,
        case
            when conversion = 'as printed' then 'UNKNOWN'
            when conversion in ('renamed', 'to percent', 'to indicator') then expected_unit_measure
            else printed_unit_measure
        end as unit_measure
    from conversions

)

select
    document_id,
    span_start,
    span_end,
    quote,
    coalesce(indicator, '') as indicator,
    known_code as indicator_code,
    measure,
    statement_type,
    bound,
    period,
    area_label as stated_label,
    resolved_area_label as area_label,
    ref_area,
    printed_value,
    corrected_value,
    printed_unit,
    printed_unit_mult,
    decimals,
    unit_measure,
    unit_measure = coalesce(expected_unit_measure, unit_measure) as is_expected_unit,
    -- six digits beyond the printed ones: enough for any conversion, and without the noise of binary fractions
    -- (a release may print fifteen digits: rounding to more would add noise of its own); from 1e18 on a double has no
    -- digits left to round, and rounding a very large one makes it 0
    case
        when factor = 1 or abs(counted_value * factor) >= 1e18 then counted_value * factor
        else round(
            counted_value * factor, least(coalesce(decimals, 0) + 6 - cast(floor(log10(factor)) as integer), 15)
        )
    end as obs_value,
    factor * power(10, -coalesce(decimals, 0)) as resolution,
    growth_base,
    target_force,
    target_nature,
    document_part,
    section,
    sentence_start,
    sentence_end,
    place,
    cell,
    rule,
    price_basis,
    constant_price_year,
    price_span_start,
    price_span_end,
    nature_span_start,
    nature_span_end,
    nature_part,
    stated_obs_status
from factors
