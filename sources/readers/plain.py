"""Decoded bytes → Document, for the formats whose text is the file itself: plain text and Markdown.

What belongs here: what both share. What does not: which files are theirs (their modules in `formats`), the shape of their
text (`prose`).
"""

from __future__ import annotations

from sources.model import Document
from sources.readers.decode import decode, signature
from sources.readers.limits import Limits, check
from sources.readers.prose import prose


def unmarked(head: bytes) -> bool:
    """Anything that does not carry another format's mark; decode() has the last word."""
    return signature(head) is None


def read_plain(data: bytes, name: str, limits: Limits, *, markdown: bool) -> Document:
    """Decode, find blocks and tables, for Markdown also comments and the front matter. The text is the decoded file."""
    decoded = decode(data, name)
    check(name, "lines", decoded.text.count("\n") + decoded.text.count("\r"), limits.lines)
    shape = prose(decoded.text, markdown=markdown)
    check(name, "table cells", sum(len(table.cells) for table in shape.tables), limits.cells)
    return Document(
        text=decoded.text,
        blocks=shape.blocks,
        tables=shape.tables,
        title=shape.title,
        media_type="text/markdown" if markdown else "text/plain",
        reader="markdown" if markdown else "text",
        encoding=decoded.encoding,
    )
