"""Which part of a document a sentence stands in, and the period that holds there."""

from __future__ import annotations

import datetime

import pytest

from sources.language import read_ledger
from sources.model import Kind, Numeral

from .reading import YEAR, document, observed, plan, review

TARGET = "工业投资增长5%。"


def last(text: str, kind: Kind = Kind.WORK_REPORT) -> Numeral:
    return observed(text, kind)[-1]


def test_a_communique_speaks_of_its_own_year() -> None:
    (row,) = observed("工业投资增长5%。")
    assert (row.period, row.status, row.part) == (str(YEAR), "actual", "review")


def test_a_report_begins_with_a_review_of_the_year_before() -> None:
    (row,) = review("工业投资增长5%。")
    assert (row.period, row.part) == ("2022", "review")


@pytest.mark.parametrize(
    "heading",
    [
        "二、2023年主要目标和任务",
        "二、今年工作安排",
        "二、2023年经济社会发展总体要求和主要目标",
        "二、2023年政府工作的总体要求",
        "三、2023年工作打算",
        "二、2023年重点工作",
        "第二部分 2023年工作安排",
        "# 二、2023年政府工作建议",
        "二、下一步工作安排",
    ],
)
def test_a_heading_opens_the_plan(heading: str) -> None:
    row = last(f"一、2022年工作回顾\n工业投资增长3%。\n{heading}\n{TARGET}")
    assert (row.status, row.period, row.part) == ("target", "2023", "plan")


@pytest.mark.parametrize(
    "opening",
    ["今年发展主要预期目标是：", "2023年全市经济社会发展的主要目标是：", "新的一年，政府工作的总体要求是：要"],
)
def test_running_text_opens_the_plan(opening: str) -> None:
    row = last(f"一、2022年工作回顾\n工业投资增长3%。\n{opening}{TARGET}")
    assert (row.status, row.period) == ("target", "2023")


@pytest.mark.parametrize(
    "heading", ["（一）主要目标任务完成情况", "（二）重点工作扎实推进", "（一）经济运行稳中有进", "1.工业经济"]
)
def test_a_heading_inside_the_review_does_not_open_the_plan(heading: str) -> None:
    row = last(f"一、2022年工作回顾\n{heading}\n{TARGET}")
    assert (row.status, row.period, row.part) == ("actual", "2022", "review")


def test_headings_inside_the_plan_leave_it_open() -> None:
    row = last(f"二、2023年主要任务\n（一）工业发展取得新成效\n{TARGET}")
    assert row.status == "target"


def test_a_row_names_the_nearest_heading_above() -> None:
    row = last(
        f"一、2022年工作回顾\n（一）工业经济\n坚持制造强市，推进转型升级，全市{TARGET}全年其他各项任务也都顺利完成，成绩好于预期。"
    )
    assert row.section is not None
    assert row.section.endswith("工业经济")


def test_a_flow_counted_over_five_years_takes_all_of_them() -> None:
    row = last("“十三五”期间，累计新增城镇就业15万人。")
    assert row.period == "2016-2020"


def test_a_rate_reached_at_the_end_of_five_years_takes_the_last_one() -> None:
    row = last("“十三五”期间，常住人口城镇化率达到62%。")
    assert row.period == "2020"


def test_a_growth_a_year_over_five_years_takes_all_of_them() -> None:
    row = last("“十三五”期间，地区生产总值年均增长7.1%。")
    assert (row.period, row.measure, row.base, row.code) == ("2016-2020", "growth", "年均", "GRP")


def test_the_five_years_of_a_government_end_with_the_year_before_the_report() -> None:
    row = last("五年来，累计完成工业投资1200亿元。")
    assert row.period == "2018-2022"


def test_a_stock_at_the_beginning_of_five_years_takes_the_year_before_them() -> None:
    first, second = observed("五年来，高新技术企业由50家增加到210家。", Kind.WORK_REPORT)
    assert (first.period, second.period) == ("2017", "2022")


def test_a_five_year_plan_is_of_its_five_years() -> None:
    rows = observed("地区生产总值年均增长6%，常住人口城镇化率达到68%。", Kind.FIVE_YEAR_PLAN, 2021)
    assert [(row.period, row.status) for row in rows] == [("2021-2025", "target"), ("2025", "target")]


def test_a_target_for_a_later_year_takes_that_year() -> None:
    (row,) = plan("到2025年，高新技术企业达到300家。")
    assert (row.period, row.status) == ("2025", "target")


def test_a_target_for_a_plan_period_takes_its_years() -> None:
    (row,) = plan("“十四五”期间，地区生产总值年均增长6%以上。")
    assert row.period == "2021-2025"


