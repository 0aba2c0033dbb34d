"""The words around a numeral: verb, sign, measure, bound, base."""

from __future__ import annotations

import pytest

from sources.language.measures import bound_after
from sources.model import Numeral

from .reading import observed, pick, plan, review


def only(text: str) -> Numeral:
    (row,) = observed(text)
    return row


@pytest.mark.parametrize(
    "verb", ["增长", "增加", "提高", "上升", "上涨", "攀升", "增幅", "同比增长", "比上年增长", "较上年提高"]
)
def test_a_verb_of_rising_before_a_percentage_is_growth(verb: str) -> None:
    row = only(f"全市工业用电量{verb}6.2%。")
    assert (row.indicator, row.measure, row.value) == ("工业用电量", "growth", 6.2)


@pytest.mark.parametrize(
    "verb",
    [
        "下降",
        "减少",
        "降低",
        "下跌",
        "回落",
        "下滑",
        "负增长",
        "缩减",
        "压减",
        "压缩",
        "减",
        "降",
        "递减",
        "萎缩",
        "跌幅",
        "降幅",
        "减幅",
        "同比下降",
        "比上年减少",
    ],
)
def test_a_verb_of_falling_makes_the_growth_negative(verb: str) -> None:
    row = only(f"全市工业用水量{verb}6.2%。")
    assert (row.indicator, row.measure, row.value, row.text) == ("工业用水量", "growth", -6.2, "6.2")


@pytest.mark.parametrize("text", ["同比增长-6.2%", "增速为-6.2%", "增长率-6.2%", "增幅为－6.2％"])
def test_a_minus_sign_after_a_word_of_growth_makes_it_negative(text: str) -> None:
    row = only(f"全市房地产投资{text}。")
    assert (row.measure, row.value) == ("growth", -6.2)


@pytest.mark.parametrize(
    "verb", ["增至", "增加到", "增长到", "达到", "提高到", "上升到", "减少到", "下降至", "降至", "为", "达", "突破"]
)
def test_a_verb_of_reaching_states_the_level(verb: str) -> None:
    row = only(f"全市粮食总产量{verb}45万吨。")
    assert (row.measure, row.value) == ("level", 45)


@pytest.mark.parametrize(
    ("verb", "value"), [("增加", 4.5), ("减少", -4.5), ("净增", 4.5), ("比上年增加", 4.5), ("下降", -4.5)]
)
def test_a_verb_of_rising_or_falling_before_an_amount_is_a_change(verb: str, value: float) -> None:
    row = only(f"全市粮食总产量{verb}4.5万吨。")
    assert (row.measure, row.value, row.code) == ("change", value, "GRAIN")


def test_a_percentage_that_is_reached_is_a_level() -> None:
    row = only("全市森林覆盖率提高到41.2%。")
    assert (row.measure, row.value) == ("level", 41.2)


@pytest.mark.parametrize(("verb", "value"), [("提高", 1.24), ("下降", -1.24), ("回落", -1.24), ("比上年末提高", 1.24)])
def test_percentage_points_are_a_change_of_the_rate_before_them(verb: str, value: float) -> None:
    rate, points = observed(f"年末全市森林覆盖率41.2%，{verb}1.24个百分点。")
    assert (points.indicator, points.code, points.measure, points.value, points.unit) == (
        rate.indicator, "FOREST", "change", value, "个百分点",
    )  # fmt: skip


def test_new_things_are_the_level_of_a_flow() -> None:
    row = only("全年新增高新技术企业35家。")
    assert (row.indicator, row.measure, row.value, row.code) == ("新增高新技术企业数", "level", 35, None)


@pytest.mark.parametrize(
    "words",
    [
        "完成年度计划的",
        "为年度计划的",
        "完成全年目标的",
        "占年度计划的",
        "完成预算的",
        "完成年度任务的",
        "达到计划的",
        "完成目标任务的",
    ],
)
def test_a_percentage_of_a_plan_is_its_completion(words: str) -> None:
    row = only(f"全市一般公共预算收入{words}130%。")
    assert (row.measure, row.value, row.unit, row.code) == ("plan_completion", 130, "%", "GPBR")


def test_the_completion_of_a_plan_keeps_the_indicator_said_before() -> None:
    row = pick(observed("城镇新增就业3.2万人，完成全年目标的111.2%。"), "111.2")
    assert (row.measure, row.value, row.code) == ("plan_completion", 111.2, "EMP_NEW")


def test_a_multiple_is_a_level() -> None:
    row = only("全市人均储蓄是全省平均水平的2.2倍。")
    assert (row.measure, row.value, row.unit) == ("level", 2.2, "倍")


def test_a_multiple_of_growth_is_growth() -> None:
    row = only("全市锂电池出口增长2.2倍。")
    assert (row.measure, row.value, row.unit) == ("growth", 2.2, "倍")


