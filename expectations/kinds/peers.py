"""A rate does not stand off the rates of other places in the same year.

The middle and the deviation are those of `expectations.middles`. Parameters: by (columns that name what is compared), least (places
that make a middle), deviations (how many of them may lie between), points (and at least so many).
"""

from __future__ import annotations

from typing import Final

from expectations.check import BATCH, Check, Names, identifier, judging, key_of, number
from expectations.middles import middles
from expectations.rule import Rule

AGAINST: Final = "figures"


def check(rule: Rule, names: Names) -> Check:
    least, deviations, points = int(rule.number("least")), rule.number("deviations"), rule.number("points")
    by = ", ".join(identifier(column) for column in rule.texts("by"))
    return judging(f"""
WITH figures AS (SELECT * FROM {BATCH}),
middles AS ({middles("figures", by, least)}),
judged AS (
    SELECT figures.*, middle, places, greatest({deviations!r} * deviation, {points!r}) AS reach
    FROM figures INNER JOIN middles USING ({by})
)
SELECT {key_of(rule.key)} AS key, {number("middle - reach")} || ' to ' || {number("middle + reach")} AS expected,
    {number("obs_value")} AS found, 'the median of ' || places || ' places is ' || {number("middle")} AS detail,
    {number("reach")} AS tolerance, abs(obs_value - middle) <= reach AS passed, [observation_id] AS touched
FROM judged""")
