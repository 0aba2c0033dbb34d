"""A level is not a power of ten away from its series: 万 read as 亿, a lost decimal point.

A value is held against the nearest one before it and the nearest after it; at an end of the series, against the two nearest. It
breaks the rule where it is far from all of these, so that one wrong figure is named once and its neighbours are not; of two values
alone the later is named.
Parameters: factor (largest likely ratio, either way), years (how far a neighbour may lie).
"""

from __future__ import annotations

from typing import Final

from expectations.check import BATCH, Check, Names, judging, key_of, number
from expectations.rule import Rule

AGAINST: Final = "figures"


def check(rule: Rule, names: Names) -> Check:
    factor, years = rule.number("factor"), int(rule.number("years"))
    steps = {
        "before_1": "lag(figure, 1)",
        "before_2": "lag(figure, 2)",
        "after_1": "lead(figure, 1)",
        "after_2": "lead(figure, 2)",
    }
    near = ", ".join(f"{step} OVER line AS {name}" for name, step in steps.items())
    series = f"""
WITH figures AS (
    SELECT *, {{'year': year, 'value': obs_value, 'id': observation_id}} AS figure FROM {BATCH} WHERE measure = 'level' AND obs_value > 0
),
series AS (
    SELECT *, {near} FROM figures WINDOW line AS (PARTITION BY ref_area, indicator_code, unit_measure ORDER BY year)
),
held AS (
    SELECT * REPLACE ({", ".join(f"CASE WHEN abs({n}.year - year) <= {years} THEN {n} END AS {n}" for n in steps)}) FROM series
),
pairs AS (
    SELECT *, list_filter(CASE WHEN before_1 IS NULL THEN [after_1, after_2] WHEN after_1 IS NULL THEN [before_1, before_2]
        ELSE [before_1, after_1] END, lambda one: one IS NOT NULL) AS neighbours
    FROM held WHERE before_1 IS NOT NULL OR (after_1 IS NOT NULL AND after_2 IS NOT NULL)
)"""
    return judging(f"""{series}
SELECT {key_of(rule.key)} AS key, 'within {factor:g} times ' || {number("neighbours[1].value")} AS expected,
    {number("obs_value")} AS found,
    'compared with ' || array_to_string(list_transform(neighbours, lambda one: one.year), ' and ') AS detail, '' AS tolerance,
    len(list_filter(neighbours, lambda one: obs_value BETWEEN one.value / {factor!r} AND one.value * {factor!r})) > 0 AS passed,
    CASE WHEN len(neighbours) = 1 THEN [observation_id, neighbours[1].id] ELSE [observation_id] END AS touched
FROM pairs""")
