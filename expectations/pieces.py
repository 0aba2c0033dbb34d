"""Texts, cut into pieces once a gate: how kinds look at the words around a span.

What belongs here: the cut and the words beside every span, as relations that all rules of a gate share. What does not: what a
kind makes of them.

A plain substring on a whole text walks it from its first byte for every span, which a single long document would turn into
hours; so each text is cut in one linear pass, and each span is looked at within its piece and the next.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from expectations.check import identifier, kept

#: Code points of a piece; also the longest quote that is compared whole.
PIECE: Final = 500

#: Code points that are kept on each side of a span.
BESIDE: Final = 48

_LONGEST: Final = 100  # a quote that is longer is no numeral whose neighbours could be told


def cut(texts: str, name: str, by: tuple[str, ...]) -> tuple[str, Mapping[str, str]]:
    """The relation of pieces of a relation of texts (`name` in SQL), and the query that makes it.

    Columns: those of `by`, n (from 1), piece.
    """
    columns = _columns(by)
    made = f"""
WITH cut AS (SELECT {columns}, regexp_extract_all(text, '(?s).{{1,{PIECE}}}') AS pieces FROM {name})
SELECT {columns}, unnest(pieces) AS piece, generate_subscripts(pieces, 1) AS n FROM cut"""
    relation = f"pieces of {texts} by {columns}"
    return kept(relation), {relation: made}


def words(
    spans: str, spans_name: str, texts: str, texts_name: str, by: tuple[str, ...]
) -> tuple[str, Mapping[str, str]]:
    """The relation of the words beside each span of a relation of spans, and the queries that make it.

    Columns: those of `by`, span_start, span_end, words_before, words_after (up to `BESIDE` code points); one row a span.
    """
    columns, (pieces, made) = _columns(by), cut(texts, texts_name, by)
    same = " AND ".join(f"spans.{identifier(column)} = placed.{identifier(column)}" for column in by)
    beside = f"""
WITH spans AS (SELECT DISTINCT {columns}, span_start, span_end FROM {spans_name}),
placed AS (
    SELECT {columns}, right(coalesce(lag(piece) OVER following, ''), {BESIDE}) AS earlier, piece,
        left(coalesce(lead(piece) OVER following, ''), {BESIDE + _LONGEST}) AS later, (n - 1) * {PIECE} AS "offset"
    FROM {pieces} WINDOW following AS (PARTITION BY {columns} ORDER BY n)
)
SELECT spans.*, right(earlier || left(piece, spans.span_start - "offset"), {BESIDE}) AS words_before,
    substring(piece || later, spans.span_end - "offset" + 1, {BESIDE}) AS words_after
FROM spans ASOF JOIN placed ON {same} AND spans.span_start >= placed.offset"""
    relation = f"words beside {spans} in {texts} by {columns}"
    return kept(relation), {**made, relation: beside}


def _columns(by: tuple[str, ...]) -> str:
    return ", ".join(identifier(column) for column in by)
