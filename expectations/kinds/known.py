"""A column's values are all there in another relation: no orphan key (null is for `not_null` to judge).

Parameters: column, in (schema.relation), of (its column).
"""

from __future__ import annotations

from expectations.check import Check, Names, breach, identifier, literal, shown
from expectations.rule import Rule


def check(rule: Rule, names: Names) -> Check:
    column, home, of = identifier(rule.text("column")), rule.text("in"), identifier(rule.text("of"))
    # Compared as text: a code list read from a file and a typed column must not disagree on '000000' against 0.
    known = f"SELECT CAST({of} AS VARCHAR) FROM {names(home)} WHERE {of} IS NOT NULL"
    return Check(
        breach(
            rule,
            f"{column} IS NOT NULL AND CAST({column} AS VARCHAR) NOT IN ({known})",
            expected=literal(f"a {rule.text('of')} of {home}"),
            found=shown(column),
        ),
        reads=(home,),
    )
