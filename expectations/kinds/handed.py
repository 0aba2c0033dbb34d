"""A figure behind 分别 has the code of the name at its place in the list before it (城乡居民收入分别增长 6 % 和 8 %).

A second way of reading, by counting: the figures between 分别 and the figure tell its place. It judges only where nothing but
`between` (verbs, figures, units, 、 and 和) stands between 分别 and the figure, and one of the lists right before 分别. Asides in
brackets and blanks are left out. Parameters: texts (relation), by (join columns), between (pattern of one such word), lists (each
"codes in order = pattern").
"""

from __future__ import annotations

from typing import Final

from expectations.check import BATCH, Check, Names, identifier, judging, key_of, literal
from expectations.pieces import words
from expectations.rule import Rule

AGAINST: Final = "words"

_CLAUSE = r"[^。；;！\n|\t]*$"
_ASIDE = r"（[^（）]*）|[ 　]"
_ANOTHER = r"^[^。；;，,\n0-9]{0,8}[0-9]"  # 分别增长 6 % alone is of both
_FIGURE = "[0-9]+(?:[.][0-9]+)?"


def check(rule: Rule, names: Names) -> Check:
    texts, by = rule.text("texts"), rule.texts("by")
    beside, keeps = words(rule.scope, names(rule.scope), texts, names(texts), by)
    same = ", ".join(identifier(column) for column in (*by, "span_start", "span_end"))
    lists = (one.partition("=") for one in rule.texts("lists"))
    codes = " ".join(
        f"WHEN regexp_matches(lead, {literal(f'(?:{pattern.strip()})$')}) THEN {literal(order.strip())}"
        for order, _, pattern in lists
    )
    return judging(
        f"""
WITH clauses AS (
    SELECT figures.*, words_after, regexp_replace(regexp_extract(words_before, {literal(_CLAUSE)}), {literal(_ASIDE)}, '', 'g') AS clause
    FROM (SELECT * FROM {BATCH}) AS figures INNER JOIN {beside} USING ({same}) WHERE contains(words_before, '分别')
),
parted AS (SELECT *, split_part(clause, '分别', -1) AS tail, left(clause, -length(tail) - 2) AS lead FROM clauses WHERE contains(clause, '分别')),
placed AS (
    SELECT *, string_split(CASE {codes} END, ' ') AS ordered, len(regexp_extract_all(tail, {literal(_FIGURE)})) + 1 AS counted
    FROM parted WHERE regexp_full_match(tail, {literal(f"(?:{rule.text('between')})*")})
),
judged AS (SELECT *, ordered[counted] AS handed FROM placed WHERE counted <= len(ordered)
    AND (counted > 1 OR regexp_matches(words_after, {literal(_ANOTHER)})))
SELECT {key_of(rule.key)} AS key, handed || ', number ' || counted || ' of its list' AS expected, code AS found,
    clause || '[' || quote || ']' AS detail, '' AS tolerance, code = handed AS passed,
    [concat(document_id, ':', span_start, '-', span_end)] AS touched
FROM judged""",
        reads=(texts,),
        keeps=keeps,
    )
