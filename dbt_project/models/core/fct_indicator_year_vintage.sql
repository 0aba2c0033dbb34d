-- The preferred value as it was known on any date: one row a stretch of time in which nothing that we know changed.
select
    {{ surrogate_key(['known.indicator_year_id', 'known.known_from']) }} as indicator_year_vintage_id,
    {{ preferred_value() }},
    known.known_to,
    known.is_current,
    known.known_by
from {{ preferred_values() }}
