"""Slips of the pen: what a printed numeral would be if two neighbouring digits had changed places, or its point had been lost.

What belongs here: the readings that such a slip leaves open, as SQL. What does not: judging whether one of them fits better (kinds).

A figure that stands off others is news far more often than an error, so a tight tolerance would cry at every turn of the economy. One
that stands off them and would stand among them after one such slip is an error far more often than news.
"""

from __future__ import annotations

from typing import Final

_DIGITS: Final = "regexp_matches(quote[i:i + 1], '^[0-9]{2}$') AND quote[i] <> quote[i + 1]"

#: A condition on `quote`: a numeral whose slips are known, with more than one digit.
READABLE: Final = (
    "regexp_full_match(quote, '[0-9]{1,15}([.][0-9]+)?') AND length(quote) > 1 AND CAST(quote AS DOUBLE) > 0"
)

#: A list over `quote`: how many times the printed value the numeral would be after each slip undone. A number is not printed with
#: a zero before another digit, so no such exchange is taken for one.
FACTORS: Final = f"""list_concat(
    list_transform(
        list_filter(range(1, length(quote)), lambda i: {_DIGITS} AND NOT (i = 1 AND quote[2] = '0')),
        lambda i: CAST(left(quote, i - 1) || quote[i + 1] || quote[i] || substring(quote, i + 2) AS DOUBLE) / CAST(quote AS DOUBLE)
    ),
    CASE WHEN contains(quote, '.') THEN [] ELSE list_transform(range(1, length(quote)), lambda i: pow(10.0, -i)) END
)"""
