"""No two rows share a grain; nulls count as equal. Parameters: columns."""

from __future__ import annotations

from expectations.check import BATCH, Check, Names, identifier, key_of
from expectations.rule import Rule


def check(rule: Rule, names: Names) -> Check:
    columns = rule.texts("columns")
    grain = ", ".join(identifier(column) for column in columns)
    return Check(
        f"SELECT {key_of(columns)} AS key, '1 row' AS expected, count(*) || ' rows' AS found, "
        f"'' AS detail, '' AS tolerance FROM {BATCH} GROUP BY {grain} HAVING count(*) > 1"
    )
