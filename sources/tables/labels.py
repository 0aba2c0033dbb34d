"""Row labels → indicator phrases: enumerators and 其中 taken off, the parent's name put where the label needs it.

What belongs here: the wording of row heads. What does not: columns, values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from sources.language.coding import code_of
from sources.tables import units

_ENUMERATOR: Final = re.compile(
    r"^\s*(?:[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|[一二三四五六七八九十]{1,3}\s*[、.．]|\d{1,2}(?:\.\d{1,2}){0,2}\s*(?:[、)）]|[.．]\s*(?!\d)|\s+(?=[\u4e00-\u9fff])))\s*"
)
_PART: Final = re.compile(r"\s*(?:其中\s*[:：]?|[#＃]|[-—·•]+(?=[\u4e00-\u9fff])|[☆★])\s*")
_FEWEST_ROWS: Final = 6
_MOST_STEPS: Final = 4
_SUMS: Final = re.compile(r"合计|总计|小计|总数")
_YEAR: Final = re.compile(r"((?:19|20)\d\d)年(?:末|底)?(?=[\u4e00-\u9fff]{2})")
_UNIT: Final = re.compile(r"[（(]\s*([^（）()=\d]{1,14}?|\d?[^（）()=\d]{1,10})\s*[）)]\s*$")
#: A label that ends so names a quantity by itself.
_QUANTITY: Final = re.compile(
    r"(?:总值|产值|增加值|总额|额|总量|量|数|率|比|比重|强度|收入|支出|投资|人口|面积|余额|存款|贷款|指数|里程|税|利润|成本|价格|浓度|能耗|就业|产出|水平|GDP|涨幅|增速|密度)(?:（[^（）]*）)?$"
)
_GROWTH: Final = re.compile(r"(?:比上年)?(?:的?同比)?(?:增长(?:率|速度|幅度)?|增速|增幅|涨幅|涨跌幅度?)$")


@dataclass(frozen=True, slots=True)
class Label:
    """A row head. `name`: its own words; `phrase`: understandable alone, with the parent's name where it needs one.

    `unit`: the one in its brackets. `growth`: the label itself says that it is a growth. `composed`: phrase is not name.
    `year`: the one that the label opens with (2017年末地方政府债务余额), or that of the label it is a part of.
    """

    name: str
    phrase: str
    unit: str | None = None
    growth: bool = False
    composed: bool = False
    year: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """A row head as it stands: its text, the unit beside it, whether the row has nothing else, and how far it is set in."""

    text: str
    unit: str = ""
    alone: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True)
class _Above:
    """A row head that others may be set in below."""

    depth: int
    name: str
    unit: str
    own: str | None
    value: float | None
    year: str | None


class Heads:
    """Reads the row heads of one label column from top to bottom and remembers what the parts belong to.

    Heads that come again say nothing without what they stand under: the group's name where rows without figures part the
    table (公路 / 货运量, 水路 / 货运量), else the last head that comes once (住户存款 / 活期存款, 企业存款 / 活期存款).
    """

    def __init__(self, column: Sequence[Head] = ()) -> None:
        self._grouped = _grouped(column)
        self._again = frozenset() if self._grouped else _again(column)
        self._set_in = not self._grouped and _steps(column)
        self._above: list[_Above] = []
        self._once = ""
        self._anchor = ""
        self._unit = ""
        self._own: str | None = None
        self._value: float | None = None
        self._group = ""
        self._year: str | None = None

    def group(self, text: str) -> None:
        """A row without figures: it names what follows (公路, 分轻重工业)."""
        self._group = self._anchor = _strip(text)[0].removeprefix("分")
        self._unit, self._own, self._value, self._year = "", None, None, None

    def read(self, text: str, unit: str | None, value: float | None, *, loose: bool, indent: int = 0) -> Label:
        """Read a row head. `unit` and `value` are those of the row's first level figure.

        `loose`: in this table an unmarked row may be a part of the one above it (货物运输总量 / 铁路 / 公路), which is
        believed where it names no quantity itself, has the same unit or none and is not larger. Where the heads of the
        column are set in by steps, `indent` says what a row is a part of.
        """
        bare, part = _strip(text)
        if self._set_in:
            self._find_whole(_depth(text, indent))
        own = year = None
        if found := _YEAR.match(bare):
            year, bare = found.group(1), bare[found.end() :]
        if (found := _UNIT.search(bare)) and (units.known(found.group(1)) or found.group(1) in ("%", "％")):
            own = found.group(1).replace("％", "%")
            bare = bare[: found.start()].strip()
        growth = bool(_GROWTH.search(bare))
        if growth and not re.search(r"价格.{0,4}涨", bare):
            bare = _GROWTH.sub("", bare) or bare
        inherited = self._own if own is None and unit is None else None
        base = units.base(own or unit or inherited)
        if value is not None:
            value *= units.scale(own or unit or inherited)
        needs = not is_quantity(bare) and bare != self._anchor and not code_of(bare)
        belongs = part or (
            loose
            and len(bare) <= 16
            and base == self._unit != ""
            and is_quantity(self._anchor)
            and (value is None or self._value is None or value <= self._value)
        )
        if self._set_in:
            larger = value is not None and self._value is not None and base == self._unit and value > self._value
            belongs = bool(self._anchor) and not larger and not _SUMS.search(bare)
            self._above.append(_Above(_depth(text, indent), bare, base, own, value, year))
        if self._anchor and needs and belongs:
            return Label(bare, f"{self._anchor}（{bare}）", own or inherited, growth, True, year or self._year)
        if bare in self._again and self._once:
            return Label(bare, f"{self._once}（{bare}）", own, growth, True, year or self._year)
        if bare not in self._again:
            self._once = "" if _SUMS.search(bare) else bare
        if self._grouped and self._group and not bare.startswith(self._group):
            counts = is_quantity(self._group) and not is_quantity(bare)  # 招生数 / 普通高中
            phrase = f"{bare}{self._group}" if counts else f"{self._group}{bare}"
            return Label(bare, phrase, own, growth, True, year)
        if not part:
            self._anchor, self._unit, self._own, self._value, self._year = bare, base, own, value, year
        return Label(bare, bare, own, growth, False, year)

    def _find_whole(self, depth: int) -> None:
        """Make the nearest head above that is set in less the one that a row of this depth is a part of."""
        while self._above and self._above[-1].depth >= depth:
            self._above.pop()
        wholes = [above for above in reversed(self._above) if not _SUMS.search(above.name)]
        # The whole that says what is counted: of 保费收入 / 人身险 / 人寿保险 the first.
        whole = next((above for above in wholes if is_quantity(above.name)), wholes[0] if wholes else None)
        self._anchor = whole.name if whole else ""
        self._unit, self._own, self._value, self._year = (
            (whole.unit, whole.own, whole.value, whole.year) if whole else ("", None, None, None)
        )


def _strip(text: str) -> tuple[str, bool]:
    """A row head without enumerator and mark of a part, and whether it had such a mark."""
    bare = _ENUMERATOR.sub("", text, count=1) if _ENUMERATOR.match(text) else text
    part = False
    while found := _PART.match(bare):
        if not found.group().strip():
            break
        part = True
        bare = bare[found.end() :]
    if _ENUMERATOR.match(bare):
        bare = _ENUMERATOR.sub("", bare, count=1)
    return bare.strip("　 :："), part


def _grouped(column: Sequence[Head]) -> bool:
    """Whether the first row and others hold nothing but a head, and what stands under one comes again under another."""
    if not column or not column[0].alone:
        return False
    if any(one.alone and other.alone for one, other in pairwise(column)):  # figures left blank, no groups
        return False
    group, again = "", False
    under: dict[str, str] = {}
    for head in column:
        if head.alone:
            group = head.text
        else:
            again |= under.setdefault(head.text, group) != group
    return again


def _depth(text: str, indent: int) -> int:
    """How far the name itself is set in: 其中： before it counts as if it were blank."""
    found = _PART.match(text)
    return indent + (2 * len(found.group().rstrip()) if found and found.group().strip() else 0)


def _steps(column: Sequence[Head]) -> bool:
    """Whether heads are set in by a few steps, each taken again; centred heads begin anywhere."""
    depths = [_depth(head.text, head.indent) for head in column]
    taken = {depth: depths.count(depth) for depth in depths}
    return (
        len(depths) >= _FEWEST_ROWS
        and len({head.indent for head in column}) > 1
        and 2 <= len(taken) <= min(_MOST_STEPS, len(depths) // 2)
        and depths[0] == min(depths)
        and sum(count > 1 for count in taken.values()) >= len(taken) - 1
    )


def _again(column: Sequence[Head]) -> frozenset[str]:
    """Heads that come more than once with one unit: in several units or in rows one after another it is one and the same."""
    rows: dict[str, list[int]] = {}
    bare = [_strip(head.text)[0] for head in column]
    for at, text in enumerate(bare):
        if not column[at].alone and not _SUMS.search(text) and not text.startswith("其他"):
            rows.setdefault(text, []).append(at)
    return frozenset(
        text
        for text, found in rows.items()
        if len(found) > 1
        and len({column[at].unit for at in found}) == 1
        and all(later - earlier > 1 for earlier, later in pairwise(found))
    )


def is_quantity(name: str) -> bool:
    """Whether a label names a quantity by itself (粮食产量), not only a thing (粮食)."""
    return bool(_QUANTITY.search(name))
