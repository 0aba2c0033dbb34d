"""Text lines → Blocks: front matter, headings, paragraphs as people read them, page marks, pipe and tab tables.

What belongs here: the shape of plain and markdown text. What does not: decoding, markup of other formats, meaning.
The text is never changed; blocks and cells are stretches of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from sources.model import Block, BlockKind, Cell, Table

_BLANKS: Final = " \u3000\u00a0\u200b\ufeff"
_LINE: Final = re.compile(r"[^\r\n\f\v\u2028\u2029]+")
_FRONT: Final = re.compile(r"\ufeff?---[ \t]*\r?\n(?:.{0,2000}\r?\n){0,60}?-{3,}[ \t]*(?=\r?\n|\Z)")
_PAGE_MARK: Final = re.compile(
    r"[-—－–·]+\s*\d{1,4}\s*[-—－–·]+|第\s*\d{1,4}\s*页(?:[\s,，/]*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}|—?\s*\d{1,3}\s*—?"
)
_HASHES: Final = re.compile(r"(#{1,6})\s+\S")
_BOLD: Final = re.compile(r"\*{2,3}(.+?)\*{2,3}")
_NUMERALS: Final = "一二三四五六七八九十百〇零"
#: Markers that open a heading in a report, with the depth they usually have.
_MARKERS: Final[tuple[tuple[re.Pattern[str], int], ...]] = (
    (re.compile(rf"第[{_NUMERALS}]+[篇编部]"), 2),
    (re.compile(rf"第[{_NUMERALS}]+[章]"), 3),
    (re.compile(rf"[{_NUMERALS}]+\s*、"), 2),
    (re.compile(rf"第[{_NUMERALS}]+节"), 3),
    (re.compile(rf"[（(][{_NUMERALS}]+[)）]"), 3),
)
_SENTENCE_END: Final = "。！？；：!?;:，,、"
_CLAUSE: Final = re.compile("[。！？；]")
#: Words that end the title of a document this project reads.
TITLE_WORD: Final = re.compile(
    "工作报告|统计公报|公报|计划草案的报告|执行情况.*报告|发展规划|规划纲要|计划纲要|纲要|五年计划|五年规划"
)
_BYLINE: Final = re.compile(r"(?:代理?|副)?(?:省长|市长|主席|州长|总理|专员|盟长|县长|区长|国务院)")
_HEADING_LENGTH: Final = 60
_BOLD_HEADING_LENGTH: Final = 100
_TABLE_NAME: Final = re.compile(r"[附续]?表\s*[\d一二三四五六七八九十]*")
_FIGURE_NAME: Final = re.compile(r"图\s*[\d一二三四五六七八九十]|!\[|<img")
_PIPE_RULE: Final = re.compile(r"\|?[\s:|-]*-[\s:|-]*")


@dataclass(frozen=True, slots=True)
class Shape:
    """What prose() found: blocks by start, tables by start, the title, and `key: value` lines of the front matter."""

    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]
    title: str
    front_matter: tuple[tuple[str, str], ...]


def prose(text: str, *, markdown: bool) -> Shape:
    """Find the blocks of a decoded text. Linear in its length."""
    blocks: list[Block] = []
    tables: list[Table] = []
    fields: tuple[tuple[str, str], ...] = ()
    at = 0
    if front := _FRONT.match(text):
        blocks.append(Block(BlockKind.FRONT_MATTER, 0, front.end()))
        fields = tuple(_fields(front.group()))
        at = front.end()
    lines = [_strip(text, match.start(), match.end()) for match in _LINE.finditer(text, at)]
    lines = [line for line in lines if line[0] < line[1]]
    asides = _asides(text, at) if markdown else []
    wrap = None if markdown else _wrap_width(text, lines)
    title, title_lines = _title(text, lines, dict(fields))
    index = 0
    first = True
    if title_lines > 1 and not markdown:
        blocks.append(Block(BlockKind.HEADING, lines[0][0], lines[title_lines - 1][1], 1))
        index, first = title_lines, False
    while index < len(lines):
        start, end = lines[index]
        if asides and asides[0][0] <= start:
            low, high = asides.pop(0)
            while index < len(lines) and lines[index][0] < high:
                index += 1
            blocks.append(Block(BlockKind.FRONT_MATTER, low, high))
            continue
        if taken := _table(text, lines, index):
            table, index = taken
            tables.append(table)
            blocks.append(Block(BlockKind.TABLE, table.start, table.end))
            continue
        line = text[start:end]
        if end - start <= 24 and _PAGE_MARK.fullmatch(line):
            blocks.append(Block(BlockKind.PAGE_MARK, start, end))
            index += 1
            continue
        level = heading_level(line, first=first)
        first = False
        if level:
            blocks.append(Block(BlockKind.HEADING, start, end, level))
            index += 1
            continue
        index, stop, marks = _paragraph(text, lines, index, wrap)
        blocks.append(Block(BlockKind.PARAGRAPH, start, stop))
        blocks.extend(marks)
    return Shape(tuple(blocks), tuple(tables), title, fields)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without blanks at its ends. Tabs stay: at the ends of a line they are empty cells."""
    line = text[start:end]
    blanks = _BLANKS if "\t" in line and line.strip() else None
    return start + len(line) - len(line.lstrip(blanks)), start + len(line.rstrip(blanks))


