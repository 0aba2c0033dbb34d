"""A column holds only codes of a list (null is for `not_null` to judge). Parameters: column, codes."""

from __future__ import annotations

from expectations.check import Check, Names, breach, identifier, literal, literals, shown
from expectations.rule import Rule


def check(rule: Rule, names: Names) -> Check:
    column, codes = rule.text("column"), rule.texts("codes")
    return Check(
        breach(
            rule,
            f"{identifier(column)} NOT IN {literals(codes)}",
            expected=literal("one of " + ", ".join(codes)),
            found=shown(identifier(column)),
        ),
        expectation="ExpectColumnValuesToBeInSet",
        arguments={"column": column, "value_set": list(codes)},
    )
