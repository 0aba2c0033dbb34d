"""A figure that fits none of the figures around it in its series would not fit them after a slip of the pen (`slips`).

The scope is the figures and those that they are held against, by pairs of the same `by` up to `years` apart. Parameters: by, years,
and either low and high (how many times the other's value a year later, from and to; of the same year as of one year) or points
(how far from the other, a year or less); others (how many there must be at least, 1). One of its figures may be wrong too: a slip must fit three quarters of them, and the
figure itself at most a quarter.
"""

from __future__ import annotations

from typing import Final

from expectations.check import BATCH, Check, Names, identifier, judging, key_of, number
from expectations.rule import Rule
from expectations.slips import FACTORS, READABLE

AGAINST: Final = "figures"


def check(rule: Rule, names: Names) -> Check:
    least = int(rule.number("others", 1))
    by, years = rule.texts("by"), int(rule.number("years"))
    same = " AND ".join(f"mine.{identifier(column)} = other.{identifier(column)}" for column in by)
    if "points" in rule.parameters:
        reach = f"{rule.number('points')!r} * greatest(abs(mine.year - other.year), 1)"
        low, high = f"other.obs_value - {reach}", f"other.obs_value + {reach}"
    else:
        slow, fast = rule.number("low"), rule.number("high")
        later, earlier = "greatest(mine.year - other.year, 1)", "(other.year - mine.year)"
        low, high = (
            f"CASE WHEN mine.year >= other.year THEN other.obs_value * pow({after!r}, {later}) "
            f"ELSE other.obs_value / pow({before!r}, {earlier}) END"
            for after, before in ((slow, fast), (fast, slow))
        )
    return judging(f"""
WITH figures AS (SELECT * FROM {BATCH}),
readable AS (SELECT *, {FACTORS} AS slips FROM figures WHERE {READABLE} AND obs_value > 0),
compared AS (
    SELECT mine.observation_id, list({{'low': {low}, 'high': {high}}}) AS around, min(other.observation_id) AS other_id,
        min(other.obs_value) AS lowest, max(other.obs_value) AS highest
    FROM readable AS mine INNER JOIN figures AS other ON {same} AND other.observation_id <> mine.observation_id
        AND other.year - mine.year BETWEEN -{years} AND {years} AND other.obs_value > 0
    GROUP BY mine.observation_id HAVING count(*) >= {least}
),
judged AS (
    SELECT mine.*, around, other_id, lowest, highest,
        len(list_filter(around, lambda one: mine.obs_value BETWEEN one.low AND one.high)) AS fits,
        list_filter(slips, lambda slip: len(list_filter(around, lambda one: mine.obs_value * slip BETWEEN one.low AND one.high))
            >= 0.75 * len(around)) AS better
    FROM readable AS mine INNER JOIN compared USING (observation_id)
)
SELECT {key_of(rule.key)} AS key, {number("obs_value * better[1]")} || ', near ' || {number("lowest")} || ' to ' || {number("highest")}
    AS expected, {number("obs_value")} AS found, concat(len(around), ' others within {years} years') AS detail, '' AS tolerance,
    fits > 0.25 * len(around) OR len(better) = 0 AS passed,
    CASE WHEN len(around) = 1 THEN [observation_id, other_id] ELSE [observation_id] END AS touched
FROM judged""")
