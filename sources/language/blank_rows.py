"""Rows of tables set with blanks in running text: their columns from the head above them.

What belongs here: a head (1986年 1986年比1985年增长％; 产品名称 单位 产量 比上年增长%), the caption before it, and the rows below
(粮食 39109 万吨 3.2) → one reading a number. What does not: tables that a reader has found as such (`sources.tables`), rows whose
numbers do not fit the head; those stay without meaning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from sources.language import subjects
from sources.language.carry import Reading
from sources.language.coding import code_of
from sources.language.quantity import KIND_OF, MULTIPLIER, NOUN, Quantity
from sources.model import Measure

_LEVEL_YEAR: Final = re.compile(r"(?P<year>(?:19|20)\d\d)年(?!比|增长|为|=|价)")
_ANY_YEAR: Final = re.compile(r"(?P<year>(?:19|20)\d\d)年")
_GROWTH: Final = re.compile(r"(?:比[^，。]{0,8}|的?)(?:增长|增减|升降)(?:率|速度)?（?[%％]?|增长速度")
_FOR_ALL: Final = re.compile(r"单位:(?P<unit>[^，。；\d（）]{1,8})$")
_OWN_UNIT: Final = re.compile(r"单位(?!:)")
_HEAD_OF_ALL: Final = re.compile(r"产量|零售额|投资额|出口额|进口额|销售额|货运量|客运量|周转量")
_UNIT: Final = re.compile(rf"(?P<unit>(?:{MULTIPLIER})?(?:{NOUN})[^\d\s，。；:]{{0,6}})$")
_NAME: Final = re.compile(r"^[-—#·]*(?:其中:?|#)?")
_ASIDE: Final = re.compile(r"^（[^（）]*）$")
_NO_HEAD: Final = re.compile(r"[，。；]")
#: A head or a caption is no longer than this.
_LONGEST: Final = 60


@dataclass(slots=True)
class BlankTable:
    """What the paragraphs above a row say of its columns."""

    caption: str = ""
    head: list[str] = field(default_factory=list)
    in_rows: bool = False
    whole: tuple[str, str] = ("", "")  # the last row that names its quantity, and its unit

    def pass_by(self, text: str) -> None:
        """A paragraph that is no row: part of a head, a caption, or running text that ends the table."""
        if _ASIDE.match(text):
            return
        if self.in_rows:
            self.head, self.in_rows, self.whole = [], False, ("", "")
        if text.endswith(":") or re.match(r"[*#]*表\s?\d", text):
            self.caption, self.head = text[-_LONGEST:], []
        elif len(text) > _LONGEST or _NO_HEAD.search(text):
            self.caption, self.head = "", []
            return
        self.head = [*self.head[-3:], text]

    def read(self, text: str, source: str, quantities: list[Quantity], year: int | None) -> list[Reading] | None:
        """The readings of one row's numbers, None where they do not fit the head. `source` keeps the row's blanks."""
        self.in_rows = True
        head = "".join(self.head)
        years = list(dict.fromkeys(match["year"] for match in _LEVEL_YEAR.finditer(head)))
        if not years and (match := _ANY_YEAR.search(head)):
            years = [match["year"]]  # 1990年 比上年增长％
        if not years and year is not None and _OWN_UNIT.search(head):
            years = [str(year)]
        grows = _GROWTH.search(head) is not None
        if not years or len(quantities) != len(years) + grows:
            return None
        name, unit = self._name_and_unit(text, source, quantities, head)
        phrase = self._phrase(name, unit or quantities[0].unit)
        if len(phrase) < 2 and not code_of(phrase):
            return None
        readings = []
        for q, period in zip(quantities, years, strict=False):
            if not (unit or q.unit):
                return None
            readings.append(Reading(phrase, code_of(phrase), Measure.LEVEL, q.value, unit or q.unit, period=period))
        if grows:
            q = quantities[-1]
            value = -q.value if text[q.start - 1 : q.start] == "-" else q.value
            readings.append(Reading(phrase, code_of(phrase), Measure.GROWTH, value, "%", period=years[0], base="上年"))
        for reading in readings:
            reading.rule = "subject.row"
        return readings

    def _name_and_unit(self, text: str, source: str, quantities: list[Quantity], head: str) -> tuple[str, str]:
        """A row's name, and the unit that its head or the word before its first number gives all its levels."""
        words = text[: quantities[0].start].rstrip("-—")
        name = _NAME.sub("", words)
        if match := _FOR_ALL.search(head):
            return name, match["unit"]
        if _OWN_UNIT.search(head):
            before = re.split(r"-?\d", source, maxsplit=1)[0].split()
            last = before[-1] if len(before) > 1 else ""
            if len(before) > 2 and before[-2] in ("万", "亿", "百万", "千万"):
                last = before[-2] + last  # 亿 吨
            if _UNIT.fullmatch(last) and name.endswith(last):
                return name.removesuffix(last), last
        return name, ""

    def _phrase(self, name: str, unit: str) -> str:
        """The indicator of a row: its name, with the quantity that the caption names where the name has none."""
        phrase = subjects.clean(name)
        if subjects.has_head(phrase):
            self.whole = (phrase, unit)
            return phrase
        kind = KIND_OF.get(unit.lstrip("万亿千百"), "")
        heads = sorted(set(_HEAD_OF_ALL.findall(self.caption + "".join(self.head))))
        whole, of = self.whole
        if whole and of == unit and (kind == "energy" or not heads):
            return phrase + whole.removesuffix("总量")  # 货物周转量 … 铁路 …
        counted = kind in ("mass", "volume", "energy", "length", "area", "count")
        if len(heads) == 1 and counted and unit.lstrip("万亿") not in ("头", "只"):
            return f"{phrase}{heads[0]}"
        return phrase
