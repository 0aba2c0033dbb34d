"""In which prices a figure is stated: beside it, at the head of its sentence, in a note for all."""

from __future__ import annotations

import pytest

from sources.model import Kind, Numeral
from tests.sources.language.reading import ledger, observed, pick, plan, read


def priced(row: Numeral) -> tuple[str | None, int | None]:
    return row.price_basis, row.price_year


@pytest.mark.parametrize(
    ("words", "basis", "year"),
    [
        ("按可比价格计算，比上年增长", "comparable", None),
        ("按不变价格计算，比上年增长", "constant", None),
        ("按2015年不变价计算比上年增长", "constant", 2015),
        ("按一九八〇年不变价格计算，比上年增长", "constant", 1980),
        ("扣除价格因素，实际增长", "real", None),
        ("比上年实际增长", "real", None),
        ("名义增长", "current", None),
        ("按现价计算增长", "current", None),
        ("比上年增长", None, None),
    ],
)
def test_the_words_before_a_growth_say_in_which_prices(words: str, basis: str | None, year: int | None) -> None:
    (row,) = observed(f"全市建筑业总产值{words}5.1%。")
    assert (row.measure, priced(row)) == ("growth", (basis, year))


def test_the_words_are_quoted_by_their_place() -> None:
    text = "全市建筑业总产值按2015年不变价计算增长5.1%。"
    (row,) = observed(text)
    assert text[row.price_start : row.price_end] == "2015年不变价"


def test_the_base_of_the_growth_is_told_beside_its_prices() -> None:
    (row,) = observed("居民人均可支配收入比上年实际增长5.1%。")
    assert (row.base, row.price_basis) == ("上年", "real")


def test_brackets_behind_a_figure_are_its_own() -> None:
    first, second = observed("全市生产总值增长5.1%（按可比价计算），工业投资增长6%。")
    assert (first.price_basis, second.price_basis) == ("comparable", None)


def test_a_nominal_growth_beside_a_real_one_stays_nominal() -> None:
    text = "居民人均可支配收入3万元，增长6%，扣除价格因素实际增长4%；城镇居民人均可支配收入5万元，增长5%。"
    assert [row.price_basis for row in observed(text)] == [None, None, "real", None, None]


def test_a_growth_of_a_level_in_constant_prices_is_in_constant_prices() -> None:
    level, growth = observed("全市工业总产值按1990年不变价格计算为20亿元，增长8%。")
    assert (priced(level), priced(growth)) == (("constant", 1990), ("constant", 1990))


def test_words_that_open_a_sentence_hold_for_its_growths() -> None:
    rows = observed("按可比价格计算，第一产业增加值增长3%，第二产业增加值增长5%。第三产业增加值增长6%。")
    assert [row.price_basis for row in rows] == ["comparable", "comparable", None]


@pytest.mark.parametrize("text", ["实际利用外资5亿元。", "实现价值3万元。", "全市商品房均价8000元。"])
def test_like_words_say_nothing_of_prices(text: str) -> None:
    assert [row.price_basis for row in read(text)] == [None]


NOTE = "注：地区生产总值、各产业增加值绝对数按现价计算，增长速度按不变价格计算。"


def test_a_note_speaks_for_the_accounts_of_the_whole_text() -> None:
    text = f"地区生产总值50亿元，增长6%。第一产业增加值占地区生产总值比重为8%，工业投资9亿元，增长7%。\n{NOTE}"
    rows = {row.text: row for row in observed(text)}
    assert {quote: row.price_basis for quote, row in rows.items()} == {
        "50": "current",
        "6": "constant",
        "8": None,
        "9": None,
        "7": None,
    }
    assert text[rows["6"].price_start : rows["6"].price_end] == "不变价格"
    assert (rows["6"].price_start or 0) > text.index("注")


def test_a_note_in_brackets_speaks_for_the_accounts_too() -> None:
    rows = review("全市生产总值50亿元，增长9%（绝对值为当年价，增长率按1990年不变价计，下同）。第三产业增加值增长7%。")
    assert [priced(row) for row in rows] == [("current", None), ("constant", 1990), ("constant", 1990)]


def review(text: str) -> list[Numeral]:
    return observed(text, Kind.WORK_REPORT)


def test_a_figure_s_own_words_go_before_the_note() -> None:
    assert pick(observed(f"地区生产总值名义增长6%。\n{NOTE}"), "6").price_basis == "current"


def test_a_note_promises_nothing() -> None:
    assert pick(plan(f"地区生产总值增长6%。\n{NOTE}"), "6").price_basis is None


def test_the_notes_of_a_text_are_the_first_that_speak() -> None:
    other = NOTE.replace("不变", "可比")
    assert pick(list(ledger(f"地区生产总值增长6%。\n{NOTE}\n{other}").numerals), "6").price_basis == "constant"
