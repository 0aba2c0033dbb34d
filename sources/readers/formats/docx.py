"""Word files: paragraphs, headings and tables of the main text, in reading order.

What belongs here: document.xml and the outline levels of its styles (automatic numbers: `numbering`). What does not: headers, footers, comments, tracked
deletions, pictures. Nothing outside the package is loaded, entities are refused, macros are never touched.
"""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element

from sources.errors import Invalid
from sources.model import Document
from sources.readers.limits import Limits
from sources.readers.numbering import Numbering
from sources.readers.packages import elements, open_package, part_bytes
from sources.readers.prose import captions
from sources.readers.writer import RawCell, TextWriter, opening_title, tidy

SUFFIXES = (".docx", ".docm")

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Nested deeper than this a table lays out the page or means harm.
_MOST_NESTED: Final = 200


def recognises(head: bytes) -> bool:
    """A zip package; read() looks for the Word part."""
    return head[:4] == b"PK\x03\x04"


def read(data: bytes, name: str, limits: Limits) -> Document:
    """The main text. Raises Invalid for damaged, encrypted and foreign packages."""
    with open_package(data, name, limits) as package:
        content = part_bytes(package, "word/document.xml", name, limits)
        if not content:
            raise Invalid(
                name,
                "no Word text in the package",
                expected="a .docx file",
                remedy="give the file the suffix of its real format",
            )
        styles = part_bytes(package, "word/styles.xml", name, limits)
        numbers = part_bytes(package, "word/numbering.xml", name, limits)
    levels = _outline(styles, name)
    body = _body(content, name)
    if numbers:
        Numbering(numbers, styles, name).write_into(body)
    writer = TextWriter(name, limits)
    for child in body:
        _part(child, writer, levels)
    return Document(
        text=writer.text,
        blocks=tuple(writer.blocks),
        tables=tuple(writer.tables),
        title=opening_title(writer.text),
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        reader="docx",
    )


def _body(content: bytes, name: str) -> Element:
    depth = 0
    body: Element | None = None
    for event, element in elements(content, name):
        depth += 1 if event == "start" else -1
        if depth > _MOST_NESTED:
            raise Invalid(name, "elements nested too deeply", remedy="do not open it; ask its producer")
        if element.tag == f"{_W}body":
            body = element
    if body is None:
        raise Invalid(name, "a Word file without body", remedy="open it in its own program and save it again")
    return body


def _outline(content: bytes, name: str) -> dict[str, int]:
    """Heading depth by style id: what the style says, or the number in names such as "heading 1"."""
    found: dict[str, int] = {}
    if not content:
        return found
    for event, element in elements(content, name):
        if event != "end" or element.tag != f"{_W}style":
            continue
        identity = element.get(f"{_W}styleId", "")
        label = element.find(f"{_W}name")
        words = (label.get(f"{_W}val", "") if label is not None else "").lower()
        outline = element.find(f"{_W}pPr/{_W}outlineLvl")
        if outline is not None and (value := outline.get(f"{_W}val", "")).isdecimal() and int(value) < 9:
            found[identity] = int(value) + 1
        elif words.startswith("heading ") and words[8:].isdecimal():
            found[identity] = min(9, int(words[8:]))
        elif words == "title":
            found[identity] = 1
    return found


def _part(element: Element, writer: TextWriter, levels: dict[str, int]) -> None:
    if element.tag == f"{_W}p":
        style = element.find(f"{_W}pPr/{_W}pStyle")
        level = levels.get(style.get(f"{_W}val", "")) if style is not None else None
        for line in _text(element).split("\n"):
            writer.paragraph(line, level=level)
    elif element.tag == f"{_W}tbl":
        cells = _cells(element)
        above = [line for line in writer.last_lines(2) if captions(line)]
        if len({cell.column for cell in cells}) > 1 and len({cell.row for cell in cells}) > 1:
            writer.table(cells, caption=" ".join(above))
        else:  # a frame around text
            for paragraph in element.iter(f"{_W}p"):
                writer.paragraph(_text(paragraph))
    elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
        for child in element:
            _part(child, writer, levels)


def _text(paragraph: Element) -> str:
    """The words of a paragraph; a line break inside it is a line break here. Deleted text is left out."""
    kept: list[str] = []
    stack = [paragraph]
    while stack:
        element = stack.pop()
        if element.tag == f"{_W}t":
            kept.append(element.text or "")
        elif element.tag in (f"{_W}br", f"{_W}cr"):
            kept.append("\n")
        elif element.tag == f"{_W}tab":
            kept.append(" ")
        elif element.tag == f"{_W}noBreakHyphen":
            kept.append("-")
        elif element.tag not in (f"{_W}del", f"{_W}pPr", f"{_W}rPr", f"{_W}txbxContent", f"{_W}instrText"):
            stack.extend(reversed(element))
    return "".join(kept)


def _cells(table: Element) -> list[RawCell]:
    """The cells with their spans: gridSpan across, vMerge down."""
    cells: dict[tuple[int, int], RawCell] = {}
    open_above: dict[int, tuple[int, int]] = {}  # column → place of the cell that reaches down
    for row, line in enumerate(table.findall(f"{_W}tr")):
        column = _number(line.find(f"{_W}trPr/{_W}gridBefore"), 0)
        for cell in line.iter(f"{_W}tc"):
            across = max(1, min(_number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1), 200))
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merge is not None and merge.get(f"{_W}val", "continue") != "restart" and column in open_above:
                above = cells[open_above[column]]
                cells[above.row, above.column] = RawCell(
                    above.row, above.column, above.text, row - above.row + 1, above.colspan
                )
            else:
                text = tidy(" ".join(_text(paragraph) for paragraph in cell.iter(f"{_W}p")))
                cells[row, column] = RawCell(row, column, text, 1, across)
                if merge is not None:
                    open_above[column] = (row, column)
                else:
                    open_above.pop(column, None)
            column += across
    return [cell for cell in cells.values() if cell.text]


def _number(element: Element | None, default: int) -> int:
    value = element.get(f"{_W}val", "") if element is not None else ""
    return int(value) if value.isdecimal() and len(value) < 5 else default
