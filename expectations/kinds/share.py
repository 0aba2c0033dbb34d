"""At least a share of the rows in scope satisfies a condition. One breach at most, for the whole scope, with counts.

Parameters: condition, minimum (0 to 1).
"""

from __future__ import annotations

from expectations.check import BATCH, Check, Names, literal
from expectations.rule import Rule


def check(rule: Rule, names: Names) -> Check:
    minimum = rule.number("minimum")
    return Check(
        f"WITH counted AS (SELECT count(*) AS rows, count(*) FILTER (WHERE {rule.text('condition')}) AS good FROM {BATCH}) "
        f"SELECT {literal(rule.scope)} AS key, {literal(f'at least {minimum:.1%}')} AS expected, "
        f"printf('%.1f%%', 100.0 * good / rows) AS found, good || ' of ' || rows || ' rows' AS detail, '' AS tolerance "
        f"FROM counted WHERE rows > 0 AND good < {minimum!r} * rows"
    )
