"""Who a numeral speaks of: subjects before and after it, elided ones, lists that 分别 hands out, 其中."""

from __future__ import annotations

import pytest

from sources.language.subjects import clean, complete, head_of, split_subjects

from .reading import observed, pick, review, said, told


def test_a_level_and_its_growth_share_the_indicator_and_the_code() -> None:
    level, growth = observed("全年社会消费品零售总额490亿元，增长2%。")
    assert level.indicator == growth.indicator == "社会消费品零售总额"
    assert level.code == growth.code == "TRSCG"
    assert (level.measure, growth.measure) == ("level", "growth")


def test_a_count_before_its_noun_and_an_amount_after_it_have_each_their_phrase() -> None:
    assert told(review("119个重点项目完成投资205亿元。")) == [
        ("重点项目数", "level", 119, "个"),
        ("重点项目完成投资", "level", 205, "亿元"),
    ]


def test_a_count_stands_before_or_after_its_noun() -> None:
    assert said(observed("新建12个公园。")) == said(observed("新建公园12个。")) == [("新建公园数", 12)]


def test_the_verb_of_a_list_governs_all_of_its_items() -> None:
    assert told(observed("新建公园12个、绿道45公里、停车位3000个。")) == [
        ("新建公园数", "level", 12, "个"),
        ("新建绿道长度", "level", 45, "公里"),
        ("新建停车位数", "level", 3000, "个"),
    ]


def test_joint_subjects_of_one_count_stay_together() -> None:
    assert told(observed("新增学校、幼儿园10所。")) == [("新增学校、幼儿园数", "level", 10, "所")]


def test_joint_subjects_of_one_growth_have_no_code() -> None:
    (row,) = observed("固定资产投资、进出口总额均增长7%。")
    assert (row.value, row.code) == (7, None)


def test_two_numbers_of_one_noun_are_both_of_it() -> None:
    assert said(observed("整治8条120公里幸福河湖。")) == [("整治幸福河湖数", 8), ("整治幸福河湖长度", 120)]


def test_fenbie_hands_values_out_in_the_order_of_the_subjects() -> None:
    rows = observed("固定资产投资、一般公共预算收入分别增长5.2%和3.1%。")
    assert [(row.code, row.measure, row.value) for row in rows] == [("FAI", "growth", 5.2), ("GPBR", "growth", 3.1)]


def test_fenbie_completes_each_subject_with_the_common_head() -> None:
    assert said(observed("小麦、玉米和水稻产量分别达到12.1万吨、20.3万吨、8.8万吨。")) == [
        ("小麦产量", 12.1),
        ("玉米产量", 20.3),
        ("水稻产量", 8.8),
    ]


def test_fenbie_completes_each_subject_with_the_common_beginning() -> None:
    assert said(observed("生产安全事故起数和死亡人数分别下降12.5%和8.3%。")) == [
        ("生产安全事故起数", -12.5),
        ("生产安全事故死亡人数", -8.3),
    ]


def test_a_second_fenbie_hands_out_to_the_same_subjects_again() -> None:
    rows = observed("城镇和农村居民人均可支配收入分别为45210元和21050元，分别增长4.8%和7.1%。")
    assert [(row.code, row.measure, row.value) for row in rows] == [
        ("DI_U", "level", 45210),
        ("DI_R", "level", 21050),
        ("DI_U", "growth", 4.8),
        ("DI_R", "growth", 7.1),
    ]


@pytest.mark.parametrize("links", [("、", "、"), ("和", "和"), ("与", "、"), ("及", "和"), ("、", "和")])
def test_fenbie_reads_lists_with_any_link(links: tuple[str, str]) -> None:
    left, right = links
    rows = observed(f"进口额{left}出口额分别增长4.8%{right}7.1%。")
    assert [(row.code, row.value) for row in rows] == [("IMPORT", 4.8), ("EXPORT", 7.1)]


