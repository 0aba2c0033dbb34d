"""A title set in two or three lines is one heading.

What belongs here: finding such lines near a document's beginning. What does not: the title of a document as metadata (each
reader knows best where its format keeps it).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from sources.model import Block, BlockKind, Document
from sources.readers.prose import TITLE_WORD

#: A newspaper puts its own words before a communique that it prints.
_BLOCKS: Final = 12
_LONGEST_LINE: Final = 40
_MOST_LINES: Final = 3
_SENTENCE_END: Final = "。！？；：，"
_WORDS: Final = re.compile(r"[\u4e00-\u9fff]{2}")


def titled(document: Document) -> Document:
    """The document with the lines of its title as one heading of level 1, where they stand as paragraphs."""
    blocks = document.blocks
    for at in range(min(len(blocks), _BLOCKS)):
        for count in range(2, _MOST_LINES + 1):
            lines = blocks[at : at + count]
            if len(lines) == count and _is_title(document, lines):
                whole = Block(BlockKind.HEADING, lines[0].start, lines[-1].end, 1, lines[0].page)
                return replace(document, blocks=(*blocks[:at], whole, *blocks[at + count :]))
    return document


def _is_title(document: Document, lines: tuple[Block, ...]) -> bool:
    """Whether these paragraphs say together what the document is, and not without the last."""
    texts = [document.text[block.start : block.end].strip() for block in lines]
    if any(block.kind != BlockKind.PARAGRAPH for block in lines):
        return False
    if any(not text or len(text) > _LONGEST_LINE or text[-1] in _SENTENCE_END for text in texts):
        return False
    if not _WORDS.search(texts[0]):
        return False
    joined = "".join(texts)
    return bool(TITLE_WORD.search(joined)) and not TITLE_WORD.search("".join(texts[:-1])) and joined != texts[-1]
