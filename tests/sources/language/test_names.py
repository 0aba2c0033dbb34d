"""Numerals that measure nothing: times, list numbers, digits inside names, thresholds inside other terms."""

from __future__ import annotations

import pytest

from .reading import dispositions, observed, pick, read, said


def every(text: str) -> set[str]:
    return {str(row.disposition) for row in read(text)}


@pytest.mark.parametrize(
    "text",
    [
        "推进“1+5+N”产业体系建设",
        "构建1+5+N政策体系",
        "加快5G网络建设",
        "发展工业4.0和智能制造",
        "地铁4号线全线贯通",
        "省道103改造完工",
        "国道312改线",
        "推进PM2.5与臭氧协同控制",
        "完成07街区控规",
        "X-1地块挂牌出让",
        "启动B2-05地块征收",
        "创建国家4A级景区",
        "举办第18届博览会",
        "打造10分钟就医圈",
        "出台惠企纾困25条政策措施",
        "中国500强企业落户",
        "优化12345热线服务",
        "C919大飞机部件投产",
        "推广“最多跑1次”改革",
        "F1赛事落户",
        "3D打印企业落户",
        "落实“四个100%”要求",
        "第2中学迁建",
        "G60高速拓宽",
    ],
)
def test_digits_inside_a_name_are_part_of_it(text: str) -> None:
    assert every(f"{text}。") == {"name"}


def test_the_name_of_a_pollutant_does_not_hide_its_figure() -> None:
    assert dispositions("PM2.5平均浓度38微克/立方米。") == {"2.5": "name", "38": "observation"}


def test_a_name_beside_a_count_leaves_the_count_an_observation() -> None:
    assert dispositions("新建5G基站1200个。") == {"5": "name", "1200": "observation"}


def test_the_grade_of_a_scenic_area_is_a_name_and_their_count_an_observation() -> None:
    rows = read("全市共有4A级景区12家。")
    assert [(row.text, row.disposition) for row in rows] == [("4", "name"), ("12", "observation")]


@pytest.mark.parametrize(
    "text",
    [
        "2023年以来",
        "2021-2025年",
        "截至11月底",
        "5月18日召开会议",
        "上世纪90年代",
        "自2019年起连续3年",
        "3月份以后",
        "21世纪",
        "2020至2022年",
        "每年1—2月",
        "活动到2023-12-05结束",
        "报告于2023.12.5发布",
    ],
)
def test_years_dates_and_stretches_of_time_are_times(text: str) -> None:
    assert every(f"{text}。") <= {"time"}


@pytest.mark.parametrize(
    "text",
    ["1. 稳增长", "2、稳就业", "（3）稳物价", "(4)稳外贸", "详见表5。", "附件2", "专栏7 重大工程", "第8页", "12"],
)
def test_numbers_of_lists_figures_and_pages_are_enumerators(text: str) -> None:
    assert every(text) == {"enumerator"}


def test_a_list_number_leaves_the_figure_after_it_an_observation() -> None:
    assert dispositions("3.粮食总产量45万吨。") == {"3": "enumerator", "45": "observation"}


@pytest.mark.parametrize(
    ("text", "numeral"),
    [
        ("培育亿元以上企业和主营业务收入超100亿元企业3家", "100"),
        ("举办500人以上赛事30场", "500"),
        ("处理生产粉煤灰、炉渣、脱硫石膏3类固体废物", "3"),
        ("为60周岁以上老人体检2万人次", "60"),
        ("新建20万吨级泊位2个", "20"),
    ],
)
def test_a_threshold_or_a_count_inside_another_term_is_context(text: str, numeral: str) -> None:
    assert pick(read(f"{text}。"), numeral).disposition == "context"


def test_the_one_of_a_ratio_is_context_and_the_other_its_value() -> None:
    rows = read("城乡居民收入比为2.05:1。")
    assert [(row.text, row.disposition) for row in rows] == [("2.05", "observation"), ("1", "context")]
    assert (rows[0].unit, rows[0].measure, rows[0].value) == ("", "level", 2.05)


def test_a_quoted_title_hides_its_numbers_and_no_others() -> None:
    assert dispositions("印发《促消费16条》，发放消费券3000万元。") == {"16": "name", "3000": "observation"}


def test_a_web_address_is_a_name() -> None:
    assert every("详见https://www.example.org/2023/05/t0507_12.html") == {"name"}


def test_an_ordinal_is_a_name_where_it_names_and_a_rank_where_it_ranks() -> None:
    assert every("召开第3次会议。") == {"name"}
    (row,) = observed("经济增速居全省第3位。")
    assert (row.measure, row.value, row.unit) == ("rank", 3, "位")


def test_a_count_of_policy_measures_in_a_programme_title_is_a_name() -> None:
    assert every("出台稳经济43条政策措施。") == {"name"}


def test_a_count_of_real_things_is_an_observation_though_its_measure_word_is_that_of_measures() -> None:
    assert said(observed("新开通公交线路25条。")) == [("新开通公交线路数", 25)]


@pytest.mark.parametrize("text", ["人均预期寿命80.5岁", "城市居民平均预期寿命达到79.8岁"])
def test_an_age_that_is_a_reading_is_an_observation(text: str) -> None:
    assert every(f"{text}。") == {"observation"}


def test_a_number_of_days_that_is_measured_is_an_observation() -> None:
    assert said(observed("全年空气质量优良天数312天。")) == [("空气质量优良天数", 312)]


def test_every_rule_names_its_disposition() -> None:
    rows = read("1. 2023年，新建5G基站1200个，城乡居民收入比2.05:1。")
    for row in rows:
        if row.disposition != "observation":
            assert row.rule.split(".")[0] == row.disposition


@pytest.mark.parametrize(
    "text",
    [
        "加快建设甲厂60万吨乙烯、乙厂、丙厂30万吨电石等项目",
        "推进甲镇30万头生猪、乙镇等养殖项目",
        "建成甲厂日处理6000吨制糖生产线",
    ],
)
def test_the_size_that_names_one_of_several_projects_is_no_observation(text: str) -> None:
    assert observed(text + "。") == []


def test_the_lower_end_of_an_age_is_no_observation() -> None:
    assert dispositions("实施0—6岁儿童康复。") == {"0": "context", "6": "context"}


def test_a_rate_of_so_many_in_a_hundred_thousand_is_an_observation() -> None:
    assert dispositions("孕产妇死亡率降到22/10万。") == {"22": "observation", "10": "context"}


def test_roads_named_one_after_another_are_all_names() -> None:
    assert dispositions("围绕国道317、318建设走廊。") == {"317": "name", "318": "name"}


def test_sizes_of_several_groups_of_firms_are_thresholds() -> None:
    assert dispositions("培育8个超50亿元、60个超10亿元企业。")["50"] == "context"


def test_how_many_a_wider_place_has_is_no_figure_of_ours() -> None:
    assert dispositions("经济总量在长三角40个市中上升5位。")["40"] == "context"


def test_sessions_counted_from_one_to_another_are_names() -> None:
    assert dispositions("成功举办第13—17届博览会。") == {"13": "name", "17": "name"}


def test_the_speed_of_a_line_is_its_name() -> None:
    assert dispositions("争取350公里时速的联络线列入规划。") == {"350": "name"}


def test_a_plenary_session_is_a_name() -> None:
    assert dispositions("贯彻党的十四届三中全会精神，建成公园3个。") == {"3": "observation"}
