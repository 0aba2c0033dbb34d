"""Subjects that a clause leaves out: named by the clause before, by a contrast, by what they are a part or a measure of."""

from __future__ import annotations

import pytest

from tests.sources.language.reading import pick, review, said


def test_a_clause_without_a_number_names_the_subject_of_the_next() -> None:
    rows = review("社会消费品零售总额完成480亿元，增长22%。居民消费价格涨幅逐步回落，预计全年涨幅6.5%左右。")
    assert (rows[-1].code, rows[-1].measure) == ("CPI", "growth")


@pytest.mark.parametrize("says", ["更加活跃", "在困难中保持增长", "逐季向好", "加快恢复"])
def test_what_a_clause_says_of_its_subject_is_no_part_of_it(says: str) -> None:
    rows = review(f"工业投资完成160亿元，增长33%；民间投资{says}，实现310亿元。")
    assert pick(rows, "310").indicator == "民间投资"


def test_what_a_growth_leaves_out_is_no_subject() -> None:
    rows = review("农民人均纯收入3587元，扣除价格因素，实际增长7.4%。")
    assert pick(rows, "7.4").code == "DI_R"


def test_a_contrasting_word_stands_for_the_whole_phrase_with_it() -> None:
    assert said(review("城镇人均居住面积增加到8.7平方米，农村增加到22平方米。"))[1] == ("农村人均居住面积", 22)


def test_contrasting_words_in_a_list_share_all_that_follows() -> None:
    assert said(review("城市、农村低保标准分别提高到403元和271元。")) == [("城市低保标准", 403), ("农村低保标准", 271)]


def test_per_head_is_of_the_quantity_just_named() -> None:
    row = pick(review("地区生产总值突破1300亿元，人均突破1万美元。"), "1")
    assert (row.indicator, row.code) == ("人均地区生产总值", "GRP_PC")


def test_a_rate_alone_is_of_the_things_just_named() -> None:
    assert pick(review("省级重点项目完成投资116亿元，完成率122%。"), "122").indicator == "省级重点项目完成率"


def test_what_is_reached_from_one_start_has_one_subject() -> None:
    rows = review("新建公园12个，失独家庭补助标准由每人每月140元分别提高到1000元和800元。")
    assert [row.indicator for row in rows[1:]] == ["失独家庭补助标准"] * 3


def test_two_numbers_of_one_subject_both_have_its_growth() -> None:
    rows = review("种植面积30万亩，牛羊出栏分别为20万头和53万只，同比增长5.8%和8.5%。")
    assert [row.indicator for row in rows[-2:]] == ["牛羊出栏", "牛羊出栏"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市本级续建58个项目，投资31亿元。", ("市本级续建项目投资", 31)),
        ("中心城区面积达到68平方公里，人口达到67万人。", ("中心城区人口", 67)),
        ("新增奶牛10万头，存栏27.6万头。", ("新增奶牛存栏", 27.6)),
        ("清理规章2300件，废止830件。", ("规章废止数", 830)),
        ("城镇新增就业8.7万人，其中东山县2.5万人。", ("东山县城镇新增就业", 2.5)),
    ],
)
def test_a_quantity_alone_is_of_the_thing_named_last(text: str, expected: tuple[str, float]) -> None:
    assert said(review(text))[-1] == expected


def test_investment_alone_after_a_quantity_is_the_whole_places() -> None:
    assert said(review("地区生产总值增长7%，投资增长9%。"))[-1] == ("投资", 9)
