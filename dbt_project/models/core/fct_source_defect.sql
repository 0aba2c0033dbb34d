-- Figures of one document that cannot all be right: identities breached beyond the rounding of what is printed.
with observations as (

    -- what the document prints, also where a correction counts instead: it is the document that does not add up
    select
        * replace (
            case
                when corrected_value is null then obs_value
                -- resolution is the unit's factor in the last printed decimal
                else printed_value * resolution * power(10, coalesce(decimals, 0))
            end as obs_value
        )
    from {{ ref('fct_observation') }}

),

stated as (

    select
        observations.observation_id,
        observations.document_id,
        observations.ref_area,
        observations.area_sk,
        observations.year,
        observations.indicator_code,
        observations.measure,
        observations.obs_value,
        observations.unit_measure,
        observations.resolution,
        observations.resolution / 2 as rounding,
        observations.document_kind,
        observations.published_on,
        observations.span_start,
        observations.sentence
    from observations
    inner join {{ ref('dim_statement_type') }} as statement_types
        on observations.statement_type = statement_types.statement_type
    where
        statement_types.is_outcome
        and (observations.indicator_code <> '_O' or observations.rule = 'subject.structure')
        and observations.ref_area is not null
        and observations.year is not null
        and observations.period_kind = 'annual'
        and observations.bound = 'eq'
        and observations.range_role = 'single'
        and observations.is_expected_unit
        and not observations.has_other_base
        and observations.is_quarantined is not true

),

levels as (

    select * from stated
    where measure = 'level'

),

-- shares of the three industries have no code; their phrase is fixed by the reader
shares as (

    select
        observations.observation_id,
        observations.document_id,
        observations.ref_area,
        observations.year,
        observations.obs_value,
        observations.resolution / 2 as rounding,
        observations.span_start,
        lead(observations.indicator, 1) over structure as second_indicator,
        lead(observations.indicator, 2) over structure as third_indicator,
        lead(observations.observation_id, 1) over structure as second_id,
        lead(observations.observation_id, 2) over structure as third_id,
        lead(observations.obs_value, 1) over structure as second_value,
        lead(observations.obs_value, 2) over structure as third_value,
        observations.indicator
    from observations
    inner join {{ ref('dim_statement_type') }} as statement_types
        on observations.statement_type = statement_types.statement_type
    where
        statement_types.is_outcome
        and observations.measure = 'level'
        and observations.unit_measure = 'PERCENT'
        and observations.bound = 'eq'
        and observations.period_kind = 'annual'
        and observations.ref_area is not null
        and observations.rule = 'subject.structure'
        and observations.is_quarantined is not true
    window structure as (
        partition by observations.document_id, observations.ref_area, observations.year, observations.sentence
        order by observations.span_start
    )

),

structures as (

    select
        'shares of industries' as identity,
        'three shares' as parts,
        observation_id,
        second_id as evidence_1_id,
        third_id as evidence_2_id,
        cast(null as varchar) as evidence_3_id,
        100 as expected_value,
        obs_value + second_value + third_value as found_value,
        -- three shares rounded each on their own
        3 * rounding as tolerance,
        false as is_at_most
    from shares
    where
        indicator = '第一产业增加值占地区生产总值比重'
        and second_indicator = '第二产业增加值占地区生产总值比重'
        and third_indicator = '第三产业增加值占地区生产总值比重'
        -- 7:2:1 is a proportion, no percentages
        and obs_value + second_value + third_value between 50 and 150

),

