"""Writes the text of a Document from the parts that a format's reader finds, and keeps the offsets.

What belongs here: how paragraphs, headings and tables become text, blocks and cells. What does not: any format.
One line a paragraph; a table is one line a row, its cells split by tabs; an empty line between blocks.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sources.model import Block, BlockKind, Cell, Table
from sources.readers.limits import Limits, check
from sources.readers.prose import TITLE_WORD, heading_level

_BLANKS: Final = re.compile(r"[\s\u00a0\u200b\ufeff]+")


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell before it has a place in the text. Rows and columns count from 0, spans are ≥ 1."""

    row: int
    column: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    address: str = ""
    indent: int = 0  # in half widths of a character, where it does not stand in the text as blanks


def _indent(cell: RawCell) -> int:
    """How far a cell's text is set in. In cells without an address a plain blank is the markup's, not the table's."""
    blanks = cell.text[: len(cell.text) - len(cell.text.lstrip())]
    plain = blanks.count(" ") if cell.address else 0
    return cell.indent or 2 * blanks.count("\u3000") + blanks.count("\u00a0") + plain


def tidy(text: str) -> str:
    """Blanks of every kind and line breaks to single spaces, ends trimmed."""
    return _BLANKS.sub(" ", text).strip()


def letters(column: int) -> str:
    """The name of a column: 0 → A, 26 → AA."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def opening_title(text: str) -> str:
    """A document's title: its first lines up to the word that says what it is, else its first line."""
    opening = [line for line in text[:2000].split("\n") if line.strip()][:6]
    joined = ""
    for line in opening:
        joined += line
        if TITLE_WORD.search(joined):
            return joined[:120]
    return opening[0][:120] if opening else ""


class TextWriter:
    """Collects parts in reading order; `text`, `blocks`, `tables` are what a Document needs."""

    def __init__(self, name: str, limits: Limits) -> None:
        self._name = name
        self._limits = limits
        self._parts: list[str] = []
        self._at = 0
        self._cells = 0
        self._recent: deque[str] = deque(maxlen=4)
        self.blocks: list[Block] = []
        self.tables: list[Table] = []

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def paragraph(self, text: str, *, level: int | None = None, page: int | None = None) -> None:
        """One paragraph or heading. `level` None: decided by the wording."""
        text = tidy(text)
        if not text:
            return
        if level is None:
            nothing = all(block.kind == BlockKind.FRONT_MATTER for block in self.blocks)
            level = heading_level(text, first=nothing, markup=False)
        start = self._line(text)
        self.blocks.append(Block(BlockKind.HEADING if level else BlockKind.PARAGRAPH, start, self._at, level, page))
        self._break()

    def front_matter(self, text: str) -> None:
        """Metadata that stands beside the text: source, date of publication."""
        if text := tidy(text):
            start = self._line(text)
            self.blocks.append(Block(BlockKind.FRONT_MATTER, start, self._at))
            self._break()

    def mark(self, text: str, *, page: int | None = None) -> None:
        """A page number or running head."""
        if text := tidy(text):
            start = self._line(text)
            self.blocks.append(Block(BlockKind.PAGE_MARK, start, self._at, 0, page))
            self._break()

    def table(self, raw: Sequence[RawCell], *, caption: str = "", place: str = "", page: int | None = None) -> None:
        """One table. Cells that share a place are refused by nobody: the first in reading order wins."""
        self._cells += len(raw)
        check(self._name, "table cells", self._cells, self._limits.cells)
        rows: dict[int, dict[int, RawCell]] = {}
        for cell in raw:
            if tidy(cell.text):
                rows.setdefault(cell.row, {}).setdefault(cell.column, cell)
        if not rows:
            return
        start = self._at
        cells: list[Cell] = []
        for row in sorted(rows):
            if cells:
                self._line("\n")
            column = 0
            for key in sorted(rows[row]):
                found = rows[row][key]
                # A sheet with one value in column 16,000 needs no 16,000 tabs.
                self._line("\t" * min(key - column, 256))
                column = key
                text = tidy(found.text)
                at = self._line(text)
                cells.append(
                    Cell(row, key, at, self._at, text, found.rowspan, found.colspan, found.address, _indent(found))
                )
        self.tables.append(Table(start, self._at, tuple(cells), caption, place))
        self.blocks.append(Block(BlockKind.TABLE, start, self._at, 0, page))
        self._break()

    def last_lines(self, count: int) -> list[str]:
        """The texts of the last blocks written, oldest first, back to a table: captions are found there."""
        return list(self._recent)[-count:]

    def _line(self, text: str) -> int:
        start = self._at
        self._parts.append(text)
        self._at += len(text)
        check(self._name, "characters", self._at, self._limits.characters)
        return start

    def _break(self) -> None:
        if self.blocks[-1].kind == BlockKind.TABLE:
            self._recent.clear()
        else:
            self._recent.append(self._parts[-1])
        check(self._name, "lines", len(self.blocks), self._limits.lines)
        self._line("\n\n" if self.blocks[-1].kind == BlockKind.TABLE else "\n")
