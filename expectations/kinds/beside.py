"""What stands beside a numeral in its text agrees with what was read of it: the unit after it, the verb before it.

A second, simpler look at the words next to the span: where they match `before` or `after`, `condition` must hold. It may
use the columns of the row and words_before, words_after (up to 24 characters each). Parameters: texts (relation), by (join
columns), before (pattern that must match up to the span) or after (pattern that must match from the span on), condition,
expected (words), found (SQL expression for what was read).

A text is cut into pieces first, in one linear pass, as in kind `quote`.
"""

from __future__ import annotations

from expectations.check import BATCH, Check, Names, identifier, key_of, literal, shown
from expectations.rule import Rule

_PIECE = 500  # code points
_BESIDE = 24  # code points on each side
_LONGEST = 100  # a quote that is longer is no numeral whose neighbours could be told


def check(rule: Rule, names: Names) -> Check:
    texts, by = rule.text("texts"), [identifier(column) for column in rule.texts("by")]
    same = " AND ".join(f"spans.{column} = pieces.{column}" for column in by)
    columns = ", ".join(by)
    before, after = rule.text("before", ""), rule.text("after", "")
    patterns = [f"regexp_matches(words_before, {literal(f'(?:{before})$')})"] if before else []
    patterns += [f"regexp_matches(words_after, {literal(f'^(?:{after})')})"] if after else []
    judged = f"""
WITH spans AS (SELECT * FROM {BATCH}),
cut AS (SELECT {columns}, regexp_extract_all(text, '(?s).{{1,{_PIECE}}}') AS pieces FROM {names(texts)}),
numbered AS (SELECT {columns}, unnest(pieces) AS piece, generate_subscripts(pieces, 1) AS n FROM cut),
pieces AS (
    SELECT {columns}, right(coalesce(lag(piece) OVER following, ''), {_BESIDE}) AS earlier, piece,
        left(coalesce(lead(piece) OVER following, ''), {_BESIDE + _LONGEST}) AS later, (n - 1) * {_PIECE} AS "offset"
    FROM numbered WINDOW following AS (PARTITION BY {columns} ORDER BY n)
),
beside AS (
    SELECT spans.*, right(earlier || left(piece, spans.span_start - "offset"), {_BESIDE}) AS words_before,
        substring(piece || later, spans.span_end - "offset" + 1, {_BESIDE}) AS words_after
    FROM spans ASOF JOIN pieces ON {same} AND spans.span_start >= pieces.offset
),
judged AS (SELECT * FROM beside WHERE {" AND ".join(patterns)})"""
    return Check(
        f"""{judged}
SELECT {key_of(rule.key)} AS key, {literal(rule.text("expected"))} AS expected, {shown(rule.text("found"))} AS found,
    words_before || '[' || quote || ']' || words_after AS detail, '' AS tolerance
FROM judged WHERE NOT ({rule.text("condition")})""",
        checked=f"{judged} SELECT count(*) FROM judged",
        reads=(texts,),
    )
