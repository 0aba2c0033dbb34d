"""PDF: its text layer with ruling lines; pages that are scans go through text recognition where that is installed.

What belongs here: a page's characters and lines in points. What does not: paragraphs and tables (`pages`, `page_layout`),
recognition itself. Scripts and attachments of a file are never touched.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from sources.errors import Invalid
from sources.model import Document
from sources.readers import recognition
from sources.readers.limits import Limits, check
from sources.readers.page_layout import FULL_WIDTH, Glyph, Rule
from sources.readers.pages import Page, laid_out, title_of, write_pages
from sources.readers.writer import TextWriter

SUFFIXES = (".pdf",)

_THIN: Final = 2.5
_MOST_OBJECTS: Final = 100_000
_MOST_GLYPHS: Final = 100_000
#: A page without characters is a scan where its pictures cover this share of it; less is an illustration.
_SCAN_SHARE: Final = 0.5
#: Pixels of a rendered page: twice the points (144 dpi) of an A4 page are 2 million.
_MOST_PIXELS: Final = 4_000_000


def recognises(head: bytes) -> bool:
    """The mark may stand after some bytes of a mail or download."""
    return b"%PDF-" in head[:1024]


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Pages in order. Raises Invalid for encrypted and damaged files, and for scans where no recognition is installed."""
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
        pages = [_page(file[number], number + 1, name) for number in range(len(file))]
        scans = [page for page in pages if page.unread]
        if not any(page.parts for page in pages):
            scans = pages
            recognition.require(name, f"no text layer on {len(pages)} pages: a scan or drawings")
        recognised = bool(scans) and recognition.available()
        if recognised:
            check(name, "scanned pages", len(scans), limits.scans)
            for page in scans:
                pages[page.number - 1] = _recognised(file[page.number - 1], page.number)
    finally:
        file.close()
    writer = TextWriter(name, limits)
    write_pages(pages, writer)
    return Document(
        text=writer.text,
        blocks=tuple(writer.blocks),
        tables=tuple(writer.tables),
        title=title_of(pages),
        media_type="application/pdf",
        reader="pdf, recognised" if recognised else "pdf",
    )


def _page(page: pdfium.PdfPage, number: int, name: str) -> Page:
    text = page.get_textpage()
    try:
        check(name, f"characters on page {number}", raw.FPDFText_CountChars(text.raw), _MOST_GLYPHS)
        glyphs = list(_glyphs(text))
        if not glyphs and _pictured(page) >= _SCAN_SHARE:
            return Page(number, page.get_height(), [], unread=True)
        return laid_out(number, page.get_height(), glyphs, list(_rules(page)))
    finally:
        text.close()
        page.close()


def _recognised(page: pdfium.PdfPage, number: int) -> Page:
    """A page drawn and read as a picture."""
    try:
        wide, tall = page.get_size()
        scale = min(2.0, (_MOST_PIXELS / max(1.0, wide * tall)) ** 0.5)
        bitmap = page.render(scale=scale, may_draw_forms=False)
        pixels: Any = bitmap.to_numpy()[:, :, :3].copy()
        bitmap.close()
        return laid_out(number, tall, *recognition.recognise(pixels, wide, tall), figures=True)
    finally:
        page.close()


def _pictured(page: pdfium.PdfPage) -> float:
    """The share of the page that its largest picture covers."""
    if raw.FPDFPage_CountObjects(page.raw) > _MOST_OBJECTS:
        return 0.0
    wide, tall = page.get_size()
    largest: float = 0.0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = item.get_bounds()
        largest = max(largest, (right - left) * (top - bottom))
    return float(largest / max(1.0, wide * tall))


def _glyphs(text: pdfium.PdfTextPage) -> Iterator[Glyph]:
    """Visible characters with the room that their font gives them: ink boxes leave gaps beside a 1."""
    handle = text.raw
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(raw.FPDFText_CountChars(handle)):
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
