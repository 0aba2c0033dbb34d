"""The noun that a clause leaves out, from the clause or label before it."""

from __future__ import annotations

import pytest

from .reading import observed, review


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("发电量，由2015年的80亿千瓦时增加到90亿千瓦时。", "发电量"),
        ("水泥：从80万吨增加到90万吨。", "水泥"),
        ("——甜菜，2021年达到90万吨。", "甜菜"),
        ("农民人均纯收入在价格下调的情况下，仍然达到9000元。", "农民人均纯收入"),
        ("粮食总产量创历史最高水平，达到90万吨。", "粮食总产量"),
        ("工业投资增长5%。轻工业产品的产量，都将增长6%。", "轻工业产品的产量"),
    ],
)
def test_a_clause_takes_the_topic_named_before_it(text: str, indicator: str) -> None:
    assert observed(text)[-1].indicator == indicator


def test_a_share_left_open_is_of_the_last_subject() -> None:
    rows = observed("轻工业产品出口增长5%，占出口总额的比重，由上年的25%上升到31%。")
    assert {row.indicator for row in rows[1:]} == {"轻工业产品出口占出口总额比重"}


@pytest.mark.parametrize("text", ["拓宽民间投资渠道，实现增长30%。", "由于工业生产发展，达到80万吨。"])
def test_a_clause_with_a_verb_of_its_own_names_no_topic(text: str) -> None:
    assert observed(text)[-1].indicator in ("", None)


def test_a_level_that_the_growth_is_measured_against_is_of_its_own_year() -> None:
    rows = review("工业总产值达到704亿元，比2017年的500亿元增长40%。")
    assert [(row.indicator, row.measure, row.period) for row in rows] == [
        ("工业总产值", "level", "2022"),
        ("工业总产值", "level", "2017"),
        ("工业总产值", "growth", "2022"),
    ]


def test_a_level_of_last_year_compared_with_is_of_last_year() -> None:
    assert review("人口达到704万人，比上年末的700万人增加4万人。")[1].period == "2021"


@pytest.mark.parametrize("word", ["就", "却", "只", "仍", "仍然"])
def test_words_of_emphasis_are_no_part_of_a_phrase(word: str) -> None:
    assert review(f"粮食总产量{word}达到90万吨。")[0].indicator == "粮食总产量"


def test_the_sign_of_a_percentage_in_characters_is_no_noun() -> None:
    rows = observed(
        "粮食三十万斤，棉花两千万担，钢十二万吨，煤五百万吨，布六十万匹。工业总产值达到二百零五亿元，比一九五七年的一百二十四亿元增长百分之六十五。"
    )
    assert [(row.indicator, row.period) for row in rows[-2:]] == [("工业总产值", "1957"), ("工业总产值", "2023")]