sums as (

    select
        identities.identity,
        identities.parts,
        whole.observation_id,
        first_part.observation_id as evidence_1_id,
        second_part.observation_id as evidence_2_id,
        third_part.observation_id as evidence_3_id,
        whole.obs_value as expected_value,
        first_part.obs_value + second_part.obs_value + coalesce(third_part.obs_value, 0) as found_value,
        whole.rounding + first_part.rounding + second_part.rounding + coalesce(third_part.rounding, 0) as tolerance,
        false as is_at_most
    from (
        values
        ('sum of industries', 'VA1 + VA2 + VA3', 'GRP', 'VA1', 'VA2', 'VA3'),
        ('exports and imports', 'EXPORT + IMPORT', 'TRADE', 'EXPORT', 'IMPORT', null)
    ) as identities (identity, parts, whole_code, first_code, second_code, third_code)
    inner join levels as whole
        on identities.whole_code = whole.indicator_code
    inner join levels as first_part
        on
            identities.first_code = first_part.indicator_code
            and whole.document_id = first_part.document_id
            and whole.ref_area = first_part.ref_area
            and whole.year = first_part.year
    inner join levels as second_part
        on
            identities.second_code = second_part.indicator_code
            and whole.document_id = second_part.document_id
            and whole.ref_area = second_part.ref_area
            and whole.year = second_part.year
    left join levels as third_part
        on
            identities.third_code = third_part.indicator_code
            and whole.document_id = third_part.document_id
            and whole.ref_area = third_part.ref_area
            and whole.year = third_part.year
    where
        identities.third_code is null
        or third_part.observation_id is not null

),

orders as (

    select
        identities.identity,
        identities.part_code as parts,
        whole.observation_id,
        part.observation_id as evidence_1_id,
        cast(null as varchar) as evidence_2_id,
        cast(null as varchar) as evidence_3_id,
        whole.obs_value as expected_value,
        part.obs_value as found_value,
        whole.rounding + part.rounding as tolerance,
        true as is_at_most
    from (
        values
        ('order of incomes', 'DI', 'DI_R'),
        ('order of incomes', 'DI_U', 'DI'),
        ('order of incomes', 'DI_U', 'DI_R'),
        ('part of whole', 'GRP', 'VA1'),
        ('part of whole', 'GRP', 'VA2'),
        ('part of whole', 'GRP', 'VA3'),
        ('part of whole', 'VA2', 'VA_IND'),
        ('part of whole', 'VA_IND', 'VA_MFG'),
        ('part of whole', 'VA3', 'VA_FIN'),
        ('part of whole', 'TRADE', 'EXPORT'),
        ('part of whole', 'TRADE', 'IMPORT')
    ) as identities (identity, whole_code, part_code)
    inner join levels as whole
        on identities.whole_code = whole.indicator_code
    inner join levels as part
        on
            identities.part_code = part.indicator_code
            and whole.document_id = part.document_id
            and whole.ref_area = part.ref_area
            and whole.year = part.year

),

-- a growth at current prices follows from two levels; one at constant prices does not
growths as (

    select
        'growth of levels' as identity,
        'two levels' as parts,
        growth.observation_id,
        later.observation_id as evidence_1_id,
        earlier.observation_id as evidence_2_id,
        cast(null as varchar) as evidence_3_id,
        100 * (later.obs_value / earlier.obs_value - 1) as expected_value,
        growth.obs_value as found_value,
        growth.rounding
        + 100 * (later.obs_value / earlier.obs_value)
        * (later.rounding / later.obs_value + earlier.rounding / earlier.obs_value) as tolerance,
        false as is_at_most
    from stated as growth
    inner join levels as later
        on
            growth.document_id = later.document_id
            and growth.ref_area = later.ref_area
            and growth.indicator_code = later.indicator_code
            and growth.year = later.year
    inner join levels as earlier
        on
            growth.document_id = earlier.document_id
            and growth.ref_area = earlier.ref_area
            and growth.indicator_code = earlier.indicator_code
            and growth.year - 1 = earlier.year
    where
        growth.measure = 'growth'
        and growth.indicator_code in ('GPBR', 'GPBE', 'TAX', 'TRSCG', 'TRADE', 'EXPORT', 'IMPORT', 'DEPOSIT', 'LOAN')
        and later.obs_value > 0
        and earlier.obs_value > 0

),