@pytest.mark.parametrize(
    ("joint", "codes"),
    [("城乡居民人均可支配收入", ["DI_U", "DI_R"]), ("存贷款余额", ["DEPOSIT", "LOAN"])],
)
def test_fenbie_opens_a_word_that_names_two_things_at_once(joint: str, codes: list[str]) -> None:
    rows = observed(f"{joint}分别增长6%和7%。")
    assert [(row.code, row.value) for row in rows] == [(codes[0], 6), (codes[1], 7)]


def test_fenbie_hands_out_completions_of_plans_too() -> None:
    rows = observed("一般公共预算收入、固定资产投资分别完成年度计划的101%和98%。")
    assert [(row.code, row.measure, row.value) for row in rows] == [
        ("GPBR", "plan_completion", 101),
        ("FAI", "plan_completion", 98),
    ]


def test_the_parts_after_qizhong_take_over_the_head_of_the_whole() -> None:
    assert told(observed("民营经济增加值780亿元，其中，第一产业30亿元，第二产业400亿元。")) == [
        ("民营经济增加值", "level", 780, "亿元"),
        ("民营经济第一产业增加值", "level", 30, "亿元"),
        ("民营经济第二产业增加值", "level", 400, "亿元"),
    ]


def test_a_part_of_a_narrower_whole_has_no_code() -> None:
    assert [row.code for row in observed("民营经济增加值780亿元，其中，第一产业30亿元。")] == [None, None]


def test_a_part_of_the_whole_economy_has_its_own_code() -> None:
    rows = observed("地区生产总值1210亿元。其中，第一产业增加值90亿元，增长3.3%；第二产业增加值500亿元，增长6.1%。")
    assert [(row.code, row.value) for row in rows] == [
        ("GRP", 1210), ("VA1", 90), ("VA1", 3.3), ("VA2", 500), ("VA2", 6.1),
    ]  # fmt: skip


def test_an_elided_head_is_completed_from_the_sentence() -> None:
    assert said(observed("粮油食品类零售额增长9.1%，汽车类下降3.2%，家电类增长5.0%。")) == [
        ("粮油食品类零售额", 9.1),
        ("汽车类零售额", -3.2),
        ("家电类零售额", 5.0),
    ]


def test_a_stated_scope_stays_in_the_phrases_of_its_sentence() -> None:
    rows = observed("限额以上单位粮油食品类零售额增长9.1%，汽车类下降3.2%。")
    assert [row.indicator for row in rows] == ["限额以上单位粮油食品类零售额", "限额以上单位汽车类零售额"]


def test_a_scope_does_not_reach_the_next_sentence() -> None:
    rows = observed("规模以上工业增加值增长7.2%。建筑业增加值增长3.1%。")
    assert rows[1].indicator == "建筑业增加值"


def test_the_three_shares_of_the_industries_are_told_apart() -> None:
    rows = observed("三次产业结构为9.0:44.9:46.1。")
    assert told(rows) == [
        ("第一产业增加值占地区生产总值比重", "level", 9.0, "%"),
        ("第二产业增加值占地区生产总值比重", "level", 44.9, "%"),
        ("第三产业增加值占地区生产总值比重", "level", 46.1, "%"),
    ]
    assert {row.code for row in rows} == {None}


@pytest.mark.parametrize("colon", [":", "：", "∶", "︰"])
def test_the_three_shares_may_be_parted_by_any_colon(colon: str) -> None:
    rows = observed(f"三次产业结构调整为9.0{colon}44.9{colon}46.1。")
    assert [row.value for row in rows] == [9.0, 44.9, 46.1]
    assert {row.unit for row in rows} == {"%"}


def test_a_share_names_its_whole() -> None:
    (row,) = observed("制造业投资占固定资产投资比重达到35.2%。")
    assert (row.indicator, row.measure, row.code) == ("制造业投资占固定资产投资比重", "level", None)


def test_a_share_after_the_amount_takes_its_subject_from_there() -> None:
    amount, share = observed("制造业投资完成210亿元，占固定资产投资的比重为35.2%。")
    assert amount.indicator == "制造业投资"
    assert (share.indicator, share.measure, share.unit) == ("制造业投资占固定资产投资比重", "level", "%")


