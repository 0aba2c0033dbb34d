"""Indicators stand in a fixed order, smallest first, within the rounding of the printed figures.

Parameters: codes (ascending), by (columns that name one statement of all of them).
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from expectations.check import BATCH, Check, Names, identifier, judging, key_of, literals, number
from expectations.rule import Rule

AGAINST: Final = "figures"


def check(rule: Rule, names: Names) -> Check:
    codes, by = rule.texts("codes"), rule.texts("by")
    same = " AND ".join(f"low.{identifier(column)} = high.{identifier(column)}" for column in by)
    steps = literals(tuple(f"{low}<{high}" for low, high in pairwise(codes)))
    return judging(f"""
WITH figures AS (SELECT * FROM {BATCH} WHERE indicator_code IN {literals(codes)}),
pairs AS (
    SELECT {", ".join(f"low.{identifier(c)}" for c in by)}, low.indicator_code AS low_code, low.obs_value AS low_value,
        high.indicator_code AS high_code, high.obs_value AS high_value, (low.resolution + high.resolution) / 2 AS tolerance,
        [low.observation_id, high.observation_id] AS touched
    FROM figures AS low INNER JOIN figures AS high ON {same} AND low.unit_measure = high.unit_measure
    WHERE low.indicator_code || '<' || high.indicator_code IN {steps}
)
SELECT {key_of(by)} AS key, low_code || ' at most ' || high_code || ' ' || {number("high_value")} AS expected,
    low_code || ' ' || {number("low_value")} AS found, '' AS detail, {number("tolerance")} AS tolerance,
    low_value <= high_value + tolerance AS passed, touched
FROM pairs""")
