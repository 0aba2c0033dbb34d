"""Hard phrases that need several stages at once: what belongs here is one sentence and its whole reading."""

from __future__ import annotations

import itertools

import pytest

from sources.model import Kind
from tests.sources.language.reading import observed, plan, quantities, read, review, said


def test_fenbie_completes_ordinals_of_industries() -> None:
    rows = observed("第一、第二、第三产业增加值分别增长3.1%、5.2%和6.3%。")
    assert [(r.indicator, r.code, r.value) for r in rows] == [
        ("第一产业增加值", "VA1", 3.1),
        ("第二产业增加值", "VA2", 5.2),
        ("第三产业增加值", "VA3", 6.3),
    ]


def test_fenbie_keeps_a_last_subject_that_is_whole_by_itself() -> None:
    rows = observed("固定资产投资、社会消费品零售总额、进出口总额分别增长5.2%、6.1%和7.3%。")
    assert [r.code for r in rows] == ["FAI", "TRSCG", "TRADE"]


def test_a_second_fenbie_may_tell_rises_and_falls() -> None:
    rows = observed("小麦、玉米、水稻产量分别达到12.1万吨、20.3万吨、8.8万吨，比上年分别增长1.2%、下降0.8%、增长3.3%。")
    assert said(rows)[3:] == [("小麦产量", 1.2), ("玉米产量", -0.8), ("水稻产量", 3.3)]


def test_fenbie_tells_rises_and_falls_of_the_subjects_before_it() -> None:
    rows = observed("进口额、出口额分别增长4.8%、下降7.1%。")
    assert [(r.code, r.value) for r in rows] == [("IMPORT", 4.8), ("EXPORT", -7.1)]


def test_an_average_of_two_years_is_a_base() -> None:
    rows = observed("工业投资增长8.1%，两年平均增长6.0%。")
    assert (rows[1].indicator, rows[1].measure, rows[1].code) == ("工业投资", "growth", "FAI_IND")


def test_shrinking_is_a_fall() -> None:
    (r,) = observed("全市工业用水量收缩6.2%。")
    assert (r.measure, r.value) == ("growth", -6.2)


def test_the_first_structure_of_two_is_of_the_year_before() -> None:
    rows = observed("三次产业结构由上年的7.9:42.0:50.1调整为7.4:41.3:51.3。")
    assert [r.period for r in rows] == ["2022"] * 3 + ["2023"] * 3


def test_a_unit_per_ten_thousand_yuan_is_whole() -> None:
    assert quantities("能耗0.52吨标准煤/万元")[0].unit == "吨标准煤/万元"


@pytest.mark.parametrize("word", ["核定为", "最终核实为", "修订为", "调整后为"])
def test_the_word_of_a_correction_is_no_part_of_the_phrase(word: str) -> None:
    (r,) = observed(f"2021年地区生产总值{word}455亿元。")
    assert (r.indicator, r.code, r.status) == ("地区生产总值", "GRP", "revised")


def test_half_a_year_without_its_year_is_half_of_the_reports() -> None:
    (r,) = review("上半年，全市工业用电量增长8.1%。")
    assert r.period == "2022-H1"


def test_a_short_sentence_is_no_heading() -> None:
    rows = observed("一、2022年工作回顾\n（一）工业经济\n工业投资增长5%。", Kind.WORK_REPORT)
    assert rows[0].section.endswith("工业经济")


def test_a_place_that_the_sentence_names_is_the_area() -> None:
    (r,) = observed("全国粮食产量6.8亿吨。")
    assert r.area == "全国"


@pytest.mark.parametrize("text", ["甲" + "1 " * 14 + "，", "甲" + "1" * 24 + " 2，"])
def test_a_row_of_numbers_takes_no_longer_than_its_length(text: str) -> None:
    import time

    begun = time.process_time()
    read(text)
    assert time.process_time() - begun < 0.2


@pytest.mark.parametrize("text", ["全市户数1，\n- 4 -\n210户。", "全市户数达到1，\n0\n000户。"])
def test_a_number_does_not_reach_over_a_page_mark(text: str) -> None:
    rows = read(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(rows))
    assert [r.text for r in rows if "," in r.text or "，" in r.text] == []


def test_a_thousands_mark_at_the_end_of_a_line_ends_the_number() -> None:
    assert [r.value for r in read("全市各类市场主体新增户数为1，\n210户。") if r.value] != [1210.0]


