"""Labels of charts and rows of tables set with blanks bear numbers, but state nothing."""

from __future__ import annotations

import pytest

from sources.language import read_ledger
from sources.model import Document, Kind, Numeral


def numerals(text: str) -> list[Numeral]:
    document = Document(text=text, kind=Kind.COMMUNIQUE, ref_area="370103", area_name="济南市市中区", year=2023)
    return list(read_ledger(document).numerals)


def observed(text: str) -> list[tuple[str, str | None]]:
    return [(one.text, one.indicator) for one in numerals(text) if one.disposition == "observation"]


def test_a_chart_in_the_middle_of_a_paragraph_states_nothing_and_spoils_no_sentence() -> None:
    text = (
        "全年建筑业增加值17亿元。 2021—2025年建筑业增加值及增速 单位：亿元、% 2016.4 13.1 15.3 2021年2022年2023年2024年2025年"
        "增加值增速 —9— 全年货物运输量592万吨，增长2.7%。"
    )
    assert observed(text) == [("17", "建筑业增加值"), ("592", "货物运输量"), ("2.7", "货物运输量")]
    rules = {one.text: one.rule for one in numerals(text)}
    assert (rules["13.1"], rules["2022"]) == ("context.chart", "time.axis")


@pytest.mark.parametrize(
    "line", ["5.8 6.2 5.1 4.9", "0 200 400 600 亿元", "1月 2月 3月 4月 5月 6月", "2021年 2022年 2023年 2024年 2025年"]
)
def test_a_line_of_nothing_but_numbers_states_nothing(line: str) -> None:
    assert observed(f"全年地区生产总值130亿元。\n{line}\n全年进出口总额11亿元。") == [
        ("130", "地区生产总值"), ("11", "进出口总额"),
    ]  # fmt: skip


def test_the_numbers_below_a_figures_name_or_one_under_another_are_its_labels() -> None:
    text = "图1 2021—2025年进出口总额\n1200- 9.47\n23.87\n2021年 2022年 2023年 2024年\n全年进出口总额11亿元。\n80\n74.47\n67.90 15\n"
    assert observed(text) == [("11", "进出口总额")]


def test_a_label_with_its_number_beside_a_figures_name_states_nothing() -> None:
    assert observed("全年地区生产总值130亿元。\n第一产业14.2\n第三产业74.0%\n图1 三次产业占比\n全年进出口总额11亿元。") == [
        ("130", "地区生产总值"), ("11", "进出口总额"),
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ["一 18 一", "— 18 —"])
def test_a_page_mark_whose_dashes_were_read_as_a_numeral_is_one(mark: str) -> None:
    assert [one.rule for one in numerals(f"全年地区生产总值\n{mark}\n全年进出口总额。")] == ["enumerator.page"]


@pytest.mark.parametrize("line", ["食品烟酒 -0.8", "其中：衣着 0.9"])
def test_a_name_and_a_number_without_a_unit_are_a_row_whose_head_is_lost(line: str) -> None:
    assert observed(f"全年居民消费价格上涨0.4%。\n{line}\n") == [("0.4", "居民消费价格")]


@pytest.mark.parametrize(
    "text",
    [
        "2021年、2022年、2023年、2024年地区生产总值分别增长8.1%、3.0%、5.2%、5.0%。",
        "全年地区生产总值1300\n亿元，增长5.2%。",
        "城镇化率 72.5%",
    ],
)
def test_what_people_write_in_sentences_is_no_chart(text: str) -> None:
    assert observed(text)
    assert not any(one.rule in ("context.chart", "context.table_row") for one in numerals(text))


def test_marks_between_numbers_name_nothing() -> None:
    assert observed("全年地区生产总值130亿元。■ 25.8 · 31.5 ▲ 44亿元") == [("130", "地区生产总值")]
