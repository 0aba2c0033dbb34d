"""How the sheets of an xlsx are shown: number formats, hidden columns and rows.

What belongs here: what the package's XML says of a sheet beside its values. What does not: values (`formats.workbook`),
how a number looks in a format (`numbers_shown`). A row that a filter leaves out is data like its neighbours: it counts as
shown. Columns and rows hidden without one are helpers of the program that filled the sheet, or drafts.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from sources.readers.limits import Limits
from sources.readers.numbers_shown import BUILT_IN
from sources.readers.packages import elements, part_bytes

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ADDRESS: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_TRUE: Final = ("1", "true")
_MOST_COLUMNS: Final = 16_384


@dataclass(frozen=True, slots=True)
class Shown:
    """One sheet. Rows and columns count from 0; `formats` has no General."""

    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()

    def hides(self, row: int, column: int, down: int, across: int) -> bool:
        """Whether nothing of a cell with these spans is shown."""
        return (row in self.hidden_rows and self.hidden_rows.issuperset(range(row, row + down))) or (
            column in self.hidden_columns and self.hidden_columns.issuperset(range(column, column + across))
        )


def _column(name: str) -> int:
    column = 0
    for letter in name:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def sheets_shown(package: zipfile.ZipFile, name: str, limits: Limits) -> dict[str, Shown]:
    """How each sheet is shown, by its name. Empty for packages that are no xlsx."""
    codes = _style_codes(part_bytes(package, "xl/styles.xml", name, limits), name)
    targets: dict[str, str] = {}
    for event, element in elements(part_bytes(package, "xl/_rels/workbook.xml.rels", name, limits) or b"<r/>", name):
        if event == "end" and element.tag.endswith("}Relationship"):
            targets[element.get("Id", "")] = element.get("Target", "").lstrip("/").removeprefix("xl/")
    found: dict[str, Shown] = {}
    for event, element in elements(part_bytes(package, "xl/workbook.xml", name, limits) or b"<r/>", name):
        if event == "end" and element.tag == f"{_MAIN}sheet":
            path = "xl/" + targets.get(element.get(_RELATION, ""), "")
            content = part_bytes(package, path, name, limits)
            if content:
                found[element.get("name", "")] = _sheet_shown(content, codes, name)
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


def _sheet_shown(content: bytes, codes: list[str], name: str) -> Shown:
    formats: dict[tuple[int, int], str] = {}
    columns: set[int] = set()
    rows: set[int] = set()
    filtered = False
    for event, element in elements(content, name):
        if event == "start":
            continue
        if element.tag == f"{_MAIN}c":
            style = element.get("s", "")
            address = _ADDRESS.fullmatch(element.get("r", ""))
            if address and style.isdecimal() and int(style) < len(codes) and codes[int(style)]:
                formats[int(address.group(2)) - 1, _column(address.group(1))] = codes[int(style)]
        elif element.tag == f"{_MAIN}col" and element.get("hidden") in _TRUE:
            first, last = element.get("min", ""), element.get("max", "")
            if first.isdecimal() and last.isdecimal():
                columns.update(range(int(first) - 1, min(int(last), _MOST_COLUMNS)))
        elif element.tag == f"{_MAIN}row":
            if element.get("hidden") in _TRUE and element.get("r", "").isdecimal():
                rows.add(int(element.get("r", "")) - 1)
            element.clear()
        elif element.tag == f"{_MAIN}autoFilter":
            filtered = True
    return Shown(formats, frozenset(columns), frozenset() if filtered else frozenset(rows))
