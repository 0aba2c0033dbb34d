"""A rate does not stand off the rates of other places in the same year.

The middle is the median of at least `least` places, the unit of distance their median deviation from it, which is taken for 1 point
where it is smaller. Parameters: by (columns that name what is compared), least, deviations (how many such units), points (and at
least so many points from the middle).
"""

from __future__ import annotations

from typing import Final

from expectations.check import BATCH, Check, Names, identifier, judging, key_of, number
from expectations.rule import Rule

AGAINST: Final = "figures"


def check(rule: Rule, names: Names) -> Check:
    least, deviations, points = int(rule.number("least")), rule.number("deviations"), rule.number("points")
    by = ", ".join(identifier(column) for column in rule.texts("by"))
    return judging(f"""
WITH figures AS (SELECT * FROM {BATCH}),
middles AS (
    SELECT {by}, median(obs_value) AS middle, greatest(mad(obs_value), 1) AS deviation, count(DISTINCT ref_area) AS places
    FROM figures GROUP BY {by} HAVING count(DISTINCT ref_area) >= {least}
),
judged AS (
    SELECT figures.*, middle, places, greatest({deviations!r} * deviation, {points!r}) AS reach
    FROM figures INNER JOIN middles USING ({by})
)
SELECT {key_of(rule.key)} AS key, {number("middle - reach")} || ' to ' || {number("middle + reach")} AS expected,
    {number("obs_value")} AS found, 'the median of ' || places || ' places is ' || {number("middle")} AS detail,
    {number("reach")} AS tolerance, abs(obs_value - middle) <= reach AS passed, [observation_id] AS touched
FROM judged""")
