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
_IN_NAME: Final = re.compile(rf"（(?P<unit>(?:{MULTIPLIER})?(?:{NOUN})[^\d\s，。；:（）]{{0,6}})）$")
_NAME: Final = re.compile(r"^[-—#·]*(?:其中:?|#)?")
_ASIDE: Final = re.compile(r"^（[^（）]*）$")
_ASIDES: Final = re.compile(r"[（(][^（）()]*[）)]")
_NO_HEAD: Final = re.compile(r"[，。；]")
#: A row: a name and numbers with no more than a unit between them. Its columns are not known.
_ROW: Final = re.compile(
    r"[-—]*(?:其中:)?[^\d，。；:！？“”]{1,28}(?:（[^（）]{0,9}\d[^（）]{0,7}）)?(?:-?\d++(?:[,，]\d{3})*+(?:\.\d++)?[^\d，。；:！？、和]{0,6}+){2,}"
)
#: One number without a unit after a name and a blank: the unit stands in a head that the text has lost.
_SHORT_ROW: Final = re.compile(r"[-—#]*(?:其中:)?[^\d，。；:！？“”]{2,20}-?\d+(?:\.\d+)?")
#: A row whose growth is a word: 蚕茧 53.4 万吨 持平.
_SAME_ROW: Final = re.compile(r"[^\d，。；:！？“”]{1,20}\d++(?:[,，]\d{3})*+(?:\.\d++)?[^\d，。；:！？、和]{1,8}持平")
#: The row above once more in another unit: （149.2亿平方米）（9.4）.
_AGAIN: Final = re.compile(
    r"（?折?-?\d++(?:[,，]\d{3})*+(?:\.\d++)?[^\d，。；:！？、和（）]{1,8}）?(?:（?-?\d++(?:\.\d++)?倍?）?)?"
)
_BLANK_BEFORE_LAST: Final = re.compile(r"\s-?[\d.]+$")
_NO_ROW: Final = re.compile(
    r"^（(?!折?\d)|^[表图]\d{1,2}(?!\d)|(?:19|20)\d\d[./-]\d|增长|下降|达到?|为|提高|减少|增加|年\d|第\d|月\d"
)
#: A head or a caption is no longer than this.
_LONGEST: Final = 60


@dataclass(slots=True)
class BlankTable:
    """What the paragraphs above a row say of its columns."""

    caption: str = ""
    head: list[str] = field(default_factory=list)
    in_rows: bool = False
    whole: tuple[str, str] = ("", "")  # the last row that names its quantity, and its unit
    last: str = ""  # the phrase of the last row

    def takes(self, text: str, source: str, numbers: int) -> bool:
        """Whether a paragraph is a row: a name, a blank, and a number or several; in a table also 持平 for a number."""
        if _NO_ROW.search(text):
            return False
        if self.in_rows and self.last and (_SAME_ROW.fullmatch(text) or _AGAIN.fullmatch(text)):
            return True
        if numbers == 1:
            return _SHORT_ROW.fullmatch(text) is not None and _BLANK_BEFORE_LAST.search(source.strip()) is not None
        return _ROW.fullmatch(text) is not None

    def pass_by(self, text: str) -> None:
        """A paragraph that is no row: part of a head, a caption, or running text that ends the table."""
        if _ASIDE.match(text):
            return
        if self.in_rows:
            self.head, self.in_rows, self.whole, self.last = [], False, ("", ""), ""
        if text.endswith(":") or re.match(r"[*#]*表\s?\d", text):
            self.caption, self.head = text[-_LONGEST:], []
        elif len(text) > _LONGEST or _NO_HEAD.search(text):
            self.caption, self.head = "", []
            return
        self.head = [*self.head[-3:], text]

    def read(self, text: str, source: str, quantities: list[Quantity], year: int | None) -> list[Reading | None]:
        """The readings of one row's numbers, None for a number that does not fit the head. `source` keeps the blanks."""
        self.in_rows = True
        nothing: list[Reading | None] = [None] * len(quantities)
        head = "".join(self.head)
        years = list(dict.fromkeys(match["year"] for match in _LEVEL_YEAR.finditer(head)))
        if not years and (match := _ANY_YEAR.search(head)):
            years = [match["year"]]  # 1990年 比上年增长％
        if not years and year is not None and _OWN_UNIT.search(head):
            years = [str(year)]
        # a number inside the name measures nothing: 化肥（折100%）, 粮食（注3）
        noted = _noted(text, quantities)
        cells = quantities[noted:]
        grows = _GROWTH.search(head) is not None
        again = bool(self.last) and _AGAIN.fullmatch(text) is not None
        without = grows and len(cells) == len(years) and (again or text.endswith("持平"))
        if not years or not cells or len(cells) != len(years) + (grows and not without):
            return nothing
        name, unit = self._name_and_unit(text, source, cells, head)
        phrase = self.last if again else self._phrase(name, unit or cells[0].unit)
        if not phrase:
            return nothing
        self.last = phrase
        code = None if again else code_of(phrase)
        readings = nothing[:noted]
        for q, period in zip(cells, years, strict=False):
            if not (unit or q.unit):
                return nothing
            readings.append(Reading(phrase, code, Measure.LEVEL, q.value, unit or q.unit, period=period))
        if grows and not without:
            q = cells[-1]
            value = -q.value if text[q.start - 1 : q.start] == "-" else q.value
            grown = "倍" if q.noun == "倍" else "%"
            readings.append(Reading(phrase, code, Measure.GROWTH, value, grown, period=years[0], base="上年"))
        for reading in readings:
            if reading is not None:
                reading.rule = "subject.row"
        return readings

    def _name_and_unit(self, text: str, source: str, quantities: list[Quantity], head: str) -> tuple[str, str]:
        """A row's name, and the unit that its head or the word before its first number gives all its levels."""
        words = text[: quantities[0].start].rstrip("-—")
        name = _NAME.sub("", words)
        if match := _FOR_ALL.search(head):
            return name, match["unit"]
        if (match := _IN_NAME.search(name)) and not quantities[0].unit:
            return name[: match.start()], match["unit"]  # 货物周转量（亿吨公里） 35436
        if _OWN_UNIT.search(head):
            before = re.split(r"-?\d", _ASIDES.sub("）", source), maxsplit=1)[0].split()
            last = before[-1] if len(before) > 1 else ""
            if len(before) > 2 and before[-2] in ("万", "亿", "百万", "千万"):
                last = before[-2] + last  # 亿 吨
            if _UNIT.fullmatch(last) and name.endswith(last):
                return name.removesuffix(last), last
        elif not quantities[0].unit:
            return name, self.whole[1]  # the parts of a quantity share the unit that its row names
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


def _noted(text: str, quantities: list[Quantity]) -> int:
    """How many of a row's numbers stand in an aside of its name."""
    stop = text.find("）") if text.find("（") > 0 else -1
    return sum(1 for q in quantities if q.start < stop) if stop >= 0 else 0
