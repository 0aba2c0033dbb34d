"""Codes: given where the phrase is that very indicator for the whole place, and nowhere else."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from sources.language.coding import code_of

from .reading import observed, review

VOCABULARY = list(
    csv.DictReader((files("sources") / "vocabulary" / "indicators.csv").read_text(encoding="utf-8").splitlines())
)


@pytest.mark.parametrize("row", VOCABULARY, ids=lambda row: row["code"])
def test_the_name_and_every_alias_of_an_indicator_have_its_code(row: dict[str, str]) -> None:
    for name in (row["name_zh"], *filter(None, row["aliases_zh"].split("|"))):
        assert code_of(name) == row["code"], name


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("全市地区生产总值", "GRP"),
        ("全年实现地区生产总值", "GRP"),
        ("地区生产总值（GDP）", "GRP"),
        ("全社会固定资产投资", "FAI"),
        ("年末常住人口", "POP"),
        ("我市一般公共预算收入", "GPBR"),
        ("金融机构本外币各项存款余额", "DEPOSIT"),
    ],
)
def test_words_that_change_nothing_are_ignored(phrase: str, code: str) -> None:
    assert code_of(phrase) == code


@pytest.mark.parametrize(
    "phrase",
    [
        "民营经济增加值",
        "制造业技改投资",
        "新增高新技术企业",
        "海洋生产总值",
        "对某国进出口总额",
        "第一产业增加值占地区生产总值比重",
        "税收收入占一般公共预算收入比重",
        "开发区地区生产总值",
        "人均公园绿地面积",
        "住户存款余额",
        "国家级高新技术企业新增",
        "地区生产总值增速高于全国幅度",
        "",
    ],
)
def test_a_narrower_scope_or_another_concept_has_no_code(phrase: str) -> None:
    assert code_of(phrase) is None


@pytest.mark.parametrize(
    "text",
    [
        "单位地区生产总值能耗下降3%。",
        "全社会研发经费投入占地区生产总值的比重为2.1%。",
        "数字经济核心产业增加值占地区生产总值比重提高到9%。",
        "海洋生产总值增长6%。",
        "民营经济增加值占地区生产总值比重为61%。",
        "地区生产总值增速居全省第3位。",
    ],
)
def test_a_percentage_near_the_word_for_gdp_is_not_gdp(text: str) -> None:
    assert "GRP" not in {row.code for row in observed(text)}


def test_gdp_keeps_its_code_beside_others_that_name_it() -> None:
    rows = observed("全市单位地区生产总值能耗下降3%，地区生产总值增长5%，税收占地区生产总值比重为7%。")
    assert [row.value for row in rows if row.code == "GRP"] == [5]


def test_a_level_in_a_unit_that_the_indicator_cannot_have_has_no_code() -> None:
    (row,) = observed("一般公共预算收入占比为12%。")
    assert row.code is None


def test_a_rank_has_no_code() -> None:
    rows = observed("地区生产总值增长5%，居全省第3位。")
    assert [row.code for row in rows] == ["GRP", None]


def test_a_flow_of_new_firms_is_no_stock_of_firms() -> None:
    stock, flow = observed("高新技术企业达到210家，新增高新技术企业35家。")
    assert (stock.code, flow.code) == ("HTE", None)


def test_wholly_owned_scopes_decide_the_code() -> None:
    rows = observed("规模以上工业增加值增长7%。全部工业增加值增长6%。")
    assert [row.code for row in rows] == ["VA_IND_ADS", "VA_IND"]


def test_a_growth_and_a_completion_of_plan_keep_the_code_of_the_level() -> None:
    rows = review("一般公共预算收入32亿元，增长5%，完成预算的101%。")
    assert [(row.code, row.measure) for row in rows] == [
        ("GPBR", "level"),
        ("GPBR", "growth"),
        ("GPBR", "plan_completion"),
    ]


def test_a_multiple_of_an_earlier_figure_has_no_code() -> None:
    rows = review("地区生产总值达到300亿元，是2018年的1.5倍。")
    assert [row.code for row in rows] == ["GRP", None]


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("累计完成全社会固定资产投资", "FAI"),
        ("全社会研发投入占全市生产总值的比重", "RD_INT"),
        ("研发经费支出占国内生产总值比例", "RD_INT"),
        ("固定资产投资占生产总值比重", None),
    ],
)
def test_a_phrase_is_known_in_the_spellings_of_its_words(phrase: str, code: str | None) -> None:
    assert code_of(phrase) == code


def test_both_kinds_of_residents_share_the_income_named_after_the_second() -> None:
    rows = review("城镇居民和农村居民人均可支配收入分别增长4.3%和6.9%。")
    assert [(row.indicator, row.code) for row in rows] == [
        ("城镇居民人均可支配收入", "DI_U"),
        ("农村居民人均可支配收入", "DI_R"),
    ]


def test_what_a_plan_arranges_is_the_indicator_itself() -> None:
    (row,) = review("今年安排全社会固定资产投资2380亿元。")
    assert (row.indicator, row.code) == ("全社会固定资产投资", "FAI")


def test_residents_of_the_town_are_no_part_of_the_place_that_the_next_clause_speaks_of() -> None:
    rows = review("市区居民人均可支配收入25304元，农村居民人均可支配收入11450元。")
    assert [row.code for row in rows] == [None, "DI_R"]


def test_both_ends_of_a_ratio_that_narrows_are_of_it() -> None:
    rows = review("城乡居民收入比由2.95:1缩小到2.69:1。")
    assert [(row.indicator, row.code, row.value) for row in rows] == [
        ("城乡居民收入比", "INC_RATIO", 2.95),
        ("城乡居民收入比", "INC_RATIO", 2.69),
    ]


def test_a_ratio_to_the_regional_product_is_its_share() -> None:
    assert code_of("研究与试验发展（R&D）经费支出与地区生产总值之比") == "RD_INT"


def test_a_place_named_by_its_rank_alone_is_the_whole_place() -> None:
    assert code_of("市外贸进出口总额") == "TRADE"


def test_deposits_and_loans_named_with_a_mark_between_are_two() -> None:
    rows = review("金融机构存、贷款余额分别为574亿元和417亿元。")
    assert [row.code for row in rows] == ["DEPOSIT", "LOAN"]
