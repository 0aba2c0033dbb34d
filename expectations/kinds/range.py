"""Values lie within the bounds of their indicator, measure and level of area, both ends included.

Parameters: bounds (a CSV beside the rules: indicator_code, measure, area_level or empty for any, minimum, maximum,
unit_measure, evidence), areas (relation with area_sk and area_level).
"""

from __future__ import annotations

from expectations.check import BATCH, Check, Names, key_of, number, values
from expectations.rule import Rule

_COLUMNS = ("indicator_code", "measure", "area_level", "minimum", "maximum", "unit_measure", "evidence")


def check(rule: Rule, names: Names) -> Check:
    areas = rule.text("areas")
    rows: list[list[str | float]] = [
        [float(row[column]) if column in ("minimum", "maximum") else row[column] for column in _COLUMNS]
        for row in rule.table("bounds", _COLUMNS)
    ]
    judged = f"""
WITH {values(rows, "bounds", _COLUMNS)},
judged AS (
    SELECT figures.*, bounds.minimum, bounds.maximum, bounds.evidence FROM (SELECT * FROM {BATCH}) AS figures
    INNER JOIN {names(areas)} AS areas ON figures.area_sk = areas.area_sk
    INNER JOIN bounds ON figures.indicator_code = bounds.indicator_code AND figures.measure = bounds.measure
        AND figures.unit_measure = bounds.unit_measure AND bounds.area_level IN ('', areas.area_level)
)"""
    return Check(
        f"""{judged}
SELECT {key_of(rule.key)} AS key, {number("minimum")} || ' to ' || {number("maximum")} AS expected,
    {number("obs_value")} AS found, evidence AS detail, '' AS tolerance
FROM judged WHERE obs_value NOT BETWEEN minimum AND maximum""",
        checked=f"{judged} SELECT count(*) FROM judged",
        reads=(areas,),
    )
