-- The preferred value as it is known now: the last stretch of fct_indicator_year_vintage, with its sentence.
select
    {{ preferred_value() }},
    observations.target_nature,
    observations.target_force,
    observations.quote,
    observations.sentence
from {{ preferred_values() }}
where known.is_current
