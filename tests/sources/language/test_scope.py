"""Statuses: how far 预计, 初步核算, 力争 and 现有 reach in each part of a document."""

from __future__ import annotations

import pytest

from sources.model import Kind, Numeral

from .reading import observed, pick, plan, review


def statuses(rows: list[Numeral]) -> list[str]:
    return [str(row.status) for row in rows]


def test_what_a_review_states_is_a_fact() -> None:
    assert statuses(review("工业投资完成84.5亿元，增长5%。")) == ["actual", "actual"]


def test_what_a_plan_states_is_a_target_of_its_year() -> None:
    rows = plan("新建农村公路100公里，工业投资增长5%。")
    assert [(row.status, row.period) for row in rows] == [("target", "2023"), ("target", "2023")]


@pytest.mark.parametrize("word", ["预计", "有望", "可望", "预计可"])
def test_an_estimate_governs_its_own_clause(word: str) -> None:
    assert statuses(review(f"全市工业投资{word}增长5%左右。")) == ["estimate"]


def test_an_estimate_at_the_head_governs_the_clause() -> None:
    assert statuses(review("预计全年工业投资增长5%左右。")) == ["estimate"]


def test_an_estimate_reaches_a_clause_that_goes_on_about_its_subject() -> None:
    assert statuses(review("预计工业投资完成84.5亿元，增长5%。")) == ["estimate", "estimate"]


def test_an_estimate_ends_where_a_verb_of_fact_has_a_subject_of_its_own() -> None:
    rows = review("预计地区生产总值增长5%左右，119个重点项目完成投资205亿元。")
    assert statuses(rows) == ["estimate", "actual", "actual"]


def test_an_estimate_does_not_reach_the_next_sentence() -> None:
    assert statuses(review("预计工业投资增长5%。民间投资增长3%。")) == ["estimate", "actual"]


@pytest.mark.parametrize("link", ["、", "和"])
def test_an_estimate_reaches_all_that_its_clause_lists(link: str) -> None:
    rows = review(f"预计工业投资增长5%{link}技改投资增长6%左右{link}出口完成30亿元，进口完成20亿元。")
    assert statuses(rows) == ["estimate", "estimate", "estimate", "actual"]


def test_an_estimate_reaches_the_growths_handed_out_to_what_it_lists() -> None:
    rows = review("预计完成工业投资80亿元、技改投资50亿元，分别增长5%、6%。")
    assert statuses(rows) == ["estimate"] * 4


def test_what_goes_beyond_expectation_is_no_estimate() -> None:
    assert statuses(review("应对超预期因素冲击，工业投资增长5%、技改投资增长6%。")) == ["actual", "actual"]


def test_an_estimate_in_brackets_governs_its_own_figure() -> None:
    rows = review("地区生产总值增长8%左右（预计），工业投资增长5%。")
    assert statuses(rows) == ["estimate", "actual"]


def test_an_estimate_said_to_hold_below_governs_the_accounts_of_its_section() -> None:
    rows = observed(
        "一、2022年工作回顾\n地区生产总值增长8%左右（预计数，下同），固定资产投资完成80亿元。新建学校5所。\n"
        "2021年进出口总额增长3%。社会消费品零售总额增长6%。\n（二）开放\n出口总额增长5%。\n二、2023年工作安排\n地区生产总值增长7%。",
        Kind.WORK_REPORT,
    )
    assert statuses(rows) == ["estimate", "estimate", "actual", "actual", "estimate", "actual", "target"]


def test_life_expectancy_is_no_estimate() -> None:
    assert statuses(review("人均预期寿命达到80.5岁。")) == ["actual"]


@pytest.mark.parametrize("words", ["初步核算", "经初步核算", "据初步核算", "根据市级初步核算结果", "初步统计"])
def test_a_preliminary_account_governs_its_sentence(words: str) -> None:
    rows = observed(f"{words}，全年地区生产总值480亿元，比上年增长5%。")
    assert statuses(rows) == ["preliminary", "preliminary"]
    assert {row.code for row in rows} == {"GRP"}


