"""A growth that follows its level right away (总额 490 亿元，增长 2%) is of the same year, place and standing.

Parameters: by (columns that name a document), columns (that must agree), within (code points between the two figures at most).
"""

from __future__ import annotations

from expectations.check import BATCH, Check, Names, identifier, key_of, shown
from expectations.rule import Rule


def check(rule: Rule, names: Names) -> Check:
    by, columns, within = rule.texts("by"), rule.texts("columns"), int(rule.number("within"))
    earlier = {column: f"lag(figures.{identifier(column)}) OVER line" for column in columns}
    carried = ", ".join(f"{expression} AS {identifier('level_' + column)}" for column, expression in earlier.items())
    levels = " || ', ' || ".join(shown(identifier("level_" + column)) for column in columns)
    mine = " || ', ' || ".join(shown(identifier(column)) for column in columns)
    differs = " OR ".join(f"{identifier(c)} IS DISTINCT FROM {identifier('level_' + c)}" for c in columns)
    pairs = f"""
WITH figures AS (SELECT * FROM {BATCH}),
followed AS (
    SELECT *, {carried}, lag(indicator_code) OVER line AS level_code, lag(measure) OVER line AS level_measure,
        lag(sentence) OVER line AS level_sentence, lag(quote) OVER line AS level_quote, span_start - lag(span_end) OVER line AS gap
    FROM figures WINDOW line AS (PARTITION BY {", ".join(identifier(one) for one in by)} ORDER BY span_start)
),
pairs AS (
    SELECT * FROM followed WHERE measure = 'growth' AND level_measure = 'level' AND level_code = indicator_code
        AND level_sentence = sentence AND gap BETWEEN 1 AND {within}
)"""
    return Check(
        f"""{pairs}
SELECT {key_of(rule.key)} AS key, {levels} AS expected, {mine} AS found, 'as the level ' || level_quote || ' before it' AS detail,
    '' AS tolerance
FROM pairs WHERE {differs}""",
        checked=f"{pairs} SELECT count(*) FROM pairs",
    )
