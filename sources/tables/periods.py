"""Header and row texts → the period a figure belongs to: 2022年 → 2022, 一季度 → 2025-Q1, 1-6月 → 2025-H1, 上年 → year − 1.

What belongs here: wordings of periods in tables. What does not: prose, and which period holds where none is written.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from sources.dates import arabic, to_month

_SPAN: Final = re.compile(r"((?:19|20)\d\d)\s*年?\s*[-—~～至–]+\s*((?:19|20)\d\d)")
_COMPACT: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(?!\d)")
_YEAR: Final = re.compile(r"(?<![\d.])((?:19|20)\d\d)(?![\d.])")
_ISO: Final = re.compile(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])(?:-\d\d)?")
_MONTHS: Final = re.compile(r"(?<!\d)(1)\s*[-—~～至–]+\s*(1[0-2]|[1-9])\s*月")
_MONTH: Final = re.compile(r"(?<![\d\-—~～至–])(1[0-2]|0?[1-9])\s*月(?!\s*\d{1,2}\s*日)")
_QUARTER: Final = re.compile(r"第?([一二三四1-4])季度")
#: The base of an index is no period: 1978年=100, 以1990年为100.
_BASE: Final = re.compile(r"(?:以|按)?((?:19|20)\d\d)\s*年?(?:价格)?\s*(?:[=＝]|为)\s*100")
_PLAN: Final = re.compile(r"[“\"]?([一二三四五六七八九十]{1,2})五[”\"]?(?:期间|时期|目标|规划|计划|末)")
#: A cell that is nothing but a year or a period.
PERIOD_CELL: Final = re.compile(
    r"\s*(?:(?:19|20)\d\d\s*年?(?:\s*[-—~～至–]+\s*(?:19|20)\d\d\s*年?)?|(?:19|20)\d\d\s*[年/.-]\s*(?:1[0-2]|0?[1-9])\s*月?(?:-\d\d)?"
    r"|(?:19|20)\d\d(?:0[1-9]|1[0-2])|(?:1\s*[-—~～至–]+\s*)?(?:1[0-2]|[1-9])\s*月|第?[一二三四]季度|上半年|下半年)\s*"
)


@lru_cache(maxsize=32_768)
def is_period(text: str) -> bool:
    """Whether a cell says a period and nothing else."""
    return bool(text) and len(text) <= 24 and PERIOD_CELL.fullmatch(arabic(text)) is not None


def period(text: str, year: int | None) -> str | None:
    """The period that a text names; `year` completes 上年, 今年, 一季度, 1-6月. None where it names none."""
    flat = _BASE.sub("", arabic(text)).replace(" ", "")
    if match := _SPAN.search(flat):
        return f"{match.group(1)}-{match.group(2)}"
    if (match := _COMPACT.search(flat)) or (match := _ISO.search(flat)):
        return f"{match.group(1)}-{match.group(2)}"
    named = _YEAR.search(flat)
    base = int(named.group(1)) if named else _relative(flat, year)
    if base or year:
        if months := _MONTHS.search(flat):
            return to_month(base or year or 0, int(months.group(2)))
        if part := _part(flat):
            return f"{base or year}{part}"
    return str(base) if base else None


def index_base(text: str) -> str | None:
    """The year whose value is 100, where a text names one: 指数(1978年=100) → 1978."""
    found = _BASE.search(arabic(text))
    return found.group(1) if found else None


def cumulative(month: str) -> str:
    """A month → the months of its year up to it: 2025-11 → 2025-01/2025-11, 2025-06 → 2025-H1. Others stay as they are."""
    found = re.fullmatch(r"(\d{4})-(\d\d)", month)
    if not found:
        return month
    return to_month(found.group(1), int(found.group(2)))


def _relative(flat: str, year: int | None) -> int | None:
    if year is None:
        return None
    if re.search(r"上年(?!同|=|为|末?余额)|去年(?!同)", flat) and not re.search(
        r"比上年|较上年|为上年|比去年|较去年|占上年|上年末增", flat
    ):
        return year - 1
    if re.search(r"今年|本年|当年|本年度", flat):
        return year
    return None


def _part(flat: str) -> str:
    if match := _QUARTER.search(flat):
        return f"-Q{'一二三四'.find(match.group(1)) + 1 or match.group(1)}"
    if "上半年" in flat:
        return "-H1"
    if "下半年" in flat:
        return "-H2"
    if match := _MONTH.search(flat):
        return f"-{int(match.group(1)):02d}"
    return ""
