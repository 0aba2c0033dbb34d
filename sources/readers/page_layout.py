"""Characters and ruling lines of a page → lines of text, ruled tables, aligned tables.

What belongs here: geometry of one page, in points, y upwards, free of any file format. What does not: paragraphs over
several pages, files.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final, NamedTuple

from sources.readers.writer import RawCell

FULL_WIDTH: Final = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
#: Rules closer than this are one.
_SNAP: Final = 3.0
#: A gap this many times the type size parts two cells of a table without rules.
_COLUMN_GAP: Final = 1.4
_MOST_RULES: Final = 20_000


class Glyph(NamedTuple):
    """A character, its horizontal extent, its baseline and type size."""

    text: str
    left: float
    right: float
    base: float
    size: float


class Rule(NamedTuple):
    """A ruling line: horizontal from `low` to `high` at height `at`, or vertical at abscissa `at`."""

    horizontal: bool
    at: float
    low: float
    high: float


@dataclass(slots=True)
class Piece:
    """Glyphs that follow each other without a wide gap. `below`: pieces that stand under it in the same cell."""

    glyphs: list[Glyph] = field(default_factory=list)
    below: list[Piece] = field(default_factory=list)

    @property
    def left(self) -> float:
        return min([self.glyphs[0].left, *(piece.left for piece in self.below)])

    @property
    def right(self) -> float:
        return max([self.glyphs[-1].right, *(piece.right for piece in self.below)])

    @property
    def text(self) -> str:
        return "".join([*(glyph.text for glyph in self.glyphs), *(piece.text for piece in self.below)]).strip()


@dataclass(slots=True)
class Line:
    """A line of text as people see it."""

    pieces: list[Piece]
    base: float
    size: float

    @property
    def left(self) -> float:
        return self.pieces[0].left

    @property
    def right(self) -> float:
        return self.pieces[-1].right

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces if piece.text)


@dataclass(slots=True)
class PageTable:
    """A table on a page. `edges` are the abscissas of its columns, for joining it with its continuation."""

    cells: list[RawCell]
    edges: tuple[float, ...]
    top: float
    bottom: float
    rows: int


def lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """Lines from top to bottom, their pieces from left to right."""
    return [line for row in _rows(glyphs) if (line := _line(sorted(row, key=lambda glyph: glyph.left)))]


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs by baseline, top to bottom; raised footnote marks go with the line that they stand in."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.base):
        if rows and rows[-1][0].base - glyph.base <= 0.25 * min(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    joined: list[list[Glyph]] = []
    for row in rows:
        above = joined[-1] if joined else None
        if above and _raised(above, row):
            joined[-1] = above + row
        else:
            joined.append(row)
    return joined


def _raised(above: list[Glyph], row: list[Glyph]) -> bool:
    """Whether a row of smaller type stands so little above another that it is part of it."""
    small, normal = _median(above), _median(row)
    rise = above[0].base - row[0].base
    if rise <= 0.7 * normal and small <= 0.8 * normal:
        return True
    # Cells set a little higher than their neighbours: near in height, and never one above the other.
    return rise <= 0.6 * normal and not _overlap(above, row)


def _overlap(one: list[Glyph], other: list[Glyph]) -> bool:
    """Whether two rows have glyphs above each other."""
    edges = sorted((glyph.left, glyph.right, side) for side, row in enumerate((one, other)) for glyph in row)
    reach = [float("-inf"), float("-inf")]
    for left, right, side in edges:
        if left < reach[1 - side] - 0.5:
            return True
        reach[side] = max(reach[side], right)
    return False


def _median(row: list[Glyph]) -> float:
    return sorted(glyph.size for glyph in row)[len(row) // 2]


def _line(row: list[Glyph]) -> Line | None:
    if not row:
        return None
    size = _median(row)
    pieces = [Piece([row[0]])]
    for before, glyph in pairwise(row):
        gap = glyph.left - before.right
        if gap > _COLUMN_GAP * size:
            pieces.append(Piece())
        elif gap > (0.9 if FULL_WIDTH.match(before.text) and FULL_WIDTH.match(glyph.text) else 0.2) * size:
            # Justified lines spread Chinese characters; that is no blank.
            pieces[-1].glyphs.append(Glyph(" ", before.right, glyph.left, glyph.base, glyph.size))
        pieces[-1].glyphs.append(glyph)
    base = sorted(glyph.base for glyph in row)[len(row) // 2]
    return Line(pieces, base, size)


def ruled_tables(rules: Sequence[Rule], glyphs: Sequence[Glyph]) -> tuple[list[PageTable], list[Glyph]]:
    """Tables drawn with horizontal and vertical rules, and the glyphs outside them."""
    if not rules or len(rules) > _MOST_RULES:
        return [], list(glyphs)
    tables: list[PageTable] = []
    rest = list(glyphs)
    for across, down in _groups(rules):
        xs, ys = _snapped(rule.at for rule in down), _snapped(rule.at for rule in across)
        if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > 100_000:
            continue
        inside = [g for g in rest if xs[0] <= _middle(g) <= xs[-1] and ys[0] <= _height(g) <= ys[-1]]
        table = _ruled(xs, ys, across, down, inside)
        if table is not None:
            tables.append(table)
            taken = set(map(id, inside))
            rest = [glyph for glyph in rest if id(glyph) not in taken]
    return tables, rest


def _groups(rules: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that touch each other, by the vertical extent they cover together."""
    down = sorted((rule for rule in rules if not rule.horizontal), key=lambda rule: rule.low)
    bands: list[list[float]] = []
    for rule in down:
        if bands and rule.low <= bands[-1][1] + _SNAP:
            bands[-1][1] = max(bands[-1][1], rule.high)
        else:
            bands.append([rule.low, rule.high])
    found = []
    for low, high in bands:
        across = [rule for rule in rules if rule.horizontal and low - _SNAP <= rule.at <= high + _SNAP]
        within = [rule for rule in down if low - _SNAP <= rule.low and rule.high <= high + _SNAP]
        if len(across) >= 2 and within:
            # A frame without side rules is closed by the ends of its horizontal ones.
            left, right = min(rule.low for rule in across), max(rule.high for rule in across)
            within += [Rule(False, left, low, high), Rule(False, right, low, high)]
            found.append((across, within))
    return found


