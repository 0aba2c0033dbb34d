"""A rate far off those of other places in the year would not be among them after a slip of the pen (`slips`).

The middle and the deviation are those of `expectations.middles`. Parameters: by (columns that name what is compared), least (places
that make a middle), far (points, or so many deviations if that is more, from which on a rate is far off), far_deviations, near and
near_deviations (the same for where a slip would put it).
"""

from __future__ import annotations

from typing import Final

from expectations.check import BATCH, Check, Names, identifier, judging, key_of, number
from expectations.middles import middles
from expectations.rule import Rule
from expectations.slips import FACTORS, READABLE

AGAINST: Final = "figures"


def check(rule: Rule, names: Names) -> Check:
    least = int(rule.number("least"))
    by = ", ".join(identifier(column) for column in rule.texts("by"))
    far, near = (
        f"greatest({rule.number(side)!r}, {rule.number(f'{side}_deviations')!r} * deviation)"
        for side in ("far", "near")
    )
    return judging(f"""
WITH figures AS (SELECT * FROM {BATCH}),
middles AS ({middles("figures", by, least)}),
judged AS (
    SELECT figures.*, middle, places, {far} AS far_off,
        list_filter({FACTORS}, lambda slip: abs(obs_value * slip - middle) <= {near}) AS better
    FROM figures INNER JOIN middles USING ({by}) WHERE {READABLE}
)
SELECT {key_of(rule.key)} AS key, {number("obs_value * better[1]")} || ', near ' || {number("middle")} AS expected,
    {number("obs_value")} AS found, 'the median of ' || places || ' places is ' || {number("middle")} AS detail,
    {number("far_off")} AS tolerance, abs(obs_value - middle) <= far_off OR len(better) = 0 AS passed, [observation_id] AS touched
FROM judged""")
