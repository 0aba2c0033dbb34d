"""Pictures of pages: png and jpeg scans, read by text recognition. One picture is one page.

What belongs here: a picture file to pixels, with care for its size. What does not: recognition, paragraphs.
"""

from __future__ import annotations

import io
from typing import Any, Final

from sources.errors import Invalid
from sources.model import Document
from sources.readers import recognition
from sources.readers.decode import signature
from sources.readers.limits import Limits, check
from sources.readers.pages import laid_out, title_of, write_pages
from sources.readers.writer import TextWriter

SUFFIXES = (".png", ".jpg", ".jpeg")

#: A picture is laid out as wide as an A4 page, in points.
_WIDE: Final = 595.0


def recognises(head: bytes) -> bool:
    """A PNG or JPEG picture, whichever of both names it has."""
    return signature(head) in ("a PNG picture", "a JPEG picture")


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Raises Invalid for damaged and huge pictures, and where no recognition is installed."""
    recognition.require(name, "this is a picture")
    pixels = _pixels(data, name, limits)
    tall = _WIDE * pixels.shape[0] / pixels.shape[1]
    pages = [laid_out(1, tall, *recognition.recognise(pixels, _WIDE, tall), figures=True)]
    writer = TextWriter(name, limits)
    write_pages(pages, writer)
    return Document(
        text=writer.text,
        blocks=tuple(writer.blocks),
        tables=tuple(writer.tables),
        title=title_of(pages),
        media_type="image/png" if data[:4] == b"\x89PNG" else "image/jpeg",
        reader="picture, recognised",
    )


def _pixels(data: bytes, name: str, limits: Limits) -> Any:
    """Height x width x 3 bytes, what is transparent white; the size is checked before anything is unpacked."""
    import numpy
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            check(name, "pixels", picture.width * picture.height, limits.pixels)
            layered = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise Invalid(
            name, f"damaged picture ({error})", expected="a sound PNG or JPEG", remedy="fetch or save it again"
        ) from error
    paper = Image.new("RGBA", layered.size, "white")
    paper.alpha_composite(layered)
    return numpy.asarray(paper.convert("RGB"))[:, :, ::-1].copy()
