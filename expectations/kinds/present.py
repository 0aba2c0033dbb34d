"""The row that a reference names is there and has a certain value: what somebody wrote down about a place still stands there.

Parameters: in (relation), by (columns that name the row in both), column, their (the column that must be equal in the other).
"""

from __future__ import annotations

from expectations.check import BATCH, Check, Names, identifier, key_of, shown
from expectations.rule import Rule


def check(rule: Rule, names: Names) -> Check:
    home, by = rule.text("in"), rule.texts("by")
    column, their = identifier(rule.text("column")), identifier(rule.text("their"))
    same = " AND ".join(f"mine.{identifier(one)} = home.{identifier(one)}" for one in by)
    return Check(
        f"""
WITH mine AS (SELECT * FROM {BATCH})
SELECT {key_of(rule.key, "mine")} AS key, {shown(f"mine.{column}")} AS expected, {shown(f"home.{their}")} AS found,
    CASE WHEN home.{their} IS NULL THEN 'nothing stands there any more' ELSE '' END AS detail, '' AS tolerance
FROM mine LEFT JOIN {names(home)} AS home ON {same} WHERE home.{their} IS DISTINCT FROM mine.{column}""",
        reads=(home,),
    )