def _fields(front: str) -> Iterator[tuple[str, str]]:
    for line in front.splitlines():
        key, colon, value = line.partition(":")
        if colon and key.strip() and value.strip():
            yield key.strip().lower(), value.strip().strip("\"'")


def _asides(text: str, at: int) -> list[tuple[int, int]]:
    """Comments and folded contents lists of a markdown file, which no reader of the page sees as its text."""
    found: list[tuple[int, int]] = []
    while True:
        starts = [
            (text.find(opening, at), closing) for opening, closing in (("<!--", "-->"), ("<details", "</details>"))
        ]
        starts = [pair for pair in starts if pair[0] >= 0]
        if not starts:
            return found
        start, closing = min(starts)
        stop = text.find(closing, start)
        if stop < 0:
            return found
        at = stop + len(closing)
        if not text[text.rfind("\n", 0, start) + 1 : start].strip():  # one inside a line stays part of its paragraph
            found.append((start, at))


def _wrap_width(text: str, lines: Sequence[tuple[int, int]]) -> float | None:
    """The length from which an unfinished line goes on in the next one; None where lines are whole paragraphs."""
    lines = [line for line in lines if text.find("\t", *line) < 0]  # rows of tables are no wrapped lines
    lengths = sorted(end - start for start, end in lines)
    if len(lengths) < 12:
        return None
    full = lengths[int(len(lengths) * 0.9)]
    if full > 90:
        return None
    long = [(start, end) for start, end in lines if end - start >= 0.8 * full]
    torn = sum(text[end - 1] not in "。！？；：”）!?;:" for _, end in long)
    return 0.7 * full if len(long) >= 8 and torn * 2 > len(long) else None


def _paragraph(
    text: str, lines: Sequence[tuple[int, int]], index: int, wrap: float | None
) -> tuple[int, int, list[Block]]:
    """The paragraph that opens at `index`: the next index, its end, and page marks inside it."""
    start, end = lines[index]
    index += 1
    marks: list[Block] = []
    if wrap is None:
        return index, end, marks
    while index < len(lines) and text[end - 1] not in "。！？；：!?;:" and end - start >= wrap:
        skipped: list[Block] = []
        ahead = index
        while ahead < len(lines) and lines[ahead][1] - lines[ahead][0] <= 24:
            low, high = lines[ahead]
            # A bare number may be text that the page's edge cut off; only decorated ones are marks inside a paragraph.
            if text[low:high].isdigit() or not _PAGE_MARK.fullmatch(text[low:high]):
                break
            skipped.append(Block(BlockKind.PAGE_MARK, low, high))
            ahead += 1
        if ahead == len(lines) or heading_level(text[lines[ahead][0] : lines[ahead][1]]):
            break
        marks.extend(skipped)
        start, end = lines[ahead]
        index = ahead + 1
    return index, end, marks