@pytest.mark.parametrize(
    ("text", "value", "period", "base"),
    [
        ("地区生产总值比上年增长8.1%，两年平均增长5.1%。", 5.1, "2022-2023", "年均"),
        ("与2007年相比，地区生产总值增长66.5%。", 66.5, "2023", "2007年"),
        ("建市20年来，地区生产总值增长9倍。", 9.0, "2004-2023", "2003年"),
        ("70年来，地区生产总值年均增长11%。", 11.0, "1954-2023", "年均"),
        ("2018年以来，地区生产总值增长40%。", 40.0, "2019-2023", "2018年"),
        ("地区生产总值由2015年的80亿元增加到120亿元，增长50%。", 50.0, "2023", "2015年"),
    ],
)
def test_a_growth_over_several_years_is_not_the_growth_of_one(text: str, value: float, period: str, base: str) -> None:
    row = observed(text)[-1]
    assert (row.code, row.measure, row.value, row.period, row.base) == ("GRP", "growth", value, period, base)


def test_a_plan_that_compares_two_years_gone_by_says_so_itself() -> None:
    (row,) = plan("2020年与2015年相比，地区生产总值增长40.5%。")
    assert (row.measure, row.status, row.period, row.base) == ("growth", "actual", "2020", "2015年")


def test_a_growth_on_the_year_before_keeps_its_base_in_a_sentence_about_many_years() -> None:
    (row,) = observed("2018年以来，粮食产量稳步增长，地区生产总值比上年增长6.1%。")
    assert (row.period, row.base) == ("2023", "上年")


@pytest.mark.parametrize(
    ("text", "change", "level"),
    [
        ("报销比例提高1.2个百分点至96.4%。", 1.2, (96.4, "%")),
        ("一般公共预算收入增长5%至380亿元。", 5.0, (380.0, "亿元")),
        ("不良贷款率下降0.3个百分点至1.5%。", -0.3, (1.5, "%")),
    ],
)
def test_unlike_units_joined_by_a_to_are_a_change_and_the_level_reached(
    text: str, change: float, level: tuple[float, str]
) -> None:
    first, second = observed(text)
    assert (first.value, first.bound) == (change, "eq")
    assert (second.measure, second.value, second.unit, second.bound) == ("level", *level, "eq")


def test_a_promise_for_a_later_year_is_a_target_outside_the_plan_part_as_well() -> None:
    row = observed("2024年，地区生产总值力争增长6.5%。")[-1]
    assert (row.status, row.period, row.force) == ("target", "2024", "力争")
    assert observed("2023年，企业力争上游，地区生产总值增长6.5%。")[-1].status == "actual"


def test_the_year_named_again_ends_a_growth_over_several_years() -> None:
    rows = observed("2018年以来，地区生产总值年均增长6.2%，2023年，地区生产总值500亿元，增长5.1%。")
    assert [(r.period, r.base) for r in rows] == [("2019-2023", "年均"), ("2023", None), ("2023", None)]


def test_a_later_year_in_the_name_of_a_plan_promises_nothing() -> None:
    rows = observed("印发《西岭市老旧小区改造规划（2022—2025年）》，改造老旧小区46个。")
    assert [r.status for r in rows] == ["actual"]
    assert observed("粮食稳步增产，到2026年，粮食产量达到50万吨。")[-1].status == "target"


def test_a_figure_called_a_target_is_one_and_what_is_measured_against_it_is_not() -> None:
    rows = observed("技术合同成交额80.65亿元，是70亿元目标的115.2%。")
    assert [(r.value, r.measure, r.status) for r in rows] == [
        (80.65, "level", "actual"),
        (70.0, "level", "target"),
        (115.2, "plan_completion", "actual"),
    ]


def test_distances_to_several_places_are_told_apart() -> None:
    rows = observed("地区生产总值增长3.3%，分别高于全国、全省0.3和0.2个百分点。")
    assert [(r.indicator, r.code, r.measure) for r in rows[1:]] == [
        ("地区生产总值增速高于全国幅度", None, "change"),
        ("地区生产总值增速高于全省幅度", None, "change"),
    ]


def test_a_unit_said_in_full_at_the_last_number_holds_for_the_first() -> None:
    rows = observed("先进制造业、高技术制造业增加值占比分别提高1.9个和3.3个百分点。")
    assert [(r.unit, r.measure) for r in rows] == [("个百分点", "change"), ("个百分点", "change")]