@pytest.mark.parametrize(("words", "value"), [("翻一番", 1), ("翻两番", 2), ("翻了一番", 1), ("翻1.5番", 1.5)])
def test_a_doubling_is_growth_in_doublings(words: str, value: float) -> None:
    row = only(f"全市锂电池产量{words}。")
    assert (row.indicator, row.measure, row.value, row.unit) == ("锂电池产量", "growth", value, "番")


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("比上年增长9.8%", "上年"),
        ("比年初增长9.8%", "年初"),
        ("较年初增长9.8%", "年初"),
        ("同比增长9.8%", "同比"),
        ("环比增长9.8%", "环比"),
        ("年均增长9.8%", "年均"),
        ("较上年末增长9.8%", "上年末"),
    ],
)
def test_the_base_of_a_growth_is_told_and_stays_out_of_the_phrase(text: str, base: str) -> None:
    row = only(f"各项存款余额{text}。")
    assert (row.indicator, row.measure, row.value, row.base, row.code) == (
        "各项存款余额",
        "growth",
        9.8,
        base,
        "DEPOSIT",
    )


def test_a_growth_on_an_earlier_year_is_growth_of_this_one() -> None:
    row = only("全市工业投资比2020年增长21%。")
    assert (row.measure, row.value, row.period, row.base, row.code) == ("growth", 21, "2023", "2020年", "FAI_IND")


@pytest.mark.parametrize("word", ["同比增长", "可比增长", "按可比价格计算增长", "名义增长", "实际增长"])
def test_words_on_how_a_growth_was_reckoned_change_nothing(word: str) -> None:
    row = only(f"全市第三产业增加值{word}5.1%。")
    assert (row.indicator, row.measure, row.code) == ("第三产业增加值", "growth", "VA3")


@pytest.mark.parametrize("words", ["涨幅为", "上涨", "涨幅", "比上年上涨"])
def test_a_rise_of_prices_is_growth(words: str) -> None:
    row = only(f"全年居民消费价格{words}0.4%。")
    assert (row.measure, row.value, row.code) == ("growth", 0.4, "CPI")


def test_an_index_is_a_level_without_unit() -> None:
    row = only("全年居民消费价格指数为100.4。")
    assert (row.measure, row.value, row.unit) == ("level", 100.4, "")


@pytest.mark.parametrize(
    ("text", "value", "way"),
    [
        ("高于全国2.1个百分点", 2.1, "高于全国"),
        ("低于全省2.1个百分点", -2.1, "低于全省"),
        ("快于全省2.1个百分点", 2.1, "快于全省"),
    ],
)
def test_a_distance_to_another_place_is_a_change_of_its_own_indicator(text: str, value: float, way: str) -> None:
    row = pick(observed(f"规模以上工业增加值增长7.2%，增速{text}。"), "2.1")
    assert (row.indicator, row.measure, row.value, row.code) == (
        f"规模以上工业增加值增速{way}幅度",
        "change",
        value,
        None,
    )


def test_a_contribution_is_an_indicator_of_its_own() -> None:
    row = only("消费对经济增长的贡献率为65.2%。")
    assert (row.indicator, row.measure, row.code) == ("消费对经济增长的贡献率", "level", None)


def test_a_pull_on_growth_is_a_level_though_it_is_told_in_percentage_points() -> None:
    row = only("外贸拉动经济增长1.4个百分点。")
    assert (row.indicator, row.measure, row.value, row.code) == ("外贸拉动经济增长", "level", 1.4, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("居全省第3位", 3),
        ("排名全省第3", 3),
        ("位居全省第3位", 3),
        ("居全国第12位", 12),
        ("位列全省第三", 3),
        ("全省第一", 1),
    ],
)
def test_a_place_in_an_order_is_a_rank(text: str, value: float) -> None:
    rank = observed(f"规模以上工业增加值增长7.2%，{text}。")[-1]
    assert (rank.measure, rank.value, rank.unit, rank.code) == ("rank", value, "位", None)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("5%以上", "ge"),
        ("不低于5%", "ge"),
        ("超过5%", "ge"),
        ("突破5%", "ge"),
        ("不少于5%", "ge"),
        ("5%以内", "le"),
        ("5%以下", "le"),
        ("不超过5%", "le"),
        ("低于5%", "le"),
        ("不高于5%", "le"),
        ("5%左右", "approx"),
        ("约5%", "approx"),
        ("近5%", "approx"),
        ("达到5%", "eq"),
        ("为5%", "eq"),
        ("达5%", "eq"),
    ],
)
def test_words_beside_the_numeral_bound_it(text: str, bound: str) -> None:
    row = only(f"全市主要农产品抽检不合格率{text}。")
    assert (row.bound, row.measure, row.value) == (bound, "level", 5)


