"""A level is not a power of ten away from the same series a few years before: 万 read as 亿, a lost decimal point.

Parameters: factor (largest likely ratio, either way), years (how far back a neighbour may lie).
"""

from __future__ import annotations

from expectations.check import BATCH, Check, Names, key_of, number
from expectations.rule import Rule


def check(rule: Rule, names: Names) -> Check:
    factor, years = rule.number("factor"), int(rule.number("years"))
    series = f"""
WITH series AS (
    SELECT *, lag(obs_value) OVER before AS earlier_value, lag(year) OVER before AS earlier_year
    FROM {BATCH} WHERE measure = 'level' AND obs_value > 0
    WINDOW before AS (PARTITION BY ref_area, indicator_code, unit_measure ORDER BY year)
),
pairs AS (SELECT * FROM series WHERE year - earlier_year BETWEEN 1 AND {years})"""
    return Check(
        f"""{series}
SELECT {key_of(rule.key)} AS key, 'within {factor:g} times ' || {number("earlier_value")} AS expected,
    {number("obs_value")} AS found, 'compared with ' || earlier_year AS detail, '' AS tolerance
FROM pairs WHERE obs_value NOT BETWEEN earlier_value / {factor!r} AND earlier_value * {factor!r}""",
        checked=f"{series} SELECT count(*) FROM pairs",
    )
