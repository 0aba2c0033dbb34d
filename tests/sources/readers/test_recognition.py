"""Pictures of text: read where text recognition is installed (`make test` installs it), else refused with the way to get it."""

from __future__ import annotations

import importlib.util
import io
import struct
import zlib

import pytest

from sources.errors import Invalid
from sources.model import BlockKind
from sources.readers import read, recognition

from .paper import pdf, pdf_of


def png(width: int, height: int) -> bytes:
    """A white picture; only its head says how large it is."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\x00" + b"\xff" * min(width, 100)) * min(height, 100))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "name"), [(png(100, 100), "扫描.png"), (pdf([([], [(10, 10, 500, 10)])]), "扫描.pdf")]
)
def test_without_recognition_a_picture_is_refused_with_the_way_to_get_it(
    data: bytes, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "_PARTS", ("no_such_engine",))
    with pytest.raises(Invalid, match="text recognition is not installed") as caught:
        read(data, name)
    assert "make ocr" in caught.value.remedy


def test_a_picture_among_pages_of_text_is_marked_where_nobody_can_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "_PARTS", ("no_such_engine",))
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R /Resources << /Font << /F 7 0 R >> /XObject << /I 8 0 R >> >> >>"
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 2 /Kids [3 0 R 4 0 R] >>",
        page.format(5),
        page.format(6),
        "<< /Length 38 >>\nstream\nBT /F 12 Tf 72 700 Td (GDP 1360) Tj ET\nendstream",
        "<< /Length 28 >>\nstream\n595 0 0 842 0 0 cm /I Do    \nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
        "\nstream\n \nendstream",
    ]
    document = read(pdf_of([body.encode() for body in bodies]), "a.pdf")
    assert document.text == "GDP 1360\n〔此页为图像，文字未识别〕\n"
    assert [(block.kind, block.page) for block in document.blocks] == [
        (BlockKind.PARAGRAPH, 1),
        (BlockKind.PAGE_MARK, 2),
    ]


if importlib.util.find_spec("rapidocr"):

    def test_a_drawn_line_is_read_and_stands_on_page_1() -> None:
        from PIL import Image, ImageDraw, ImageFont

        picture = Image.new("RGB", (800, 400), "white")
        ImageDraw.Draw(picture).text((60, 150), "GDP 2025 1360.5", "black", ImageFont.load_default(48))
        target = io.BytesIO()
        picture.save(target, "PNG")
        document = read(target.getvalue(), "page.png")
        assert "1360.5" in document.text
        assert document.blocks[0].page == 1

    def test_a_picture_that_claims_to_be_huge_is_refused_unseen() -> None:
        with pytest.raises(Invalid):
            read(png(60_000, 60_000), "a.png")
