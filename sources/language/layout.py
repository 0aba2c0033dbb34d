"""Text → paragraphs as people read them: torn lines joined, page marks and blanks taken out, offsets kept.

What belongs here: where a paragraph begins and ends, and the map from its compact text back to the document. What does
not: what a paragraph says. The compact text has half-width digits and a small set of punctuation marks, so that the later
stages need one spelling of each; every character of it stands for one character of the document.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import Final

from sources.language.charts import chart_lines
from sources.model import Document

_HALF_WIDTH: Final = (
    {ord("０") + i: str(i) for i in range(10)}
    | {ord("Ａ") + i: chr(ord("A") + i) for i in range(26)}
    | {ord("ａ") + i: chr(ord("a") + i) for i in range(26)}
    | {
        ord("％"): "%",
        ord("．"): ".",
        ord("﹒"): ".",
        ord("："): ":",
        ord("∶"): ":",
        ord("︰"): ":",
        ord(";"): "；",
        ord("("): "（",
        ord(")"): "）",
        ord("["): "［",
        ord("]"): "］",
        ord("〔"): "［",
        ord("〕"): "］",
        ord("－"): "-",
        ord("−"): "-",
        ord("–"): "-",
        ord("—"): "—",
        ord("～"): "~",
        ord("〜"): "~",
        ord("∼"): "~",
        ord("﹪"): "%",
        ord("／"): "/",
        ord("＋"): "+",
        ord("＜"): "<",
        ord("＞"): ">",
        ord("≦"): "≤",
        ord("≧"): "≥",
        ord("!"): "！",
        ord("?"): "？",
        ord("─"): "—",
        ord("―"): "—",
        ord("━"): "—",
        ord("﹣"): "-",
        ord("‐"): "-",
        ord("‑"): "-",
    }
)

#: Characters that stand between others without meaning: blanks of every width, bold marks of markdown, soft
#: hyphens, circled note marks.
_VOID: Final = re.compile(r"[\s\u3000\u00a0\u200b-\u200f\ufeff\u00ad*\x00-\x1f\x7f①-⑳]+")
_PER_MILLE: Final = re.compile(r"%。(?=[；，、）。]|以内|以[上下](?=[，。；、]))|&permil[;；]")
#: A year in Chinese characters, each of which stands for one digit; a dash for the first of them is a misprint.
_WRITTEN_YEAR: Final = re.compile(
    r"(?:[一—―]九|二[〇○零])[〇○零一二三四五六七八九]{2}(?=年|[—到至、和]+(?:一九|二[〇○零])..年)"
)
_WRITTEN_DIGIT: Final = {ord(c): str(i) for i, c in enumerate("零一二三四五六七八九")} | {ord("〇"): "0", ord("○"): "0"}
_YEAR_DIGIT: Final = _WRITTEN_DIGIT | {ord("—"): "1"}
_LINE: Final = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c]+")
_PAGE_MARK: Final = re.compile(
    r"[\s\u3000]*(?:[-—－–·一]+\s*\d{1,4}\s*[-—－–·一]+|第\s*\d{1,4}\s*页(?:\s*共\s*\d{1,4}\s*页)?|\d{1,3}|\d{1,4}\s*/\s*\d{1,4})[\s\u3000]*"
)
_CLOSES: Final = frozenset("。！？；：:!?;…")
_OPENS: Final = re.compile(
    r"[\s\u3000]*(?:#|\||- |[*]{2}|[—─－-]{2}|[一二三四五六七八九十]+[、.．]|第[一二三四五六七八九十百]+[章节部篇条]|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|[（(]?\d{1,2}[）)、]|\d{1,2}[.．](?!\d)|[表图]\s*\d)"
)
#: The name of a table or figure goes on in no line.
_NAME_LINE: Final = re.compile(r"[\s\u3000]*[表图]\s*\d[^，。；！？]*")
#: How a line goes on that was cut inside a number's unit or before a mark.
_RESUMES: Final = re.compile(
    r"[\s\u3000]*(?:[，。；、）％%‰]|(?:万|亿|千|百)*(?:元|美元|吨|公斤|人|户|家|个|亩|公里|平方|立方|千瓦|公顷|万|亿|件|所|张|头|只|辆|台|套))"
)
_RUN_IN_HEAD: Final = re.compile(r"(?P<head>[一二三四五六七八九十]{1,3}、[^\s，。；、：:]{2,14})[ \u3000\u00a0]+(?=\S)")
#: The same in bold, which tells where it ends whatever commas it holds: **一、发展加快，实力增强** 全年…
_BOLD_HEAD: Final = re.compile(
    r"[ \u3000]*\*\*(?P<head>[一二三四五六七八九十]{1,3}、[^*\r\n。；！：:]{2,40})\*\*[ \u3000]+(?=[^\s*])"
)
#: A heading that was glued to the end of the paragraph before it.
_GLUED_HEAD: Final = re.compile(r"(?<=[。！])(?P<head>[一二三四五六七八九十]{1,3}、[^，。；！]{4,36})$")
_FRONT_MATTER: Final = re.compile(r"\ufeff?---[ \t]*\r?\n.*?\n---[ \t]*(?=\r?\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in compact spelling. `origin[i]` is the document offset of `text[i]`; None: `base + i`."""

    text: str
    base: int
    origin: list[int] | None
    kind: str  # "text", "front", "page", "chart"
    source: str  # the document's own text from offset `first` on
    first: int

    def offset(self, index: int) -> int:
        """Document offset of a compact index."""
        return self.base + index if self.origin is None else self.origin[index]

    def end_offset(self, index: int) -> int:
        """Document offset just after the compact character before `index`."""
        return self.base + index if self.origin is None else self.origin[index - 1] + 1