@pytest.mark.parametrize(
    "words", ["控制在3.5%以内", "涨幅控制在3.5%以内", "涨幅不超过3.5%", "控制在3.5%以下", "涨幅控制在3.5%之内"]
)
def test_what_is_held_below_a_value_has_an_upper_bound(words: str) -> None:
    (row,) = plan(f"居民消费价格{words}。")
    assert (row.value, row.code, row.status, row.bound) == (3.5, "CPI", "target", "le")


def test_a_rise_of_prices_held_below_a_value_is_growth() -> None:
    (row,) = plan("居民消费价格涨幅控制在3.5%以内。")
    assert (row.measure, row.bound) == ("growth", "le")


@pytest.mark.parametrize("text", ["5%-6%", "5%—6%", "5-6%", "5％～6％", "5%至6%", "5%到6%"])
def test_each_end_of_a_range_has_its_row_and_bound(text: str) -> None:
    rows = plan(f"地区生产总值增长{text}。")
    assert [(row.value, row.bound, row.unit, row.measure, row.code) for row in rows] == [
        (5, "ge", "%", "growth", "GRP"),
        (6, "le", "%", "growth", "GRP"),
    ]


def test_a_bound_after_the_last_of_several_holds_for_all() -> None:
    rows = plan("城镇、农村居民人均可支配收入分别增长6%和7%以上。")
    assert [(row.value, row.bound) for row in rows] == [(6, "ge"), (7, "ge")]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [("压缩审批时间50%", "审批时间"), ("降低企业用电成本12%", "企业用电成本")],
)
def test_a_verb_of_change_may_stand_before_what_changes(text: str, indicator: str) -> None:
    (row,) = review(f"{text}。")
    assert (row.indicator, row.measure, row.value) == (indicator, "growth", -float(row.text))


@pytest.mark.parametrize(("first", "verb"), [("从", "增加到"), ("由", "提高到"), ("从", "增至")])
def test_of_two_values_the_first_is_where_it_came_from(first: str, verb: str) -> None:
    before, after = review(f"高新技术企业{first}50家{verb}210家。")
    assert (before.value, before.measure, before.period) == (50, "level", "2021")
    assert (after.value, after.measure, after.period) == (210, "level", "2022")
    assert before.code == after.code == "HTE"


def test_the_bound_word_ends_the_numeral() -> None:
    assert bound_after("5%以上的企业", 2) == ("ge", 4)
    assert bound_after("5%的企业", 2) == (None, 2)


def test_a_multiple_of_an_earlier_year_is_of_this_one() -> None:
    row = only("民营企业户数是2019年的2.3倍。")
    assert (row.period, row.measure, row.value) == ("2023", "level", 2.3)


def test_a_growth_on_an_earlier_year_may_stand_in_a_clause_of_its_own() -> None:
    row = pick(observed("工业投资84.5亿元，比2020年增长21%。"), "21")
    assert (row.measure, row.period, row.base, row.code) == ("growth", "2023", "2020年", "FAI_IND")


def test_so_much_of_a_task_is_completion_of_a_plan() -> None:
    rows = observed("完成水土流失治理68.8万亩，占任务的120%。")
    assert (rows[1].measure, rows[1].value) == ("plan_completion", 120)


def test_a_rate_raised_by_the_one_reaches_the_other() -> None:
    rows = observed("门诊报销比例提高10%至40%。")
    assert [(row.measure, row.value, row.bound) for row in rows] == [("growth", 10, "eq"), ("level", 40, "eq")]


def test_must_before_the_verb_is_no_part_of_the_subject() -> None:
    (row,) = observed("全年固定资产投资要实现6790亿元。")
    assert (row.indicator, row.code) == ("固定资产投资", "FAI")


def test_the_second_tier_of_a_growth_is_a_growth_however_it_is_striven_for() -> None:
    rows = plan("地区生产总值增长6%以上，力争更高达到6.5%。")
    assert [(row.code, row.measure, row.value) for row in rows] == [("GRP", "growth", 6), ("GRP", "growth", 6.5)]


def test_places_moved_ahead_are_a_change_of_the_subject_before() -> None:
    rows = review("地区生产总值增长9%，排全省第6位，同比前移3位。")
    assert [(row.indicator, row.measure) for row in rows] == [
        ("地区生产总值", "growth"),
        ("地区生产总值", "rank"),
        ("地区生产总值", "change"),
    ]


def test_a_growth_may_be_named_after_its_number() -> None:
    (row,) = review("固定资产投资连续七年保持30%以上的增长。")
    assert (row.code, row.measure, row.bound) == ("FAI", "growth", "ge")


def test_money_saved_and_earned_is_an_amount() -> None:
    (row,) = review("审计监督促进增收节支2亿元。")
    assert (row.measure, row.value) == ("level", 2)


def test_a_ratio_may_be_turned_into_another() -> None:
    rows = review("技能人才流入与流出比由1.1:1转变为1.4:1。")
    assert [row.indicator for row in rows] == ["技能人才流入与流出比"] * 2