def heading_level(line: str, *, first: bool = False, markup: bool = True) -> int:
    """The depth of a heading, or 0. `first` says that nothing stands before the line, so it may be the title.

    `markup`: whether # and ** may be Markdown; elsewhere "# 小麦" is an item of the line above.
    """
    if markup and line[0] == "#" and (hashes := _HASHES.match(line)):
        return len(hashes.group(1))
    if markup and line[0] == "*" and len(line) <= _BOLD_HEADING_LENGTH and (bold := _BOLD.fullmatch(line)):
        inner = bold.group(1).strip()
        if depth := _marker(inner):
            return depth
        if TITLE_WORD.search(inner) and len(inner) <= _HEADING_LENGTH:
            return 1 if first or not any(character in inner for character in "，；") else 2
        if inner and inner[-1] not in _SENTENCE_END and len(inner) <= 40 and not _BYLINE.match(inner):
            return 2
        return 0
    if len(line) > _HEADING_LENGTH:
        return 0
    if (
        (depth := _marker(line))
        and not _CLAUSE.search(line[:-1])
        and (line[-1] not in _SENTENCE_END or len(line) <= 35)
    ):
        return depth
    return 1 if first and TITLE_WORD.search(line) and line[-1] not in _SENTENCE_END else 0


def _marker(line: str) -> int:
    return next((depth for pattern, depth in _MARKERS if pattern.match(line)), 0)


def _title(text: str, lines: Sequence[tuple[int, int]], fields: dict[str, str]) -> tuple[str, int]:
    """The front matter's title, or the first lines up to the word that says what the document is, and how many lines."""
    if fields.get("title"):
        return fields["title"], 0
    joined = ""
    for count, (start, end) in enumerate(lines[:5], 1):
        if "\t" in text[start:end]:
            break  # the first row of a table
        joined += text[start:end].strip("#* \t　")
        if len(joined) > 120 or text[end - 1] in _SENTENCE_END:
            break
        if TITLE_WORD.search(joined):
            return " ".join(joined.split()), count
    return (" ".join(text[lines[0][0] : lines[0][1]].strip("#* \t　").split())[:120] if lines else ""), 0


def _table(text: str, lines: Sequence[tuple[int, int]], index: int) -> tuple[Table, int] | None:
    """The pipe or tab table whose first row is at `index`, and the index after it."""
    start, end = lines[index]
    if text[start] == "|":
        return _pipe_table(text, lines, index)
    if "\t" in text[start:end]:
        return _tab_table(text, lines, index)
    return None


def _pipe_table(text: str, lines: Sequence[tuple[int, int]], index: int) -> tuple[Table, int] | None:
    stop = index
    cells: list[Cell] = []
    row = 0
    while stop < len(lines) and text[lines[stop][0]] == "|":
        low, high = lines[stop]
        if not _PIPE_RULE.fullmatch(text, low, high):
            bars = [at for at in range(low, high) if text[at] == "|" and text[at - 1 : at] != "\\"]
            edges = [*bars, high] if bars[-1] != high - 1 else bars
            for column, (left, right) in enumerate(pairwise(edges)):
                cells.append(_cell(text, row, column, left + 1, right))
            row += 1
        stop += 1
    if row < 2:
        return None
    return Table(lines[index][0], lines[stop - 1][1], tuple(cells), _caption(text, lines, index)), stop


def _tab_table(text: str, lines: Sequence[tuple[int, int]], index: int) -> tuple[Table, int] | None:
    columns = text.count("\t", *lines[index])
    stop = index
    cells: list[Cell] = []
    while stop < len(lines) and text.count("\t", *lines[stop]) == columns:
        at, high = lines[stop]
        for column in range(columns + 1):
            right = text.find("\t", at, high)
            right = high if right < 0 else right
            cells.append(_cell(text, stop - index, column, at, right))
            at = right + 1
        stop += 1
    if stop - index < 2:
        return None
    return Table(lines[index][0], lines[stop - 1][1], tuple(cells), _caption(text, lines, index)), stop


def _cell(text: str, row: int, column: int, start: int, end: int) -> Cell:
    inner = text[start:end]
    low = start + len(inner) - len(inner.lstrip())
    high = max(low, start + len(inner.rstrip()))
    return Cell(row, column, low, high, text[low:high])


def _caption(text: str, lines: Sequence[tuple[int, int]], index: int) -> str:
    """The table's name and unit line: up to three short lines above it."""
    kept: list[str] = []
    for start, end in reversed(lines[max(0, index - 3) : index]):
        line = text[start:end].strip("#*|> \t　")
        if not captions(line):
            break
        kept.append(line)
        if _TABLE_NAME.match(line):
            break
    return " ".join(reversed(kept))


def captions(line: str) -> bool:
    """Whether a line above a table may name it: short, no sentence, no figure's name, no picture."""
    return bool(line) and len(line) <= 80 and line[-1] not in "。；" and not _FIGURE_NAME.match(line)