def paragraphs(document: Document) -> list[Paragraph]:
    """The paragraphs of a document in order; what lies inside its tables is left out."""
    text = document.text
    front = _FRONT_MATTER.match(text)
    out: list[Paragraph] = []
    if front:
        out.extend(_compact(text, [line.span()], "front") for line in _LINE.finditer(text, 0, front.end()))
    lines = _lines(text, front.end() if front else 0)
    if document.tables:
        lines = _outside(lines, [(table.start, table.end) for table in document.tables])
    width = _width(text, lines)
    labels = list(chart_lines(text, lines))
    out.extend(_compact(text, [stretch], "chart") for stretch in labels)
    lines = _outside(lines, labels) if labels else lines
    pending: list[tuple[int, int]] = []
    for start, end in lines:
        if end - start <= 24 and _PAGE_MARK.fullmatch(text, start, end):
            if not text[start:end].isspace():
                out.append(_compact(text, [(start, end)], "page"))
            continue
        if not text[start:end].strip():
            continue
        if pending and not (
            _resumes(text, pending[-1], (start, end))
            or (_torn(text, pending[-1], width) and not _OPENS.match(text, start, end))
        ):
            out.append(_compact(text, pending, "text"))
            pending = []
        pending.append((start, end))
    if pending:
        out.append(_compact(text, pending, "text"))
    return out


def _lines(text: str, start: int) -> list[tuple[int, int]]:
    """Lines, a heading set in front of its first sentence (八、财政金融 全年…) as a line of its own."""
    out: list[tuple[int, int]] = []
    for match in _LINE.finditer(text, start):
        low, high = match.span()
        cursor = low
        if bold := _BOLD_HEAD.match(text, low, high):
            out.append((bold.start("head"), bold.end("head")))
            cursor = low = bold.end("head") + 2
        for head in _RUN_IN_HEAD.finditer(text, low, high):
            before = text[max(low, head.start() - 3) : head.start()].rstrip()
            if head.start() > low and before[-1:] not in ("。", "；", ""):
                continue
            if head.start() > cursor and text[cursor : head.start()].strip():
                out.append((cursor, head.start()))
            out.append((head.start(), head.end("head")))
            cursor = head.end("head")
        glued = _GLUED_HEAD.search(text[max(cursor, high - 44) : high].rstrip())
        if glued is not None and cursor < high:
            edge = max(cursor, high - 44) + glued.start()
            out.append((cursor, edge))
            cursor = edge
        out.append((cursor, high))
    return out


