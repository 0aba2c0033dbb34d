"""Small PDF and Word files, drawn by hand, for the readers' tests. No font is embedded: the names are those every PDF reader knows."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

Text = tuple[float, float, str]
Rule = tuple[float, float, float, float]


def pdf(pages: Sequence[tuple[Sequence[Text], Sequence[Rule]]], size: float = 12) -> bytes:
    """Pages of (x, y, text) and (x0, y0, x1, y1) rules, A4, in points. Chinese characters are `size` wide, digits half."""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{7 + 2 * n} 0 R' for n in range(len(pages)))}] >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1)"
        b" /Supplement 4 >> /FontDescriptor 5 0 R /DW 1000 /W [1 [500] 2 95 500 814 939 500] >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880"
        b" /Descent -120 /CapHeight 880 /StemV 93 >>",
        b"<< >>",
    ]
    for number, (texts, rules) in enumerate(pages):
        shown = [f"BT /F1 {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET" for x, y, text in texts]
        drawn = [f"{x0} {y0} m {x1} {y1} l S" for x0, y0, x1, y1 in rules]
        stream = "\n".join(["0.5 w", *drawn, *shown]).encode()
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {8 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        bodies.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    return pdf_of(bodies)


def pdf_of(bodies: Sequence[bytes]) -> bytes:
    """The PDF of these objects, numbered from 1; the first is its catalogue."""
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start))
    return out.getvalue()


def table_page(
    rows: Sequence[Sequence[str]], edges: Sequence[float], top: float, *, ruled: bool = True
) -> tuple[list[Text], list[Rule]]:
    """A table of one-line cells as texts and rules, rows 20 points apart."""
    texts = [
        (edges[column] + 4, top - 20 * row - 14, text)
        for row, line in enumerate(rows)
        for column, text in enumerate(line)
        if text
    ]
    bottom = top - 20 * len(rows)
    across = [(edges[0], top - 20 * row, edges[-1], top - 20 * row) for row in range(len(rows) + 1)]
    down = [(x, top, x, bottom) for x in edges]
    return texts, [*across, *down] if ruled else []


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def paragraph(text: str, style: str = "") -> str:
    """A Word paragraph; `style` is a style id."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def cell(text: str, across: int = 1, merge: str = "") -> str:
    """A Word table cell; `merge` "restart" opens a cell over several rows, "continue" goes on."""
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    down = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merge]
    return f"<w:tc><w:tcPr>{span}{down}</w:tcPr>{paragraph(text)}</w:tc>"


def table(rows: Sequence[Sequence[str]]) -> str:
    """A Word table of plain cells."""
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(cell(text) for text in row)}</w:tr>" for row in rows) + "</w:tbl>"


def package(parts: Mapping[str, bytes]) -> bytes:
    """A zip package of the given parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def docx(*parts: str, document: bytes | None = None, more: Mapping[str, bytes] | None = None) -> bytes:
    """A Word file of the given body parts; `more`: further parts of the package."""
    body = document or f"<w:document {WORD}><w:body>{''.join(parts)}</w:body></w:document>".encode()
    styles = (
        f'<w:styles {WORD}><w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="a5"><w:name w:val="Title"/></w:style></w:styles>'
    )
    return package({"word/document.xml": body, "word/styles.xml": styles.encode(), **(more or {})})
