"""PDF with a text layer: paragraphs joined over lines and pages, page marks and running heads marked, tables as cells.

What belongs here: pages to text. What does not: geometry of one page (`page_layout`), recognition of scanned pages: a file
without text layer is refused with that reason. Scripts and attachments of a file are never touched.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from sources.errors import Invalid
from sources.model import Document
from sources.readers.limits import Limits, check
from sources.readers.page_layout import FULL_WIDTH, Glyph, Line, PageTable, Rule, aligned_tables, lines, ruled_tables
from sources.readers.prose import TITLE_WORD, captions, heading_level
from sources.readers.writer import RawCell, TextWriter

SUFFIXES = (".pdf",)

_PAGE_MARK: Final = re.compile(r"[-—－–·\s]*\d{1,4}[-—－–·\s]*|第\s*\d{1,4}\s*页.{0,12}|\d{1,4}\s*/\s*\d{1,4}")
_ENDS: Final = "。！？；：!?;:"
#: The part of a page's height, at top and bottom, where page marks and running heads stand.
_MARGIN: Final = 0.1
#: Titles of a table that are repeated on every page reach further down than page marks.
_HEAD_MARGIN: Final = 0.16
_THIN: Final = 2.5
_MOST_OBJECTS: Final = 100_000
_MOST_GLYPHS: Final = 100_000


@dataclass(frozen=True, slots=True)
class _Page:
    """A page's parts from top to bottom."""

    number: int
    height: float
    parts: list[Line | PageTable]


def recognises(head: bytes) -> bool:
    """The mark may stand after some bytes of a mail or download."""
    return b"%PDF-" in head[:1024]


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Pages in order. Raises Invalid for scanned, encrypted and damaged files."""
    try:
        file = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise Invalid(
            name,
            f"the PDF cannot be opened ({error})",
            expected="a sound PDF without password",
            remedy="fetch it again, or save it without password",
        ) from error
    try:
        check(name, "pages", len(file), limits.pages)
        pages = [_page(file[number], number + 1) for number in range(len(file))]
    finally:
        file.close()
    if not any(page.parts for page in pages):
        raise Invalid(
            name,
            f"no text layer on {len(pages)} pages: a scan or drawings",
            expected="a PDF with text",
            remedy="recognise its text first, or find the page or Word version",
        )
    writer = TextWriter(name, limits)
    _write(pages, writer)
    return Document(
        text=writer.text,
        blocks=tuple(writer.blocks),
        tables=tuple(writer.tables),
        title=_title(pages),
        media_type="application/pdf",
        reader="pdf",
    )


# --- one page


def _page(page: pdfium.PdfPage, number: int) -> _Page:
    text = page.get_textpage()
    try:
        tables, rest = ruled_tables(list(_rules(page)), list(_glyphs(text)))
        parts: list[Line | PageTable] = [*aligned_tables(lines(rest)), *tables]
        parts.sort(key=lambda part: -(part.base if isinstance(part, Line) else part.top))
        return _Page(number, page.get_height(), parts)
    finally:
        text.close()
        page.close()


def _glyphs(text: pdfium.PdfTextPage) -> Iterator[Glyph]:
    """Visible characters with the room that their font gives them: ink boxes leave gaps beside a 1."""
    handle = text.raw
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(min(raw.FPDFText_CountChars(handle), _MOST_GLYPHS)):
        code = raw.FPDFText_GetUnicode(handle, index)
        if code <= 32 or code in (0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            continue
        character = chr(code)
        if character.isspace() or not raw.FPDFText_GetLooseCharBox(handle, index, box):
            continue
        raw.FPDFText_GetCharOrigin(handle, index, x, y)
        wide, tall = box.right - box.left, box.top - box.bottom
        # Font sizes are told in units of the producer's choice; a full-width character is as wide as its type size.
        size = wide if FULL_WIDTH.match(character) and wide > 0 else 0.75 * tall
        if 0 < size < 500:
            yield Glyph(character, box.left, box.right, y.value, size)


def _rules(page: pdfium.PdfPage) -> Iterator[Rule]:
    """Thin filled boxes, strokes, and the sides of stroked boxes."""
    if raw.FPDFPage_CountObjects(page.raw) > _MOST_OBJECTS:
        return
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        left, bottom, right, top = item.get_bounds()
        wide, tall = right - left, top - bottom
        if tall <= _THIN < wide:
            yield Rule(True, (top + bottom) / 2, left, right)
        elif wide <= _THIN < tall:
            yield Rule(False, (left + right) / 2, bottom, top)
        elif wide > _THIN and tall > _THIN and raw.FPDFPath_CountSegments(item.raw) <= 6:
            fill, stroke = ctypes.c_int(), ctypes.c_int()
            raw.FPDFPath_GetDrawMode(item.raw, fill, stroke)
            if stroke.value:
                yield from (Rule(True, at, left, right) for at in (bottom, top))
                yield from (Rule(False, at, bottom, top) for at in (left, right))


# --- the document


def _write(pages: list[_Page], writer: TextWriter) -> None:
    """Paragraphs and tables in reading order; what goes on over the page's edge is joined."""
    repeated = _running(pages)
    left, right = _margins(pages)
    paragraph = _Paragraph(writer)
    table: _Growing | None = None
    for page in pages:
        marks: list[str] = []
        for part in page.parts:
            if isinstance(part, PageTable):
                if table and table.takes(part):
                    table.add(part, page.number)
                    continue
                if table:
                    table.write(writer)
                paragraph.end()
                table = _Growing(part, page.number, writer.last_lines(2))
                continue
            if _is_mark(part, page, repeated):
                marks.append(part.text)
                continue
            if table:
                table.write(writer)
                table = None
            paragraph.add(part, page.number, left, right)
        for mark in marks:
            paragraph.marks.append((mark, page.number))
        if table is None and paragraph.ended:
            paragraph.end()
    if table:
        table.write(writer)
    paragraph.end()


