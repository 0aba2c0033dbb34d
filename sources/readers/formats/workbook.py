"""Workbooks: xlsx, xlsm, xlsb, ods and the old xls. Each visible sheet is one table with cell addresses.

What belongs here: sheets to cells. What does not: finding headers and meaning (`sources.tables`), how a sheet is shown
(`sheet_shown`). Formulas and macros are never run: the values stored beside them are read. In xlsx percent and decimals
follow the cell's format, and hidden columns and rows are left out as hidden sheets are, with a line that says so; the old
xls tells neither through this library, so its values stand as stored.
"""

from __future__ import annotations

import io
from typing import Final

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from sources.errors import Invalid
from sources.model import Document
from sources.readers.compound import check_compound
from sources.readers.decode import signature
from sources.readers.limits import Limits, check
from sources.readers.numbers_shown import shown
from sources.readers.packages import open_package
from sources.readers.sheet_shown import Shown, sheets_shown
from sources.readers.writer import RawCell, TextWriter, letters, tidy

SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".et")

_ALL: Final = Shown()


def recognises(head: bytes) -> bool:
    """A zip package or an old Office file."""
    return signature(head) is not None and head[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Every visible sheet with something in it becomes a heading (where there are several) and a table."""
    looks: dict[str, Shown] = {}
    if data[:2] == b"PK":
        with open_package(data, name, limits) as package:
            if "word/document.xml" in package.namelist():
                raise Invalid(name, "this is a Word file, not a workbook", remedy="give it the suffix .docx")
            looks = sheets_shown(package, name, limits)
    else:
        check_compound(data, name)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    visible = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
    writer = TextWriter(name, limits)
    names = visible or book.sheet_names
    titles: list[str] = []
    for sheet_name in names:
        look = looks.get(sheet_name, _ALL)
        cells, hidden = _cells(book, sheet_name, name, limits, look)
        if not cells:
            continue
        if len(names) > 1:
            writer.paragraph(sheet_name, level=2)
        if hidden:
            writer.front_matter("隐藏的单元格未收")
        writer.table(cells, place=sheet_name)
        titles.append(tidy(cells[0].text))
    return Document(
        text=writer.text,
        blocks=tuple(writer.blocks),
        tables=tuple(writer.tables),
        title=titles[0] if titles else "",
        media_type="application/vnd.ms-excel"
        if data[:2] != b"PK"
        else "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        reader="workbook",
    )


def _cells(
    book: CalamineWorkbook, sheet_name: str, name: str, limits: Limits, look: Shown
) -> tuple[list[RawCell], int]:
    """The cells that are shown, and how many filled ones are hidden."""
    sheet = book.get_sheet_by_name(sheet_name)
    # Merged ranges come as (row, column) of the first and the last cell.
    merged = {first: (last[0] - first[0] + 1, last[1] - first[1] + 1) for first, last in sheet.merged_cell_ranges or []}
    check(name, "table cells", sheet.height * sheet.width, 20 * limits.cells)
    top, left = sheet.start or (0, 0)
    cells: list[RawCell] = []
    hidden = 0
    for offset, values in enumerate(sheet.to_python(skip_empty_area=True)):
        row = top + offset
        for at, value in enumerate(values):
            if value == "" or value is None:
                continue
            column = left + at
            text = shown(value, look.formats.get((row, column), ""))
            if not text.strip():
                continue
            down, across = merged.get((row, column), (1, 1))
            if look.hides(row, column, down, across):
                hidden += 1
                continue
            cells.append(RawCell(row, column, text, down, across, f"{letters(column)}{row + 1}"))
    return cells, hidden
