"""Spans of one document are not empty and do not overlap. Parameters: by (columns that name a document)."""

from __future__ import annotations

from expectations.check import BATCH, Check, Names, identifier, key_of
from expectations.rule import Rule


def check(rule: Rule, names: Names) -> Check:
    by = ", ".join(identifier(column) for column in rule.texts("by"))
    return Check(
        f"""
WITH ordered AS (
    SELECT *, max(span_end) OVER (
        PARTITION BY {by} ORDER BY span_start, span_end ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS reached FROM {BATCH}
)
SELECT {key_of(rule.key)} AS key,
    CASE WHEN span_start < 0 THEN 'start from 0' WHEN span_end <= span_start THEN 'end after start'
        ELSE 'start at or after ' || reached END AS expected,
    concat('span ', span_start, '-', span_end) AS found,
    CASE WHEN span_start < reached THEN 'overlaps the span before it' ELSE '' END AS detail, '' AS tolerance
FROM ordered WHERE span_start < 0 OR span_end <= span_start OR span_start < reached"""
    )
