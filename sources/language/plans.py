"""Five-year plans: how a text names them, and their years.

What belongs here: “十四五”, 六五, 第六个五年计划 → the plan's first year. What does not: which part of a document speaks of one
(`parts`), which years a figure takes (`clock`, `fields`).
"""

from __future__ import annotations

import re
from typing import Final

_ORDINALS: Final = (*"一二三四五六七八九十", *(f"十{digit}" for digit in "一二三四五六"))
_FIRST_YEARS: Final = (1953, 1958, 1966, *range(1971, 2032, 5))
#: First year of each five-year plan by its place in their row; the ninth is 1996-2000.
_BY_ORDINAL: Final[dict[str, int]] = dict(zip(_ORDINALS, _FIRST_YEARS, strict=True))
FIRST_YEARS: Final = frozenset(_FIRST_YEARS)

#: A plan by its short name (“十四五”) or in full (第六个五年计划); for `first_year`.
NAME: Final = (
    r"(?:“?(?P<short>[一二三四五六七八九十]{1,2})五”?|第(?P<nth>[一二三四五六七八九十]{1,2})个五年(?=计划|规划))"
)


def first_year(match: re.Match[str] | None) -> int:
    """The first year of the plan that a match of `NAME` names; 0 where it names none."""
    return 0 if match is None else _BY_ORDINAL.get(match["short"] or match["nth"] or "", 0)