@pytest.mark.parametrize(
    ("opening", "period"),
    [
        ("2021年，", "2021"),
        ("2022年末，", "2022"),
        ("2022年6月末，", "2022-06"),
        ("2022年一季度，", "2022-Q1"),
        ("2022年上半年，", "2022-H1"),
        ("2022年下半年，", "2022-H2"),
        ("2022年1-11月，", "2022-01/2022-11"),
        ("2022年1-12月，", "2022"),
        ("2022年前三季度，", "2022-01/2022-09"),
        ("截至2022年11月底，", "2022-11"),
        ("2019-2021年，", "2019-2021"),
    ],
)
def test_a_period_said_at_the_head_of_a_clause_holds(opening: str, period: str) -> None:
    row = last(f"{opening}全市工业用电量增长8.1%。")
    assert row.period == period


def test_a_year_inside_a_clause_holds_for_the_clauses_after_it() -> None:
    rows = observed(
        "坚持制造强市，推进转型升级，全市工业投资增长8%，2021年增长6%。其他各项任务也都顺利完成，成绩好于预期。",
        Kind.WORK_REPORT,
    )
    assert [row.period for row in rows] == ["2022", "2021"]


def test_a_report_of_december_calls_the_year_before_its_plan_this_year() -> None:
    text = "一、2022年工作回顾\n今年，工业投资增长5%。\n二、2023年工作安排\n明年，工业投资增长6%。"
    rows = read_ledger(document(text, Kind.WORK_REPORT, 2023, published_on=datetime.date(2022, 12, 26))).numerals
    found = [(row.value, row.period, row.status) for row in rows if row.disposition == "observation"]
    assert found == [(5, "2022", "actual"), (6, "2023", "target")]


def test_a_document_without_a_year_takes_the_latest_one_of_its_first_lines() -> None:
    rows = observed("2019年国民经济和社会发展统计公报\n工业投资增长5%。", Kind.COMMUNIQUE, None)
    assert rows[-1].period == "2019"


def test_a_document_of_no_known_time_has_no_period() -> None:
    (row,) = observed("工业投资增长5%。", Kind.COMMUNIQUE, None)
    assert row.period is None


def test_a_short_sentence_that_names_an_earlier_year_does_not_move_the_review() -> None:
    rows = observed("工业投资增长8%，2021年增长6%。\n全市民间投资增长7%。", Kind.WORK_REPORT)
    assert [row.period for row in rows] == ["2022", "2021", "2022"]


def test_a_plan_that_has_begun_is_looked_back_on_up_to_the_year_before_the_report() -> None:
    rows = observed("“十四五”以来，全市新建学校12所。", Kind.WORK_REPORT, 2024)
    assert [row.period for row in rows] == ["2021-2023"]


def test_the_heading_of_a_plan_that_begins_with_the_report_opens_the_plan() -> None:
    rows = observed("二、“十四五”时期发展的主要考虑\n地区生产总值年均增长7%。", Kind.WORK_REPORT, 2021)
    assert [(row.status, row.period) for row in rows] == [("target", "2021-2025")]


def test_a_sentence_without_numerals_turns_the_rest_of_its_paragraph() -> None:
    rows = observed("一、工作回顾\n五年来，我们奋力拼搏。新建学校12所。", Kind.WORK_REPORT, 2023)
    assert [row.period for row in rows] == ["2018-2022"]


def test_a_figure_of_a_year_before_the_plan_is_no_target() -> None:
    (row,) = plan("2018年全市地区生产总值为265亿元。")
    assert (row.status, row.period) == ("actual", "2018")


def test_a_sentence_of_the_plan_that_looks_back_tells_what_stands() -> None:
    rows = plan("去年以来，高新技术企业已达到388家、挂牌企业41家，今年再增加20家。")
    assert [row.status for row in rows] == ["actual", "actual", "target"]


def test_deeds_of_a_term_take_all_its_years_where_the_verb_alone_stands_before_the_number() -> None:
    rows = observed("过去五年，完成42个村的改造，地区生产总值达到300亿元。", Kind.WORK_REPORT, 2023)
    assert [row.period for row in rows] == ["2018-2022", "2022"]


def test_money_spent_adds_up_over_a_term() -> None:
    (row,) = observed("过去五年，民生投入累计达到734亿元。", Kind.WORK_REPORT, 2023)
    assert row.period == "2018-2022"


@pytest.mark.parametrize("word", ["比", "较"])
def test_the_year_an_item_of_a_list_compares_with_is_not_the_year_of_the_list(word: str) -> None:
    rows = review(f"——工业投资完成80亿元，{word}2017年增长1.2倍；\n——出口完成30亿元，增长5%；")
    assert [row.period for row in rows] == ["2022"] * 4


def test_a_report_given_at_the_end_of_its_year_reviews_that_year() -> None:
    rows = observed(
        "1981年政府工作报告\n——1981年11月30日在代表大会第四次会议上\n工业总产值增长5%。", Kind.WORK_REPORT, 1981
    )
    assert (rows[-1].status, rows[-1].period) == ("actual", "1981")


def test_a_day_in_characters_tells_as_well_when_a_report_was_given() -> None:
    rows = observed("政府工作报告\n（一九六四年十二月二十一日）\n工业总产值增长5%。", Kind.WORK_REPORT, 1964)
    assert rows[-1].period == "1964"


PRESENTED = "关于第六个五年计划的报告\n——1982年6月3日在代表大会第五次会议上\n工业总产值增长5%。\n"


