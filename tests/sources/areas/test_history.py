"""The history of area codes: validity, names at a date and succession, against the yearly changes where they lie beside.

The changes are lines such as `-120225 蓟县>蓟州区` and `+120119 蓟州区<蓟县`, a file a pair of years.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sources.areas import Area, areas

DIFFS = Path(__file__).parents[4] / "shared" / "corpus" / "regions" / "diff"
LINE = re.compile(r"([+-])(\d{6}) ([^<>\s]+)(?:[<>](.*))?")


def stands(area: Area, year: int) -> bool:
    """At the end of a year, with no generosity."""
    return area.valid_from <= year and (area.valid_to is None or year < area.valid_to)


def changes() -> Iterator[tuple[int, str, str, str, str]]:
    for path in sorted(DIFFS.glob("*.diff")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if match := LINE.fullmatch(line.strip()):
                yield int(path.stem[-4:]), match[1], match[2], match[3], match[4] or ""


def holders(code: str, name: str) -> list[Area]:
    return [area for area in areas().rows if area.ref_area == code and area.name == name]


def test_every_yearly_change_of_four_decades_is_in_the_vocabulary() -> None:
    table: dict[tuple[str, str], list[Area]] = {}
    for area in areas().rows:
        table.setdefault((area.ref_area, area.name), []).append(area)
    wrong = []
    for year, sign, code, name, _ in changes():
        found = table.get((code, name), [])
        begins = any(area.valid_from == year for area in found)
        ends = any(area.valid_to == year for area in found)
        if not (begins if sign == "+" else ends):
            wrong.append((year, sign, code, name))
    assert not wrong


def test_whoever_ended_has_successors_that_stood_then() -> None:
    by_code: dict[str, list[Area]] = {}
    for area in areas().rows:
        by_code.setdefault(area.ref_area, []).append(area)
    lost = [
        (area.ref_area, area.name, successor)
        for area in areas().rows
        if area.valid_to is not None
        for successor in area.successors or ("none",)
        if not any(stands(heir, area.valid_to) for heir in by_code.get(successor, ()))
    ]
    assert not lost


@pytest.mark.parametrize(
    ("code", "year", "name"),
    [
        ("120225", 2015, "蓟县"),
        ("120119", 2016, "蓟州区"),
        ("422800", 1990, "鄂西土家族苗族自治州"),
        ("422800", 1994, "恩施土家族苗族自治州"),
        ("320202", 2010, "崇安区"),
        ("140404", 2018, "上党区"),
    ],
)
def test_a_code_bears_the_name_of_its_time(code: str, year: int, name: str) -> None:
    (found,) = [area for area in areas().rows if area.ref_area == code and stands(area, year)]
    assert found.name == name


@pytest.mark.parametrize(
    ("code", "name", "heir"),
    [("512100", "永川地区", "重庆市"), ("542700", "江孜地区", "日喀则地区"), ("512300", "涪陵地区", "涪陵市")],
)
def test_a_prefecture_hands_over_to_what_stood_then_not_to_what_stands_today(code: str, name: str, heir: str) -> None:
    (ended,) = holders(code, name)
    assert ended.valid_to is not None
    assert [
        area.name for area in areas().rows if area.ref_area in ended.successors and stands(area, ended.valid_to)
    ] == [heir]
