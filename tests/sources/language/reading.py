"""Small builders for tests of the language room: a text of one's own → the rows of its ledger.

The places are invented. A communique speaks of its own year; a report of year Y reviews Y-1 (`review`) and plans Y (`plan`).
"""

from __future__ import annotations

import datetime
from typing import Final

from sources.language import read_ledger
from sources.language.layout import paragraphs
from sources.language.names import Classifier
from sources.language.numerals import scan
from sources.language.quantity import Quantity
from sources.model import Disposition, Document, Kind, Ledger, Numeral

YEAR: Final = 2023
AREA: Final = "西岭市"
PLAN_HEADING: Final = "二、主要目标和任务\n"


def document(
    text: str,
    kind: Kind = Kind.COMMUNIQUE,
    year: int | None = YEAR,
    area: str | None = AREA,
    published_on: datetime.date | None = None,
) -> Document:
    return Document(text, kind=kind, year=year, area_name=area, published_on=published_on)


def ledger(text: str, kind: Kind = Kind.COMMUNIQUE, year: int | None = YEAR, area: str | None = AREA) -> Ledger:
    return read_ledger(document(text, kind, year, area))


def read(text: str, kind: Kind = Kind.COMMUNIQUE, year: int | None = YEAR, area: str | None = AREA) -> list[Numeral]:
    """Every row of a text's ledger, in order."""
    return list(ledger(text, kind, year, area).numerals)


def observed(
    text: str, kind: Kind = Kind.COMMUNIQUE, year: int | None = YEAR, area: str | None = AREA
) -> list[Numeral]:
    """The observations alone."""
    return [row for row in read(text, kind, year, area) if row.disposition == Disposition.OBSERVATION]


def review(text: str, year: int = YEAR) -> list[Numeral]:
    """The observations of a sentence of a work report's review; they hold for the year before."""
    return observed(text, Kind.WORK_REPORT, year)


def plan(text: str, year: int = YEAR, kind: Kind = Kind.PLAN_REPORT) -> list[Numeral]:
    """The observations of a sentence of a report's plan part."""
    return observed(PLAN_HEADING + text, kind, year)


def pick(rows: list[Numeral], text: str) -> Numeral:
    """The one row whose numeral is written `text`."""
    found = [row for row in rows if row.text == text]
    assert len(found) == 1, f"{text}: {len(found)} rows of {[row.text for row in rows]}"
    return found[0]


def dispositions(text: str, kind: Kind = Kind.COMMUNIQUE) -> dict[str, str]:
    """Numeral as written → disposition, for a text that writes no numeral twice."""
    rows = read(text, kind)
    assert len({row.text for row in rows}) == len(rows)
    return {row.text: str(row.disposition) for row in rows}


def told(rows: list[Numeral]) -> list[tuple[str | None, str | None, float | None, str | None]]:
    """Who, which measure, how much, of what: what a reader remembers of a sentence."""
    return [(row.indicator, row.measure, row.value, row.unit) for row in rows]


def said(rows: list[Numeral]) -> list[tuple[str | None, float | None]]:
    """Who and how much."""
    return [(row.indicator, row.value) for row in rows]


def quantities(text: str) -> list[Quantity]:
    """What the scan finds in a text in its compact spelling."""
    return scan("".join(paragraph.text for paragraph in paragraphs(Document(text))))


def verdict(text: str, index: int = 0) -> tuple[str, str] | None:
    """What the classifier of names says of the numeral at `index`."""
    (paragraph,) = paragraphs(Document(text))
    return Classifier(paragraph.text).verdict(scan(paragraph.text), index)
