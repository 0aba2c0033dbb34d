"""The smallest document with one table, and its values."""

from __future__ import annotations

import datetime

from sources.model import Disposition, Document, Kind, Numeral
from sources.readers.limits import DEFAULT
from sources.readers.writer import RawCell, TextWriter
from sources.tables import read_tables


def grid(
    *rows: str,
    kind: Kind = Kind.COMMUNIQUE,
    year: int | None = 2023,
    caption: str = "",
    spans: dict[str, tuple[int, int]] | None = None,
) -> Document:
    """A document with one table; cells of a row are split by blanks, "." is an empty cell."""
    cells = []
    for row, line in enumerate(rows):
        for column, text in enumerate(line.split()):
            if text != ".":
                down, across = (spans or {}).get(text, (1, 1))
                cells.append(RawCell(row, column, text, down, across, f"{chr(65 + column)}{row + 1}"))
    writer = TextWriter("t", DEFAULT)
    writer.table(cells, caption=caption, place="表一")
    return Document(
        text=writer.text, blocks=tuple(writer.blocks), tables=tuple(writer.tables), kind=kind, ref_area="370103",
        area_name="济南市市中区", year=year, published_on=datetime.date(2024, 1, 1),
    )  # fmt: skip


def values(document: Document) -> list[Numeral]:
    return [numeral for numeral in read_tables(document) if numeral.disposition == Disposition.OBSERVATION]


def by_cell(document: Document) -> dict[str, Numeral]:
    return {numeral.cell: numeral for numeral in values(document) if numeral.cell}
