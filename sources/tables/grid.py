"""A Table as a grid that can be asked by row and column, merged cells filled in, and cut into sections.

What belongs here: geometry, and telling title, header, body and note rows apart. What does not: what a column means.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from sources.model import Cell, Table
from sources.tables.periods import is_period
from sources.tables.values import figures, is_placeholder
from sources.words import rows as vocabulary_rows

_MARKS: Final = re.compile(r"\*{2,3}|<br\s*/?>|</?[a-z]{1,6}[^<>]{0,80}>")
_BLANKS: Final = re.compile(r"[\s\u3000\u00a0]+")
_CJK_GAP: Final = re.compile(r"(?<=[\u4e00-\u9fff）】]) (?=[\u4e00-\u9fff（【])")
_FOOTNOTE: Final = re.compile(r"\[\^?\d{1,3}\]|［\d{1,3}］|[①-⑳]|[*＊]+$")
_NOTE_ROW: Final = re.compile(r"\s*(?:注|说明|资料来源|备注|附注|数据来源)\s*[:：\d]|\s*注$|[（(]注")
_DATED: Final = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日|单位[:：]|编制|制表|填报")
_MONTHS_HEAD: Final = re.compile(r"月|累计|accum|month", re.IGNORECASE)
_MAX_ROWS: Final = 200_000


@cache
def roles() -> dict[str, re.Pattern[str]]:
    """Header wordings by role, from the vocabulary."""
    return {row["role"]: re.compile(row["pattern"]) for row in vocabulary_rows("tables/headers.csv")}


def plain(text: str) -> str:
    """A cell's words without markup, footnote marks and blanks between Chinese characters (指 标 → 指标)."""
    text = _FOOTNOTE.sub("", _MARKS.sub("", text))
    return _CJK_GAP.sub("", _BLANKS.sub(" ", text).strip())


def bare(text: str) -> str:
    """A cell's text with its markup blanked out, offsets kept."""
    return _MARKS.sub(lambda match: " " * len(match.group()), text) if "*" in text or "<" in text else text


@dataclass(slots=True)
class Section:
    """One table of a grid: rows above the header, header rows, body rows, rows below; all row numbers of the grid."""

    above: list[int] = field(default_factory=list)
    header: list[int] = field(default_factory=list)
    body: list[int] = field(default_factory=list)
    below: list[int] = field(default_factory=list)


