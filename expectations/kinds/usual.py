"""A column has the value that is usual in its group, unless the row itself says why it has another.

Parameters: column, by (columns of the group), unless (SQL condition under which another value is in order), least (rows that a
group must have for a value to be usual in it).
"""

from __future__ import annotations

from expectations.check import BATCH, Check, Names, identifier, key_of, shown
from expectations.rule import Rule


def check(rule: Rule, names: Names) -> Check:
    column, least = identifier(rule.text("column")), int(rule.number("least"))
    keys = ", ".join(identifier(one) for one in rule.texts("by"))
    judged = f"""
WITH figures AS (SELECT * FROM {BATCH}),
usual AS (SELECT {keys}, mode({column} ORDER BY {column}) AS usual_value FROM figures GROUP BY {keys} HAVING count(*) >= {least}),
judged AS (SELECT * FROM figures INNER JOIN usual USING ({keys}))"""
    return Check(
        f"""{judged}
SELECT {key_of(rule.key)} AS key, {shown("usual_value")} AS expected, {shown(column)} AS found,
    'usual in this part of the document, and the sentence names no other' AS detail, '' AS tolerance
FROM judged WHERE {column} <> usual_value AND NOT ({rule.text("unless")})""",
        checked=f"{judged} SELECT count(*) FROM judged",
    )
