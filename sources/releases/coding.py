"""A producer's series → indicator, code, measure and what a growth is measured against.

What belongs here: the mapping columns of vocabulary/indicators.csv (`wdi_code`, `nbs_legacy_codes`, `nbs_2026_cid`) and
what the wording of a label says. What does not: periods, areas, units.

A code counts only within its database: A020101 is regional product in fsnd and industrial growth in hgyd. A mapping marked
"(near)" is another concept (the World Bank's population is of mid-year) and gives no code, nor does a sum of series. An
index (上年=100) is no growth: it keeps its base and has no code, nothing is converted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from sources.language.coding import code_of
from sources.model import Measure
from sources.releases.model import Series
from sources.words import rows

WDI: Final = "wdi"
LIBRARY: Final = "nbs-library"
_INDEX: Final = re.compile(r"[（(](上[年月][^（）()]{0,8}|\d{4}年?|[^（）()]{0,8})=\s*100[）)]|指数")
_BASE: Final = re.compile(r"[（(]([^（）()=]{1,12}=\s*100)[）)]")
_GROWTH: Final = re.compile(r"同比(?:增长|增速|涨幅)|(?:累计|名义|实际)增长|增速|增长速度|增长率")
_QUALIFIER: Final = re.compile(r"[_（(].*$")
_CUMULATIVE: Final = re.compile(r"累计")


@dataclass(frozen=True, slots=True)
class Meaning:
    """`indicator` is the producer's label; `base` what an index or growth is measured against, where the label says it."""

    indicator: str
    code: str | None
    measure: Measure
    base: str | None = None


@cache
def _mapped() -> dict[tuple[str, str], str]:
    """(database, key) → code. A pair that two rows claim belongs to neither."""
    found: dict[tuple[str, str], str] = {}
    twice: set[tuple[str, str]] = set()
    for row in rows("indicators.csv"):
        pairs = [(WDI, code) for code in _plain(row["wdi_code"])]
        pairs += [(db, key) for db, _, key in (one.partition(":") for one in _plain(row["nbs_legacy_codes"]))]
        for pair in pairs:
            twice |= {pair} & found.keys()
            found[pair] = row["code"]
    return {pair: code for pair, code in found.items() if pair not in twice}


def _plain(cell: str) -> list[str]:
    return [code for code in cell.split(";") if code and "(" not in code and "+" not in code]


@cache
def _catalogues() -> dict[str, frozenset[str]]:
    """Catalogue of the NBS library → the codes that its indicators may have."""
    found: dict[str, set[str]] = {}
    for row in rows("indicators.csv"):
        for cid in filter(None, row["nbs_2026_cid"].split(";")):
            found.setdefault(cid, set()).add(row["code"])
    return {cid: frozenset(codes) for cid, codes in found.items()}


def is_cumulative(label: str) -> bool:
    """Whether a monthly or quarterly series counts from January: 社会消费品零售总额_累计值."""
    return bool(_CUMULATIVE.search(label))


def meaning(series: Series) -> Meaning:
    """What a series measures. Its label stays the producer's."""
    label = series.label
    if series.database == WDI or series.database.endswith(":WDI"):
        key = series.key.replace("_", ".")
        code = _mapped().get((WDI, key))
        growth = key.endswith(".ZG")
        return Meaning(label, code, Measure.GROWTH if growth else Measure.LEVEL)
    if _INDEX.search(label):
        base = _BASE.search(label)
        return Meaning(label, None, Measure.LEVEL, base.group(1).replace(" ", "") if base else None)
    measure = Measure.GROWTH if _GROWTH.search(label) and series.unit in ("%", "") else Measure.LEVEL
    stem = _QUALIFIER.sub("", label).strip()
    if series.database.startswith(LIBRARY):
        cid = series.database.rpartition("/")[2]
        named = code_of(stem)
        code = named if named in _catalogues().get(cid, ()) else None
    else:
        code = _mapped().get((series.database, series.key))
        named = code_of(stem)
        if named is not None and named != code:  # the label speaks of something else: the mapping is not believed
            code = None
    if (label, series.database) in _defects():
        code = None
    return Meaning(label, code, measure)


@cache
def _defects() -> frozenset[tuple[str, str]]:
    """Series that the producer mislabels, each with its evidence in vocabulary/release_defects.csv."""
    return frozenset((row["label"], row["database"]) for row in rows("release_defects.csv"))
