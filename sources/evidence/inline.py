"""Stretches of the text → HTML: numerals as marks, digits without an entry as alarms, the rest escaped.

What belongs here: everything below a block. What does not: blocks, tables, the ledger's fields (they are in `payload`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from sources.evidence.markup import escape
from sources.model import Block, Disposition, Document, Ledger, Numeral

_DIGITS: Final = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)*")
#: What people do not read: a line torn in two. In markdown also the marks of emphasis.
_TORN: Final = re.compile(r"[ \t\u3000]*[\r\n\f\v\u2028\u2029]\s*")
_TORN_MARKDOWN: Final = re.compile(rf"{_TORN.pattern}|\*\*+")
_ID: Final = re.compile(r' id="[^"]*"| tabindex="[^"]*"')
#: What stands between the cells of a table: blanks, tabs, bars, and the rule below a head.
_SEPARATOR: Final = re.compile(r"[\s|:\\-]*")
_HASHES: Final = re.compile(r"#{1,6}[ \t]+")

Span = tuple[int, int]


def uncovered(text: str, numerals: Sequence[Numeral]) -> list[Span]:
    """The runs of Arabic digits that no numeral of the ledger covers, in order. Ought to be empty."""
    found: list[Span] = []
    at = 0
    for low, high in [*sorted((numeral.start, numeral.end) for numeral in numerals), (len(text), len(text))]:
        found.extend(match.span() for match in _DIGITS.finditer(text, at, low))
        at = high
    return found


def kind_of(numeral: Numeral) -> str:
    """What colours a numeral: the status of an observation, else the disposition."""
    if numeral.disposition == Disposition.OBSERVATION:
        return numeral.status or "unstated"
    return numeral.disposition


class Inline:
    """Renders any stretch of one document. Its output's text is the text of the stretch, always.

    `missing`: digits without an entry. `marks`: the page marks that lie inside another block.
    """

    def __init__(self, document: Document, ledger: Ledger, missing: Sequence[Span], marks: Sequence[Block]) -> None:
        self._text = document.text
        self._torn = _TORN_MARKDOWN if document.media_type == "text/markdown" else _TORN
        self._markdown = document.media_type == "text/markdown"
        leaves = [(n.start, n.end, _numeral(n)) for n in ledger.numerals]
        leaves += [(low, high, f'<strong class="gap">{document.text[low:high]}</strong>') for low, high in missing]
        self._leaves = sorted(leaves)
        self._starts = [leaf[0] for leaf in self._leaves]
        wrappers = [(t.start, t.end, _relative(t.start)) for t in ledger.relative_targets]
        wrappers += [(b.start, b.end, 'span class="pagemark"') for b in marks]
        self._wrappers = _disjoint(sorted(wrappers))
        self._ends = [wrapper[1] for wrapper in self._wrappers]

    def end_of_leaf(self, at: int) -> int:
        """`at`, or the end of the mark that `at` would cut in two."""
        index = bisect_left(self._starts, at) - 1
        return max(at, self._leaves[index][1]) if index >= 0 else at

    def render(self, start: int, end: int, *, keep_lines: bool = False) -> str:
        """HTML of `text[start:end]`. `keep_lines`: line breaks are part of what people read."""
        parts: list[str] = []
        first = bisect_left(self._starts, start)
        at = start
        plain = min([end, *self._starts[first : first + 1]])
        if self._markdown and not keep_lines and (hashes := _HASHES.match(self._text, start, plain)):
            parts.append(hide(hashes[0]))
            at = hashes.end()
        for index in range(first, len(self._leaves)):
            low, high, markup = self._leaves[index]
            if low >= end:
                break
            self._plain(parts, at, low, keep_lines)
            parts.append(markup)
            at = high
        self._plain(parts, at, end, keep_lines)
        return "".join(parts)

    def between(self, start: int, end: int) -> str:
        """What lies between two cells: hidden where it only divides them, shown where it says something."""
        if _SEPARATOR.fullmatch(self._text, start, end):
            return hide(self._text[start:end])
        return self.render(start, end)

    def _plain(self, parts: list[str], start: int, end: int, keep_lines: bool) -> None:
        """Text without marks; relative targets and page marks wrap what they cover of it."""
        index = bisect_left(self._ends, start + 1)
        while start < end:
            if index == len(self._wrappers) or self._wrappers[index][0] >= end:
                parts.append(self._words(start, end, keep_lines))
                return
            low, high, tag = self._wrappers[index]
            if low > start:
                parts.append(self._words(start, low, keep_lines))
            inside = max(low, start), min(high, end)
            if inside[0] > low:  # a numeral or a block's edge divides it: an id stands once
                tag = _ID.sub("", tag)
            parts.append(f"<{tag}>{self._words(*inside, keep_lines)}</span>")
            start = inside[1]
            index += 1

    def _words(self, start: int, end: int, keep_lines: bool) -> str:
        text = self._text
        if keep_lines:
            return escape(text[start:end])
        parts: list[str] = []
        at = start
        for match in self._torn.finditer(text, start, end):
            low, high = match.span()
            if text[low - 1 : low].isascii() and text[high : high + 1].isascii() and not match[0].startswith("*"):
                continue  # between Latin words a line break is read as a blank, and browsers show it so
            parts.append(escape(text[at:low]))
            parts.append(hide(match[0]))
            at = high
        parts.append(escape(text[at:end]))
        return "".join(parts)


def hide(text: str) -> str:
    """Text that keeps its place in the page and is not shown."""
    return f"<i hidden>{escape(text)}</i>" if text else ""


def _numeral(numeral: Numeral) -> str:
    kind = kind_of(numeral)
    names = f"k k-{_token(kind)}"
    if numeral.disposition == Disposition.OBSERVATION:
        names += f" m-{_token(numeral.measure or 'unstated')} {'coded' if numeral.code else 'uncoded'}"
    return f'<b class="{names}" id="n{numeral.start}" role="button" tabindex="-1">{escape(numeral.text)}</b>'


def _relative(start: int) -> str:
    return f'span class="k k-relative" id="r{start}" role="button" tabindex="-1"'


def _token(name: str) -> str:
    """A code as part of a class name; anything but our own code words becomes `other`."""
    return name if re.fullmatch(r"[a-z_]+", name) else "other"


def _disjoint(spans: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept
