"""No numeral is lost: the ledger of a document holds exactly as many Arabic digits as its text, in half and full width.

With spans that quote the text and do not overlap, equal counts mean that every digit is covered. The scope is the texts.
Parameters: ledger (relation), by (join columns).
"""

from __future__ import annotations

from expectations.check import BATCH, Check, Names, identifier, key_of
from expectations.rule import Rule


def check(rule: Rule, names: Names) -> Check:
    ledger, by = rule.text("ledger"), [identifier(column) for column in rule.texts("by")]
    columns = ", ".join(by)
    return Check(
        f"""
WITH texts AS (SELECT {columns}, text, {_digits("text")} AS said FROM {BATCH}),
covered AS (SELECT {columns}, sum({_digits("quote")}) AS kept FROM {names(ledger)} GROUP BY {columns}),
wrong AS (
    SELECT texts.*, coalesce(kept, 0) AS kept FROM texts LEFT JOIN covered USING ({columns}) WHERE said <> coalesce(kept, 0)
),
-- Only for documents that fail: which line differs first, so that a person can open the text there.
lines AS (
    SELECT {columns}, unnest(string_split(text, chr(10))) AS line,
        generate_subscripts(string_split(text, chr(10)), 1) AS n FROM wrong
),
placed AS (
    SELECT {columns}, n, {_digits("line")} AS said, coalesce(sum(length(line) + 1) OVER (
        PARTITION BY {columns} ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS "offset" FROM lines
),
spans AS (SELECT {columns}, span_start, quote FROM {names(ledger)} SEMI JOIN wrong USING ({columns})),
kept AS (
    SELECT {", ".join(f"spans.{column}" for column in by)}, placed.n, sum({_digits("spans.quote")}) AS kept
    FROM spans ASOF JOIN placed ON {" AND ".join(f"spans.{column} = placed.{column}" for column in by)}
        AND spans.span_start >= placed.offset GROUP BY ALL
),
first AS (
    SELECT {columns}, min("offset") AS "offset" FROM placed LEFT JOIN kept USING ({columns}, n)
    WHERE said <> coalesce(kept, 0) GROUP BY {columns}
)
SELECT {key_of(rule.key)} AS key, said || ' digits of the text in the ledger' AS expected, kept || ' digits' AS found,
    coalesce('the first line that differs starts at offset ' || "offset", '') AS detail, '' AS tolerance
FROM wrong LEFT JOIN first USING ({columns})""",
        reads=(ledger,),
    )


def _digits(expression: str) -> str:
    """How many Arabic digits a text holds. The full-width ten are written as the range U+FF10 to U+FF19."""
    return f"length(regexp_replace({expression}, '[^0-9\\x{{FF10}}-\\x{{FF19}}]+', '', 'g'))"
