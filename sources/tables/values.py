"""One cell's text → the figures in it: value, sign, unit, bound.

What belongs here: the grammar of a cell (3.5以内, ≥6, 5-6%, 2.02:1, 1.2万亿元). What does not: headers, which say what a
figure measures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sources.model import Bound

_DIGITS: Final = {ord("０") + value: str(value) for value in range(10)} | {
    ord("．"): ".",
    ord("，"): ",",
    ord("％"): "%",
    ord("－"): "-",
    ord("−"): "-",
    ord("–"): "-",
    ord("＋"): "+",
    ord("："): ":",
    ord("∶"): ":",
    ord("～"): "~",
    ord("〜"): "~",
}
#: A numeral of a cell. Thousands separators belong to it only in full groups of three.
NUMERAL: Final = re.compile(
    r"[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?:[.．][0-9０-９]+)?|[0-9０-９]+(?:[.．][0-9０-９]+)?"
)
_NUMBER: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_BEFORE: Final = r"[^\d\n]{0,10}?"
_AFTER: Final = r"[^\d\n]{0,14}"
_SINGLE: Final = re.compile(rf"(?P<before>{_BEFORE})(?P<sign>[-+±]?)\s*(?P<number>{_NUMBER})(?P<after>{_AFTER})")
_RANGE: Final = re.compile(
    rf"(?P<before>{_BEFORE})(?P<low>{_NUMBER})(?P<unit>%?)\s*(?:[-~—至到]|——)\s*(?P<number>{_NUMBER})(?P<after>{_AFTER})"
)
_RATIO: Final = re.compile(rf"(?P<number>{_NUMBER})\s*:\s*1")
_PLACEHOLDER: Final = re.compile(r"[-—–－/\\.…·*＊×〃\s]*|持平|无|空|n/?a", re.IGNORECASE)
#: Words around a figure that people write in cells; anything else makes the cell a text.
_LEADING: Final = re.compile(
    r"(?:增长|增|上升|下降|降|减少|负增长|约|近|超过?|突破|达到?|不低于|不少于|不小于|高于|大于|不高于|不超过?|不大于|低于|小于|少于|控制在|力争|确保|保持在?|左右|[<>≤≥＜＞≦≧≈]|\s)*"
)
_GE: Final = re.compile(r"不低于|不少于|不小于|(?<!不)(?:高于|大于|超)|突破|≥|>|＞|≧")
_LE: Final = re.compile(r"不高于|不超|不大于|(?<!不)(?:低于|小于|少于)|控制在|≤|<|＜|≦")
_FALL: Final = re.compile(r"下降|降|减少|负增长")
_ABOVE: Final = re.compile(r"以上|及以上|\+$|余$")
_BELOW: Final = re.compile(r"以内|以下|之内")
_ABOUT: Final = re.compile(r"左右|上下")
_TRAILING: Final = re.compile(
    r"(?:\s|以上|及以上|以内|以下|之内|左右|上下|\+|余|（[^（）]{0,12}）|\([^()]{0,12}\)|[*＊①-⑩])*"
)
_UNIT: Final = re.compile(
    r"%|‰|个百分点|百分点|倍|[万千百亿]*(?:元|美元|人次|人|吨标准煤|吨|公里|千米|平方公里|平方米|立方米|千瓦时|千瓦|公顷|亩|户|家|个|项|件|辆|台|套|张|天|岁|年|次|所|床|斤|公斤|微克/立方米|位|名|条|株|头|只|艘|标箱)?(?:/[人年日吨户亩])?"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a cell: offsets inside the cell's text, the value with its sign, unit ("" where the cell has none)."""

    start: int
    end: int
    value: float
    bound: Bound = Bound.EQ
    unit: str = ""


def is_placeholder(text: str) -> bool:
    """A dash, dots or nothing: the cell says that there is no figure."""
    return len(text) <= 8 and _PLACEHOLDER.fullmatch(text) is not None


@lru_cache(maxsize=32_768)
def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a cell; empty where the cell is a text with digits in it or has none. Linear."""
    if len(text) > 48:
        return ()
    flat = text.translate(_DIGITS)
    if match := _RATIO.fullmatch(flat.strip()):
        offset = len(flat) - len(flat.lstrip())
        start, end = match.span("number")
        return (Figure(start + offset, end + offset, _float(match["number"])),)
    if match := _SINGLE.fullmatch(flat):
        return _single(match)
    if match := _RANGE.fullmatch(flat):
        return _range(match)
    return ()


def _single(match: re.Match[str]) -> tuple[Figure, ...]:
    before, after = match["before"], match["after"]
    if not _LEADING.fullmatch(before):
        return ()
    unit, rest = _split(after)
    if not _TRAILING.fullmatch(rest):
        return ()
    value = _float(match["number"])
    if match["sign"] == "-" or _FALL.search(before):
        value = -value
    return (Figure(*match.span("number"), value, _bound(before, rest), unit),)


def _range(match: re.Match[str]) -> tuple[Figure, ...]:
    unit, rest = _split(match["after"])
    low, high = _float(match["low"]), _float(match["number"])
    if not _LEADING.fullmatch(match["before"]) or not _TRAILING.fullmatch(rest) or low >= high:
        return ()
    unit = unit or match["unit"]
    return (
        Figure(*match.span("low"), low, Bound.GE, unit),
        Figure(*match.span("number"), high, Bound.LE, unit),
    )


def _split(after: str) -> tuple[str, str]:
    """A leading unit and what follows it."""
    stripped = after.lstrip()
    match = _UNIT.match(stripped)
    unit = match.group() if match else ""
    return unit, stripped[len(unit) :]


def _bound(before: str, after: str) -> Bound:
    if _ABOUT.search(after) or re.search(r"约|近|≈|左右", before):
        return Bound.APPROX
    if _ABOVE.search(after) or _GE.search(before):
        return Bound.GE
    if _BELOW.search(after) or _LE.search(before):
        return Bound.LE
    return Bound.EQ


def _float(text: str) -> float:
    return float(text.replace(",", ""))
