"""Plain text. The document's text is the decoded file, unchanged."""

from __future__ import annotations

from sources.model import Document
from sources.readers.limits import Limits
from sources.readers.plain import read_plain, unmarked

SUFFIXES = (".txt", ".text")

recognises = unmarked


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Decode, find blocks and tables of tabs or pipes."""
    return read_plain(data, name, limits, markdown=False)
