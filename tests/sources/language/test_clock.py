"""The periods that a sentence names: lists of them, months from January on, stretches."""

from __future__ import annotations

import pytest

from sources.model import Kind

from .reading import YEAR, observed, plan, review


@pytest.mark.parametrize(
    ("opening", "periods"),
    [
        ("一季度、上半年、前三季度和全年", ["2022-Q1", "2022-H1", "2022-01/2022-09", "2022"]),
        ("2019年、2020年、2021年和2022年", ["2019", "2020", "2021", "2022"]),
        ("2019年—2022年，", ["2019", "2020", "2021", "2022"]),
    ],
)
def test_a_list_of_periods_has_one_for_each_number(opening: str, periods: list[str]) -> None:
    rows = review(f"{opening}全市生产总值分别增长5.8%、6.1%、6.3%和6.5%。")
    assert [(row.code, row.period) for row in rows] == [("GRP", period) for period in periods]


def test_a_list_of_periods_goes_on_for_the_next_numbers_of_as_many() -> None:
    rows = review("一季度、上半年，全市生产总值分别增长5.8%、6.1%，工业投资分别增长8%、9%。")
    assert [row.period for row in rows] == ["2022-Q1", "2022-H1"] * 2


@pytest.mark.parametrize("opening", ["1-11月，", "1—11月份，", "前11个月，"])
def test_months_from_january_on_are_the_period_until_the_whole_year_is_named(opening: str) -> None:
    rows = review(f"{opening}工业投资增长8%，外贸出口增长9%，全年工业用电量增长3%。")
    assert [row.period for row in rows] == ["2022-01/2022-11", "2022-01/2022-11", "2022"]


@pytest.mark.parametrize("years", ["2021—2035年", "2021―2035年", "2021-2035年", " 2021—2035 年"])
def test_the_years_of_a_plan_in_its_name_are_no_period(years: str) -> None:
    (row,) = review(f"《西岭市空间规划（{years}）》获批实施，全市生产总值增长5.7%。")
    assert row.period == "2022"


def test_a_year_after_a_dash_is_the_period() -> None:
    (row,) = review("——2021年，全市生产总值增长5.7%。")
    assert row.period == "2021"


def test_a_year_after_a_colon_is_the_period() -> None:
    (row,) = plan("强链工程:到2026年，培育龙头企业12家。")
    assert row.period == "2026"


def test_the_year_compared_with_is_no_period() -> None:
    (row,) = plan("力争旅游总收入恢复到2019年的75%以上。")
    assert (row.indicator, row.status, row.period) == ("旅游总收入", "target", str(YEAR))


def test_from_one_year_to_another_is_the_period_of_what_is_done() -> None:
    (row,) = plan("从2024年至2026年，累计新建幼儿园1200所。")
    assert row.period == "2024-2026"


def test_a_starting_value_without_a_year_is_of_the_year_that_others_of_its_paragraph_start_from() -> None:
    rows = review("生产总值由2017年的60亿元增加到2022年的90亿元；财政收入由6亿元增加到9亿元。税收由4亿元提高到7亿元。")
    assert [row.period for row in rows] == ["2017", "2022"] * 3


def test_a_starting_value_is_of_the_year_before_the_one_reached_where_no_other_is_named() -> None:
    assert [row.period for row in review("2022年，财政收入由6亿元增加到9亿元。")] == ["2021", "2022"]


def test_a_starting_value_of_a_term_is_of_the_year_before_it_also_where_its_last_year_is_named() -> None:
    rows = review("五年来，全市面貌一新。到2022年，财政收入由6亿元增加到9亿元。")
    assert [row.period for row in rows] == ["2017", "2022"]


def test_an_average_speed_is_over_several_years() -> None:
    rows = review("2022年农村居民人均可支配收入达到2万元，年均增速8%。")
    assert [(row.measure, row.period) for row in rows] == [("level", "2022"), ("growth", "2018-2022")]


def test_money_earned_and_its_split_add_up_over_a_term() -> None:
    rows = review("五年来，开放扩大。进出口总额累计达到160亿美元，其中出口100亿美元。地方财政收入累计达到90亿元。")
    assert [row.period for row in rows] == ["2018-2022"] * 3


def test_what_is_owed_stands_at_the_end_of_a_term() -> None:
    assert review("五年来，金融做大。贷款余额累计达到160亿元，其中住户贷款60亿元。")[-1].period == "2022"


@pytest.mark.parametrize(("stretch", "start"), [("2015年至2022年", "2015"), ("“十三五”时期", "2015")])
def test_a_starting_value_is_of_the_first_year_of_a_stretch_or_of_the_year_before_a_plan(
    stretch: str, start: str
) -> None:
    assert review(f"{stretch}，生产总值从60亿元增加到90亿元。")[0].period == start


def test_a_year_whose_level_is_the_ground_of_a_goal_is_no_period() -> None:
    rows = review("生产总值80亿元，提前实现在2000年基础上翻两番的目标；财政收入9亿元。")
    assert rows[-1].period == "2022"


def test_a_year_named_in_passing_in_the_review_of_a_term_ends_with_its_clause() -> None:
    rows = review("五年来，人均生产总值达到8万元，2021年升至全省第6位；财政总收入增长53%；税收增长40%。")
    assert [row.period for row in rows] == ["2022", "2021", "2018-2022", "2018-2022"]


def test_the_split_of_money_over_several_years_is_over_the_same_years() -> None:
    rows = review("对外贸易持续增长，三年累计进出口总额90亿美元，其中出口50亿美元。")
    assert [row.period for row in rows] == ["2020-2022"] * 2


def test_money_of_a_term_needs_no_verb() -> None:
    rows = review("五年来，开放扩大。五年进出口总额118亿美元，贷款余额80亿元。")
    assert [row.period for row in rows] == ["2018-2022", "2022"]


