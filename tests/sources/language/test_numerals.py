"""The scan: what is one numeral, where it begins and ends, its value, its unit, its sign."""

from __future__ import annotations

import pytest

from sources.language.numerals import scan
from sources.language.written import chinese_number

from .reading import observed, pick, quantities, read


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("总量 1300 亿元", "1300", "亿元"),
        ("人口3.2万人", "3.2", "万人"),
        ("面积45平方公里", "45", "平方公里"),
        ("工资2100元/月", "2100", "元/月"),
        ("浓度38微克/立方米", "38", "微克/立方米"),
        ("比重12%", "12", "%"),
        ("提高3个百分点", "3", "个百分点"),
        ("死亡率4.5‰", "4.5", "‰"),
        ("机组60万千瓦", "60", "万千瓦"),
        ("接待8000万人次", "8000", "万人次"),
        ("强度2.1", "2.1", ""),
    ],
)
def test_the_span_is_the_digits_and_the_multiplier_belongs_to_the_unit(text: str, number: str, unit: str) -> None:
    (row,) = read(text)
    assert (row.text, quantities(text)[0].unit) == (number, unit)


@pytest.mark.parametrize(
    ("text", "number", "value"),
    [
        ("企业6,175户", "6,175", 6175),
        ("企业6，175户", "6，175", 6175),
        ("企业1,206,175户", "1,206,175", 1206175),
        ("总值1 210 207亿元", "1 210 207", 1210207),
        ("总值2 311.43亿元", "2 311.43", 2311.43),
        ("总值1\u3000210\u3000207亿元", "1\u3000210\u3000207", 1210207),
    ],
)
def test_marks_and_blanks_between_thousands_belong_to_the_number(text: str, number: str, value: float) -> None:
    (row,) = read(text)
    assert (row.text, row.value) == (number, value)


def test_a_list_of_numbers_parted_by_full_width_commas_is_no_number_in_thousands() -> None:
    assert [q.value for q in scan("为12，8，5三项")] == [12, 8, 5]


def test_full_width_digits_points_and_percent_signs_are_read_as_half_width_ones() -> None:
    (row,) = observed("全市工业用电量增长１２．５％。")
    assert (row.text, row.value, row.unit) == ("１２．５", 12.5, "%")


def test_a_doubled_point_is_one_point() -> None:
    (row,) = observed("全市工业用电量增长12..5%。")
    assert (row.text, row.value) == ("12..5", 12.5)


def test_a_blank_between_number_and_unit_parts_nothing() -> None:
    (row,) = observed("全市公路里程 820 公里。")
    assert (row.text, row.unit) == ("820", "公里")


@pytest.mark.parametrize("written", ["12. 5", "12 .5", "12\u3000.\u30005"])
def test_a_blank_beside_the_point_of_a_number_is_void(written: str) -> None:
    (row,) = observed(f"全市工业用电量增长 {written} %。")
    assert (row.text, row.value) == (written, 12.5)


@pytest.mark.parametrize("sign", ["-", "－", "−", "﹣"])
def test_a_minus_sign_makes_the_value_negative_and_stays_outside_the_span(sign: str) -> None:
    (row,) = observed(f"全市房地产开发投资增长{sign}3.2%。")
    assert (row.text, row.value, row.measure) == ("3.2", -3.2, "growth")


@pytest.mark.parametrize("hyphen", ["-", "～", "~", "—", "－", "至"])
def test_the_hyphen_of_a_range_is_no_minus_sign(hyphen: str) -> None:
    assert [q.negative for q in quantities(f"增长5{hyphen}6%")] == [False, False]


@pytest.mark.parametrize(
    ("text", "unit"),
    [("企业300多家", "家"), ("企业300余家", "家"), ("群众1.2万多人", "万人"), ("资金60多亿元", "亿元")],
)
def test_a_loose_word_is_no_part_of_the_unit(text: str, unit: str) -> None:
    (q,) = quantities(text)
    assert (q.unit, q.loose) == (unit, True)


@pytest.mark.parametrize("text", ["新增企业300多家", "新增企业300余家", "惠及群众1.2万余人"])
def test_a_loose_word_makes_the_number_a_lower_bound(text: str) -> None:
    (row,) = observed(text + "。")
    assert row.bound == "ge"


@pytest.mark.parametrize(
    ("text", "written", "value", "unit"),
    [
        ("比重达到三分之一", "三分之一", 1 / 3, ""),
        ("新能源汽车销量占比近五成", "五", 5, "成"),
        ("粮食产量翻两番", "两", 2, "番"),
        ("工业投资增长百分之十二点五", "十二点五", 12.5, "%"),
        ("粮食产量居全省第三", "三", 3, "位"),
        ("工业增速居全省第十二", "十二", 12, "位"),
    ],
)
def test_a_quantity_in_chinese_characters_is_a_numeral(text: str, written: str, value: float, unit: str) -> None:
    (row,) = observed(text + "。")
    assert (row.text, row.unit) == (written, unit)
    assert row.value == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    [
        "第一产业稳步发展",
        "选派第一书记",
        "三农工作扎实推进",
        "一二三产业融合",
        "千方百计稳就业",
        "成效明显",
        "“十四五”规划",
        "召开第三次会议",
        "全省经济和社会发展第十四个五年规划",
    ],
)
def test_chinese_characters_that_measure_nothing_are_no_numerals(text: str) -> None:
    assert read(text + "。") == []


@pytest.mark.parametrize(
    ("written", "value"),
    [("九", 9), ("十", 10), ("十二", 12), ("三十", 30), ("三百零六", 306), ("二〇〇五", 2005), ("两千", 2000)],
)
def test_a_whole_number_in_chinese_characters_has_its_value(written: str, value: int) -> None:
    assert chinese_number(written) == value


def test_the_year_of_a_date_with_points_is_a_number_of_its_own() -> None:
    assert [row.disposition for row in read("报告于2025.1.27发布。")] == ["time", "time"]


def test_a_point_before_a_year_ends_a_list_number() -> None:
    rows = read("1.2023年全市公路里程820公里。")
    assert [(row.text, row.disposition) for row in rows][:2] == [("1", "enumerator"), ("2023", "time")]


def test_a_note_mark_glued_to_a_number_is_no_part_of_it() -> None:
    rows = observed("全年地区生产总值[2]1207亿元，比上年增长5.2%。")
    assert [(row.text, row.code, row.value) for row in rows] == [("1207", "GRP", 1207), ("5.2", "GRP", 5.2)]


@pytest.mark.parametrize("mark", ["[2]", "〔2〕", "［2］", "【2】"])
def test_the_number_of_a_note_is_an_enumerator(mark: str) -> None:
    assert pick(read(f"全年地区生产总值{mark}1207亿元。"), "2").disposition == "enumerator"


def test_a_unit_in_brackets_after_the_measure_word_belongs_to_it() -> None:
    (q,) = quantities("签约项目35个（件）")
    assert q.unit == "个（件）"


def test_a_measure_word_that_begins_another_word_is_no_unit() -> None:
    (q,) = quantities("表彰8家庭院")
    assert q.unit in ("", "家")


def test_a_number_longer_than_any_figure_has_a_finite_value() -> None:
    (q,) = scan("9" * 5000)
    assert (q.start, q.end) == (0, 5000)
    assert q.value < float("inf")


def test_a_count_of_firms_that_have_something_keeps_its_measure_word() -> None:
    assert [q.unit for q in quantities("49家具有资质的企业")] == ["家"]
