"""Workbooks: xlsx, xlsm, xlsb, ods and the old xls. Each visible sheet is one table with cell addresses.

What belongs here: sheets to cells. What does not: finding headers and meaning (`sources.tables`). Formulas and macros
are never run: the values stored beside them are read. Percent and decimals follow the cell's format in xlsx; the old xls
does not tell its formats through this library, so its values stand as stored.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from sources.errors import Invalid
from sources.model import Document
from sources.readers.compound import check_compound
from sources.readers.decode import signature
from sources.readers.limits import Limits, check
from sources.readers.numbers_shown import BUILT_IN, shown
from sources.readers.packages import elements, open_package, part_bytes
from sources.readers.writer import RawCell, TextWriter, letters, tidy

SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".et")

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ADDRESS: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def recognises(head: bytes) -> bool:
    """A zip package or an old Office file."""
    return signature(head) is not None and head[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Every visible sheet with something in it becomes a heading (where there are several) and a table."""
    formats: dict[str, dict[tuple[int, int], str]] = {}
    if data[:2] == b"PK":
        with open_package(data, name, limits) as package:
            if "word/document.xml" in package.namelist():
                raise Invalid(name, "this is a Word file, not a workbook", remedy="give it the suffix .docx")
            formats = _formats(package, name, limits)
    else:
        check_compound(data, name)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    visible = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
    writer = TextWriter(name, limits)
    names = visible or book.sheet_names
    titles: list[str] = []
    for sheet_name in names:
        cells = _cells(book, sheet_name, name, limits, formats.get(sheet_name, {}))
        if not cells:
            continue
        if len(names) > 1:
            writer.paragraph(sheet_name, level=2)
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
    book: CalamineWorkbook, sheet_name: str, name: str, limits: Limits, formats: dict[tuple[int, int], str]
) -> list[RawCell]:
    sheet = book.get_sheet_by_name(sheet_name)
    # Merged ranges come as (row, column) of the first and the last cell.
    merged = {first: (last[0] - first[0] + 1, last[1] - first[1] + 1) for first, last in sheet.merged_cell_ranges or []}
    check(name, "table cells", sheet.height * sheet.width, 20 * limits.cells)
    top, left = sheet.start or (0, 0)
    cells: list[RawCell] = []
    for offset, values in enumerate(sheet.to_python(skip_empty_area=True)):
        row = top + offset
        for at, value in enumerate(values):
            if value == "" or value is None:
                continue
            column = left + at
            text = shown(value, formats.get((row, column), ""))
            if not text.strip():
                continue
            down, across = merged.get((row, column), (1, 1))
            cells.append(RawCell(row, column, text, down, across, f"{letters(column)}{row + 1}"))
    return cells


def _column(name: str) -> int:
    column = 0
    for letter in name:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def _formats(package: zipfile.ZipFile, name: str, limits: Limits) -> dict[str, dict[tuple[int, int], str]]:
    """Number format code by sheet name and (row, column), General left out. Empty for packages that are no xlsx."""
    codes = _style_codes(part_bytes(package, "xl/styles.xml", name, limits), name)
    if not any(codes):
        return {}
    targets: dict[str, str] = {}
    for event, element in elements(part_bytes(package, "xl/_rels/workbook.xml.rels", name, limits) or b"<r/>", name):
        if event == "end" and element.tag.endswith("}Relationship"):
            targets[element.get("Id", "")] = element.get("Target", "").lstrip("/").removeprefix("xl/")
    found: dict[str, dict[tuple[int, int], str]] = {}
    for event, element in elements(part_bytes(package, "xl/workbook.xml", name, limits) or b"<r/>", name):
        if event == "end" and element.tag == f"{_MAIN}sheet":
            path = "xl/" + targets.get(element.get(_RELATION, ""), "")
            content = part_bytes(package, path, name, limits)
            if content:
                found[element.get("name", "")] = _sheet_formats(content, codes, name)
    return found


def _style_codes(content: bytes, name: str) -> list[str]:
    """Format code of each cell style, in order; empty for General and for what is no number format."""
    if not content:
        return []
    custom: dict[int, str] = {}
    codes: list[str] = []
    inside = False
    for event, element in elements(content, name):
        if event == "start" and element.tag == f"{_MAIN}cellXfs":
            inside = True
        elif event == "end" and element.tag == f"{_MAIN}cellXfs":
            inside = False
        elif event == "end" and element.tag == f"{_MAIN}numFmt":
            custom[int(element.get("numFmtId", "0"))] = element.get("formatCode", "")
        elif event == "end" and inside and element.tag == f"{_MAIN}xf":
            number = int(element.get("numFmtId", "0"))
            codes.append(custom.get(number, BUILT_IN.get(number, "")).replace("General", ""))
    return codes


def _sheet_formats(content: bytes, codes: list[str], name: str) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for event, element in elements(content, name):
        if event == "start":
            continue
        if element.tag == f"{_MAIN}c":
            style = element.get("s", "")
            address = _ADDRESS.fullmatch(element.get("r", ""))
            if address and style.isdecimal() and int(style) < len(codes) and codes[int(style)]:
                found[int(address.group(2)) - 1, _column(address.group(1))] = codes[int(style)]
        elif element.tag == f"{_MAIN}row":
            element.clear()
    return found
