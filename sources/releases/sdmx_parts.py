"""What the SDMX formats share: which concept is the area, the unit, the status; how an observation becomes a point.

What belongs here: concepts by id, as the common code lists name them. What does not: any one format.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Final

from sources.errors import Invalid
from sources.releases import periods
from sources.releases.model import Point

#: Concepts that belong to one observation, not to the key of its series.
OF_OBSERVATION: Final = ("TIME_PERIOD", "TIME", "OBS_VALUE", "OBS_STATUS", "OBS_CONF", "OBS_COM", "OBS_PRE_BREAK")
AREAS: Final = ("REF_AREA", "COUNTRY", "REPORTER", "LOCATION", "GEO", "DER_REP_CTY")
#: Concepts that say how, not what: they are left out of a label.
_HOW: Final = (
    "FREQ", "FREQUENCY", "TIME_FORMAT", "UNIT", "UNIT_MEASURE", "UNIT_MULT", "DECIMALS", "DECIMALS_DISPLAYED", "SCALE",
    "COUNTRY_UPDATE_DATE", "OVERLAP", "COLLECTION", "AVAILABILITY",
)  # fmt: skip
_TITLES: Final = ("TITLE", "SERIES_NAME", "TITLE_COMPL")
_UNITS: Final = {"USD": "美元", "CNY": "元", "EUR": "欧元", "PC": "%", "PT": "%", "PERCENT": "%", "PS": "人"}
_MAGNITUDES: Final = {"2": "百", "3": "千", "4": "万", "6": "百万", "8": "亿", "9": "十亿", "12": "万亿"}
_MISSING: Final = ("", "NaN", "None", "null", "..")


def area(said: Mapping[str, str]) -> str:
    """The producer's code of the area, "" where no concept of the message is one."""
    return next((said[concept] for concept in AREAS if said.get(concept)), "")


def unit(said: Mapping[str, str]) -> str:
    """The unit in words of the vocabulary where it is known, with the multiplier before it; else the producer's code."""
    code = said.get("UNIT_MEASURE") or said.get("UNIT", "")
    mult = said.get("UNIT_MULT", "0") or "0"
    if code == "XDC" and area(said) in ("CHN", "CN"):
        code = "CNY"
    known = _UNITS.get(code, code)
    if mult == "0":
        return known
    return f"{_MAGNITUDES[mult]}{known}" if mult in _MAGNITUDES else f"10^{mult} {known}"


def label(key: Mapping[str, str], said: Mapping[str, str]) -> str:
    """The series' title where the message has one, else its key without area and frequency."""
    for concept in _TITLES:
        if said.get(concept):
            return said[concept]
    parts = [f"{concept}={text}" for concept, text in key.items() if concept not in AREAS and concept not in _HOW]
    return ", ".join(parts) or "series"


def point(said: Mapping[str, str], text: str, address: str, name: str) -> Point:
    """One observation. DECIMALS pads the number, so that its precision is the stated one. Raises Invalid for no number."""
    when = said.get("TIME_PERIOD") or said.get("TIME", "")
    latest = said.get("LATEST_ACTUAL_ANNUAL_DATA", "")
    return Point(
        period=periods.sdmx(when),
        header=when,
        text=number(text, said.get("DECIMALS", ""), name),
        address=address,
        obs_status=said.get("OBS_STATUS", ""),
        forecast=latest.isdigit() and when[:4].isdigit() and int(when[:4]) > int(latest),
    )


def number(text: str, decimals: str, name: str) -> str:
    text = text.strip()
    if text in _MISSING:
        return ""
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise Invalid(name, f"the value {text[:40]!r} is no number", expected="numbers") from None
    if not value.is_finite():
        return ""
    plain = f"{value:f}"
    places = len(plain.partition(".")[2])
    if decimals.isdigit() and places < int(decimals) <= 12:
        plain = f"{value:.{int(decimals)}f}"
    return plain
