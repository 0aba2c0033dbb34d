"""A Table → the rows and cells of an HTML table, with the text between the cells kept, hidden, inside them.

What belongs here: the grid (spans, holes, rows and columns that no cell starts in). What does not: numerals.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from sources.evidence.inline import Inline
from sources.model import Cell, Table

#: Places of a grid, holes included. A sheet with values along a diagonal is shown as lines.
_LARGEST: Final = 4_000_000


def render_table(inline: Inline, table: Table, start: int, end: int) -> str | None:
    """`<table>` whose text is the text of `start`-`end`; None where the cells do not make one."""
    cells = sorted(table.cells, key=lambda cell: (cell.row, cell.column))
    if not cells or not _in_order(inline, cells, start, end):
        return None
    rows = sorted({cell.row for cell in cells})
    columns = sorted({cell.column for cell in cells})
    if len(rows) * len(columns) > _LARGEST:
        return None
    #: Per column, the row (as it is shown) up to which a cell from above reaches, exclusive.
    reach = [0] * len(columns)
    parts: list[str] = ["<table>"]
    index = 0
    edge = start
    for y, row in enumerate(rows):
        parts.append("<tr>")
        x = 0
        while index < len(cells) and cells[index].row == row:
            cell = cells[index]
            column = bisect_left(columns, cell.column)
            parts.append(_holes(reach, x, column, y))
            width = max(1, bisect_left(columns, cell.column + cell.colspan) - column)
            height = max(1, bisect_left(rows, cell.row + cell.rowspan) - y)
            reach[column : column + width] = [y + height] * width
            # The gap after a cell belongs to it, so that the page's text stays the document's.
            after = cells[index + 1].start if index + 1 < len(cells) else end
            before = inline.between(edge, cell.start)
            inside = before + inline.render(cell.start, cell.end) + inline.between(cell.end, after)
            name = "th" if y == 0 and len(rows) > 1 else "td"
            spans = (f' colspan="{width}"' if width > 1 else "") + (f' rowspan="{height}"' if height > 1 else "")
            scope = ' scope="col"' if name == "th" else ""
            parts.append(f"<{name}{scope}{spans}>{inside}</{name}>")
            edge = after
            x = column + width
            index += 1
        parts.append(_holes(reach, x, len(columns), y) + "</tr>")
    return "".join(parts) + "</table>"


def _in_order(inline: Inline, cells: Sequence[Cell], start: int, end: int) -> bool:
    at = start
    for cell in cells:
        if not at <= cell.start <= cell.end <= end:
            return False
        if (inline.end_of_leaf(cell.start), inline.end_of_leaf(cell.end)) != (cell.start, cell.end):
            return False  # a mark over the edge of a cell
        at = cell.end
    return True


def _holes(reach: Sequence[int], low: int, high: int, y: int) -> str:
    """Empty cells for the columns `low`-`high` that no cell from above fills; neighbours share one."""
    parts: list[str] = []
    width = 0
    for x in range(low, high):
        if reach[x] > y:
            parts.append(_hole(width))
            width = 0
        else:
            width += 1
    parts.append(_hole(width))
    return "".join(parts)


def _hole(width: int) -> str:
    return "" if not width else "<td></td>" if width == 1 else f'<td colspan="{width}"></td>'
