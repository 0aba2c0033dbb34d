-- What is intended to be checked, and how many rules do it.
with counted as (

    select
        class_id,
        count(*) as rules,
        count(*) filter (where is_independent) as independent_rules
    from {{ ref('dim_rule') }}
    group by class_id

)

select
    classes.class_id,
    classes.title as class_title,
    classes.title_zh as class_title_zh,
    classes.asks,
    classes.asks_zh,
    coalesce(counted.rules, 0) as rules,
    coalesce(counted.independent_rules, 0) as independent_rules,
    classes.missing,
    classes.missing_zh,
    case
        when counted.rules is null then 'not yet'
        when classes.missing <> '' then 'in part'
        else 'implemented'
    end as implemented
from {{ source('record', 'classes') }} as classes
left join counted
    on classes.class_id = counted.class_id
