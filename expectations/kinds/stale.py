"""A level is not that of the year before where a growth is stated.

Parameters: points (percentage points of growth, beyond what rounding hides, from which on two levels must differ).
"""

from __future__ import annotations

from expectations.check import BATCH, Check, Names, number
from expectations.rule import Rule


def check(rule: Rule, names: Names) -> Check:
    points = rule.number("points")
    same = "{0}.ref_area = growth.ref_area AND {0}.indicator_code = growth.indicator_code AND {0}.measure = 'level'"
    pairs = f"""
WITH figures AS (SELECT * FROM {BATCH}),
pairs AS (
    SELECT growth.ref_area, growth.year, growth.indicator_code, growth.obs_value AS stated, later.obs_value AS later_value,
        earlier.obs_value AS earlier_value,
        {points!r} + 50 * (later.resolution + earlier.resolution) / earlier.obs_value AS tolerance
    FROM figures AS growth
    INNER JOIN figures AS later ON {same.format("later")} AND later.year = growth.year
    INNER JOIN figures AS earlier ON {same.format("earlier")} AND earlier.year = growth.year - 1
        AND earlier.unit_measure = later.unit_measure
    WHERE growth.measure = 'growth' AND growth.unit_measure = 'PERCENT' AND earlier.obs_value > 0
)"""
    return Check(
        f"""{pairs}
SELECT concat_ws('/', ref_area, year, indicator_code) AS key, 'another level than ' || {number("earlier_value")} AS expected,
    {number("later_value")} AS found, 'a growth of ' || {number("stated")} || ' % is stated' AS detail,
    {number("tolerance")} AS tolerance
FROM pairs WHERE later_value = earlier_value AND abs(stated) > tolerance""",
        checked=f"{pairs} SELECT count(*) FROM pairs",
    )
