"""A column lies between two numbers, both included (null is for `not_null` to judge). Parameters: column, minimum, maximum."""

from __future__ import annotations

from expectations.check import Check, Names, breach, identifier, literal, shown
from expectations.rule import Rule


def check(rule: Rule, names: Names) -> Check:
    column, low, high = rule.text("column"), rule.number("minimum"), rule.number("maximum")
    quoted = identifier(column)
    return Check(
        breach(
            rule,
            f"{quoted} < {low!r} OR {quoted} > {high!r}",
            expected=literal(f"{low:g} to {high:g}"),
            found=shown(quoted),
        ),
        expectation="ExpectColumnValuesToBeBetween",
        arguments={"column": column, "min_value": low, "max_value": high},
    )