@pytest.mark.parametrize(
    "heading", ["## 第六个五年计划的基本任务\n", "## 二、六五计划概要\n", "## 全面实现六五计划的主要措施\n"]
)
def test_a_report_that_presents_a_plan_already_begun_turns_to_it_by_a_heading_that_names_it(heading: str) -> None:
    row = observed(f"{PRESENTED}{heading}工业总产值年均增长4%。", Kind.WORK_REPORT, 1982)[-1]
    assert (row.status, row.period) == ("target", "1981-1985")


def test_the_first_years_of_such_a_plan_are_looked_back_on() -> None:
    text = f"{PRESENTED}## 第六个五年计划的基本任务\n工业总产值年均增长4%。\n## 六五计划前两年的执行情况\n工业总产值增长5%。"
    assert observed(text, Kind.WORK_REPORT, 1982)[-1].status == "actual"


def test_a_plan_still_running_that_a_sentence_of_the_review_speaks_of_as_to_come_is_planned() -> None:
    row = observed("第七个五年计划规定，工业总产值年均增长7%。", Kind.WORK_REPORT, 1988)[-1]
    assert (row.status, row.period) == ("target", "1986-1990")


@pytest.mark.parametrize("name", ["“七五”期间", "第七个五年计划期间"])
def test_a_plan_named_in_full_has_the_years_of_its_short_name(name: str) -> None:
    row = observed(f"{name}，工业总产值年均增长7%。", Kind.WORK_REPORT, 1991)[-1]
    assert (row.status, row.period) == ("actual", "1986-1990")


@pytest.mark.parametrize(
    ("sentence", "status", "period"),
    [
        ("今年计划新建住宅8万平方米。", "target", "2023"),
        ("今年要比去年多安排就业800人。", "target", "2023"),
        ("今年上半年，工业投资增长5%。", "actual", "2023-H1"),
        ("预计今年工业投资增长5%。", "estimate", "2023"),
        ("截至今年2月底，已建成住宅8万平方米。", "actual", "2023-02"),
    ],
)
def test_this_year_in_a_review_is_the_year_of_the_report(sentence: str, status: str, period: str) -> None:
    row = review(f"工业投资增长3%。{sentence}")[-1]
    assert (row.status, row.period) == (status, period)


def test_the_year_compared_with_is_not_the_year_told() -> None:
    assert review("要在去年接待游客80万人次的基础上，今年接待游客达到90万人次。")[-1].period == "2023"


def test_a_stretch_that_a_sentence_names_is_taken_by_what_it_adds_up() -> None:
    row = observed("过去五年，我们奋发有为。2017年至2019年，旅游总收入80亿元。", Kind.WORK_REPORT)[-1]
    assert row.period == "2017-2019"


@pytest.mark.parametrize("sentence", ["工业投资增加了5%。", "到目前为止，建有水库80座。", "工业投资已提高5%。"])
def test_the_plan_tells_as_fact_what_its_words_say_is_done(sentence: str) -> None:
    assert plan(sentence)[-1].status == "actual"


def test_a_year_of_a_five_year_plan_that_is_over_is_no_target() -> None:
    row = observed(f"{PRESENTED}## 第六个五年计划的基本任务\n1981年工业总产值比上年增长4%。", Kind.WORK_REPORT, 1982)[
        -1
    ]
    assert (row.status, row.period) == ("actual", "1981")


def test_where_the_opening_of_a_paragraph_is_cut_is_no_end_of_a_line() -> None:
    opening = "刚刚过去的2022年，" + "我们扎实推进各项工作，" * 6 + "大会确定的目标全面实现，"
    text = f"一、过去五年的回顾\n五年来，地区生产总值年均增长6%。\n{opening}规模以上工业增加值增长11%。"
    assert observed(text, Kind.WORK_REPORT, 2023)[-1].period == "2022"


def test_a_heading_of_both_years_opens_the_review() -> None:
    text = "一、2022年的政府工作和2023年的奋斗目标\n去年的农业生产取得好收成，粮食产量达到30万吨。"
    assert [(row.status, row.period) for row in observed(text, Kind.WORK_REPORT, 2023)] == [("actual", "2022")]


def test_the_first_day_named_tells_when_a_report_was_given() -> None:
    told = "2022年11月6日，中心医院落成。去年，工业投资增长5%。"
    opened = f"——2023年1月12日在西岭市人民代表大会上\n{told}"
    assert [(row.status, row.period) for row in review(opened)] == [("actual", "2022")]
    assert review(told)[-1].period == "2021"  # nothing else tells the day


def test_what_is_to_be_done_well_this_year_opens_the_plan_where_no_heading_does() -> None:
    text = "各位代表：\n2022年，粮食产量达到90万吨。\n今年我们要抓好以下工作：\n新建学校7所。\n"
    rows = observed(text, Kind.WORK_REPORT, 2023)
    assert [(row.text, row.period, row.status) for row in rows] == [("90", "2022", "actual"), ("7", "2023", "target")]
