"""Pages of placed lines and tables → the text of a Document: paragraphs joined over lines and pages, page marks and
running heads apart, tables joined over the page's edge.

What belongs here: what pages of a PDF and of a picture share. What does not: where lines and cells come from, geometry
within one page (`page_layout`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sources.readers.page_layout import Glyph, Line, PageTable, Rule, aligned_tables, lines, ruled_tables
from sources.readers.prose import TITLE_WORD, captions, heading_level
from sources.readers.writer import RawCell, TextWriter

#: Recognition takes a dash beside the number for 一.
_PAGE_MARK: Final = re.compile(
    r"[-—－–·\s]*\d{1,4}[-—－–·\s]*|[-—－–一]\s*\d{1,4}\s*[-—－–一]|第\s*\d{1,4}\s*页.{0,12}|\d{1,4}\s*/\s*\d{1,4}"
)
_ENDS: Final = "。！？；：!?;:"
#: The part of a page's height, at top and bottom, where page marks and running heads stand.
_MARGIN: Final = 0.1
#: Titles of a table that are repeated on every page reach further down than page marks.
_HEAD_MARGIN: Final = 0.16
_FIGURE: Final = re.compile(r"图\s*\d")
#: What is said of a page that holds a picture whose text was not recognised.
UNREAD: Final = "〔此页为图像，文字未识别〕"


@dataclass(frozen=True, slots=True)
class Page:
    """A page's parts from top to bottom; `unread` where it is a picture that nobody read."""

    number: int
    height: float
    parts: list[Line | PageTable]
    unread: bool = False
    labels: tuple[str, ...] = ()  # of its figures


def laid_out(
    number: int, height: float, glyphs: Sequence[Glyph], rules: Sequence[Rule], *, figures: bool = False
) -> Page:
    """The page of these characters and ruling lines. `figures`: charts were recognised as well, so their labels are apart."""
    labels: list[Line] = []
    if figures:
        labels = _labels(lines(glyphs))
        taken = {id(glyph) for line in labels for piece in line.pieces for glyph in piece.glyphs}
        glyphs = [glyph for glyph in glyphs if id(glyph) not in taken]
        rules = [rule for rule in rules if not any(abs(rule.at - line.base) < 2 * line.size for line in labels)]
    tables, rest = ruled_tables(rules, glyphs)
    parts: list[Line | PageTable] = [*aligned_tables(lines(rest)), *tables]
    parts.sort(key=lambda part: -(part.base if isinstance(part, Line) else part.top))
    return Page(number, height, parts, labels=tuple(line.text for line in labels))


def _labels(found: Sequence[Line]) -> list[Line]:
    """Lines in smaller type from a figure's name on, until text in the page's type goes on."""
    sizes = sorted(line.size for line in found if line.right - line.left > 12 * line.size)
    normal = sizes[len(sizes) // 2] if sizes else 0.0
    labels: list[Line] = []
    inside = False
    for line in found:
        if _FIGURE.match(line.text):
            inside = True
        elif inside and (line.size < 0.85 * normal or len(line.text) < 8):
            labels.append(line)
        else:
            inside = False
    return labels


def write_pages(pages: list[Page], writer: TextWriter) -> None:
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
                table = _Growing(part, page.number, writer.last_lines(3))
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
        if page.labels:
            paragraph.marks.append((" ".join(page.labels), page.number))
        if page.unread:
            paragraph.marks.append((UNREAD, page.number))
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
        if indented or (self.ended and not self._full) or (heading_level(line.text, markup=False) and self.ended):
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
        self._caption = " ".join(line for line in above if captions(line) and not _PAGE_MARK.fullmatch(line))

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


def _margins(pages: list[Page]) -> tuple[float, float]:
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


def _running(pages: list[Page]) -> dict[str, int]:
    """Texts that stand near the edge of three pages or more, and the first page of each, where they are no repetition."""
    seen: dict[str, list[int]] = {}
    for page in pages:
        for part in page.parts:
            if isinstance(part, Line) and len(part.text) < 60 and _near_edge(part, page, _HEAD_MARGIN):
                seen.setdefault(part.text, []).append(page.number)
    return {text: numbers[0] for text, numbers in seen.items() if len(set(numbers)) >= 3}


def _near_edge(line: Line, page: Page, share: float) -> bool:
    return line.base < share * page.height or line.base > (1 - share) * page.height


def _is_mark(line: Line, page: Page, repeated: dict[str, int]) -> bool:
    if _near_edge(line, page, _MARGIN) and _PAGE_MARK.fullmatch(line.text):
        return True
    return _near_edge(line, page, _HEAD_MARGIN) and page.number > repeated.get(line.text, page.number)


def title_of(pages: list[Page]) -> str:
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
