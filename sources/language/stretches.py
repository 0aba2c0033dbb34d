"""Figures over several years: what a clause counts, what a sentence's opening compares with, a starting value said before.

What belongs here: 三年累计, 两年平均, 与2007年相比, 建市20年来, 1978年以来 and their years. What does not: 五年来 of a report that
reviews its term (see `parts`), which of several periods holds (see `fields`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from sources.language.written import chinese_number

_AGAINST_YEAR: Final = re.compile(r"(?:与|同|和|比|较)(?P<base>(?P<year>(?:19|20)\d\d)年)(?:末|底|同期)?(?:相比|比较)")
_YEAR_AGAINST_YEAR: Final = re.compile(rf"(?P<last>(?:19|20)\d\d)年?(?:末|底)?{_AGAINST_YEAR.pattern}")
_SINCE_YEAR: Final = re.compile(r"(?:^|[，；。！])(?:自|从)?(?P<base>(?P<year>(?:19|20)\d\d)年)以来")
_YEARS_OPEN: Final = re.compile(
    r"(?<![连续前第提满每\d])(?P<years>\d{1,2}|[二两三四五六七八九十]{1,3})(?:多|余)?年(?:来|间)(?=[，,])"
)
#: In the numeral's own clause; two years are a stretch only where they are averaged (两年新建 may be one effort of any length).
_YEARS_WITHIN: Final = re.compile(
    r"(?<![\d连续前第提前满每])(?:(?P<years>[三四五六七八十]|\d{1,2})年(?:来|间)?(?=累计|年均|平均|增|共|提[高升]|[下减]|接近|翻|总|分别|净|新|完成|建|引|实施|培育|发放|投入|$)"
    r"|(?<![一二三四五六七八九十〇零])(?P<two>[二两])年(?=(?:年均|平均)(?:增长|增速|增幅|下降|回落)?(?:为|达到?)?$))"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The years that a figure takes, both included, and what a growth over them is measured against."""

    first: int
    last: int
    base: str | None  # as `Numeral.base`; None where the words name none
    compares: bool = False  # against one year, as 比2007年 does: the growth is of the last year

    @property
    def period(self) -> str:
        return str(self.last) if self.compares else f"{self.first}-{self.last}"


def opened(opening: str, last: int | None) -> Stretch | None:
    """The stretch up to the year `last` that a sentence's opening words name; None without one of at least two years."""
    if last is None:
        return None
    if match := _AGAINST_YEAR.search(opening):
        return _from(int(match["year"]) + 1, last, match["base"], compares=True)
    if match := _SINCE_YEAR.search(opening):
        return _from(int(match["year"]) + 1, last, match["base"])
    if match := _YEARS_OPEN.search(opening):
        years = _number(match["years"])
        return _from(last - years + 1, last, f"{last - years}年")
    return None


def compared(opening: str) -> Stretch | None:
    """Two years that a sentence's opening words name beside each other, in whatever part it stands: 2005年与2000年相比."""
    match = _YEAR_AGAINST_YEAR.search(opening)
    return _from(int(match["year"]) + 1, int(match["last"]), match["base"], compares=True) if match else None


def within(clause: str, last: int | None) -> Stretch | None:
    """The two to twenty years up to `last` that a numeral's clause counts: 三年累计, 两年平均增长."""
    match = None if last is None else _YEARS_WITHIN.search(clause)
    if match is None or last is None:
        return None
    years = _number(match["years"] or match["two"])
    if not 2 <= years <= 20:
        return None
    averaged = clause.startswith(("年均", "平均"), match.end())
    return Stretch(last - years + 1, last, "年均" if averaged else None)


def started(year: str | None, period: str | None) -> Stretch | None:
    """The stretch from a starting value's year to the year of the value reached: 由2015年的80亿元增加到120亿元，增长50%."""
    if not (year and period and year.isdigit() and period.isdigit()):
        return None
    return _from(int(year) + 1, int(period), f"{year}年", compares=True)


def _from(first: int, last: int, base: str, *, compares: bool = False) -> Stretch | None:
    return Stretch(first, last, base, compares) if first < last else None


def _number(text: str) -> int:
    return int(text) if text.isdigit() else chinese_number(text)
