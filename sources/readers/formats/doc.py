"""Word files of before 2007 (.doc): paragraphs, headings and tables of the main text, in reading order.

What belongs here: walking what office-oxide finds in the file. What does not: the binary format itself, pictures, headers,
footers, macros. Automatic numbers of lists are told without their form, so they are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import office_oxide

from sources.errors import Invalid
from sources.model import Document
from sources.readers.limits import Limits
from sources.readers.prose import captions
from sources.readers.writer import RawCell, TextWriter, opening_title, tidy

SUFFIXES = (".doc", ".dot", ".wps")

#: Elements within elements deeper than this mean harm: a cell in a table in a cell is three.
_MOST_NESTED: Final = 60


def recognises(head: bytes) -> bool:
    """An old Office file; office-oxide looks for the Word part."""
    return head[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(data: bytes, name: str, limits: Limits) -> Document:
    """The main text. Raises Invalid for damaged, encrypted and foreign files."""
    try:
        with office_oxide.Document.from_bytes(data, "doc") as file:
            sections = file.to_ir()["sections"]
    except office_oxide.OfficeOxideError as error:
        raise Invalid(
            name,
            f"the Word file cannot be read ({str(error)[:200]})",
            expected="a sound .doc file without password",
            remedy="open it in its own program and save it again, best as .docx",
        ) from error
    writer = TextWriter(name, limits)
    for section in sections:
        _write(section["elements"], writer, 0)
    return Document(
        text=writer.text,
        blocks=tuple(writer.blocks),
        tables=tuple(writer.tables),
        title=opening_title(writer.text),
        media_type="application/msword",
        reader="doc",
    )


def _write(elements: Sequence[Mapping[str, Any]], writer: TextWriter, depth: int) -> None:
    if depth > _MOST_NESTED:
        raise Invalid("the file", "elements nested too deeply", remedy="do not open it; ask its producer")
    for element in elements:
        kind = element.get("type")
        if kind == "heading":
            for line in _text(element).split("\n"):
                writer.paragraph(line, level=min(9, int(element.get("level") or 1)))
        elif kind == "paragraph":
            for line in _text(element).split("\n"):
                writer.paragraph(line)
        elif kind == "table":
            _table(element, writer, depth)
        elif kind == "list":
            for item in element.get("items", ()):
                _write(item.get("content", ()), writer, depth + 1)
        elif isinstance(element.get("content"), list):  # text boxes and other frames around paragraphs
            _write(element["content"], writer, depth + 1)


def _table(element: Mapping[str, Any], writer: TextWriter, depth: int) -> None:
    cells = _cells(element.get("rows", ()))
    above = [line for line in writer.last_lines(2) if captions(line)]
    if len({cell.column for cell in cells}) > 1 and len({cell.row for cell in cells}) > 1:
        writer.table(cells, caption=" ".join(above))
        return
    for row in element.get("rows", ()):  # a frame around text
        for cell in row.get("cells", ()):
            _write(cell.get("content", ()), writer, depth + 1)


def _cells(rows: Sequence[Mapping[str, Any]]) -> list[RawCell]:
    """Cells at their place in the grid: a cell that reaches down keeps the places below it."""
    taken: set[tuple[int, int]] = set()
    cells: list[RawCell] = []
    for at, row in enumerate(rows):
        column = 0
        for cell in row.get("cells", ()):
            while (at, column) in taken:
                column += 1
            across = max(1, min(int(cell.get("col_span") or 1), 200))
            down = max(1, min(int(cell.get("row_span") or 1), len(rows) - at))
            taken.update((below, column + right) for below in range(at + 1, at + down) for right in range(across))
            text = tidy(" ".join(_words(cell.get("content", ()), 0)))
            if text:
                cells.append(RawCell(at, column, text, down, across))
            column += across
    return cells


def _words(elements: Sequence[Mapping[str, Any]], depth: int) -> Iterator[str]:
    """The texts of a cell's paragraphs, tables within it included."""
    for element in elements if depth <= _MOST_NESTED else ():
        if element.get("type") in ("paragraph", "heading"):
            yield _text(element)
        for inner in ("rows", "cells", "items", "content"):
            if element.get("type") not in ("paragraph", "heading") and isinstance(element.get(inner), list):
                yield from _words(element[inner], depth + 1)


def _text(element: Mapping[str, Any]) -> str:
    """The words of a paragraph; a line break inside it is a line break here."""
    return "".join(
        "\n" if run.get("type") == "line_break" else str(run.get("text", "")) for run in element.get("content", ())
    ).replace("\v", "\n")
