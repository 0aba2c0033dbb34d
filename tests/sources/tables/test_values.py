"""The grammar of a cell."""

from __future__ import annotations

import pytest

from sources.tables.periods import is_period, period
from sources.tables.values import figures, is_placeholder


@pytest.mark.parametrize(
    ("text", "value", "bound", "unit"),
    [
        ("1300", 1300, "eq", ""),
        ("1,360.5", 1360.5, "eq", ""),
        ("-10.3", -10.3, "eq", ""),
        ("－10.3", -10.3, "eq", ""),
        ("下降2.5", -2.5, "eq", ""),
        ("3.5以内", 3.5, "le", ""),
        ("≤3.5", 3.5, "le", ""),
        ("不超过3%", 3, "le", "%"),
        ("5左右", 5, "approx", ""),
        ("6.5%左右", 6.5, "approx", "%"),
        ("约3", 3, "approx", ""),
        ("12000以上", 12000, "ge", ""),
        ("≥85", 85, "ge", ""),
        ("１２．３％", 12.3, "eq", "%"),
        ("2.02:1", 2.02, "eq", ""),
        ("1.2万亿元", 1.2, "eq", "万亿元"),
        ("0.3个百分点", 0.3, "eq", "个百分点"),
        ("44以内*", 44, "le", ""),
        ("  7  ", 7, "eq", ""),
    ],
)
def test_single_figures(text: str, value: float, bound: str, unit: str) -> None:
    (figure,) = figures(text)
    assert (figure.value, figure.bound, figure.unit) == (value, bound, unit)
    assert text[figure.start : figure.end].strip("0123456789,.０１２３．") == ""


def test_a_range_has_two_ends() -> None:
    low, high = figures("5%-6%")
    assert (low.value, low.bound, low.unit, high.value, high.bound, high.unit) == (5, "ge", "%", 6, "le", "%")


@pytest.mark.parametrize(
    "text",
    ["", "—", "…", "持平", "完成省下达任务", "第3", "表1", "A3", "2022年1月5日", "新建学校3所、医院2家", "9" * 60],
)
def test_texts_are_no_figures(text: str) -> None:
    assert figures(text) == ()


@pytest.mark.parametrize("text", ["", "—", "--", "…", "/", "持平", "－"])
def test_placeholders(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022年计划", "2022"),
        ("2021—2025年", "2021-2025"),
        ("上年完成", "2024"),
        ("今年计划", "2025"),
        ("2025年一季度", "2025-Q1"),
        ("1-6月", "2025-H1"),
        ("2025年10月", "2025-10"),
        ("202512", "2025-12"),
        ("1-12月", "2025"),
        ("1-9月", "2025-01/2025-09"),
        ("比上年增长（%）", None),
        ("二〇二二年", "2022"),
        ("绝对值", None),
    ],
)
def test_periods(text: str, expected: str | None) -> None:
    assert period(text, 2025) == expected


def test_a_period_cell_says_nothing_else() -> None:
    assert is_period("2022年")
    assert is_period("2022")
    assert is_period("10月")
    assert not is_period("2022年计划")
    assert not is_period("1300")
    assert not is_period("人口")
