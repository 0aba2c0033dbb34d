"""Which words are units, for telling unit cells and unit brackets from other words.

What belongs here: recognising a unit. What does not: converting it (the warehouse does that from vocabulary/units.csv).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from sources.words import rows

_MAGNITUDE: Final = re.compile(r"(?:万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|千|百|十)?")
_TAIL: Final = re.compile(r"[人元吨里米时升亩户家个项件辆台套部次岁年天倍斤头只艘张份种所床条瓦卡安伏箱块支线度位]$")


@cache
def _units() -> frozenset[str]:
    return frozenset(row["unit"] for row in rows("units.csv"))


def known(text: str) -> bool:
    """Whether a text is a unit of the vocabulary, with or without a magnitude before it (亿元, 万人次, %)."""
    text = text.replace(" ", "").replace("％", "%")
    if not text or len(text) > 14:
        return False
    if text in _units():
        return True
    found = _MAGNITUDE.match(text)
    return bool(found and found.group()) and text[len(found.group()) if found else 0 :] in _units()


def looks(text: str) -> bool:
    """Whether a text stands where a unit belongs and ends like one (千升, 对开色令 does not)."""
    return known(text) or (len(text) <= 10 and bool(_TAIL.search(text)))


def scale(text: str | None) -> float:
    """How many of its base unit a unit is: 亿吨 → 1e8, 吨 → 1."""
    found = _MAGNITUDE.match((text or "").replace(" ", ""))
    factor = 1.0
    for character in found.group() if found else "":
        factor *= {"十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}[character]
    return factor


def base(text: str | None) -> str:
    """A unit without its magnitude: 亿吨 and 万吨 → 吨."""
    text = (text or "").replace(" ", "")
    found = _MAGNITUDE.match(text)
    return text[len(found.group()) :] if found else text