class _Paragraph:
    """The paragraph being written. Page marks wait until it ends."""

    def __init__(self, writer: TextWriter) -> None:
        self._writer = writer
        self._text = ""
        self._page = 0
        self._full = False
        self.marks: list[tuple[str, int]] = []

    @property
    def ended(self) -> bool:
        return not self._text or self._text[-1] in _ENDS or not self._full

    def add(self, line: Line, page: int, left: float, right: float) -> None:
        """A line goes on with the paragraph unless it is indented, centred, a heading, or the last line was short."""
        indented = line.left > left + 0.9 * line.size
        if indented or (self.ended and not self._full) or (heading_level(line.text) and self.ended):
            self.end()
        if not self._text:
            self._page = page
        gap = (
            " "
            if self._text and self._text[-1].isascii() and line.text[0].isascii() and self._text[-1].isalpha()
            else ""
        )
        self._text += gap + line.text
        self._full = line.right > right - 2.2 * line.size

    def end(self) -> None:
        if self._text:
            self._writer.paragraph(self._text, page=self._page)
        self._text, self._full = "", False
        for mark, page in self.marks:
            self._writer.mark(mark, page=page)
        self.marks.clear()


class _Growing:
    """A table that may go on over the page's edge."""

    def __init__(self, part: PageTable, page: int, above: list[str]) -> None:
        self._cells = list(part.cells)
        self._edges = part.edges
        self._rows = part.rows
        self._pages = [page]
        self._head = _first_row(part)
        self._caption = " ".join(line for line in above if captions(line))

    def takes(self, part: PageTable) -> bool:
        """Whether a table at the top of the next page continues this one: the same columns."""
        return len(part.edges) == len(self._edges) and all(
            abs(one - other) < 12 for one, other in zip(part.edges, self._edges, strict=True)
        )

    def add(self, part: PageTable, page: int) -> None:
        again = _first_row(part) == self._head  # a header repeated on every page
        skip = max((cell.rowspan for cell in part.cells if cell.row == 0), default=1) if again else 0
        for cell in part.cells:
            if cell.row >= skip:
                self._cells.append(
                    RawCell(cell.row - skip + self._rows, cell.column, cell.text, cell.rowspan, cell.colspan)
                )
        self._rows += part.rows - skip
        self._pages.append(page)

    def write(self, writer: TextWriter) -> None:
        first, last = self._pages[0], self._pages[-1]
        place = f"p. {first}" if first == last else f"pp. {first}-{last}"
        writer.table(self._cells, caption=self._caption, place=place, page=first)


def _first_row(part: PageTable) -> tuple[str, ...]:
    return tuple(cell.text for cell in sorted(part.cells, key=lambda cell: cell.column) if cell.row == 0)


def _margins(pages: list[_Page]) -> tuple[float, float]:
    """The left and right edge of full lines, as most lines have them."""
    lefts: Counter[int] = Counter()
    rights: Counter[int] = Counter()
    for page in pages:
        for part in page.parts:
            if isinstance(part, Line) and part.right - part.left > 12 * part.size:
                lefts[round(part.left)] += 1
                rights[round(part.right)] += 1
    if not lefts:
        return 0.0, float("inf")
    # Indented first lines are fewer than the lines they open: the leftmost frequent edge is the margin.
    frequent = [edge for edge, count in lefts.items() if count >= 0.15 * max(lefts.values())]
    common = [edge for edge, count in rights.items() if count >= 0.15 * max(rights.values())]
    return float(min(frequent)), float(max(common))


def _running(pages: list[_Page]) -> dict[str, int]:
    """Texts that stand near the edge of three pages or more, and the first page of each, where they are no repetition."""
    seen: dict[str, list[int]] = {}
    for page in pages:
        for part in page.parts:
            if isinstance(part, Line) and len(part.text) < 60 and _near_edge(part, page, _HEAD_MARGIN):
                seen.setdefault(part.text, []).append(page.number)
    return {text: numbers[0] for text, numbers in seen.items() if len(set(numbers)) >= 3}


def _near_edge(line: Line, page: _Page, share: float) -> bool:
    return line.base < share * page.height or line.base > (1 - share) * page.height


def _is_mark(line: Line, page: _Page, repeated: dict[str, int]) -> bool:
    if _near_edge(line, page, _MARGIN) and _PAGE_MARK.fullmatch(line.text):
        return True
    return _near_edge(line, page, _HEAD_MARGIN) and page.number > repeated.get(line.text, page.number)


def _title(pages: list[_Page]) -> str:
    """The first lines up to the word that says what the document is."""
    joined = ""
    kept = [part for page in pages[:2] for part in page.parts if isinstance(part, Line)][:8]
    for line in kept:
        if _PAGE_MARK.fullmatch(line.text):
            continue
        joined += line.text
        if TITLE_WORD.search(joined):
            return joined[-120:]
        if len(joined) > 120 or line.text[-1] in _ENDS:
            break
    texts = [line.text for line in kept if len(line.text) > 3]
    return next((text for text in texts if text.endswith("表")), texts[0] if texts else "")[:120]
