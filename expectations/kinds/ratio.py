"""The sum of one column is at least a share of the sum of another. One breach at most, for the whole scope, with the sums.

Parameters: part, whole (columns), minimum (0 to 1).
"""

from __future__ import annotations

from expectations.check import BATCH, Check, Names, identifier, literal
from expectations.rule import Rule


def check(rule: Rule, names: Names) -> Check:
    minimum = rule.number("minimum")
    part, whole = (f"coalesce(sum({identifier(rule.text(name))}), 0)" for name in ("part", "whole"))
    return Check(
        f"WITH summed AS (SELECT {part} AS part, {whole} AS whole FROM {BATCH}) "
        f"SELECT {literal(rule.scope)} AS key, {literal(f'at least {minimum:.1%}')} AS expected, "
        "printf('%.1f%%', 100.0 * part / whole) AS found, part || ' of ' || whole AS detail, '' AS tolerance "
        f"FROM summed WHERE whole > 0 AND part < {minimum!r} * whole"
    )
