"""Document → the HTML of its blocks. Every character of the text is in it, in order.

What belongs here: which element a block becomes, and what happens to text that no block claims. What does not: marks
inside a block (`inline`), the grid of a table (`grid`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from sources.evidence.grid import render_table
from sources.evidence.inline import Inline, Span
from sources.evidence.markup import escape
from sources.model import Block, BlockKind, Document, Ledger, Table

_LINE: Final = re.compile(r"[^\s][^\r\n\f\v\u2028\u2029]*")


def render_article(document: Document, ledger: Ledger, missing: Sequence[Span]) -> str:
    """The inside of `<article>`. Its text, hidden parts included, equals `document.text` (NUL reads as U+FFFD)."""
    blocks = list(_outermost(document))
    outer = set(blocks)
    marks = [block for block in document.blocks if block.kind == BlockKind.PAGE_MARK and block not in outer]
    inline = Inline(document, ledger, missing, marks)
    text = document.text
    tables = {table.start: table for table in document.tables}
    parts: list[str] = []
    at = 0
    for block in blocks:
        # A mark is never cut in two: where one reaches over a block's edge it stays whole, in the block before.
        start, end = (inline.end_of_leaf(max(block.start, at)), inline.end_of_leaf(min(block.end, len(text))))
        if start >= end:
            continue
        parts.append(_unclaimed(inline, text, at, start))
        parts.append(_block(inline, block, start, end, tables.get(start)))
        at = end
    parts.append(_unclaimed(inline, text, at, len(text)))
    return "".join(parts)


def _outermost(document: Document) -> Iterator[Block]:
    """Blocks by start; page marks inside another block are left to `inline`. Tables without a block get one."""
    claimed = {block.start for block in document.blocks if block.kind == BlockKind.TABLE}
    extra = [Block(BlockKind.TABLE, t.start, t.end) for t in document.tables if t.start not in claimed]
    reach = -1
    for block in sorted([*document.blocks, *extra], key=lambda block: (block.start, -block.end)):
        if block.end > reach and block.start < block.end:
            yield block
            reach = block.end


def _block(inline: Inline, block: Block, start: int, end: int, table: Table | None) -> str:
    if block.kind == BlockKind.TABLE and table is not None:
        grid = render_table(inline, table, start, end)
        if grid is not None:
            caption = f' aria-label="{escape(table.caption[:200])}"' if table.caption else ""
            return f'<div class="table" role="region"{caption} tabindex="0">{grid}</div>'
    if block.kind == BlockKind.HEADING:
        level = min(max(block.level, 1) + 1, 6)
        return f"<h{level}>{inline.render(start, end)}</h{level}>"
    if block.kind == BlockKind.PARAGRAPH:
        return f"<p>{inline.render(start, end)}</p>"
    name = {BlockKind.PAGE_MARK: "pagemark", BlockKind.FRONT_MATTER: "front"}.get(block.kind, "lines")
    return f'<div class="{name}">{inline.render(start, end, keep_lines=True)}</div>'


def _unclaimed(inline: Inline, text: str, start: int, end: int) -> str:
    """Text outside all blocks, a paragraph a line; the blanks between stay between the elements, where none shows."""
    parts: list[str] = []
    at = start
    while (line := _LINE.search(text, at, end)) is not None:
        parts.append(escape(text[at : line.start()]))
        at = inline.end_of_leaf(line.end())
        parts.append(f"<p>{inline.render(line.start(), at)}</p>")
    parts.append(escape(text[at:end]))
    return "".join(parts)
