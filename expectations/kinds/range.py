"""Values lie within the bounds of their indicator, measure and level of area, both ends included.

Bounds for the own level of area go before those for any; where several are given, a value lies in one of them (a price index is
printed as 102 and as 2).

Parameters: bounds (a CSV beside the rules: indicator_code, measure, area_level or empty for any, minimum, maximum,
unit_measure, evidence), areas (relation with ref_area, used_from, used_to and area_level).
"""

from __future__ import annotations

from expectations.check import BATCH, Check, Names, identifier, key_of, number, values
from expectations.rule import Rule

_COLUMNS = ("indicator_code", "measure", "area_level", "minimum", "maximum", "unit_measure", "evidence")


def check(rule: Rule, names: Names) -> Check:
    areas = rule.text("areas")
    keys = ", ".join(f"figures.{identifier(column)}" for column in rule.key)
    rows: list[list[str | float]] = [
        [float(row[column]) if column in ("minimum", "maximum") else row[column] for column in _COLUMNS]
        for row in rule.table("bounds", _COLUMNS)
    ]
    judged = f"""
WITH {values(rows, "bounds", _COLUMNS)},
judged AS (
    SELECT figures.*, bounds.minimum, bounds.maximum, bounds.evidence FROM (SELECT * FROM {BATCH}) AS figures
    INNER JOIN {names(areas)} AS areas ON figures.ref_area = areas.ref_area AND figures.year >= areas.used_from
        AND figures.year < areas.used_to
    INNER JOIN bounds ON figures.indicator_code = bounds.indicator_code AND figures.measure = bounds.measure
        AND figures.unit_measure = bounds.unit_measure AND bounds.area_level IN ('', areas.area_level)
    QUALIFY bounds.area_level <> '' OR count(*) FILTER (bounds.area_level <> '') OVER (PARTITION BY {keys}) = 0
)"""
    return Check(
        f"""{judged}
SELECT {key_of(rule.key, "figures")} AS key,
    string_agg({number("minimum")} || ' to ' || {number("maximum")}, ' or ' ORDER BY minimum) AS expected,
    {number("any_value(obs_value)")} AS found, string_agg(evidence, '; ' ORDER BY minimum) AS detail, '' AS tolerance
FROM judged AS figures GROUP BY {keys} HAVING NOT bool_or(obs_value BETWEEN minimum AND maximum)""",
        checked=f"{judged} SELECT count(DISTINCT ({keys})) FROM judged AS figures",
        reads=(areas,),
    )
