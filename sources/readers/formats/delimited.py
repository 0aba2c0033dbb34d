"""Delimited text: csv and tsv, in any encoding and with any of the usual separators. One table.

What belongs here: finding the separator and the cells. What does not: headers and meaning (`sources.tables`).
"""

from __future__ import annotations

import csv
import io
from typing import Final

from sources.errors import Invalid
from sources.model import Document
from sources.readers.decode import decode, signature
from sources.readers.limits import Limits, check
from sources.readers.writer import RawCell, TextWriter, letters, tidy

SUFFIXES = (".csv", ".tsv")

_SEPARATORS: Final = (",", "\t", ";", "|", "，")


def recognises(head: bytes) -> bool:
    """Anything that does not carry another format's mark."""
    return signature(head) is None and head.lstrip()[:1] != b"<"


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Rows as they stand; numbers keep their written form."""
    decoded = decode(data, name)
    check(name, "lines", decoded.text.count("\n"), limits.lines)
    separator = _separator(decoded.text)
    cells: list[RawCell] = []
    try:
        for row, values in enumerate(csv.reader(io.StringIO(decoded.text, newline=""), delimiter=separator)):
            for column, value in enumerate(values):
                if value.strip():
                    cells.append(RawCell(row, column, value, address=f"{letters(column)}{row + 1}"))
            check(name, "table cells", len(cells), limits.cells)
    except csv.Error as error:
        raise Invalid(
            name, f"broken csv ({error})", expected="delimited text", remedy="save it again as csv"
        ) from error
    writer = TextWriter(name, limits)
    writer.table(cells)
    return Document(
        text=writer.text,
        blocks=tuple(writer.blocks),
        tables=tuple(writer.tables),
        title=tidy(cells[0].text)[:120] if cells else "",
        media_type="text/csv",
        reader="delimited",
        encoding=decoded.encoding,
    )


def _separator(text: str) -> str:
    """The one that splits most of the first lines into the same number of fields."""
    lines = [line for line in text[:65_536].splitlines()[:200] if line.strip()]

    def agreement(separator: str) -> tuple[int, int]:
        counts = [line.count(separator) for line in lines if separator in line]
        common = max(set(counts), key=counts.count, default=0)
        return counts.count(common) if common else 0, common

    return max(_SEPARATORS, key=agreement)
