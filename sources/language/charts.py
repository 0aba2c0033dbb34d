"""Which stretches of a text are labels of a chart: they bear numbers, but nobody states anything.

What belongs here: recognising what is left of a chart when a page or a scan becomes text. What does not: where paragraphs
begin and end (`layout`), what their numerals are (`ledger`).

A chart's axis names periods one after another with nothing between them (2021年2022年2023年), which no sentence does. From
the sentence before it to the next words with a mark of a sentence all is the chart's: its caption, the heights of its bars,
its legend. A line of nothing but numbers and units is one as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_AXIS: Final = re.compile(
    r"(?:(?:19|20)\d\d\s{0,3}年?\s{0,3}){4,}|(?:1[0-2]|[1-9])月\s{0,3}(?:(?:1[0-2]|[1-9])月\s{0,3}){4,}"
)
#: Where a stretch of bare labels may begin or end: at a sentence's end.
_SENTENCE_END: Final = re.compile(r"[。；！？]")
_PROSE: Final = re.compile(r"[，。；：、！？]")
_WORDS: Final = re.compile(r"\S+")
_FARTHEST: Final = 400
_BARE: Final = re.compile(r"[\d\s.,%％‰年月—\-－–+（）()/]+(?:(?:万|亿)?(?:元|人|吨|美元|公顷|户)[\d\s.,%％年月\-]*)*")
_NUMBERS: Final = re.compile(r"\d+(?:\.\d+)?")
#: Fewer bare numbers in a line may be a page mark, a date, or the end of a torn sentence.
_FEWEST: Final = 3


def charts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of the line `text[start:end]` that are labels of charts, in order and disjoint."""
    if is_bare(text, start, end):
        yield start, end
        return
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


def is_bare(text: str, start: int, end: int) -> bool:
    """Whether a line is numbers and units with blanks between them and nothing else."""
    line = text[start:end].strip()
    return len(line) <= _FARTHEST and _BARE.fullmatch(line) is not None and _is_row(line)


def _is_row(line: str) -> bool:
    return len(_NUMBERS.findall(line)) >= _FEWEST and len(line.split()) >= _FEWEST
