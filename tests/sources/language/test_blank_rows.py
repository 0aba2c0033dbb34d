"""Rows of tables set with blanks: read by the head above them, without meaning where they do not fit it."""

from __future__ import annotations

import pytest

from sources.model import Kind, Numeral

from .reading import observed, read

CAPTION = "主要农产品产量如下：\n"


def told(rows: list[Numeral]) -> list[tuple[str | None, str | None, float | None, str | None, str | None]]:
    return [(row.indicator, row.measure, row.value, row.unit, row.period) for row in rows]


@pytest.mark.parametrize(
    "head", ["1986年 1986年比\n1985年增长％\n", "1986年 比上年增长％\n", "一九八六年 一九八六年比\n一九八五年增长％\n"]
)
def test_a_level_and_a_growth_are_read_by_the_head(head: str) -> None:
    rows = observed(f"{CAPTION}{head}棉 花 354 万吨 -14．6\n粮 食 39，109 万吨 3．2\n", Kind.COMMUNIQUE, 1986)
    assert told(rows) == [
        ("棉花产量", "level", 354, "万吨", "1986"),
        ("棉花产量", "growth", -14.6, "%", "1986"),
        ("粮食产量", "level", 39109, "万吨", "1986"),
        ("粮食产量", "growth", 3.2, "%", "1986"),
    ]
    assert rows[2].code == "GRAIN"


def test_two_levels_are_of_the_two_years_that_the_head_names() -> None:
    rows = observed(
        f"{CAPTION}1978年产量 1977年产量 1978年比\n1977年增长％\n棉 花 216．7 万吨 204．9 万吨 5．8\n",
        Kind.COMMUNIQUE,
        1978,
    )
    assert [(row.measure, row.period) for row in rows] == [("level", "1978"), ("level", "1977"), ("growth", "1978")]


def test_a_unit_before_the_numbers_is_theirs() -> None:
    rows = observed(
        "表2 2008年主要工业产品产量\n- 产品名称 单 位 产 量 比上年增长%\n- 原 煤 亿吨 27.93 4.1\n",
        Kind.COMMUNIQUE,
        2008,
    )
    assert told(rows)[-2:] == [("原煤产量", "level", 27.93, "亿吨", "2008"), ("原煤产量", "growth", 4.1, "%", "2008")]


def test_a_part_is_of_the_quantity_that_the_row_above_names() -> None:
    rows = observed(
        "运输生产有所发展，各种运输方式完成的货物周转量都比上年有较大增长，紧张状况有所缓和。\n主要运输指标如下：\n1986年 比上年增长％\n货物周转量 18178 亿吨公里 9．0\n铁 路 8760 亿吨公里 8．1\n",
        Kind.COMMUNIQUE,
        1986,
    )
    assert [row.indicator for row in rows][2:] == ["铁路货物周转量", "铁路货物周转量"]


def test_a_row_with_more_numbers_than_its_head_has_columns_states_nothing() -> None:
    rows = read(f"{CAPTION}1986年 比上年增长％\n棉 花 354 万吨 3．2 4．1\n", Kind.COMMUNIQUE, 1986)
    assert [row.rule for row in rows][-3:] == ["context.table_row"] * 3


def test_running_text_ends_a_table() -> None:
    rows = read(
        f"{CAPTION}1986年 比上年增长％\n棉 花 354 万吨 3．2\n农业生产条件有所改善，水利建设进一步加强。\n烤 烟 138 万吨 3．4\n",
        Kind.COMMUNIQUE,
        1986,
    )
    assert [row.rule for row in rows][-2:] == ["context.table_row"] * 2


@pytest.mark.parametrize(
    ("between", "after"),
    [
        ("茶 叶 54．6 万吨 持平\n", ["level"]),
        ("（42．5 亿斤）（3．1）\n", ["level", "growth"]),
        ("38．2 亿斤 3．1\n", ["level", "growth"]),
    ],
)
def test_a_row_whose_growth_is_a_word_or_that_repeats_the_one_above_in_another_unit_ends_no_table(
    between: str, after: list[str]
) -> None:
    rows = observed(
        f"{CAPTION}1986年 比上年增长％\n棉 花 354 万吨 3．2\n{between}烤 烟 138 万吨 3．4\n", Kind.COMMUNIQUE, 1986
    )
    assert [row.measure for row in rows] == ["level", "growth", *after, "level", "growth"]
    assert rows[-1].indicator == "烤烟产量"


def test_a_number_inside_the_name_of_a_row_measures_nothing() -> None:
    rows = observed(f"{CAPTION}1986年 比上年增长％\n化肥（折100％） 1395 万吨 5．6\n", Kind.COMMUNIQUE, 1986)
    assert [(row.measure, row.value) for row in rows] == [("level", 1395), ("growth", 5.6)]


def test_a_growth_by_so_many_times_keeps_its_unit() -> None:
    rows = observed(f"{CAPTION}1986年 比上年增长％\n录音机 748 万部 1．4倍\n", Kind.COMMUNIQUE, 1986)
    assert told(rows)[-1] == ("录音机产量", "growth", 1.4, "倍", "1986")


def test_the_parts_of_a_quantity_have_the_unit_in_its_name() -> None:
    rows = observed(
        "运输生产有所发展，各种运输方式完成的货物周转量都比上年有较大增长，紧张状况有所缓和。\n主要运输指标如下：\n1996年 比上年增长％\n货物周转量（亿吨公里） 36271 1．5\n铁路 12895 0．5\n",
        Kind.COMMUNIQUE,
        1996,
    )
    assert [(row.indicator, row.unit) for row in rows if row.measure == "level"] == [
        ("货物周转量", "亿吨公里"),
        ("铁路货物周转量", "亿吨公里"),
    ]


def test_a_dash_for_the_first_digit_of_a_year_in_characters_is_a_misprint() -> None:
    rows = observed(f"{CAPTION}—九八六年 —九八六年比\n—九八五年增长％\n棉 花 354 万吨 -14．6\n", Kind.COMMUNIQUE, 1986)
    assert [row.period for row in rows] == ["1986", "1986"]
