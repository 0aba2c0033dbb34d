"""What a document says, as a digest: one text in two encodings, formats or spellings of its blanks is one source.

What belongs here: which characters count. What does not: which of two like documents is kept for which purpose (dbt).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Final

from sources.model import BlockKind, Document

#: Blocks in which a format speaks of the file and not of the matter.
_ASIDE: Final = (BlockKind.FRONT_MATTER, BlockKind.PAGE_MARK)
#: Blanks, punctuation and marks of layout: formats differ in them.
_UNSPOKEN: Final = re.compile(r"[\W_]+")


def text_digest(document: Document) -> str | None:
    """16 hex digits over the letters and digits of the text, widths unified; None where it has none."""
    text, end = [], 0
    for block in sorted((one for one in document.blocks if one.kind in _ASIDE), key=lambda one: one.start):
        text.append(document.text[end : block.start])
        end = max(end, block.end)
    text.append(document.text[end:])
    spoken = _UNSPOKEN.sub("", unicodedata.normalize("NFKC", "".join(text))).casefold()
    return hashlib.sha256(spoken.encode()).hexdigest()[:16] if spoken else None
