"""Every row in scope satisfies a condition; one that cannot be told (null) is no breach.

Parameters: condition, expected (words), found (SQL expression for what the row has instead), detail (SQL, optional).
"""

from __future__ import annotations

from expectations.check import Check, Names, breach, literal, shown
from expectations.rule import Rule


def check(rule: Rule, names: Names) -> Check:
    return Check(
        breach(
            rule,
            f"NOT ({rule.text('condition')})",
            expected=literal(rule.text("expected")),
            found=shown(rule.text("found")),
            detail=f"coalesce(CAST({rule.text('detail', literal(''))} AS VARCHAR), '')",
        )
    )
