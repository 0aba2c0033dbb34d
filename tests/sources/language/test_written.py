"""Amounts in Chinese characters: where they are read, their spans, values and units."""

from __future__ import annotations

import pytest

from sources.language.numerals import scan
from sources.language.written import writes_amounts, written_value

from .reading import observed, read, told

#: A sentence that makes a text one that writes its amounts in characters.
WRITTEN = "粮食三十万斤，棉花两千万担，钢十二万吨，煤五百万吨，布六十万匹，比上一年增长百分之五。"


@pytest.mark.parametrize(
    ("text", "number", "value", "unit"),
    [
        ("三千九百二十亿斤", "三千九百二十", 3920, "亿斤"),
        ("六百二十八亿一千万元", "六百二十八亿一千万", 62_810_000_000, "元"),
        ("六百二十四万八千吨", "六百二十四万八千", 6_248_000, "吨"),
        ("一亿一千七百多万亩", "一亿一千七百", 117_000_000, "亩"),
        ("一百五十八点二亿元", "一百五十八点二", 158.2, "亿元"),
        ("六十五万千瓦", "六十五", 65, "万千瓦"),
        ("六十五个县", "六十五", 65, "个"),
        ("一倍", "一", 1, "倍"),
        ("八二·一亿元", "八二·一", 82.1, "亿元"),
        ("一、二四九·九亿元", "一、二四九·九", 1249.9, "亿元"),
        ("二、三〇〇个", "二、三〇〇", 2300, "个"),
        ("二、六九五万人", "二、六九五", 2695, "万人"),
        ("〇·五六万吨", "〇·五六", 0.56, "万吨"),
        ("百分之一九·二", "一九·二", 19.2, "%"),
    ],
)
def test_an_amount_in_characters_has_its_span_value_and_unit(text: str, number: str, value: float, unit: str) -> None:
    (q,) = scan(text, amounts=True)
    assert (text[q.start : q.end], q.value, q.unit) == (number, value, unit)


@pytest.mark.parametrize(
    "text", ["一个县", "十条意见", "三年", "第十二个", "几十个", "一度紧张", "两方面", "几百万吨", "四、五百元"]
)
def test_words_that_only_hold_a_number_are_no_amounts(text: str) -> None:
    assert scan(text, amounts=True) == []


@pytest.mark.parametrize(
    ("written", "value"), [("一百二十三亿七千万", 12_370_000_000), ("一万零五", 10_005), ("亿", 0)]
)
def test_a_number_of_any_size_has_its_value(written: str, value: float) -> None:
    assert written_value(written) == value


def test_a_document_that_writes_its_figures_in_characters_is_known_by_them() -> None:
    assert writes_amounts(WRITTEN)


def test_a_document_of_digits_with_a_few_round_words_is_not() -> None:
    assert not writes_amounts("工业总产值迈上三千亿元。" + "企业12家，产值3亿元。" * 40)


def test_in_a_document_of_digits_a_round_amount_in_characters_is_no_numeral() -> None:
    assert read("全市培育五十亿元企业。") == []


def test_a_sentence_in_characters_reads_like_one_in_digits() -> None:
    rows = observed(WRITTEN + "原煤产量达到三百二十万吨，比上一年增长百分之八点五。")
    assert told(rows)[-2:] == [("原煤产量", "level", 320, "万吨"), ("原煤产量", "growth", 8.5, "%")]


def test_a_year_in_characters_gives_the_period_and_is_no_numeral() -> None:
    rows = read(WRITTEN + "一九五七年，原煤产量达到三百二十万吨。")
    assert (rows[-1].text, rows[-1].period) == ("三百二十", "1957")
    assert "一九五七" not in [row.text for row in rows]


def test_percentages_in_characters_are_handed_out_by_respectively() -> None:
    rows = observed(WRITTEN + "甘蔗产量和甜菜产量分别增长百分之二十七点五和百分之二十九点五。")
    assert told(rows)[-2:] == [("甘蔗产量", "growth", 27.5, "%"), ("甜菜产量", "growth", 29.5, "%")]


def test_two_percentages_in_characters_may_be_the_ends_of_a_range() -> None:
    rows = observed(WRITTEN + "原煤产量增长百分之七至百分之十。")
    assert [(row.value, row.bound) for row in rows[-2:]] == [(7, "ge"), (10, "le")]


def test_the_capacity_of_a_kind_of_plant_is_no_observation() -> None:
    assert [row.text for row in observed(WRITTEN + "能够设计年产一百五十万吨的煤矿。")] == [
        row.text for row in observed(WRITTEN)
    ]


def test_the_low_end_of_a_range_takes_the_unit_of_the_high_one() -> None:
    low, high = scan("一百五十至一百八十万平方米", amounts=True)
    assert [(q.value, q.unit) for q in (low, high)] == [(150, "万平方米"), (180, "万平方米")]


def test_nearly_so_much_is_about_as_much() -> None:
    assert observed(WRITTEN + "修建水库将近一百四十座。")[-1].bound == "approx"
