"""Areas: GB/T 2260 codes with names, parents, validity and succession; lookups by code or by name at a year.

What belongs here: reading sources/vocabulary/areas.csv and answering questions about it. What does not: deciding which
area a document is about (`sources.identify`). An area is valid from `valid_from` to `valid_to`, the end year exclusive,
None: still valid; 1981, the first year of the table, stands for "1981 or before".
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final, Literal, NamedTuple

NATION: Final = "000000"
FIRST_YEAR: Final = 1981
Level = Literal["nation", "province", "prefecture", "county"]
LEVELS: Final[tuple[Level, ...]] = ("nation", "province", "prefecture", "county")
_LEVEL: Final[dict[str, Level]] = {level: level for level in LEVELS}
_FILE: Final = Path(__file__).parent / "vocabulary" / "areas.csv"
_SUFFIXES: Final = "省市区县州盟旗域"
#: What people write after a short name in place of the full one: 黔东南州, 锡林郭勒盟.
_SPOKEN: Final = ("州", "盟", "市", "地区", "省")
#: Everyday names that no rule gives.
_EVERYDAY: Final = {
    "巴州": "巴音郭楞蒙古自治州",
    "克州": "克孜勒苏柯尔克孜自治州",
    "博州": "博尔塔拉蒙古自治州",
    "海西州": "海西蒙古族藏族自治州",
    "中华人民共和国": "全国",
    "我国": "全国",
}


class Area(NamedTuple):
    """One area during one period of validity. `full_name` carries the parent where the name alone does not tell."""

    ref_area: str
    name: str
    full_name: str
    short_name: str
    name_en: str
    level: Level
    parent: str | None
    valid_from: int
    valid_to: int | None
    successors: tuple[str, ...]

    def valid(self, year: int | None) -> bool:
        """Whether it stood in `year`. A year is generous by one, for changes take effect in the middle of one.

        None asks for areas of today. Years before the table begins count as its first year.
        """
        if year is None:
            return self.valid_to is None
        year = max(year, FIRST_YEAR)
        return self.valid_from - 1 <= year and (self.valid_to is None or year <= self.valid_to)


class Areas:
    """The vocabulary in memory. Get it from `areas()`."""

    def __init__(self, rows: Iterable[Area]) -> None:
        self.rows: tuple[Area, ...] = tuple(rows)
        self._by_code: dict[str, list[Area]] = defaultdict(list)
        self._by_name: dict[str, list[Area]] = defaultdict(list)
        for area in self.rows:
            self._by_code[area.ref_area].append(area)
            for name in {area.name, area.full_name}:
                self._by_name[name].append(area)
        self._spoken: dict[str, list[Area]] = defaultdict(list)
        for area in self.rows:
            if area.level in ("province", "prefecture"):
                self._spoken[area.short_name].append(area)
                for suffix in _SPOKEN:
                    self._spoken[area.short_name + suffix].append(area)
            elif area.level == "county" and len(area.short_name) >= 2:
                self._spoken[area.short_name].append(area)
                if area.name.endswith(("自治县", "自治旗")):
                    self._spoken[area.short_name + area.name[-1]].append(area)
        for everyday, name in _EVERYDAY.items():
            self._spoken[everyday].extend(self._by_name[name])
        self.longest = max(len(name) for name in self._by_name)

    def code(self, ref_area: str, year: int | None = None) -> Area | None:
        """The area of a code: as it stood in `year`, or else the latest holder of the code."""
        found = self._by_code.get(ref_area)
        if not found:
            return None
        standing = [area for area in found if area.valid(year)]
        return (standing or found)[-1]

    def chain(self, ref_area: str, year: int | None = None) -> tuple[Area, ...]:
        """The area and its parents up to the nation, nearest first."""
        found: list[Area] = []
        code: str | None = ref_area
        while code and (area := self.code(code, year)) and len(found) < 6:
            found.append(area)
            code = area.parent
        return tuple(found)

    def named(self, name: str, year: int | None = None, *, spoken: bool = True) -> tuple[Area, ...]:
        """Every area with that name in `year` (None: today), highest level first. With `spoken` also short forms."""
        found = [area for area in self._by_name.get(name, ()) if area.valid(year)]
        if not found and spoken:
            found = [area for area in self._spoken.get(name, ()) if area.valid(year)]
        # In the year of a change both the old and the new area are valid: the new one is meant.
        newest: dict[str, Area] = {}
        for area in sorted(found, key=lambda area: (LEVELS.index(area.level), -area.valid_from)):
            newest.setdefault(area.ref_area, area)
        return tuple(newest.values())

    def resolve(self, name: str, year: int | None = None, near: Iterable[str] = ()) -> Area | None:
        """The one area meant by `name`, or None: unknown, or several bear the name and nothing near tells them apart.

        `near` are other area names in the same place (title, first lines); an area one of whose parents is named there
        is preferred. Where a city and a county bear the same name the higher one is meant.
        """
        # A name given too early or too late, such as the new name in an old file, still names its area.
        found = self.named(name, year) or self.named(name) or tuple(self._by_name.get(name, ())[-1:])
        if len(found) <= 1:
            return found[0] if found else None
        top = [area for area in found if area.level == found[0].level]
        if len(top) == 1 and top[0].level != "county":
            return top[0]
        close = set(near)
        backed = [
            area
            for area in found
            if any({parent.name, parent.short_name} & close for parent in self.chain(area.ref_area, year)[1:-1])
        ]
        return backed[0] if len(backed) == 1 else None

    def names_in(self, text: str) -> Iterator[tuple[int, int, str]]:
        """(start, end, name) of the area names written out in a text, longest first at each end, left to right.

        Full names only (济南市, 市中区, 黔东南苗族侗族自治州) and short forms with a suffix (黔东南州). Linear in the text.
        """
        last = 0
        for end, character in enumerate(text, 1):
            if character not in _SUFFIXES:
                continue
            for start in range(max(last, end - self.longest), end - 1):
                name = text[start:end]
                if name in self._by_name or name in self._spoken:
                    yield start, end, name
                    last = end
                    break


def _read() -> Iterator[Area]:
    with _FILE.open(encoding="utf-8", newline="") as handle:
        reader = csv.reader(handle)
        next(reader)
        for code, name, full, short, english, level, parent, start, end, successor in reader:
            yield Area(
                code,
                name,
                full,
                short,
                english,
                _LEVEL[level],
                parent or None,
                int(start),
                int(end) if end else None,
                tuple(successor.split(";")) if successor else (),
            )


@cache
def areas() -> Areas:
    """The vocabulary, read once."""
    return Areas(_read())
