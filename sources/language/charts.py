"""Which stretches of a text are labels of a chart: they bear numbers, but nobody states anything.

What belongs here: recognising what is left of a chart when a page or a scan becomes text. What does not: where paragraphs
begin and end (`layout`), what their numerals are (`ledger`).

A chart's axis names periods one after another with nothing between them (2021年2022年2023年), which no sentence does. From
the sentence before it to the next words with a mark of a sentence all is the chart's: its caption, the heights of its bars,
its legend. A line of nothing but numbers and units is one as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

_AXIS: Final = re.compile(
    r"(?:(?:19|20)\d\d\s{0,3}年?\s{0,3}){4,}|(?:1[0-2]|[1-9])月\s{0,3}(?:(?:1[0-2]|[1-9])月\s{0,3}){4,}"
)
#: Where a stretch of bare labels may begin or end: at a sentence's end.
_SENTENCE_END: Final = re.compile(r"[。；！？]")
_PROSE: Final = re.compile(r"[，。；：、！？]")
_WORDS: Final = re.compile(r"\S+")
_FARTHEST: Final = 400
#: Numbers, units and marks; a line of them is no sentence.
_BARE: Final = re.compile(r"(?:[\d\s.,%％‰年月—\-－–+（）()/]|(?:万|亿)?(?:美元|元|人次|人|吨|公顷|户|亩))+")
_NUMBERS: Final = re.compile(r"\d+(?:\.\d+)?")
#: Fewer bare numbers in a line, or fewer such lines one after another, may be a page mark, a date, or the end of a torn
#: sentence; below a figure's name they are its own.
_FEWEST: Final = 3
_LABEL: Final = re.compile(r"[^\d，。；：、图表#|]{1,10}\s*-?\d+(?:\.\d+)?\s*[%％]?")
_FIGURE: Final = re.compile(r"[\s%％]{0,4}图\s*\d")


def chart_lines(text: str, lines: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches of a document's lines that are labels of charts, in order and disjoint."""
    bare = [_is_bare(text[start:end]) for start, end in lines]
    beside = _beside_names(text, lines)
    at = 0
    while at < len(lines):
        run = at
        while run < len(lines) and bare[run]:
            run += 1
        if run > at:
            named = at > 0 and _FIGURE.match(text, *lines[at - 1]) is not None
            for number in range(at, run):
                if named or run - at >= _FEWEST or _is_row(text[slice(*lines[number])]):
                    yield lines[number]
            at = run
            continue
        if at in beside:
            yield lines[at]
        else:
            yield from _within(text, *lines[at])
        at += 1


def _beside_names(text: str, lines: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The lines right above or below a figure's name that are a label with its number: 第一产业14.2."""
    found: set[int] = set()
    for at, line in enumerate(lines):
        if _FIGURE.match(text, *line):
            for step in (-1, 1):
                near = at + step
                while 0 <= near < len(lines) and _LABEL.fullmatch(text[slice(*lines[near])].strip()):
                    found.add(near)
                    near += step
    return frozenset(found)


def _within(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of a line with other words in it, each around an axis."""
    after = start
    for axis in _AXIS.finditer(text, start, end):
        if axis.start() < after or not axis.group().strip().endswith(("年", "月")):
            continue
        low = max(after, axis.start() - _FARTHEST)
        for mark in _SENTENCE_END.finditer(text, low, axis.start()):
            low = mark.end()
        high = axis.end()
        for words in _WORDS.finditer(text, axis.end(), min(end, axis.end() + _FARTHEST)):
            if _PROSE.search(words.group()):
                break
            high = words.end()
        yield low, high
        after = high


def _is_bare(line: str) -> bool:
    line = line.strip()
    return len(line) <= _FARTHEST and _NUMBERS.search(line) is not None and _BARE.fullmatch(line) is not None


def _is_row(line: str) -> bool:
    """Whether a bare line alone is surely no part of a sentence: several numbers, or several units around one."""
    words = len(line.split())
    return words > _FEWEST or (words == _FEWEST and len(_NUMBERS.findall(line)) >= _FEWEST)