def test_the_change_of_a_share_belongs_to_the_share() -> None:
    share, change = observed("制造业投资占固定资产投资比重达到35.2%，提高2.1个百分点。")
    assert (change.indicator, change.measure, change.value) == (share.indicator, "change", 2.1)


def test_the_name_of_the_place_is_no_part_of_the_phrase() -> None:
    (row,) = observed("西岭市常住人口420.3万人。")
    assert (row.indicator, row.code) == ("常住人口", "POP")


def test_examples_before_deng_are_no_part_of_the_phrase() -> None:
    (row,) = observed("风电、太阳能、生物质等新能源发电量35亿千瓦时。")
    assert row.indicator == "新能源发电量"


def test_an_aside_in_brackets_is_no_part_of_the_phrase() -> None:
    (row,) = observed("固定资产投资（不含农户）增长5%。")
    assert (row.indicator, row.code) == ("固定资产投资", "FAI")


@pytest.mark.parametrize(
    ("raw", "phrase"),
    [
        ("全年全市实现地区生产总值", "地区生产总值"),
        ("2023年末，城镇化率", "城镇化率"),
        ("预计完成固定资产投资", "固定资产投资"),
        ("其中，粮食总产量同比", "粮食总产量"),
        ("和谐社区", "和谐社区"),
        ("计划生育率", "计划生育率"),
        ("新增城镇就业", "新增城镇就业"),
        ("要求新增储蓄", "新增储蓄"),
        ("要素市场交易额", "要素市场交易额"),
    ],
)
def test_words_of_time_status_and_linking_are_cleaned_off(raw: str, phrase: str) -> None:
    assert clean(raw) == phrase


def test_cleaning_twice_is_cleaning_once() -> None:
    for raw in ("全年全市实现地区生产总值", "预计，全市的和谐社区分别", "在校生", "了的、和"):
        assert clean(clean(raw)) == clean(raw)


def test_the_longest_head_is_taken() -> None:
    assert head_of("装备制造业增加值") == "增加值"
    assert head_of("农村居民人均可支配收入") == "居民人均可支配收入"
    assert head_of("装备制造业") == ""


def test_a_part_with_a_head_of_its_own_is_complete() -> None:
    assert complete("汽车类", "粮油类零售额") == "汽车类零售额"
    assert complete("汽车产量", "粮油类零售额") == "汽车产量"
    assert complete("汽车类", "粮油类") == "汽车类"


@pytest.mark.parametrize(
    ("text", "count", "items"),
    [
        ("进口额和出口额", 2, ["进口额", "出口额"]),
        ("小麦、玉米产量", 2, ["小麦产量", "玉米产量"]),
        ("和谐社区、平安社区数量", 2, ["和谐社区数量", "平安社区数量"]),
        ("存款和贷款余额", 2, ["存款余额", "贷款余额"]),
    ],
)
def test_a_list_of_subjects_is_split(text: str, count: int, items: list[str]) -> None:
    assert split_subjects(text, count) == items


def test_subjects_of_one_paragraph_do_not_reach_the_next() -> None:
    rows = observed("粮食总产量45万吨。\n增长5%。")
    assert pick(rows, "5").code is None


def test_the_parts_after_qizhong_take_the_head_of_the_whole_though_a_growth_stands_between() -> None:
    rows = observed("社会消费品零售总额480亿元，增长6.5%。其中，城镇400亿元，增长6.3%；乡村80亿元，增长7.5%。")
    for row in rows:
        assert row.indicator is not None
        assert "零售" in row.indicator


def test_a_new_head_takes_the_thing_of_the_sentence() -> None:
    rows = observed("粮食播种面积120万亩，总产量45万吨，单产375公斤/亩。")
    assert [row.indicator for row in rows[1:]] == ["粮食总产量", "粮食单产"]
    assert rows[1].code == "GRAIN"


def test_a_total_after_new_ones_is_the_total_of_all() -> None:
    rows = observed("新增高新技术企业35家，总数达到210家。")
    assert rows[1].indicator == "高新技术企业总数"


