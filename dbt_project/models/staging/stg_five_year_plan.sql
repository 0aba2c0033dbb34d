-- The five-year plans of the nation.
select
    cast(number as integer) as five_year_plan,
    name_zh,
    name_en,
    cast(first_year as integer) as first_year,
    cast(last_year as integer) as last_year
from {{ source('vocabulary', 'five_year_plans') }}
