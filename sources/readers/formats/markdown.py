"""Markdown, with or without front matter. The document's text is the decoded file, unchanged, marks included."""

from __future__ import annotations

from sources.model import Document
from sources.readers.limits import Limits
from sources.readers.plain import read_plain, unmarked

SUFFIXES = (".md", ".markdown")

recognises = unmarked


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Decode, find blocks, pipe tables, comments and the front matter."""
    return read_plain(data, name, limits, markdown=True)
