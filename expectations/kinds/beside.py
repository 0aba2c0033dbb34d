"""What stands beside a numeral in its text agrees with what was read of it: the unit after it, the verb before it.

A second, simpler look at the words next to the span: where they match `before` or `after`, `condition` must hold. It may
use the columns of the row and words_before, words_after (up to 48 characters each). Parameters: texts (relation), by (join
columns), before (pattern that must match up to the span) or after (pattern that must match from the span on), needs (optional: plain texts
of which one is in what `before` matches; spares a costly pattern), condition, expected (words), found (SQL expression for what was
read).

The words beside all spans are cut out of the texts once for all rules of this kind.
"""

from __future__ import annotations

from typing import Final

from expectations.check import BATCH, Check, Names, identifier, judging, key_of, literal, shown
from expectations.pieces import words
from expectations.rule import Rule

AGAINST: Final = "words"


def check(rule: Rule, names: Names) -> Check:
    texts, by = rule.text("texts"), rule.texts("by")
    beside, keeps = words(rule.scope, names(rule.scope), texts, names(texts), by)
    same = ", ".join(identifier(column) for column in (*by, "span_start", "span_end"))
    before, after = rule.text("before", ""), rule.text("after", "")
    needs = " OR ".join(f"contains(words_before, {literal(text)})" for text in rule.texts("needs", ()))
    patterns = [f"({needs})"] if needs else []
    patterns += [f"regexp_matches(words_before, {literal(f'(?:{before})$')})"] if before else []
    patterns += [f"regexp_matches(words_after, {literal(f'^(?:{after})')})"] if after else []
    condition = rule.text("condition")
    return judging(
        f"""
WITH spans AS (SELECT * FROM {BATCH}),
matched AS (SELECT * FROM spans INNER JOIN {beside} USING ({same}) WHERE {" AND ".join(patterns)})
SELECT {key_of(rule.key)} AS key, {literal(rule.text("expected"))} AS expected, {shown(rule.text("found"))} AS found,
    words_before || '[' || quote || ']' || words_after AS detail, '' AS tolerance, ({condition}) AS passed,
    [concat(document_id, ':', span_start, '-', span_end)] AS touched
FROM matched WHERE ({condition}) IS NOT NULL""",
        reads=(texts,),
        keeps=keeps,
    )
