"""Periods as producers write them → periods of ours.

What belongs here: the spellings of statistical offices. What does not: periods in prose and tables (their rooms).
"""

from __future__ import annotations

import re
from typing import Final

from sources.dates import to_month

_LIBRARY: Final = re.compile(r"(\d{4})(\d{2})?(YY|SS|MM)")
_EASYQUERY: Final = re.compile(r"(\d{4})(0[1-9]|1[0-2]|[A-D])?")
_SDMX: Final = re.compile(r"(\d{4})(?:-(?:(Q[1-4])|([SH][12])|M?(0[1-9]|1[0-2])(?:-(\d{2}))?|A1))?(?:T.*)?")
_YEAR_WORD: Final = re.compile(r"(\d{4})年(?:(1[0-2]|[1-9])月|第([一二三四])季度)?")


def _of(year: str, quarter: int | None, month: int | None, *, cumulative: bool) -> str | None:
    if quarter is not None:
        if not 1 <= quarter <= 4:
            return None
        return to_month(year, 3 * quarter) if cumulative else f"{year}-Q{quarter}"
    if month is not None:
        if not 1 <= month <= 12:
            return None
        return to_month(year, month) if cumulative else f"{year}-{month:02d}"
    return year


def library(text: str, *, cumulative: bool = False) -> str | None:
    """202604SS is the fourth quarter of 2026, 202601MM January, 2026YY or 202601YY the year. None for anything else."""
    match = _LIBRARY.fullmatch(text)
    if match is None:
        return None
    year, number, suffix = match.groups()
    if suffix == "YY":
        return year
    if number is None:
        return None
    at = int(number)
    return _of(year, at if suffix == "SS" else None, at if suffix == "MM" else None, cumulative=cumulative)


def easyquery(text: str, *, cumulative: bool = False) -> str | None:
    """2023, 202312, 2023D (the fourth quarter). None for anything else."""
    match = _EASYQUERY.fullmatch(text)
    if match is None:
        return None
    year, rest = match.groups()
    if rest is None:
        return year
    if rest in "ABCD":
        return _of(year, "ABCD".index(rest) + 1, None, cumulative=cumulative)
    return _of(year, None, int(rest), cumulative=cumulative)


def words(text: str, *, cumulative: bool = False) -> str | None:
    """2015年, 2026年8月, 2024年第三季度. None for anything else."""
    match = _YEAR_WORD.fullmatch(text.strip())
    if match is None:
        return None
    year, month, quarter = match.groups()
    return _of(
        year, "一二三四".index(quarter) + 1 if quarter else None, int(month) if month else None, cumulative=cumulative
    )


def sdmx(text: str) -> str | None:
    """2018, 2018-A1, 2018-Q3, 2018-S1, 2018-03, 2018-M03, 2018-03-01. None for weeks, ranges and anything else."""
    match = _SDMX.fullmatch(text)
    if match is None:
        return None
    year, quarter, half, month, day = match.groups()
    if quarter:
        return f"{year}-{quarter}"
    if half:
        return f"{year}-H{half[1]}"
    if day:
        return f"{year}-{month}-{day}"
    return f"{year}-{month}" if month else year
