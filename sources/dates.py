"""Dates and years as Chinese documents write them: 2023年1月5日, 一九八二年十二月十日, 2026-04-14.

What belongs here: finding them in a short text, and how a stretch of months is called. What does not: deciding what a
date means.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Final

_DIGITS: Final = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "Ｏ": "0",
}
_FULL_WIDTH: Final = {ord("０") + value: str(value) for value in range(10)}
_YEAR_DIGITS: Final = "〇零○Ｏ一二三四五六七八九"
_CHINESE_YEAR: Final = re.compile(rf"(?<![{_YEAR_DIGITS}])([一二][{_YEAR_DIGITS}]{{3}})(?=\s*(?:年|[—\-－至]))")
_CHINESE_NUMBER: Final = re.compile(r"([一二三四五六七八九]?十?[一二三四五六七八九]?)([月日])")
_DATE: Final = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s*(?:年|[-/.])\s*(1[0-2]|0?[1-9])\s*(?:月|[-/.])\s*(3[01]|[12]\d|0?[1-9])(?!\d)"
)
_MONTH: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年\s*(1[0-2]|0?[1-9])\s*月")
_YEAR: Final = re.compile(r"(?<![\d.])((?:19|20)\d\d)\s*年?(?![\d.])")


def arabic(text: str) -> str:
    """Years, months and days in Chinese or full-width digits to ASCII digits; the rest unchanged, lengths may change."""
    text = text.translate(_FULL_WIDTH)
    if not _CHINESE_YEAR.search(text):
        return text
    text = _CHINESE_YEAR.sub(lambda match: "".join(_DIGITS[digit] for digit in match.group(1)), text)
    return _CHINESE_NUMBER.sub(lambda match: _small(match.group(1)) + match.group(2), text)


def to_month(year: int | str, month: int) -> str:
    """January to `month` of a year as a period: the year for December, 2025-H1, 2025-Q1, 2025-01, else 2025-01/2025-11."""
    named = {1: f"{year}-01", 3: f"{year}-Q1", 6: f"{year}-H1", 12: str(year)}
    return named.get(month, f"{year}-01/{year}-{month:02d}")


def _small(words: str) -> str:
    """十二 → 12, 三十一 → 31, empty → empty."""
    if not words:
        return ""
    tens, ten, ones = words.partition("十")
    if not ten:
        return _DIGITS[words] if len(words) == 1 else words
    return str(10 * int(_DIGITS[tens] if tens else "1") + int(_DIGITS[ones] if ones else "0"))


def dates(text: str) -> Iterator[tuple[int, datetime.date]]:
    """(offset, date) of every full date, left to right; impossible ones are skipped. `text` went through arabic()."""
    for match in _DATE.finditer(text):
        try:
            yield match.start(), datetime.date(*(int(part) for part in match.groups()))
        except ValueError:
            continue


def years(text: str) -> list[int]:
    """Every year written in a text, in order. `text` went through arabic()."""
    return [int(match.group(1)) for match in _YEAR.finditer(text)]
