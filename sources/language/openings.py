"""What the first lines of a report say: when it was given, and which five-year plan it presents.

What belongs here: the line of the session, the title. What does not: the document's own year and place (`sources.identify`), the
parts that follow (`parts`).
"""

from __future__ import annotations

import re
from typing import Final

from sources.language import plans
from sources.language.written import chinese_number

_FIRST_LINES: Final = 700
#: A day, also in characters (一九六四年十二月二十一日).
_DAY: Final = re.compile(
    r"(?P<year>(?:19|20)\d\d|(?:一九|二[〇○零])[〇○零一二三四五六七八九]{2})\s*年\s*(?P<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])\s*月\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*日"
)
#: 1955 in December, without a day.
_LATE: Final = re.compile(r"(?P<year>(?:19|20)\d\d)\s*年\s*(?P<month>1[0-2])\s*月")
_PRESENTED: Final = re.compile(rf"关于[^，。；\n]{{0,20}}?{plans.NAME}[^，。；\n]{{0,16}}报告")
#: From this month on a report filed under the year it was given in tells of that year, and plans the next.
_LATE_MONTH: Final = 11
#: From this month on one given in the year before does: nothing else is filed a year later than it was given.
_LATE_MONTH_BEFORE: Final = 10


def years(text: str, year: int) -> tuple[int, int]:
    """The year that a report of `year` plans, and the year in which it speaks (今年).

    A report given in the last months of a year reviews that year, whether it is filed under it or under the next. The first
    day of the year tells: one named further on is of what the report speaks of.
    """
    head = text[:_FIRST_LINES]
    for match in (*_DAY.finditer(head), *_LATE.finditer(text[:400])):
        given, month = _number(match["year"]), _number(match["month"])
        if given == year:
            return (year + 1, year) if month >= _LATE_MONTH else (year, year)
        if given == year - 1 and month >= _LATE_MONTH_BEFORE:
            return year, year - 1
    return year, year


def presented(text: str, year: int) -> int:
    """The first year of the five-year plan that a report's title names, where `year` lies in it; else 0."""
    match = _PRESENTED.search(text[:_FIRST_LINES])
    first = plans.first_year(match)
    return first if first <= year <= first + 4 else 0


def _number(text: str) -> int:
    return int(text) if text.isdigit() else chinese_number(text.replace("○", "〇"))
