-- What one document says of a key and what the next one says of it: the change between consecutive vintages.
with levels as (

    select
        ref_area,
        case area_level when 'nation' then 0 when 'province' then 1 when 'prefecture' then 2 else 3 end as depth
    from {{ ref('dim_area') }}
    where is_latest

),

stated as (

    select
        ranked.*,
        row_number() over (
            partition by
                ranked.indicator_code, ranked.ref_area, ranked.year, ranked.measure, ranked.unit_measure,
                ranked.document_id
            order by ranked.vagueness, ranked.ladder, ranked.span_start
        ) as within_document
    from {{ ref('int_observation_ranked') }} as ranked
    inner join {{ ref('dim_document') }} as documents
        on ranked.document_id = documents.document_id
    inner join levels as places
        on ranked.ref_area = places.ref_area
    inner join levels as issuers
        on documents.ref_area = issuers.ref_area
    -- who quotes a level above its own revises nothing
    where
        ranked.is_outcome
        -- a file that was corrected is no vintage of its own, nor is a multiple (2.3倍) of the amount
        and not ranked.is_superseded
        and ranked.is_expected_unit
        and ranked.is_quarantined is not true
        and issuers.depth <= places.depth

),

vintages as (

    select
        *,
        row_number() over (
            partition by indicator_code, ref_area, year, measure, unit_measure
            order by publication_rank desc, document_id asc
        ) as vintage
    from stated
    where within_document = 1

),

compared as (

    select
        {{ surrogate_key([
            'old.indicator_code', 'old.ref_area', 'old.year', 'old.measure', 'old.unit_measure', 'new.vintage'
        ]) }} as revision_id,
        old.indicator_code,
        old.ref_area,
        old_observations.area_sk,
        old.year,
        old.measure,
        old.unit_measure,
        cast(new.vintage as integer) as vintage,
        old.observation_id as old_observation_id,
        new.observation_id as new_observation_id,
        old.statement_type as old_statement_type,
        new.statement_type as new_statement_type,
        old_observations.obs_status as old_obs_status,
        new_observations.obs_status as new_obs_status,
        old.obs_value as old_value,
        new.obs_value as new_value,
        old.bound as old_bound,
        new.bound as new_bound,
        round(new.obs_value - old.obs_value, 6) as change_absolute,
        -- a change of percent figures is in points: its percentage would say nothing
        case
            when old.measure = 'level' and old.obs_value <> 0
                then round(100 * (new.obs_value - old.obs_value) / abs(old.obs_value), 6)
        end as change_percent,
        (old.resolution + new.resolution) / 2 as tolerance,
        coalesce(
            new.obs_value_lower - old.obs_value_upper > (old.resolution + new.resolution) / 2 * (1 + 1e-9), false
        )
        or coalesce(
            old.obs_value_lower - new.obs_value_upper > (old.resolution + new.resolution) / 2 * (1 + 1e-9), false
        ) as is_revised,
        old.document_id as old_document_id,
        new.document_id as new_document_id,
        old.document_kind as old_document_kind,
        new.document_kind as new_document_kind,
        old.published_on as old_published_on,
        new.published_on as new_published_on,
        list_sort(list_distinct(regexp_extract_all(
            replace(replace(old_observations.indicator, '规模以上', '规上'), '限额以上', '限上'), '{{ var('scope_words') }}'
        ))) as old_scope,
        list_sort(list_distinct(regexp_extract_all(
            replace(replace(new_observations.indicator, '规模以上', '规上'), '限额以上', '限上'), '{{ var('scope_words') }}'
        ))) as new_scope,
        old_observations.sentence as old_sentence,
        new_observations.sentence as new_sentence
    from vintages as old
    inner join vintages as new
        on
            old.indicator_code = new.indicator_code
            and old.ref_area = new.ref_area
            and old.year = new.year
            and old.measure = new.measure
            and old.unit_measure = new.unit_measure
            and old.vintage + 1 = new.vintage
    inner join {{ ref('fct_observation') }} as old_observations
        on old.observation_id = old_observations.observation_id
    inner join {{ ref('fct_observation') }} as new_observations
        on new.observation_id = new_observations.observation_id

)

select
    * exclude (old_scope, new_scope, old_sentence, new_sentence),
    case
        when not is_revised then 'confirmation'
        when old_scope <> new_scope then 'other scope'
        when
            coalesce(abs(change_percent) > {{ var('revision_percent') }}, false)
            or (measure <> 'level' and abs(change_absolute) > {{ var('revision_points') }})
            then 'contradiction'
        else 'revision'
    end as revision_kind,
    old_sentence,
    new_sentence
from compared
