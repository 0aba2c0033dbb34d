"""The code of a figure is that of the indicator whose name stands last before it in its clause.

A second way of reading, by the names of the vocabulary alone: it knows no grammar, so it judges only where nothing but `between`
(verbs, figures, units) stands between the name and the figure, nothing like `unless` (words and lists that hand figures out to
several names) from the last comma before the name on, nothing like `earlier` (a scope that narrows a name behind it) before it,
nothing like `several` (the name of two things) in it, and no second figure in the same breath behind it. Asides in brackets and
blanks are left out. Parameters: texts (relation), by (join columns), between (pattern of one such word), unless, earlier and several
(patterns; 名 stands for the name in the first).
"""

from __future__ import annotations

import re
from typing import Final

from expectations.check import BATCH, Check, Names, identifier, judging, key_of, literal, values
from expectations.pieces import BESIDE, words
from expectations.rule import Rule
from sources.words import rows

AGAINST: Final = "words"

_CUT = 8  # code points: a name that begins so near to where the words were cut may lack its head
_CLAUSE = r"[^。；;！：\n|\t]*$"
_ASIDE = r"（[^（）]*）|[ 　]"
_SHARED = r"^[%％]?(左右|以上)?[和与及、][0-9]"  # 增长9.7%和13.4%: figures of two names


def check(rule: Rule, names: Names) -> Check:
    texts, by = rule.text("texts"), rule.texts("by")
    beside, keeps = words(rule.scope, names(rule.scope), texts, names(texts), by)
    same = ", ".join(identifier(column) for column in (*by, "span_start", "span_end"))
    vocabulary = _names()
    longest_first = "|".join(re.escape(name) for name, _ in sorted(vocabulary, key=lambda one: (-len(one[0]), one[0])))
    return judging(
        f"""
WITH {values(vocabulary, "vocabulary", ("name", "named"))},
clauses AS (
    SELECT figures.*, regexp_extract(words_before, {literal(_CLAUSE)}) AS said,
        regexp_replace(said, {literal(_ASIDE)}, '', 'g') AS clause
    FROM (SELECT * FROM {BATCH}) AS figures INNER JOIN {beside} USING ({same})
    WHERE NOT regexp_matches(words_after, {literal(_SHARED)})
),
found AS (SELECT *, list_last(regexp_extract_all(clause, {literal(longest_first)})) AS name FROM clauses),
placed AS (
    SELECT found.*, named, split_part(clause, name, -1) AS rest, left(clause, -length(name) - length(rest)) AS lead
    FROM found INNER JOIN vocabulary USING (name)
),
judged AS (
    SELECT * FROM placed
    WHERE regexp_full_match(rest, {literal(f"(?:{rule.text('between')})*")})
        AND NOT regexp_matches(regexp_extract(lead, '[^，,]*$') || '名' || rest, {literal(rule.text("unless"))})
        AND NOT regexp_matches(lead, {literal(rule.text("earlier"))}) AND NOT regexp_matches(name, {literal(rule.text("several"))})
        AND (length(said) < {BESIDE} OR length(lead) >= {_CUT})
)
SELECT {key_of(rule.key)} AS key, named || ' for ' || name AS expected, code AS found, said || '[' || quote || ']' AS detail,
    '' AS tolerance, code = named AS passed, [concat(document_id, ':', span_start, '-', span_end)] AS touched
FROM judged""",
        reads=(texts,),
        keeps=keeps,
    )


def _names() -> list[tuple[str, str]]:
    """Every name of the vocabulary with its code."""
    indicators = rows("indicators.csv")
    listed = [
        (name, row["code"]) for row in indicators for name in (row["name_zh"], *row["aliases_zh"].split("|")) if name
    ]
    return sorted({*listed, *((row["alias"], row["code"]) for row in rows("language/aliases.csv"))})
