"""A level is not that of the year before where a growth is stated.

Parameters: points (percentage points of growth, beyond what rounding hides, from which on two levels must differ).
"""

from __future__ import annotations

from typing import Final

from expectations.check import BATCH, Check, Names, judging, number
from expectations.rule import Rule

AGAINST: Final = "figures"


def check(rule: Rule, names: Names) -> Check:
    points = rule.number("points")
    same = "{0}.ref_area = growth.ref_area AND {0}.indicator_code = growth.indicator_code AND {0}.measure = 'level'"
    return judging(f"""
WITH figures AS (SELECT * FROM {BATCH}),
pairs AS (
    SELECT growth.ref_area, growth.year, growth.indicator_code, growth.obs_value AS stated, later.obs_value AS later_value,
        earlier.obs_value AS earlier_value,
        {points!r} + 50 * (later.resolution + earlier.resolution) / earlier.obs_value AS tolerance,
        [later.observation_id] AS touched
    FROM figures AS growth
    INNER JOIN figures AS later ON {same.format("later")} AND later.year = growth.year
    INNER JOIN figures AS earlier ON {same.format("earlier")} AND earlier.year = growth.year - 1
        AND earlier.unit_measure = later.unit_measure
    WHERE growth.measure = 'growth' AND growth.unit_measure = 'PERCENT' AND earlier.obs_value > 0
)
SELECT concat_ws('/', ref_area, year, indicator_code) AS key, 'another level than ' || {number("earlier_value")} AS expected,
    {number("later_value")} AS found, 'a growth of ' || {number("stated")} || ' % is stated' AS detail,
    {number("tolerance")} AS tolerance, later_value <> earlier_value AS passed, touched
FROM pairs WHERE abs(stated) > tolerance""")