def test_figures_of_things_just_counted_have_no_code_of_the_whole_place() -> None:
    rows = observed("10个平台完成规上工业产值5700亿元、固定资产投资1180亿元，地区生产总值增长6%。")
    assert [r.code for r in rows] == [None, None, None, "GRP"]


def test_titles_given_by_the_nation_are_counted_for_the_place() -> None:
    rows = observed("建成综合减灾示范社区27个、全国安全社区3个。")
    assert {r.area for r in rows} == {"西岭市"}


def test_a_stock_called_a_holding_is_promised_in_the_plan_part() -> None:
    assert plan("每万人高价值发明专利拥有量达到19件以上。")[0].status == "target"
    assert plan("全市现拥有高新技术企业19家。")[0].status == "actual"


def test_a_forecasting_system_estimates_nothing() -> None:
    assert review("构建风险预测预警体系等3个项目获得金奖。")[0].status == "actual"


def test_tasks_that_are_counted_are_no_share_of_a_plan() -> None:
    row = observed("完成市政改革任务870项。")[0]
    assert (row.indicator, row.measure) == ("市政改革任务数", "level")


def test_deposits_and_loans_share_their_balance() -> None:
    rows = observed("金融机构存款、贷款余额分别突破2900亿元、2400亿元。")
    assert [r.code for r in rows] == ["DEPOSIT", "LOAN"]


def test_a_verb_of_change_before_the_point_reached_changes_nothing() -> None:
    rows = review("行政许可事项由119项削减为95项。")
    assert [(r.measure, r.value, r.period) for r in rows] == [("level", 119.0, "2021"), ("level", 95.0, "2022")]


def test_a_full_stop_after_a_percentage_makes_it_no_per_mille() -> None:
    assert observed("土地流转率达到21.8%。以现代园区带动流转。")[0].unit == "%"
    assert observed("人口自然增长率控制在8.6％。以内。")[0].unit == "‰"


def test_a_growth_that_narrows_is_still_a_growth() -> None:
    rows = review("地区生产总值一季度下降8.7%，上半年收窄至-4.3%。")
    assert [(r.code, r.measure, r.value) for r in rows] == [("GRP", "growth", -8.7), ("GRP", "growth", -4.3)]


def test_parts_of_the_year_stay_behind_the_subject_and_become_periods() -> None:
    rows = review("全市GDP一季度增长0.3%，上半年增长2.4%，前三季度增长3.3%，全年增长4.6%。")
    assert [(r.code, r.period) for r in rows] == [
        ("GRP", "2022-Q1"),
        ("GRP", "2022-H1"),
        ("GRP", "2022-01/2022-09"),
        ("GRP", "2022"),
    ]


def test_targets_told_in_the_middle_of_a_review_are_targets() -> None:
    rows = review("2023年经济社会发展的主要预期目标是：地区生产总值增长6%。")
    assert [(r.status, r.period) for r in rows] == [("target", "2023")]


def test_the_year_gone_by_is_reviewed_in_the_plan_part_too() -> None:
    rows = plan("过去的一年，全市完成投资50亿元。")
    assert [(r.status, r.period) for r in rows] == [("actual", "2022")]


def test_a_gross_national_product_is_no_regional_product() -> None:
    assert observed("国民生产总值9380亿元。")[0].code is None


def test_ranks_of_one_noun_share_the_noun() -> None:
    rows = observed("国家级、省级新型孵化机构分别达到8家和47家。")
    assert [r.indicator for r in rows] == ["国家级新型孵化机构数", "省级新型孵化机构数"]


def test_the_town_of_a_city_stays_the_town() -> None:
    assert observed("西岭市区新建商品住宅销售价格同比下降2.3%。")[0].indicator == "市区新建商品住宅销售价格"


def test_a_price_level_held_at_a_small_percentage_is_a_rise() -> None:
    assert [(r.code, r.measure) for r in plan("居民消费价格指数控制在3%左右。")] == [("CPI", "growth")]
    assert observed("居民消费价格指数为103.5%。")[0].measure == "level"


def test_what_is_said_of_the_nation_goes_on_being_of_the_nation() -> None:
    rows = observed("2022年全国粮食产量68653万吨，比上年增长0.5%，本市粮食产量50万吨。")
    assert [(r.area, r.code) for r in rows] == [("全国", None), ("全国", None), ("西岭市", "GRAIN")]
