"""The phrase as the ledger shows it: words that add nothing taken off, what is counted said."""

from __future__ import annotations

import pytest

from .reading import observed, review, said


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("建成数字文化馆12个", "数字文化馆数"),
        ("实施排水改造项目12个", "排水改造项目数"),
        ("举办山地马拉松赛12场", "山地马拉松赛场次"),
        ("全市拥有公共图书馆12个", "公共图书馆数"),
        ("打造乡村书屋12个", "乡村书屋数"),
    ],
)
def test_a_verb_that_only_says_that_the_counted_exists_is_left_out(text: str, phrase: str) -> None:
    assert said(observed(text + "。")) == [(phrase, 12)]


@pytest.mark.parametrize("verb", ["新建", "开工", "改造", "治理", "建成交付"])
def test_a_verb_that_says_what_was_done_stays(verb: str) -> None:
    assert said(observed(f"{verb}山区水窖12个。")) == [(f"{verb}山区水窖数", 12)]


def test_realised_between_an_owner_and_its_quantity_is_left_out() -> None:
    (row,) = observed("全年渔业实现增加值12亿元。")
    assert row.indicator == "渔业增加值"


def test_a_share_of_the_things_named_after_it_says_so() -> None:
    (row,) = observed("有73%的渔村通了公路。")
    assert row.indicator == "渔村通了公路占比"


def test_money_of_a_deed_without_noun_of_its_own_is_an_amount() -> None:
    (row,) = observed("解决欠薪3500万元。")
    assert row.indicator == "解决欠薪金额"


def test_new_jobs_need_no_noun() -> None:
    (row,) = observed("城镇新增就业2.4万人。")
    assert (row.indicator, row.code) == ("城镇新增就业", "EMP_NEW")


def test_households_of_users_are_counted_once() -> None:
    (row,) = observed("年末宽带用户12万户。")
    assert row.indicator == "宽带用户数"


def test_what_is_new_goes_on_through_a_list() -> None:
    assert said(observed("新备案研发机构2家、重点实验室3家。")) == [("新备案研发机构数", 2), ("新备案重点实验室数", 3)]


def test_parts_of_what_is_new_are_new() -> None:
    rows = observed("新增各类标准115项，其中国家标准59项、行业标准25项。")
    assert [row.indicator for row in rows][1:] == ["新增国家标准数", "新增行业标准数"]


def test_two_ranks_before_one_noun_are_both_of_it() -> None:
    assert said(observed("新增6个国家级、5个省级试验区。")) == [("新增国家级试验区数", 6), ("新增省级试验区数", 5)]


def test_a_rank_after_a_full_noun_is_of_that_noun() -> None:
    rows = observed("国家级农业龙头企业6家、省级107家。")
    assert [row.indicator for row in rows] == ["国家级农业龙头企业数", "省级农业龙头企业数"]


def test_a_rate_is_shared_with_the_word_that_makes_it_one() -> None:
    rows = observed("新品种、新技术推广率分别达到99%和87%。")
    assert [row.indicator for row in rows] == ["新品种推广率", "新技术推广率"]


def test_a_share_of_the_regional_product_keeps_its_owner() -> None:
    rows = observed("全社会研发投入12亿元，占地区生产总值比重达2.1%。")
    assert [(row.indicator, row.code) for row in rows][1:] == [("全社会研发投入占地区生产总值比重", "RD_INT")]


def test_a_quantity_spoken_of_with_its_year_is_the_subject_of_the_next_clause() -> None:
    rows = review("2022年全市生产总值突破千亿元大关，达到1028亿元。")
    assert [(row.indicator, row.code) for row in rows] == [("生产总值", "GRP")]


def test_a_list_number_in_brackets_is_no_part_of_a_phrase() -> None:
    (row,) = observed("（4）改造渔港12座。")[-1:]
    assert row.indicator == "改造渔港数"


def test_but_is_no_part_of_a_phrase() -> None:
    rows = observed("对甲国出口下降9.9%，但对乙国出口增长15.7%。")
    assert rows[1].indicator == "对乙国出口"


def test_a_preposition_before_the_number_is_no_part_of_the_phrase_after_it() -> None:
    (row,) = observed("对100家集贸市场实施改造。")
    assert row.indicator == "集贸市场实施改造数"
