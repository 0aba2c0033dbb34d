"""Pictures of text: read where text recognition is installed (`make test` installs it), else refused with the way to get it."""

from __future__ import annotations

import importlib.util
import io
import struct
import zlib

import pytest

from sources.errors import Invalid
from sources.readers import read, recognition

from .paper import pdf


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
