"""A figure between two of its series that agree with each other does not stand far off both.

Parameters: measure, years (how far a neighbour may lie), and either factor (largest likely ratio to the nearer neighbour, either
way; neighbours agree when they are within that factor of each other) or points (the same as a difference).
"""

from __future__ import annotations

from typing import Final

from expectations.check import BATCH, Check, Names, judging, key_of, literal, number
from expectations.rule import Rule

AGAINST: Final = "figures"


def check(rule: Rule, names: Names) -> Check:
    years = int(rule.number("years"))
    low, high = "least(earlier_value, later_value)", "greatest(earlier_value, later_value)"
    if "factor" in rule.parameters:
        factor = rule.number("factor")
        agree, floor, ceiling = (
            f"{low} > 0 AND {high} <= {low} * {factor!r}",
            f"{low} / {factor!r}",
            f"{high} * {factor!r}",
        )
    else:
        points = rule.number("points")
        agree, floor, ceiling = f"{high} - {low} <= {points!r}", f"{low} - {points!r}", f"{high} + {points!r}"
    return judging(f"""
WITH series AS (
    SELECT *, lag(obs_value) OVER line AS earlier_value, lead(obs_value) OVER line AS later_value,
        lag(year) OVER line AS earlier_year, lead(year) OVER line AS later_year
    FROM {BATCH} WHERE measure = {literal(rule.text("measure"))}
    WINDOW line AS (PARTITION BY ref_area, indicator_code, unit_measure ORDER BY year)
)
SELECT {key_of(rule.key)} AS key, {number(floor)} || ' to ' || {number(ceiling)} AS expected, {number("obs_value")} AS found,
    concat(earlier_year, ': ', {number("earlier_value")}, ', ', later_year, ': ', {number("later_value")}) AS detail,
    '' AS tolerance, obs_value BETWEEN {floor} AND {ceiling} AS passed, [observation_id] AS touched
FROM series WHERE year - earlier_year BETWEEN 1 AND {years} AND later_year - year BETWEEN 1 AND {years} AND {agree}""")
