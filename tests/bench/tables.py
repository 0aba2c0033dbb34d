"""Cells a second that the tables room reads: `python -m tests.bench.tables`.

What belongs here: `sources.tables` alone, over tables that a file's reader has already found. What does not: readers of formats.
Without files named, a table of years by indicators made here; figures are of this machine at this moment.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from sources.errors import ZhibiaoError
from sources.extraction import extract
from sources.model import Document, Kind
from sources.readers.limits import DEFAULT
from sources.readers.writer import RawCell, TextWriter
from sources.tables import read_tables

ROWS, YEARS = 2_000, 20
REPEATS = 3


def made() -> Document:
    """A table of `ROWS` indicators by `YEARS` years, newest first."""
    cells = [RawCell(0, 0, "指标"), *(RawCell(0, 1 + at, f"{2024 - at}年") for at in range(YEARS))]
    for row in range(1, ROWS + 1):
        cells.append(RawCell(row, 0, f"第{row}种产品产量（万吨）"))
        cells.extend(RawCell(row, 1 + at, f"{row * 3 + at}.5") for at in range(YEARS))
    writer = TextWriter("made", DEFAULT)
    writer.table(cells, caption="", place="made")
    return Document(text=writer.text, tables=tuple(writer.tables), kind=Kind.RELEASE, year=2024)


def main(names: Sequence[str]) -> None:
    documents = {"made here": made()}
    for name in names:
        try:
            documents[Path(name).name] = extract(Path(name).read_bytes(), name)[0]
        except ZhibiaoError as error:
            print(f"{name}: {error}")
    print(f"{'tables':<54}{'cells':>10}{'rows':>10}{'cells/s':>12}")
    for name, document in documents.items():
        best = min(_timed(document) for _ in range(REPEATS))
        cells = sum(len(table.cells) for table in document.tables)
        print(f"{name[:52]:<54}{cells:>10,}{len(read_tables(document)):>10,}{cells / best:>12,.0f}")


def _timed(document: Document) -> float:
    start = time.perf_counter()
    read_tables(document)
    return time.perf_counter() - start


if __name__ == "__main__":
    main(sys.argv[1:])
