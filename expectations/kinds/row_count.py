"""A relation has at least so many rows in scope, and at most so many where `maximum` is given. Parameters: minimum, maximum."""

from __future__ import annotations

from expectations.check import BATCH, Check, Names, literal
from expectations.rule import Rule


def check(rule: Rule, names: Names) -> Check:
    low, high = int(rule.number("minimum")), int(rule.number("maximum", 1e18))
    expected = f"at least {low} rows" if high == int(1e18) else f"{low} to {high} rows"
    return Check(
        f"WITH counted AS (SELECT count(*) AS rows FROM {BATCH}) SELECT {literal(rule.scope)} AS key, "
        f"{literal(expected)} AS expected, rows || ' rows' AS found, '' AS detail, '' AS tolerance "
        f"FROM counted WHERE rows NOT BETWEEN {low} AND {high}",
        # An empty relation is what this kind judges, so it is never "not applicable".
        checked="SELECT 1",
    )