class Grid:
    """`rows` are the numbers of rows that have cells, `columns` those of columns, ascending."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.anchored: dict[int, list[Cell]] = {}
        self._cover: dict[tuple[int, int], Cell] = {}
        filled = [cell for cell in table.cells if cell.text]
        for cell in filled:
            self.anchored.setdefault(cell.row, []).append(cell)
        self.rows = sorted(self.anchored)[:_MAX_ROWS]
        self.columns = sorted({cell.column for cell in filled})
        last_row = self.rows[-1] if self.rows else 0
        last_column = self.columns[-1] if self.columns else 0
        budget = 8 * len(filled) + 10_000  # hostile spans: a table may not claim much more than it has
        for cell in filled:
            down = min(cell.rowspan, last_row - cell.row + 1)
            across = min(cell.colspan, last_column - cell.column + 1)
            if down * across > budget:
                down = across = 1
            budget -= down * across
            for row in range(cell.row, cell.row + down):
                for column in range(cell.column, cell.column + across):
                    self._cover.setdefault((row, column), cell)
        for cell in filled:  # a cell's own place is its own, whatever another's span claims
            self._cover[cell.row, cell.column] = cell
        self.texts = {id(cell): plain(cell.text) for cell in filled}

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place, spans included."""
        return self._cover.get((row, column))

    def text(self, row: int, column: int) -> str:
        cell = self._cover.get((row, column))
        return self.texts[id(cell)] if cell else ""

    def indent(self, row: int, column: int) -> int:
        cell = self._cover.get((row, column))
        return cell.indent if cell else 0

    def plain(self, cell: Cell) -> str:
        return self.texts[id(cell)]

    def sections(self) -> Iterator[Section]:
        """The tables one under another in this grid, each with its own header."""
        current = Section()
        for row in self.rows:
            kind = self._kind(row, current)
            if kind in ("header", "title") and current.body:
                if kind == "title" and not self._new_title(row):
                    current.body.append(row)
                    continue
                yield current
                current = Section()
            if kind == "header":
                current.header.append(row)
            elif kind == "title" and self._groups(row, current):
                current.body.append(row)
            elif kind == "title":
                (current.header if current.header and not self._alone(row) else current.above).append(row)
            elif kind == "note":
                (current.below if current.body else current.above).append(row)
            else:
                current.body.append(row)
        yield current

    def counts_months(self, row: int) -> bool:
        """Whether a row is a head of months written as bare numbers: 累计至 | 12 | 11 | 10."""
        first, *rest = [self.plain(cell) for cell in self.anchored[row]]
        if len(rest) < 3 or not _MONTHS_HEAD.search(first) or not all(text.isdigit() for text in rest):
            return False
        steps = {int(later) - int(earlier) for earlier, later in itertools.pairwise(rest)}
        return steps in ({1}, {-1}) and all(1 <= int(text) <= 12 for text in rest)

    def _alone(self, row: int) -> bool:
        return len(self.anchored[row]) == 1

    def _heads_a_column(self, row: int, cell: Cell) -> bool:
        """Whether a lone cell names the one column of figures below it: the corner above the row heads is blank."""
        below = next((later for later in self.rows if later > row), None)
        if below is None or cell.column == self.columns[0] or _DATED.search(self.plain(cell)) or cell.colspan > 1:
            return False
        return len(self.columns) == 2 and bool(self.text(below, self.columns[0])) and below == row + 1

    def _groups(self, row: int, current: Section) -> bool:
        """Whether a lone row head right below the header names the rows that follow: 公路."""
        (first, *others) = self.anchored[row]
        dated = _DATED.search(self.plain(first)) or self._new_title(row)
        return bool(current.header) and not others and first.column == self.columns[0] and not dated

    def _new_title(self, row: int) -> bool:
        """A lone row inside a body that opens another table: 表2 …, 续表."""
        return bool(re.match(r"(?:附|续)?表\s*[\d一二三四五六七八九十]", self.plain(self.anchored[row][0])))

    def _kind(self, row: int, current: Section) -> str:
        cells = self.anchored[row]
        texts = [self.plain(cell) for cell in cells]
        first = texts[0]
        if _NOTE_ROW.match(first):
            return "note"
        if not current.header and not current.body and self.counts_months(row):
            return "header"
        values = sum(bool(figures(text)) and not is_period(text) for text in texts)
        years = sum(is_period(text) for text in texts)
        placeholders = sum(is_placeholder(text) for text in texts)
        label = roles()["label"]
        if len(cells) == 1 and not current.header and not current.body and self._heads_a_column(row, cells[0]):
            return "header"
        if len(cells) == 1 and current.header and not current.body and not values:
            below = cells[0].column > self.columns[0] and not _DATED.search(first)  # a lone part of a header tree
            if below or label.search(first):
                return "header"
        if len(cells) == 1:
            return "body" if values and current.header else "title"
        if len(set(texts)) == 1 and not values and not current.body:
            return "title"  # one title over each of several tables side by side
        if (
            years >= 2
            and values <= 1
            and (label.search(first) or cells[0].column > self.columns[0] or is_period(first))
        ):
            return "header"
        if values == 0 and any(roles()[role].search(text) for role in ("label", "unit", "number") for text in texts):
            return "header"
        if current.body:
            return "body"
        if values == 0 and not (placeholders and current.header):
            if any(_DATED.search(text) for text in texts):
                return "title"
            return "header" if current.header or len(cells) >= 2 else "title"
        if values and not current.header and self._is_numbered_header(texts):
            return "header"
        return "body"

    @staticmethod
    def _is_numbered_header(texts: list[str]) -> bool:
        """A first row whose figures are part of column names (指数（以上年为100）)."""
        return bool(roles()["label"].search(texts[0])) and all(
            not figures(text) or is_period(text) for text in texts[1:]
        )
