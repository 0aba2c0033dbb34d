"""Markdown, with or without front matter. The document's text is the decoded file, unchanged, marks included."""

from __future__ import annotations

from sources.model import Document
from sources.readers.decode import decode, signature
from sources.readers.limits import Limits, check
from sources.readers.prose import prose

SUFFIXES = (".md", ".markdown")


def recognises(head: bytes) -> bool:
    """Anything that does not carry another format's mark; decode() has the last word."""
    return signature(head) is None


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Decode, find blocks, pipe tables, comments and the front matter."""
    decoded = decode(data, name)
    check(name, "lines", decoded.text.count("\n") + decoded.text.count("\r"), limits.lines)
    shape = prose(decoded.text, markdown=True)
    check(name, "table cells", sum(len(table.cells) for table in shape.tables), limits.cells)
    return Document(
        text=decoded.text,
        blocks=shape.blocks,
        tables=shape.tables,
        title=shape.title,
        media_type="text/markdown",
        reader="markdown",
        encoding=decoded.encoding,
    )
