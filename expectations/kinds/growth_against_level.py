"""The growth that is stated and the growth that two stated levels imply are near each other.

Parameters: codes, points (percentage points allowed between the two, beyond the rounding of the levels), accounted (optional: both
levels must stand in a document that gives the growth of their year too, so that a base or a sum told in passing is none of them).
"""

from __future__ import annotations

from typing import Final

from expectations.check import BATCH, Check, Names, judging, literals, number
from expectations.rule import Rule

AGAINST: Final = "figures"


def check(rule: Rule, names: Names) -> Check:
    points = rule.number("points")
    told = """
    INNER JOIN figures AS before ON before.ref_area = earlier.ref_area AND before.indicator_code = earlier.indicator_code
        AND before.year = earlier.year AND before.measure = 'growth' AND before.document_id = earlier.document_id
        AND later.document_id = growth.document_id"""
    accounted = told if rule.parameters.get("accounted") else ""
    return judging(f"""
WITH figures AS (SELECT * FROM {BATCH} WHERE indicator_code IN {literals(rule.texts("codes"))}),
pairs AS (
    SELECT growth.ref_area, growth.year, growth.indicator_code, growth.obs_value AS stated,
        (later.obs_value / earlier.obs_value - 1) * 100 AS implied, earlier.obs_value AS earlier_value,
        later.obs_value AS later_value,
        {points!r} + growth.resolution / 2
            + 100 * later.obs_value / earlier.obs_value
                * (later.resolution / later.obs_value + earlier.resolution / earlier.obs_value) / 2 AS tolerance,
        [growth.observation_id, later.observation_id, earlier.observation_id] AS touched
    FROM figures AS growth
    INNER JOIN figures AS later ON growth.ref_area = later.ref_area AND growth.indicator_code = later.indicator_code
        AND growth.year = later.year AND later.measure = 'level'
    INNER JOIN figures AS earlier ON growth.ref_area = earlier.ref_area
        AND growth.indicator_code = earlier.indicator_code AND growth.year - 1 = earlier.year
        AND earlier.measure = 'level' AND later.unit_measure = earlier.unit_measure{accounted}
    WHERE growth.measure = 'growth' AND growth.unit_measure = 'PERCENT' AND later.obs_value > 0 AND earlier.obs_value > 0
)
SELECT concat_ws('/', ref_area, year, indicator_code) AS key, 'growth near ' || {number("implied")} || ' %' AS expected,
    {number("stated")} || ' %' AS found,
    'levels ' || {number("earlier_value")} || ' and ' || {number("later_value")} AS detail,
    {number("tolerance")} AS tolerance, abs(stated - implied) <= tolerance AS passed, touched
FROM pairs""")