def _outside(lines: list[tuple[int, int]], holes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Lines without the parts that lie in tables (both ordered)."""
    kept: list[tuple[int, int]] = []
    for start, end in lines:
        cursor = start
        for low, high in holes:
            if high <= cursor or low >= end:
                continue
            if low > cursor:
                kept.append((cursor, low))
            cursor = max(cursor, high)
        if cursor < end:
            kept.append((cursor, end))
    return kept


def _width(text: str, lines: list[tuple[int, int]]) -> float:
    """The columns from which a line without closing mark counts as wrapped: near the document's own line width.

    In a document set one paragraph a line the 90th percentile is hundreds of characters, so captions stay apart.
    """
    lengths = sorted(end - start for start, end in lines if end - start > 1)
    if not lengths or lengths[int(len(lengths) * 0.9)] > 120:
        return 100.0
    columns = sorted(_columns(text[start:end]) for start, end in lines if end - start > 1)
    return max(26.0, 0.85 * columns[int(len(columns) * 0.9)])


def _columns(line: str) -> int:
    """Width of a line on a typewriter: a Chinese character takes two columns."""
    return (len(line.encode("utf-8", "replace")) + len(line)) // 2


def _torn(text: str, line: tuple[int, int], width: float) -> bool:
    """Whether a line goes on in the next one."""
    start, end = line
    tail = text[max(start, end - 8) : end].rstrip().rstrip("*")
    if not tail or tail[-1] in _CLOSES or _NAME_LINE.fullmatch(text, start, end):
        return False
    return tail[-1] in "，、," or ((end - start) * 2 >= width and _columns(text[start:end]) >= width)


def _resumes(text: str, line: tuple[int, int], following: tuple[int, int]) -> bool:
    """Whether a line was cut inside a number's unit or before a mark."""
    if text[line[1] - 1].isdigit() or text[following[0]] in "，。；、）％%‰":
        return _RESUMES.match(text, *following) is not None
    return False


def _spelled(text: str) -> str:
    """One spelling of every character, of years (一九五八年) and of the misprints of ‰ (％。, &permil;); as long as the text."""
    raw = text.translate(_HALF_WIDTH)
    if "%。" in raw or "&permil" in raw:
        raw = _PER_MILLE.sub(lambda match: "‰" + "\u200b" * (len(match.group()) - 1), raw)
    return _WRITTEN_YEAR.sub(lambda match: match.group().translate(_YEAR_DIGIT), raw)


def _compact(text: str, pieces: list[tuple[int, int]], kind: str) -> Paragraph:
    """One paragraph from its lines, voids out; a void between two digits stays as one blank."""
    start, end = pieces[0][0], pieces[-1][1]
    if len(pieces) == 1:
        raw = _spelled(text[start:end])
        if not _VOID.search(raw):
            return Paragraph(raw, start, None, kind, text[start:end], start)
    else:
        # what lies between two lines (breaks, page marks that are paragraphs of their own) is void
        spelled = [text[pieces[0][0] : pieces[0][1]]]
        for (_, left), (right, stop) in itertools.pairwise(pieces):
            spelled += ("\n" * (right - left), text[right:stop])
        raw = _spelled("".join(spelled))
    out: list[str] = []
    origin: list[int] = []
    cursor = 0
    size = len(raw)
    for gap in _VOID.finditer(raw):
        low, high = gap.span()
        if low > cursor:
            out.append(raw[cursor:low])
            origin.extend(range(start + cursor, start + low))
        # no number goes over a line's end: a page mark may stand there
        number = "0123456789，,." if "\n" in gap.group() else "0123456789"
        if low and high < size and raw[low - 1] in number and raw[high] in "0123456789":
            out.append(" ")
            origin.append(start + low)
        cursor = high
    if cursor < size:
        out.append(raw[cursor:])
        origin.extend(range(start + cursor, end))
    joined = "".join(out)
    if not joined:
        return Paragraph("", start, None, kind, "", start)
    if origin[-1] - origin[0] + 1 == len(origin):
        return Paragraph(joined, origin[0], None, kind, text[start:end], start)
    return Paragraph(joined, start, origin, kind, text[start:end], start)
