"""The World Bank's own downloads: the wide CSV of an indicator or country, and the JSON of its API (version 2).

What belongs here: both layouts. What does not: its SDMX (`sdmx_message`), codes. The unit stands in the indicator's name:
"GDP (current LCU)". LCU is the yuan for China alone; elsewhere it stays as it is.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Final

from sources.areas import NATION
from sources.errors import Invalid
from sources.releases import periods, places
from sources.releases.coding import WDI
from sources.releases.model import Point, Release, Series

_HEADER: Final = ("Country Name", "Country Code", "Indicator Name", "Indicator Code")
_UNIT: Final = re.compile(r"\(([^()]*)\)\s*$")
#: What stands in brackets at the end of a name → a unit of the vocabulary. Anything else is left as it stands.
_UNITS: Final = {
    "current US$": "美元",
    "BoP, current US$": "美元",
    "annual %": "%",
    "% of GDP": "%",
    "% of total population": "%",
    "per 1,000 people": "‰",
    "years": "岁",
    "metric tons": "吨",
}


def recognises(head: bytes) -> bool:
    text = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    if text.startswith(b"[{"):
        return b'"lastupdated"' in head and b'"sourceid"' in head
    return b'"Country Name"' in text and b'"Indicator Code"' in text


def read(data: bytes, name: str, facts: Mapping[str, str]) -> Release:
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"[{"):
        return _api(data, name)
    try:
        lines = [row for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) if any(row)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise Invalid(name, f"no CSV in UTF-8: {error}", expected="the World Bank's download") from error
    at = next((at for at, row in enumerate(lines) if tuple(row[:4]) == _HEADER), None)
    if at is None:
        raise Invalid(name, "has no line of column names", expected=", ".join(_HEADER))
    years = [(column, text) for column, text in enumerate(lines[at]) if column > 3 and text.strip()]
    updated = next((periods.sdmx(row[1]) for row in lines[:at] if row[0] == "Last Updated Date"), None)
    series = tuple(_rows(lines[at + 1 :], years, at + 2, name))
    return Release("world-bank", "World Development Indicators", series, _day(updated))


def _rows(lines: list[list[str]], years: list[tuple[int, str]], first: int, name: str) -> Iterator[Series]:
    for number, row in enumerate(lines, first):
        if len(row) <= max(column for column, _ in years):
            raise Invalid(
                name, f"line {number} is cut off", expected=f"{len(years) + 4} fields", remedy="fetch it again"
            )
        yield _one(
            row[2].strip(),
            row[3].strip(),
            row[0].strip(),
            row[1],
            tuple(
                Point(periods.sdmx(year), year, _number(row[column], name), f"{_letters(column)}{number}")
                for column, year in years
            ),
        )


def _api(data: bytes, name: str) -> Release:
    """`[{page, pages, …}, [{indicator, country, date, value}, …]]`. Raises Invalid for one page of several."""
    try:
        about, values = json.loads(data)
        if int(about["pages"]) > 1:
            raise Invalid(
                name,
                f"is page {about['page']} of {about['pages']}",
                expected="all values in one answer",
                remedy="ask with per_page=20000",
            )
        found: dict[tuple[str, str], list[Point]] = {}
        words: dict[tuple[str, str], tuple[str, str]] = {}
        for at, one in enumerate(values):
            key = (one["indicator"]["id"], one["countryiso3code"] or one["country"]["id"])
            words[key] = (one["indicator"]["value"], one["country"]["value"])
            text = "" if one["value"] is None else _number(str(one["value"]), name)
            found.setdefault(key, []).append(
                Point(periods.sdmx(one["date"]), one["date"], text, f"/1/{at}", one.get("obs_status") or "")
            )
        series = tuple(
            _one(words[key][0], key[0], words[key][1], key[1], tuple(points)) for key, points in found.items()
        )
        return Release("world-bank", "World Development Indicators", series, _day(periods.sdmx(about["lastupdated"])))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Invalid(
            name, f"is cut off or no answer of the API ({type(error).__name__}: {str(error)[:80]})", remedy="ask again"
        ) from error


def _one(label: str, key: str, country: str, code: str, points: tuple[Point, ...]) -> Series:
    ref_area = places.iso(code)
    printed = _UNIT.search(label)
    unit = printed.group(1) if printed else ""
    if "LCU" in unit and ref_area == NATION:
        unit = "元" if unit == "current LCU" else unit.replace("LCU", "CNY")
    return Series(label, WDI, key, _UNITS.get(unit, unit), country, ref_area, points)


def _number(text: str, name: str) -> str:
    """The number in plain digits (no exponent), "" for an empty field."""
    text = text.strip()
    if not text:
        return ""
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise Invalid(name, f"{text[:40]!r} is no number", expected="numbers or empty fields") from None
    if not number.is_finite():
        return ""
    return f"{number:f}" if "e" in text.lower() else text


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text and len(text) == 10 else None


def _letters(column: int) -> str:
    high, low = divmod(column, 26)
    return (chr(ord("A") + high - 1) if high else "") + chr(ord("A") + low)