def test_a_preliminary_account_governs_the_sentence_that_splits_its_total() -> None:
    rows = observed("初步核算，全年地区生产总值480亿元。其中，第一产业增加值40亿元，增长3%。")
    assert statuses(rows) == ["preliminary"] * 3


def test_a_preliminary_account_governs_no_other_sentence() -> None:
    rows = observed("初步核算，全年地区生产总值480亿元。其中，第一产业增加值40亿元。粮食总产量45万吨。")
    assert statuses(rows) == ["preliminary", "preliminary", "actual"]


def test_a_footnote_on_all_figures_leaves_them_alone() -> None:
    rows = observed("工业投资84.5亿元。\n注：本公报中数据均为初步统计数。")
    assert statuses(rows) == ["actual"]


@pytest.mark.parametrize("word", ["修订为", "修正为"])
def test_a_corrected_figure_is_revised(word: str) -> None:
    (row,) = observed(f"2021年地区生产总值{word}455亿元。")
    assert (row.status, row.period, row.value) == ("revised", "2021", 455)


def test_a_structure_that_changed_in_the_world_is_not_revised() -> None:
    assert statuses(observed("三次产业结构调整为9.0:44.9:46.1。")) == ["actual"] * 3


@pytest.mark.parametrize("word", ["现有", "已有", "目前拥有", "已建成"])
def test_what_stands_already_is_a_fact_of_the_closing_year(word: str) -> None:
    (row,) = plan(f"全市{word}高新技术企业210家。")
    assert (row.status, row.period, row.value) == ("actual", "2022", 210)


def test_a_fact_of_last_year_told_in_the_plan_is_a_fact() -> None:
    row = pick(plan("去年完成投资200亿元，今年计划完成250亿元。"), "200")
    assert (row.status, row.period) == ("actual", "2022")


@pytest.mark.parametrize("word", ["力争", "确保", "争取", "努力", "预期目标"])
def test_the_word_that_carries_a_target_is_told(word: str) -> None:
    (row,) = plan(f"{word}工业投资增长5%。")
    assert (row.status, row.force) == ("target", word)


def test_a_target_without_such_a_word_has_no_force() -> None:
    (row,) = plan("工业投资增长5%。")
    assert row.force is None


def test_a_fact_has_no_force() -> None:
    assert {row.force for row in review("全力争取资金30亿元。")} == {None}


@pytest.mark.parametrize("word", ["以上", "左右", "以内"])
def test_a_bounded_target_is_a_target(word: str) -> None:
    assert statuses(plan(f"工业投资增长5%{word}。")) == ["target"]


def test_the_parts_of_an_estimated_total_are_estimated() -> None:
    rows = review("预计全年生产总值347亿元，增长4.2%，其中第一产业增加值68亿元，第二产业增加值109亿元。")
    assert {row.status for row in rows} == {"estimate"}


def test_what_a_place_has_now_stands_in_the_plan_too() -> None:
    rows = plan("我省现有老化管网5772公里，每年漏失率高达10%。")
    assert {row.status for row in rows} == {"actual"}


def test_what_each_thousand_shall_have_is_a_target() -> None:
    (row,) = plan("每千常住人口拥有婴幼儿托位数4个以上。")
    assert row.status == "target"


def test_a_part_of_the_place_that_a_clause_starts_out_from_is_not_its_subject() -> None:
    (row,) = plan("结合经济开发区企业的用工需求，实现城镇新增就业6.5万人。")
    assert row.code == "EMP_NEW"


def test_an_estimate_said_once_for_what_follows_holds_for_the_accounts_of_its_section() -> None:
    rows = review("预计（下同）全年实现生产总值99亿元、增长4.5%，固定资产投资增长9.2%。社会消费品零售总额增长2.5%。")
    assert [str(row.status) for row in rows] == ["estimate"] * 4