def _snapped(values: Iterable[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _SNAP:
            kept.append(value)
    return kept


def _middle(glyph: Glyph) -> float:
    return (glyph.left + glyph.right) / 2


def _height(glyph: Glyph) -> float:
    return glyph.base + 0.3 * glyph.size


def _ruled(
    xs: list[float], ys: list[float], across: list[Rule], down: list[Rule], glyphs: list[Glyph]
) -> PageTable | None:
    rows, columns = len(ys) - 1, len(xs) - 1
    walls = {at: [rule for rule in down if abs(rule.at - x) <= _SNAP] for at, x in enumerate(xs)}
    floors = {at: [rule for rule in across if abs(rule.at - y) <= _SNAP] for at, y in enumerate(ys)}

    def wall(row: int, at: int) -> bool:
        middle = (ys[rows - row - 1] + ys[rows - row]) / 2
        return any(rule.low - _SNAP <= middle <= rule.high + _SNAP for rule in walls[at])

    def floor(row: int, column: int) -> bool:
        """Whether a rule closes the cell below."""
        middle = (xs[column] + xs[column + 1]) / 2
        return any(rule.low - _SNAP <= middle <= rule.high + _SNAP for rule in floors[rows - row - 1])

    owner: dict[tuple[int, int], tuple[int, int]] = {}
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(rows):
        for column in range(columns):
            if (row, column) in owner:
                continue
            wide = 1
            while column + wide < columns and not wall(row, column + wide) and (row, column + wide) not in owner:
                wide += 1
            tall = 1
            # A header over several columns ends where any of them is closed: the others have a blank below it.
            while row + tall < rows and not any(floor(row + tall - 1, column + at) for at in range(wide)):
                tall += 1
            spans[row, column] = (tall, wide)
            for below in range(row, row + tall):
                for right in range(column, column + wide):
                    owner.setdefault((below, right), (row, column))
    texts: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        column = min(max(bisect_right(xs, _middle(glyph)) - 1, 0), columns - 1)
        row = rows - 1 - min(max(bisect_right(ys, _height(glyph)) - 1, 0), rows - 1)
        texts.setdefault(owner[row, column], []).append(glyph)
    if _holds_rows(texts):
        return None
    cells = [
        RawCell(row, column, _joined(inside), *spans[row, column], indent=_set_in(inside, xs[column]))
        for (row, column), inside in texts.items()
    ]
    cells = [cell for cell in cells if cell.text]
    if len({cell.column for cell in cells}) < 2:
        return None
    return PageTable(cells, tuple(xs), ys[-1], ys[0], rows)


def _holds_rows(texts: dict[tuple[int, int], list[Glyph]]) -> bool:
    """Whether cells side by side hold three lines or more at the same heights: rows that no rule parts."""
    tall: dict[int, list[list[Line]]] = {}
    for (row, _), glyphs in texts.items():
        inside = lines(glyphs)
        if len(inside) >= 3:
            tall.setdefault(row, []).append(inside)
    for several in tall.values():
        for one, other in pairwise(several):
            # Figures stand a little higher or lower than the words beside them.
            shared = sum(any(abs(line.base - again.base) < 0.6 * line.size for again in other) for line in one)
            if shared >= 3 and shared >= 0.8 * min(len(one), len(other)):
                return True
    return False


def _joined(glyphs: list[Glyph]) -> str:
    """The text of a cell: its lines joined as words need it."""
    text = ""
    for line in lines(glyphs):
        gap = " " if text and not (FULL_WIDTH.match(text[-1]) or FULL_WIDTH.match(line.text[0])) else ""
        text += gap + line.text
    return text


def _set_in(glyphs: Sequence[Glyph], edge: float) -> int:
    """How far a text stands from an edge, in half widths of its characters."""
    first = min(glyphs, key=lambda glyph: glyph.left)
    return max(0, round(2 * (first.left - edge) / first.size))


def aligned_tables(found: Sequence[Line]) -> list[Line | PageTable]:
    """Runs of three lines or more whose pieces stand under each other become tables; the rest stays."""
    out: list[Line | PageTable] = []
    run: list[Line] = []
    for line in [*_stacked(found), None]:
        if line is not None and len(line.pieces) >= 2:
            run.append(line)
            continue
        table = _aligned(run) if len(run) >= 3 else None
        if table:
            out.append(table)
        else:
            out.extend(run)
        run = []
        if line is not None:
            out.append(line)
    return out


def _stacked(found: Sequence[Line]) -> list[Line]:
    """Lines, with those of one header row joined: a centred head between the two lines of its neighbours."""
    out: list[Line] = []
    at = 0
    while at < len(found):
        three = found[at : at + 3]
        if len(three) == 3 and _one_row(*three):
            out.append(_joined_row(*three))
            at += 3
        else:
            out.append(found[at])
            at += 1
    return out


def _one_row(upper: Line, middle: Line, lower: Line) -> bool:
    """Whether three lines overlap in height and the middle one stands beside the others, whose pieces are one above another."""
    size = min(upper.size, middle.size, lower.size)
    if upper.base - lower.base > 1.9 * size or len(upper.pieces) != len(lower.pieces):
        return False
    if not all(_above(one, other) for one, other in zip(upper.pieces, lower.pieces, strict=True)):
        return False
    return not any(_above(one, other) for one in middle.pieces for other in (*upper.pieces, *lower.pieces))


def _above(one: Piece, other: Piece) -> bool:
    return one.left < other.right and other.left < one.right


def _joined_row(upper: Line, middle: Line, lower: Line) -> Line:
    pairs = [Piece(one.glyphs, [other]) for one, other in zip(upper.pieces, lower.pieces, strict=True)]
    pieces = sorted([*middle.pieces, *pairs], key=lambda piece: piece.left)
    return Line(pieces, middle.base, middle.size)


def _aligned(run: list[Line]) -> PageTable | None:
    """The table of a run of lines, or None where no two columns can be told apart."""
    intervals = sorted((piece.left, piece.right) for line in run for piece in line.pieces)
    columns: list[list[float]] = []
    for left, right in intervals:
        if columns and left <= columns[-1][1]:
            columns[-1][1] = max(columns[-1][1], right)
        else:
            columns.append([left, right])
    if len(columns) < 2:
        return None
    starts = [column[0] for column in columns]
    cells: list[RawCell] = []
    for row, line in enumerate(run):
        places = [bisect_right(starts, piece.left + 0.1) - 1 for piece in line.pieces]
        if len(set(places)) < len(places):
            return None
        cells.extend(
            RawCell(row, column, piece.text, indent=_set_in(piece.glyphs, starts[column]))
            for column, piece in zip(places, line.pieces, strict=True)
        )
    if not any(re.search(r"\d", cell.text) for cell in cells):
        return None
    cells = _headed(cells, columns)
    kept = sorted({cell.column for cell in cells})
    cells = [replace(cell, column=kept.index(cell.column)) for cell in cells]
    return PageTable(cells, tuple(starts[column] for column in kept), run[0].base + run[0].size, run[-1].base, len(run))


def _headed(cells: list[RawCell], columns: list[list[float]]) -> list[RawCell]:
    """The cells with every head over its column: one centred so far that it overlaps nothing below goes to the nearer
    neighbour that has no head of its own.
    """
    heads = {cell.column for cell in cells if cell.row == 0}
    filled = {cell.column for cell in cells if cell.row > 0}
    place: dict[int, int] = {}
    for column in heads - filled:
        free = [at for at in (column - 1, column + 1) if at in filled - heads and at not in place.values()]
        if free:
            left, right = columns[column]
            place[column] = min(free, key=lambda at: max(columns[at][0] - right, left - columns[at][1]))
    return [
        replace(cell, column=place[cell.column]) if cell.row == 0 and cell.column in place else cell for cell in cells
    ]
