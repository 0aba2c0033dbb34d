"""Areas: names at a date, parents, succession, ambiguity refused."""

from __future__ import annotations

import time

import pytest

from sources.areas import LEVELS, areas


def test_a_county_knows_its_chain_up_to_the_nation() -> None:
    assert [area.name for area in areas().chain("370103")] == ["市中区", "济南市", "山东省", "全国"]


def test_a_full_name_is_found_and_its_bare_name_is_ambiguous() -> None:
    found = areas().resolve("济南市市中区", 2023)
    assert found
    assert found.ref_area == "370103"
    assert areas().resolve("市中区", 2023) is None


@pytest.mark.parametrize(
    ("name", "near", "code"),
    [
        ("市中区", ["济南市"], "370103"),
        ("市中区", ["枣庄市"], "370402"),
        ("朝阳区", ["北京市"], "110105"),
        ("朝阳区", ["长春市"], "220104"),
        ("鼓楼区", ["福州"], "350102"),
    ],
)
def test_a_parent_named_nearby_decides(name: str, near: list[str], code: str) -> None:
    found = areas().resolve(name, 2022, near)
    assert found
    assert found.ref_area == code


@pytest.mark.parametrize(
    ("name", "year", "code"),
    [
        ("海东地区", 2012, "632100"),
        ("海东市", 2014, "630200"),
        ("山南市", 2023, "540500"),
        ("襄樊市", 2005, "420600"),
        ("襄阳市", 2015, "420600"),
        ("莱芜市", 2018, "371200"),
        ("重庆市", 1990, "510200"),
        ("重庆市", 2020, "500000"),
        ("淮安市", 1995, "320882"),
        ("淮安市", 2020, "320800"),
        ("黔东南州", 2023, "522600"),
        ("巴州", 2020, "652800"),
        ("内蒙古", 2020, "150000"),
        ("吉林", 2020, "220000"),
        ("中华人民共和国", 1990, "000000"),
    ],
)
def test_names_hold_at_their_time(name: str, year: int, code: str) -> None:
    found = areas().resolve(name, year)
    assert found
    assert found.ref_area == code


@pytest.mark.parametrize(("ended", "heir"), [("142700", "140800"), ("371200", "370100"), ("110103", "110101")])
def test_an_area_that_ended_names_its_heir(ended: str, heir: str) -> None:
    area = areas().code(ended)
    assert area is not None
    assert area.valid_to is not None
    assert heir in area.successors


def test_names_in_a_text_are_the_longest_and_do_not_overlap() -> None:
    text = "关于济南市市中区和内蒙古自治区呼和浩特市的报告"
    assert [name for _, _, name in areas().names_in(text)] == ["济南市", "市中区", "内蒙古自治区", "呼和浩特市"]


def test_an_unknown_name_is_nobody() -> None:
    assert areas().resolve("子虚市", 2023) is None
    assert areas().code("999999") is None


def test_the_vocabulary_keeps_its_grain_and_its_references() -> None:
    rows = areas().rows
    keys = [(area.ref_area, area.valid_from) for area in rows]
    assert len(set(keys)) == len(keys)
    codes = {area.ref_area for area in rows}
    assert all(area.parent in codes for area in rows if area.level != "nation")
    assert all(code in codes for area in rows for code in area.successors)
    assert all(area.level in LEVELS and (area.valid_to is None or area.valid_from < area.valid_to) for area in rows)
    standing = [area.ref_area for area in rows if area.valid_to is None]
    assert len(set(standing)) == len(standing)


def test_loading_is_fast() -> None:
    best = min(_timed() for _ in range(5))
    assert best < 0.25  # 40 ms on a quiet core; room for a busy one


def _timed() -> float:
    areas.cache_clear()
    start = time.perf_counter()
    areas()
    return time.perf_counter() - start


def test_an_autonomous_county_answers_to_its_short_name_with_the_suffix() -> None:
    found = areas().resolve("巴里坤县", 2023)
    assert found
    assert found.ref_area == "650521"


def test_every_area_has_an_english_name() -> None:
    assert [area for area in areas().rows if not area.name_en.isascii() or not area.name_en] == []


@pytest.mark.parametrize(
    ("code", "english"),
    [
        ("370100", "Jinan City"),
        ("370103", "Shizhong District"),
        ("500000", "Chongqing City"),
        ("341500", "Lu'an City"),
        ("610000", "Shaanxi Province"),
        ("150000", "Inner Mongolia Autonomous Region"),
        ("522600", "Qiandongnan Miao and Dong Autonomous Prefecture"),
        ("000000", "China"),
    ],
)
def test_english_names_are_pinyin_and_the_kind_of_place(code: str, english: str) -> None:
    area = areas().code(code)
    assert area is not None
    assert area.name_en == english
