"""Every span quotes its document: text[start:end] is the quoted numeral. Parameters: texts (relation), by (join columns).

A text is cut into pieces first, in one linear pass, and each span is compared within its piece: a plain substring on the
whole text walks it from its first byte for every span, which a single long document would turn into hours.
"""

from __future__ import annotations

from expectations.check import BATCH, Check, Names, identifier, key_of, shown
from expectations.rule import Rule

_PIECE = 500  # code points; also the longest quote that is compared whole


def check(rule: Rule, names: Names) -> Check:
    texts, by = rule.text("texts"), [identifier(column) for column in rule.texts("by")]
    same = " AND ".join(f"spans.{column} = pieces.{column}" for column in by)
    columns = ", ".join(by)
    quoted = "substring(pieces.piece, spans.span_start - pieces.offset + 1, spans.span_end - spans.span_start)"
    return Check(
        f"""
WITH spans AS (SELECT * FROM {BATCH}),
cut AS (SELECT {columns}, regexp_extract_all(text, '(?s).{{1,{_PIECE}}}') AS pieces FROM {names(texts)}),
numbered AS (SELECT {columns}, unnest(pieces) AS piece, generate_subscripts(pieces, 1) AS n FROM cut),
pieces AS (
    SELECT {columns}, concat(piece, lead(piece) OVER following) AS piece, (n - 1) * {_PIECE} AS "offset"
    FROM numbered WINDOW following AS (PARTITION BY {columns} ORDER BY n)
)
SELECT {key_of(rule.key, "spans")} AS key, {shown("spans.quote")} AS expected, {shown(f"nullif({quoted}, '')")} AS found,
    'the text at this span is not the quoted numeral' AS detail, '' AS tolerance
FROM spans ASOF LEFT JOIN pieces ON {same} AND spans.span_start >= pieces.offset
WHERE {quoted} IS DISTINCT FROM spans.quote""",
        reads=(texts,),
    )
