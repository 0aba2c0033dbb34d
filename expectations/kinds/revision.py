"""Two consecutive vintages of a figure differ by no more than a revision can, for what the figure is.

The scope is fct_revision: a change that rounding explains (`is_revised` false) is within every limit. The limit of a change is that
of its indicator, measure and unit where the table names them, else that of its measure and unit, else that of its measure.

Parameters: limits (a CSV beside the rules: indicator_code, measure and unit_measure, empty for any, limit, of: "percent" of the
earlier value or "points" between the two, evidence).
"""

from __future__ import annotations

from typing import Final

from expectations.check import BATCH, Check, Names, judging, key_of, literal, number, values
from expectations.rule import Rule

AGAINST: Final = "figures"

_COLUMNS = ("indicator_code", "measure", "unit_measure", "limit", "of", "evidence")
_UNITS = {"percent": ("change_percent", " %"), "points": ("change_absolute", " points")}


def check(rule: Rule, names: Names) -> Check:
    rows: list[list[str | float]] = [
        [float(row[column]) if column == "limit" else row[column] for column in _COLUMNS]
        for row in rule.table("limits", _COLUMNS)
    ]
    change = " ".join(f"WHEN {literal(of)} THEN abs({column})" for of, (column, _) in _UNITS.items())
    unit = " ".join(f"WHEN {literal(of)} THEN {literal(word)}" for of, (_, word) in _UNITS.items())
    return judging(f"""
WITH {values(rows, "limits", [f'"{column}"' for column in _COLUMNS])},
judged AS (
    SELECT changes.*, limits."limit" AS most, limits.evidence, CASE limits."of" {change} END AS size, CASE limits."of" {unit} END AS unit
    FROM (SELECT * FROM {BATCH}) AS changes INNER JOIN limits ON limits.measure = changes.measure
        AND limits.indicator_code IN ('', changes.indicator_code) AND limits.unit_measure IN ('', changes.unit_measure)
    QUALIFY row_number() OVER (
        PARTITION BY revision_id ORDER BY limits.indicator_code <> '' DESC, limits.unit_measure <> '' DESC
    ) = 1
)
SELECT {key_of(rule.key)} AS key, 'at most ' || {number("most")} || unit || ' away from ' || {number("old_value")} AS expected,
    {number("new_value")} || ', ' || {number("round(size, 2)")} || unit AS found, evidence AS detail, {number("tolerance")} AS tolerance,
    NOT is_revised OR size <= most AS passed, [old_observation_id, new_observation_id] AS touched
FROM judged""")
