"""What heads of columns and rows say of a figure beside what it counts: in which prices, and what kind of target.

What belongs here: finding those words in cells, with their place in the document. What does not: what the words mean
(`sources.language.prices`), which columns there are (`columns`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sources.language.prices import Prices, stated
from sources.language.targets import Assigned
from sources.model import Measure, Nature, PriceBasis
from sources.tables.grid import Grid, Section

_NATURES: Final = (("约束", Nature.BINDING), ("预期", Nature.ANTICIPATORY), ("任务", Nature.TASK))
_IN_LABEL: Final = re.compile(r"[（(\[【〔［]\s*(?P<nature>约束|预期)性(?:指标|目标)?\s*[）)\]】〕］]")


def header_prices(grid: Grid, section: Section, column: int) -> Prices | None:
    """The prices that the header of a column names, the lowest level first."""
    for row in reversed(section.header):
        cell = grid.cell(row, column)
        if cell and (said := stated(cell.text)):
            return said.moved(cell.start)
    return None


def row_prices(grid: Grid, row: int, label: int | None) -> Prices | None:
    """The prices that a row's label names: 地区生产总值（2020年不变价）."""
    cell = grid.cell(row, label) if label is not None else None
    said = stated(cell.text) if cell else None
    return said.moved(cell.start) if cell and said else None


def prices_of(measure: Measure, row: Prices | None, column: Prices | None) -> Prices | None:
    """What holds for a figure: its column's words before its row's. A label in current prices says nothing of growth."""
    if measure not in (Measure.LEVEL, Measure.GROWTH):
        return None
    if column:
        return column
    return None if row and measure == Measure.GROWTH and row.basis == PriceBasis.CURRENT else row


def row_nature(grid: Grid, row: int, label: int | None, columns: Sequence[int]) -> Assigned | None:
    """The nature that a row's own cell says, or the brackets in its label."""
    for column in columns:
        cell = grid.cell(row, column)
        for word, nature in _NATURES if cell else ():
            if cell and word in cell.text:
                return Assigned(nature, cell.start, cell.end, "table")
    cell = grid.cell(row, label) if label is not None else None
    found = _IN_LABEL.search(cell.text) if cell else None
    if cell is None or found is None:
        return None
    nature = Nature.BINDING if found["nature"] == "约束" else Nature.ANTICIPATORY
    return Assigned(nature, cell.start + found.start(), cell.start + found.end(), "table")