ratios as (

    select
        'ratio of incomes' as identity,
        'DI_U / DI_R' as parts,
        ratio.observation_id,
        urban.observation_id as evidence_1_id,
        rural.observation_id as evidence_2_id,
        cast(null as varchar) as evidence_3_id,
        urban.obs_value / rural.obs_value as expected_value,
        ratio.obs_value as found_value,
        ratio.rounding
        + urban.obs_value / rural.obs_value
        * (urban.rounding / urban.obs_value + rural.rounding / rural.obs_value) as tolerance,
        false as is_at_most
    from levels as ratio
    inner join levels as urban
        on
            ratio.document_id = urban.document_id
            and ratio.ref_area = urban.ref_area
            and ratio.year = urban.year
            and urban.indicator_code = 'DI_U'
    inner join levels as rural
        on
            ratio.document_id = rural.document_id
            and ratio.ref_area = rural.ref_area
            and ratio.year = rural.year
            and rural.indicator_code = 'DI_R'
    where
        ratio.indicator_code = 'INC_RATIO'
        and urban.obs_value > 0
        and rural.obs_value > 0

),

readings as (

    select * from sums
    union all
    select * from orders
    union all
    select * from growths
    union all
    select * from ratios
    union all
    select * from structures

),

-- a document that states a figure twice keeps the identity if any of its readings does
judged as (

    select
        readings.*,
        stated.document_id,
        stated.ref_area,
        stated.area_sk,
        stated.year,
        stated.indicator_code,
        stated.unit_measure,
        stated.document_kind,
        stated.published_on,
        case
            when readings.is_at_most then readings.found_value - readings.expected_value
            else abs(readings.found_value - readings.expected_value)
        end - readings.tolerance as excess,
        count(*) over same_figures as readings_tried
    from readings
    inner join stated
        on readings.observation_id = stated.observation_id
    window same_figures as (
        partition by
            readings.identity, readings.parts, stated.indicator_code, stated.document_id, stated.ref_area, stated.year
    )

),

best as (

    select
        *,
        row_number() over (
            partition by identity, parts, indicator_code, document_id, ref_area, year
            order by excess, observation_id, evidence_1_id, evidence_2_id, evidence_3_id
        ) as nearness
    from judged

)

select
    {{ surrogate_key([
        'best.identity', 'best.parts', 'best.indicator_code', 'best.document_id', 'best.ref_area', 'best.year'
    ]) }} as source_defect_id,
    best.identity,
    best.document_id,
    best.indicator_code,
    best.parts,
    best.ref_area,
    best.area_sk,
    best.year,
    best.unit_measure,
    best.is_at_most,
    round(best.expected_value, 9) as expected_value,
    round(best.found_value, 9) as found_value,
    round(best.found_value - best.expected_value, 9) as difference,
    round(best.tolerance, 9) as tolerance,
    cast(best.readings_tried as integer) as readings_tried,
    case
        when
            greatest(whole.span_start, first_part.span_start, second_part.span_start, third_part.span_start)
            - least(whole.span_start, first_part.span_start, second_part.span_start, third_part.span_start)
            > {{ var('passage_characters') }}
            then 'low'
        else 'high'
    end as confidence,
    best.observation_id,
    best.evidence_1_id,
    best.evidence_2_id,
    best.evidence_3_id,
    best.document_kind,
    best.published_on,
    whole.sentence,
    first_part.sentence as evidence_1_sentence,
    second_part.sentence as evidence_2_sentence,
    third_part.sentence as evidence_3_sentence
from best
inner join stated as whole
    on best.observation_id = whole.observation_id
inner join stated as first_part
    on best.evidence_1_id = first_part.observation_id
left join stated as second_part
    on best.evidence_2_id = second_part.observation_id
left join stated as third_part
    on best.evidence_3_id = third_part.observation_id
where
    best.nearness = 1
    and best.excess > 1e-9 * greatest(abs(best.expected_value), abs(best.found_value), 1)
