"""Rows of one key state one value, within the rounding of the coarsest of them: a document does not contradict itself.

Parameters: by (columns of the key), factor (optional: values less than so many times apart are left alone).
"""

from __future__ import annotations

from expectations.check import BATCH, Check, Names, identifier, key_of, number
from expectations.rule import Rule


def check(rule: Rule, names: Names) -> Check:
    by, factor = rule.texts("by"), rule.number("factor", 1)
    keys = ", ".join(identifier(column) for column in by)
    groups = f"""
WITH groups AS (
    SELECT {keys}, min(obs_value) AS low, max(obs_value) AS high, count(*) AS statements, max(resolution) AS tolerance
    FROM {BATCH} GROUP BY {keys} HAVING count(*) > 1
)"""
    return Check(
        f"""{groups}
SELECT {key_of(by)} AS key, 'one value' AS expected, {number("low")} || ' to ' || {number("high")} AS found,
    statements || ' statements' AS detail, {number("tolerance")} AS tolerance
FROM groups WHERE high - low > tolerance * (1 + 1e-9) AND (low <= 0 OR high >= low * {factor!r})""",
        checked=f"{groups} SELECT count(*) FROM groups",
    )
