"""Area codes as producers write them → six digits of GB/T 2260, where the area vocabulary knows them.

What belongs here: the spellings. What does not: the areas themselves (`sources.areas`). Everything else has no code here:
a country that is not China keeps the producer's label and nothing more.
"""

from __future__ import annotations

from typing import Final

from sources.areas import NATION, areas

#: ISO 3166 and the codes of the World Bank and the IMF; China's own regions as the vocabulary has them.
_ISO: Final = {
    "CHN": NATION,
    "CN": NATION,
    "156": NATION,
    "HKG": "810000",
    "HK": "810000",
    "344": "810000",
    "MAC": "820000",
    "MO": "820000",
    "446": "820000",
}


def iso(code: str) -> str | None:
    return _ISO.get(code.strip().upper())


def division(code: str, year: int | None = None) -> str | None:
    """Six digits, or twelve whose last six are zeros (below counties the vocabulary knows nothing)."""
    code = code.strip()
    if len(code) == 12 and code.endswith("000000"):
        code = code[:6]
    if len(code) != 6 or not code.isdigit():
        return None
    return code if areas().code(code, year) else None


def name(ref_area: str | None, year: int | None, printed: str) -> str:
    """The label under which the warehouse finds the area again: the vocabulary's full name, else the producer's words."""
    area = areas().code(ref_area, year) if ref_area else None
    return area.full_name if area else printed