def test_a_part_of_money_over_several_years_may_be_of_one_of_them() -> None:
    rows = review("五年来，开放扩大。五年累计利用外资90亿美元，其中预计2022年利用外资20亿美元。")
    assert [row.period for row in rows] == ["2018-2022", "2022"]


def test_the_head_of_a_list_gives_its_items_their_period() -> None:
    rows = observed(
        "一九八五年主要产品的产量指标如下：\n\n粮食36000万吨，比1980年增长12%。\n\n棉花360万吨。\n",
        Kind.FIVE_YEAR_PLAN,
        1981,
    )
    assert [(row.measure, row.period) for row in rows] == [("level", "1985"), ("growth", "1985"), ("level", "1985")]


def test_a_heading_ends_a_list() -> None:
    rows = observed(
        "1984年主要产品的产量指标如下：\n\n粮食36000万吨。\n\n## 第二节 其他\n\n棉花产量达到360万吨。\n",
        Kind.FIVE_YEAR_PLAN,
        1981,
    )
    assert [row.period for row in rows] == ["1984", "1985"]


@pytest.mark.parametrize(("opening", "period"), [("过去一年，", "2022"), ("各位代表，", "2023")])
def test_a_paragraph_with_a_time_of_its_own_or_said_to_the_assembly_is_no_item(opening: str, period: str) -> None:
    text = f"到2025年主要目标如下：\n\n地区生产总值达到1500亿元。\n\n{opening}外贸出口增长5%。\n"
    assert [row.period for row in observed(text, Kind.WORK_REPORT, 2023)] == ["2025", period]


def test_what_is_done_within_five_years_takes_all_of_them() -> None:
    (row,) = observed("五年内，建设大中型水库80座。", Kind.FIVE_YEAR_PLAN, 1981)
    assert row.period == "1981-1985"


def test_the_targets_listed_for_a_plan_are_of_its_end() -> None:
    (row,) = observed("“六五”期间，主要目标如下：\n\n工业总产值达到6000亿元。\n", Kind.FIVE_YEAR_PLAN, 1981)
    assert row.period == "1985"


def test_a_starting_value_under_a_year_to_come_is_of_the_year_before_the_plan() -> None:
    rows = observed("1985年主要产品产量增长情况如下：\n\n钢产量从3700万吨增加到4000万吨。\n", Kind.FIVE_YEAR_PLAN, 1981)
    assert [row.period for row in rows] == ["1980", "1985"]


def test_the_year_to_come_that_a_paragraph_opens_with_holds_for_its_sentences() -> None:
    rows = observed(
        "工业投资增长3%。\n\n2023年，要继续调整结构。工业总产值要求达到200亿元，比上年增长6%。\n", Kind.WORK_REPORT
    )
    assert [(row.period, row.status) for row in rows[1:]] == [("2023", "target")] * 2


def test_starting_values_are_of_the_year_compared_with() -> None:
    rows = observed("2022年同2016年相比，财政收入由80亿元增加到120亿元。", Kind.WORK_REPORT)
    assert [row.period for row in rows] == ["2016", "2022"]


def test_a_share_during_a_plan_is_of_its_years() -> None:
    rows = observed("能源投资占比由“五五”期间的22%提高到24%。", Kind.FIVE_YEAR_PLAN, 1981)
    assert rows[0].period == "1976-1980"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("社会投资累计完成3743亿元，是“十一五”时期的1.9倍。", "2017-2021"),
        ("五年累计引进外资151亿美元，利用内资780亿元，分别是上个五年的3.1倍和6.5倍。", "2017-2021"),
        ("五年累计引进外资151亿美元。城镇居民收入是2016年的1.5倍。", "2021"),
        ("粮食产量年均增长3%，是“十二五”末的1.2倍。", "2021"),
        ("城镇新增就业累计达到25万人。", "2017-2021"),
        ("研究中心新增9个，累计达到25个。", "2021"),
    ],
)
def test_what_comes_over_a_term_and_its_multiple_take_all_its_years(text: str, period: str) -> None:
    assert observed("一、过去五年工作回顾\n" + text, Kind.WORK_REPORT, 2022)[-1].period == period


@pytest.mark.parametrize(
    "text",
    ["固定资产投资累计完成7200亿元。", "城镇新增就业累计达到65万人。", "到2026年，固定资产投资累计完成7200亿元。"],
)
def test_what_is_added_up_in_a_plan_of_five_years_takes_all_of_them(text: str) -> None:
    row = observed("二、今后五年的目标任务\n" + text, Kind.WORK_REPORT, 2022)[-1]
    assert (row.period, row.status) == ("2022-2026", "target")


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("前三季度，粮食产量达到90万吨，增长5%。", ["2022-01/2022-09"] * 2),
        ("我市一季度粮食产量增长5%，肉类产量增长4%。", ["2022-Q1"] * 2),
        ("前三季度粮食产量增长5%；预计年内肉类产量增长4%。", ["2022-01/2022-09", "2022"]),
    ],
)
def test_a_part_of_the_year_that_opens_a_sentence_holds_until_another_is_named(text: str, periods: list[str]) -> None:
    assert [row.period for row in review(text)] == periods


def test_what_stands_when_a_plan_of_five_years_is_made_is_of_the_year_before_it() -> None:
    rows = observed("二、今后五年的目标任务\n目前粮食产量已突破90万吨，城镇化率达到35%。", Kind.WORK_REPORT, 2022)
    assert [(row.period, row.status) for row in rows] == [("2021", "actual")] * 2


def test_what_is_aimed_at_on_top_of_what_stands_is_a_target() -> None:
    (row,) = plan("农民人均纯收入在已经较高的基础上力争达到5500元。")
    assert row.status == "target"
