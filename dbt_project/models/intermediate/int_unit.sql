-- Every printed unit, read once: as the vocabulary has it, else as a magnitude before a unit of it (万 + 千瓦时), else
-- without the second unit that stands beside it in brackets: 套（户）.
with printed as (

    select printed_unit from {{ ref('stg_numeral') }}
    union
    select unit as printed_unit from {{ ref('stg_unit') }}

),

spelled as (

    select
        printed_unit,
        regexp_replace(
            regexp_replace(replace(replace(printed_unit, '／', '/'), '％', '%'), '\s', '', 'g'),
            '([十百千万亿])[余多几来]', '\1'
        ) as spelling
    from printed

),

spellings as (

    select
        printed_unit,
        spelling,
        0 as is_shortened
    from spelled

    union all

    select
        printed_unit,
        regexp_replace(spelling, '[（(].*[)）]$', '') as spelling,
        1 as is_shortened
    from spelled
    where regexp_matches(spelling, '.[（(].*[)）]$')

),

readings as (

    select
        spellings.printed_unit,
        units.unit_measure,
        units.quantity,
        units.name_en,
        units.multiplier,
        units.unit_mult,
        units.per_reference,
        spellings.is_shortened,
        0 as magnitude_length
    from spellings
    inner join {{ ref('stg_unit') }} as units
        on spellings.spelling = units.unit

    union all

    select
        spellings.printed_unit,
        units.unit_measure,
        units.quantity,
        units.name_en,
        magnitudes.multiplier * units.multiplier as multiplier,
        magnitudes.unit_mult + units.unit_mult as unit_mult,
        magnitudes.multiplier * units.per_reference as per_reference,
        spellings.is_shortened,
        length(magnitudes.magnitude) as magnitude_length
    from spellings
    inner join {{ ref('stg_magnitude') }} as magnitudes
        on starts_with(spellings.spelling, magnitudes.magnitude)
    inner join {{ ref('stg_unit') }} as units
        on
            substring(spellings.spelling, length(magnitudes.magnitude) + 1) = units.unit
            and units.unit <> ''

),

preferred as (

    select
        *,
        row_number() over (partition by printed_unit order by is_shortened, magnitude_length) as preference
    from readings

)

select
    spelled.printed_unit,
    coalesce(preferred.unit_measure, 'UNKNOWN') as unit_measure,
    coalesce(preferred.quantity, 'unknown') as quantity,
    coalesce(preferred.name_en, 'not in the vocabulary') as name_en,
    coalesce(preferred.multiplier, 1) as multiplier,
    case when preferred.printed_unit is null then 0 else preferred.unit_mult end as unit_mult,
    coalesce(preferred.per_reference, 1) as per_reference,
    cast(floor(log10(coalesce(preferred.multiplier, 1))) as integer) as magnitude_exponent,
    preferred.printed_unit is not null as is_known
from spelled
left join preferred
    on
        spelled.printed_unit = preferred.printed_unit
        and preferred.preference = 1
