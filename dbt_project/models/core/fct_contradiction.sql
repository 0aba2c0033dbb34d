-- Two statements of one figure that cannot both be right, beyond the rounding of what is printed.
with statements as (

    select
        *,
        cell is not null as is_cell,
        -- of two tiers the second is more than the first, by intent
        case when is_outcome then 'outcome' when target_tier = 2 then 'second tier' else 'target' end as side
    from {{ ref('int_observation_ranked') }}
    where is_quarantined is not true

),

-- within a document: its own best statement against each other one, whatever it calls the figure
own as (

    select
        *,
        row_number() over (
            partition by document_id, indicator_code, ref_area, year, measure, unit_measure, side
            order by vagueness asc, ladder asc, preference asc
        ) as place_in_document
    from statements

),

within_documents as (

    select
        best.observation_id,
        other.observation_id as other_observation_id,
        case
            when best.is_cell <> other.is_cell then 'body against table'
            else 'within a document'
        end as kind
    from own as best
    inner join own as other
        on
            best.document_id = other.document_id
            and best.indicator_code = other.indicator_code
            and best.ref_area = other.ref_area
            and best.year = other.year
            and best.measure = other.measure
            and best.unit_measure = other.unit_measure
            and best.side = other.side
    where
        best.place_in_document = 1
        and other.place_in_document > 1

),

-- between documents: the preferred value against the best statement of each other document
spoken as (

    select
        *,
        row_number() over (
            partition by document_id, indicator_code, ref_area, year, measure, statement_type, side, unit_measure
            order by preference
        ) as place_in_document
    from statements

),

between_documents as (

    select
        best.observation_id,
        other.observation_id as other_observation_id,
        'between documents' as kind
    from spoken as best
    inner join spoken as other
        on
            best.indicator_code = other.indicator_code
            and best.ref_area = other.ref_area
            and best.year = other.year
            and best.measure = other.measure
            and best.statement_type = other.statement_type
            and best.side = other.side
            and best.unit_measure = other.unit_measure
            and best.document_id <> other.document_id
    where
        best.preference = 1
        and other.place_in_document = 1

),

pairs as (

    select * from within_documents
    union all
    select * from between_documents

),

-- how far the two stretches of possible values lie apart; a side without a bound reaches everything
measured as (

    select
        pairs.*,
        best.resolution / 2 + other.resolution / 2 as tolerance,
        greatest(
            coalesce(best.obs_value_lower - other.obs_value_upper, 0),
            coalesce(other.obs_value_lower - best.obs_value_upper, 0)
        ) as distance
    from pairs
    inner join statements as best
        on pairs.observation_id = best.observation_id
    inner join statements as other
        on pairs.other_observation_id = other.observation_id

)

select
    {{ surrogate_key(['measured.kind', 'measured.observation_id', 'measured.other_observation_id']) }}
        as contradiction_id,
    measured.kind as contradiction_kind,
    best.indicator_code,
    best.ref_area,
    best.area_sk,
    best.year,
    best.measure,
    best.unit_measure,
    best.statement_type,
    other.statement_type as other_statement_type,
    best.obs_value,
    other.obs_value as other_value,
    round(other.obs_value - best.obs_value, 9) as difference,
    case
        when best.obs_value <> 0 then (other.obs_value - best.obs_value) / abs(best.obs_value)
    end as relative_difference,
    round(measured.distance - measured.tolerance, 9) as excess,
    measured.observation_id,
    measured.other_observation_id,
    best.document_id,
    other.document_id as other_document_id,
    best.document_kind,
    other.document_kind as other_document_kind,
    best.published_on,
    other.published_on as other_published_on,
    best.quote,
    other.quote as other_quote,
    best.sentence,
    other.sentence as other_sentence
from measured
inner join {{ ref('fct_observation') }} as best
    on measured.observation_id = best.observation_id
inner join {{ ref('fct_observation') }} as other
    on measured.other_observation_id = other.observation_id
where measured.distance > measured.tolerance * (1 + 1e-9)