def test_a_share_spent_on_something_says_on_what() -> None:
    (row,) = observed("财政支出的75%用于民生。")
    assert row.indicator == "财政支出用于民生占比"


def test_a_verb_is_not_handed_on_to_the_next_sentence() -> None:
    rows = observed("新增12个专业村镇。101家书房建成启用。")
    assert rows[1].indicator == "书房建成启用数"


def test_a_share_after_a_verb_of_doing_is_of_the_things_named_after_it() -> None:
    rows = observed("实现50%以上城市社区和70%以上农村社区建成议事厅。")
    assert rows[1].indicator == "农村社区建成议事厅占比"


def test_a_starting_value_with_its_year_is_of_the_subject_before() -> None:
    rows = observed("地区生产总值年均增长6.5%，由2018年的820亿元增加到2023年的1207亿元。")
    assert [(row.indicator, row.value, row.period) for row in rows][1:] == [
        ("地区生产总值", 820, "2018"),
        ("地区生产总值", 1207, "2023"),
    ]


def test_a_deed_alone_is_done_to_the_thing_not_to_its_quantity_or_its_last_deed() -> None:
    rows = observed("重点项目320个，年度投资820亿元，新开工120个、竣工80个。")
    assert [row.indicator for row in rows][2:] == ["重点项目新开工数", "重点项目竣工数"]


def test_what_pulls_growth_is_the_thing_not_its_contribution() -> None:
    rows = observed("最终消费支出对经济增长贡献率为52.0%，拉动经济增长2.6个百分点。")
    assert [row.indicator for row in rows] == ["最终消费支出对经济增长贡献率", "最终消费支出拉动经济增长"]


def test_sectors_named_after_the_regional_product_are_their_value_added() -> None:
    rows = observed("生产总值增长6.2%，其中一产增长4%，二产增长7.1%，服务业增长6%。")
    assert [(row.indicator, row.code) for row in rows][1:] == [
        ("一产增加值", "VA1"),
        ("二产增加值", "VA2"),
        ("服务业增加值", "VA3"),
    ]


def test_the_whole_that_a_sentence_opens_with_gives_its_parts_their_head() -> None:
    rows = observed("限额以上单位商品零售额中，粮油、食品类增长8.1%，汽车类增长1.4%。")
    assert [row.indicator for row in rows] == ["限额以上单位粮油、食品类零售额", "限额以上单位汽车类零售额"]


def test_a_head_is_not_said_twice_where_the_part_ends_in_its_beginning() -> None:
    rows = observed("专利授权量2271件，其中发明专利授权398件。")
    assert rows[1].indicator == "发明专利授权量"


def test_a_rate_of_what_was_done_does_not_say_the_deed_twice() -> None:
    rows = observed("办结政协提案280件，办结率100%。")
    assert rows[1].indicator == "政协提案办结率"


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("高新技术企业中民营企业占98%", "高新技术企业中民营企业占比"),
        ("服务业增加值占生产总值57%以上", "服务业增加值占生产总值比重"),
        ("数字经济增加值占生产总值的41.4%", "数字经济增加值占生产总值比重"),
    ],
)
def test_a_share_without_its_noun_is_given_it(text: str, phrase: str) -> None:
    (row,) = observed(text + "。")
    assert row.indicator == phrase


def test_people_at_work_are_not_people_from_somewhere() -> None:
    (row,) = observed("年末从业人员达48万人。")
    assert row.indicator == "从业人员数"


def test_periods_between_a_subject_and_its_numbers_are_no_part_of_it() -> None:
    rows = review("地区生产总值一季度、上半年、前三季度分别增长2.5%、2.7%、2.8%。")
    assert [(row.code, row.period) for row in rows] == [
        ("GRP", "2022-Q1"),
        ("GRP", "2022-H1"),
        ("GRP", "2022-01/2022-09"),
    ]


def test_capital_construction_is_a_term_and_nothing_basically_done() -> None:
    assert [row.indicator for row in observed("全年基本建设投资达到827亿元。基本建成住宅90万平方米。")] == [
        "基本建设投资",
        "建成住宅面积",
    ]
