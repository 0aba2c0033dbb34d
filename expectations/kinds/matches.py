"""A text column matches a regular expression from end to end (null is for `not_null` to judge). Parameters: column, pattern."""

from __future__ import annotations

from expectations.check import Check, Names, breach, identifier, literal, shown
from expectations.rule import Rule


def check(rule: Rule, names: Names) -> Check:
    column, pattern = identifier(rule.text("column")), rule.text("pattern")
    return Check(
        breach(
            rule,
            f"NOT regexp_full_match(CAST({column} AS VARCHAR), {literal(pattern)})",
            expected=literal(rule.text("meaning", pattern)),
            found=shown(column),
        )
    )
