"""A column has the value that is usual in its group, unless the row itself says why it has another.

Parameters: column, by (columns of the group), unless (SQL condition under which another value is in order), least (rows that a
group must have for a value to be usual in it), share (how many of them have it: above 0.5, to 1).
"""

from __future__ import annotations

from expectations.check import BATCH, Check, Names, identifier, key_of, shown
from expectations.rule import Rule


def check(rule: Rule, names: Names) -> Check:
    column, least, share = identifier(rule.text("column")), int(rule.number("least")), rule.number("share")
    keys = ", ".join(identifier(one) for one in rule.texts("by"))
    judged = f"""
WITH figures AS (SELECT * FROM {BATCH}),
counted AS (SELECT {keys}, {column} AS usual_value, count(*) AS n FROM figures GROUP BY ALL),
usual AS (
    SELECT {keys}, usual_value FROM counted WINDOW part AS (PARTITION BY {keys})
    QUALIFY sum(n) OVER part >= {least} AND n >= {share!r} * sum(n) OVER part
),
judged AS (SELECT * FROM figures INNER JOIN usual USING ({keys}))"""
    return Check(
        f"""{judged}
SELECT {key_of(rule.key)} AS key, {shown("usual_value")} AS expected, {shown(column)} AS found,
    'usual in this part of the document, and the sentence names no other' AS detail, '' AS tolerance
FROM judged WHERE {column} <> usual_value AND NOT ({rule.text("unless")})""",
        checked=f"{judged} SELECT count(*) FROM judged",
    )
