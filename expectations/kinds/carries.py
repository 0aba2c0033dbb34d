"""A column carries, unchanged, the value of the row it was taken from (null reference: nothing to compare).

Parameters: column, reference (column that names the row), in (relation), of (its key), their (its column).
"""

from __future__ import annotations

from expectations.check import BATCH, Check, Names, identifier, key_of, shown
from expectations.rule import Rule


def check(rule: Rule, names: Names) -> Check:
    home, column, reference = rule.text("in"), identifier(rule.text("column")), identifier(rule.text("reference"))
    of, their = identifier(rule.text("of")), identifier(rule.text("their"))
    return Check(
        f"""
WITH mine AS (SELECT * FROM {BATCH})
SELECT {key_of(rule.key, "mine")} AS key, {shown(f"home.{their}")} AS expected, {shown(f"mine.{column}")} AS found,
    CASE WHEN home.{of} IS NULL THEN 'the row it refers to does not exist' ELSE '' END AS detail, '' AS tolerance
FROM mine LEFT JOIN {names(home)} AS home ON mine.{reference} = home.{of}
WHERE mine.{reference} IS NOT NULL AND (home.{of} IS NULL OR home.{their} IS DISTINCT FROM mine.{column})""",
        reads=(home,),
    )
