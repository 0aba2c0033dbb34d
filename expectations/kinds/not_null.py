"""A column has a value in every row in scope. Parameters: column."""

from __future__ import annotations

from expectations.check import Check, Names, breach, identifier
from expectations.rule import Rule


def check(rule: Rule, names: Names) -> Check:
    column = rule.text("column")
    return Check(
        breach(rule, f"{identifier(column)} IS NULL", expected="'a value'", found="'nothing'"),
        expectation="ExpectColumnValuesToNotBeNull",
        arguments={"column": column},
    )
