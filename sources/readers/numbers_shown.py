"""Workbook values → text as people see them in the cell: 1360 not 1360.0, 5.3% not 0.053.

What belongs here: number formats and dates of workbooks. What does not: files, sheets, meaning.
One deviation from the screen: no thousands separators, so that every numeral has one spelling.
"""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

#: Built-in formats of the file format that matter here (ECMA-376, 18.8.30).
BUILT_IN: Final = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
}
_LITERAL: Final = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]|_.|\*.")
_DECIMALS: Final = re.compile(r"[0#?]\.([0#?]+)")


@lru_cache(maxsize=512)
def _rule(code: str) -> tuple[bool, int | None, int]:
    """Of a format code's first section: percent or not, most decimals (None: General), least decimals."""
    section = _LITERAL.sub("", code.split(";", maxsplit=1)[0])
    if not re.search(r"[0#?]", section):
        return False, None, 0
    found = _DECIMALS.search(section)
    places = found.group(1) if found else ""
    return "%" in section, len(places), places.count("0")


def shown(value: object, code: str = "") -> str:
    """The text of a cell. `code` is its number format, empty for General."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, code)
    if isinstance(value, datetime.datetime | datetime.date):
        return _date(value, code)
    return str(value)


def _number(value: float, code: str) -> str:
    percent, most, least = _rule(code)
    try:
        # 15 significant digits are what a workbook keeps; beyond them stands the binary fraction's noise.
        number = Decimal(f"{value:.15g}")
    except (InvalidOperation, ValueError):
        return str(value)
    if not number.is_finite():
        return str(value)
    if percent:
        number *= 100
    if most is not None and abs(number) < Decimal(10) ** 20:
        number = number.quantize(Decimal(1).scaleb(-most), rounding=ROUND_HALF_UP)
    text = f"{number:f}"
    if "." in text:
        whole, fraction = text.split(".")
        fraction = fraction[:least] + fraction[least:].rstrip("0")
        text = f"{whole}.{fraction}" if fraction else whole
    if text.strip("-0.") == "" and text.startswith("-"):
        text = text[1:]
    return text + "%" if percent else text


def _date(value: datetime.date, code: str) -> str:
    if "年" in code or "y" in code.lower():
        low = code.lower()
        if "年" in code and "m" not in low:
            return f"{value.year}年"
        if "d" not in low and "h" not in low:
            return f"{value.year}年{value.month}月"
    if isinstance(value, datetime.datetime) and (value.hour or value.minute or value.second):
        return value.isoformat(sep=" ")
    return f"{value.year:04d}-{value.month:02d}-{value.day:02d}"
