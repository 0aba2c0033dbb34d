"""Every span quotes its document: text[start:end] is the quoted numeral. Parameters: texts (relation), by (join columns)."""

from __future__ import annotations

from expectations.check import BATCH, Check, Names, identifier, key_of, shown
from expectations.pieces import PIECE, cut
from expectations.rule import Rule


def check(rule: Rule, names: Names) -> Check:
    texts, by = rule.text("texts"), rule.texts("by")
    pieces, keeps = cut(texts, names(texts), by)
    columns = ", ".join(identifier(column) for column in by)
    same = " AND ".join(f"spans.{identifier(column)} = placed.{identifier(column)}" for column in by)
    quoted = "substring(placed.piece, spans.span_start - placed.offset + 1, spans.span_end - spans.span_start)"
    return Check(
        f"""
WITH spans AS (SELECT * FROM {BATCH}),
placed AS (
    SELECT {columns}, concat(piece, lead(piece) OVER following) AS piece, (n - 1) * {PIECE} AS "offset"
    FROM {pieces} WINDOW following AS (PARTITION BY {columns} ORDER BY n)
)
SELECT {key_of(rule.key, "spans")} AS key, {shown("spans.quote")} AS expected, {shown(f"nullif({quoted}, '')")} AS found,
    'the text at this span is not the quoted numeral' AS detail, '' AS tolerance
FROM spans ASOF LEFT JOIN placed ON {same} AND spans.span_start >= placed.offset
WHERE {quoted} IS DISTINCT FROM spans.quote""",
        reads=(texts,),
        keeps=keeps,
    )
