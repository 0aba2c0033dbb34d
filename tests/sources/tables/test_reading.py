"""Tables to ledger rows: headers, units, statuses, periods, parts."""

from __future__ import annotations

from dataclasses import replace

from sources.model import Block, BlockKind, Disposition, Document, Kind, Table
from sources.readers import read
from sources.readers.limits import DEFAULT
from sources.readers.writer import RawCell, TextWriter
from sources.tables import read_tables
from sources.tables.values import NUMERAL
from tests.sources.tables.grids import by_cell, grid, values

ANNEX = (
    "市中区2023年国民经济和社会发展计划主要指标表",
    "指标 单位 2022年计划 . 2022年预计 . 2023年计划 . 属性",
    ". . 绝对值 增长% 绝对值 增长% 绝对值 增长% .",
    "地区生产总值 亿元 1260 6左右 1300 — — 5.5以上 预期性",
    "居民消费价格涨幅 % 3左右 — 1.8 — ≤3 — 预期性",
    "城镇新增就业 万人 2.2 — 2.4 — 1.78 — 约束性",
    "城乡居民收入比 — — — 2.02:1 — 2:1 — 预期性",
)
ANNEX_SPANS = {"2022年计划": (1, 2), "2022年预计": (1, 2), "2023年计划": (1, 2), "属性": (2, 1)}


def annex() -> Document:
    return grid(*ANNEX, kind=Kind.ANNEX_TABLE, spans=ANNEX_SPANS)


def test_columns_tell_period_status_and_measure() -> None:
    found = by_cell(annex())
    plan, growth, expected, target = found["C4"], found["D4"], found["E4"], found["H4"]
    assert (plan.value, plan.period, plan.status, plan.measure, plan.unit) == (1260, "2022", "target", "level", "亿元")
    assert (growth.value, growth.period, growth.status, growth.measure, growth.unit) == (
        6,
        "2022",
        "target",
        "growth",
        "%",
    )
    assert (expected.value, expected.period, expected.status) == (1300, "2022", "estimate")
    assert (target.value, target.period, target.status, target.measure) == (5.5, "2023", "target", "growth")


def test_rows_tell_indicator_code_unit_and_nature() -> None:
    found = by_cell(annex())
    jobs = found["G6"]
    assert (jobs.indicator, jobs.code, jobs.unit, jobs.nature) == ("城镇新增就业", "EMP_NEW", "万人", "binding")
    assert found["H4"].nature == "anticipatory"
    assert found["E6"].nature is None  # the nature is the target's, not the estimate's


def test_the_cell_that_assigns_a_nature_is_quoted_by_its_place() -> None:
    document = annex()
    jobs = by_cell(document)["G6"]
    assert (document.text[jobs.nature_start : jobs.nature_end], jobs.nature_part) == ("约束性", "table")


def test_brackets_in_a_label_assign_a_nature_too() -> None:
    document = grid("主要指标表", "指标 单位 2023年计划", "单位GDP能耗下降率（约束性） % 3", kind=Kind.ANNEX_TABLE)
    (row,) = values(document)
    assert (row.nature, document.text[row.nature_start : row.nature_end]) == ("binding", "（约束性）")


def test_heads_of_rows_and_columns_say_in_which_prices() -> None:
    document = grid(
        "主要指标表",
        "指标 单位 2022年现价 2022年增长%（可比价）",
        "建筑业总产值 亿元 12 6",
        "工业总产值（1990年不变价） 亿元 — 7",
    )
    found = values(document)
    assert [(row.value, row.price_basis, row.price_year) for row in found] == [
        (12, "current", None),
        (6, "comparable", None),
        (7, "comparable", None),
    ]
    assert [document.text[row.price_start : row.price_end] for row in found] == ["现价", "可比价", "可比价"]


def test_a_label_in_current_prices_says_nothing_of_growth() -> None:
    document = grid("主要指标表", "指标 单位 2022年 增长%", "建筑业总产值（现价） 亿元 12 6")
    assert [row.price_basis for row in values(document)] == ["current", None]


def test_cells_carry_their_bounds() -> None:
    found = by_cell(annex())
    assert [found[cell].bound for cell in ("C4", "D4", "H4", "G5")] == ["eq", "approx", "ge", "le"]


def test_a_price_rise_in_percent_is_a_growth() -> None:
    price = by_cell(annex())["G5"]
    assert (price.code, price.measure, price.value, price.unit) == ("CPI", "growth", 3, "%")


def test_every_numeral_has_one_row_and_its_span() -> None:
    document = annex()
    rows = read_tables(document)
    expected = [
        (cell.start + match.start(), cell.start + match.end())
        for table in document.tables
        for cell in table.cells
        for match in NUMERAL.finditer(cell.text)
    ]
    assert [(row.start, row.end) for row in rows] == sorted(expected)
    assert all(document.text[row.start : row.end] == row.text for row in rows)


def test_years_are_time_and_the_second_part_of_a_ratio_is_context() -> None:
    rows = read_tables(annex())
    assert {row.text for row in rows if row.disposition == Disposition.TIME} == {"2022", "2023"}
    assert [row.text for row in rows if row.rule == "table.ratio"] == ["1", "1"]


def test_provenance_is_the_sheet_the_cell_and_the_row() -> None:
    document = annex()
    jobs = by_cell(document)["G6"]
    assert (jobs.place, jobs.cell) == ("表一", "G6")
    assert document.text[jobs.sentence_start : jobs.sentence_end].startswith("城镇新增就业\t万人\t2.2")
    assert jobs.area == "济南市市中区"


def test_a_flat_header_hands_year_and_status_to_the_growth_beside_it() -> None:
    found = by_cell(
        grid("指标 单位 2022年预计 增长% 2023年计划 增长%", "进出口总额 亿元 112 3 120 7", kind=Kind.ANNEX_TABLE)
    )
    assert [(found[cell].period, found[cell].status, found[cell].measure) for cell in ("D2", "F2")] == [
        ("2022", "estimate", "growth"), ("2023", "target", "growth"),
    ]  # fmt: skip


def test_the_same_table_as_plan_and_actual_without_years() -> None:
    found = by_cell(grid("指标 单位 上年完成 今年计划", "粮食总产量 万吨 290 295", kind=Kind.PLAN_REPORT))
    assert (found["C2"].period, found["C2"].status) == ("2022", "actual")
    assert (found["D2"].period, found["D2"].status) == ("2023", "target")


def test_units_stand_in_header_corner_label_or_row() -> None:
    header = by_cell(grid("指标 年末数（亿元） 比上年末增长（%）", "各项存款余额 490 8.1"))
    corner = by_cell(grid("指标 2023年", "一般公共预算收入 90", caption="表2 收支情况 单位：亿元"))
    label = by_cell(grid("指标 2022年 2021年", "国内生产总值(亿元) 1300 1250", kind=Kind.RELEASE))
    assert [header["B2"].unit, header["C2"].unit] == ["亿元", "%"]
    assert header["B2"].code == "DEPOSIT"
    assert corner["B2"].unit == "亿元"
    assert (label["C2"].unit, label["C2"].period, label["C2"].indicator) == ("亿元", "2021", "国内生产总值")


def test_years_down_the_side() -> None:
    found = by_cell(
        grid("年份 常住人口（万人） 城镇化率（%）", "2021年 88.1 99.1", "2022年 88.9 99.3", kind=Kind.RELEASE)
    )
    assert (found["B2"].period, found["B2"].indicator, found["B2"].code, found["B2"].unit) == (
        "2021",
        "常住人口",
        "POP",
        "万人",
    )
    assert (found["C3"].period, found["C3"].code, found["C3"].value) == ("2022", "URB", 99.3)


def test_a_thing_takes_the_quantity_of_its_column_or_caption() -> None:
    found = by_cell(grid("产品名称 单位 产量 比上年增长（%）", "粗钢 万吨 961.0 -6.9"))
    assert (found["C2"].indicator, found["D2"].indicator) == ("粗钢产量", "粗钢产量")
    caption = by_cell(grid("行业 比上年增长（%）", "制造业 6.5", caption="表4 2023年分行业固定资产投资增长速度"))
    assert caption["B2"].indicator == "制造业固定资产投资"


def test_a_part_names_its_whole_and_has_no_code() -> None:
    found = by_cell(
        grid(
            "指标 金额（亿元） 比上年增长（%）",
            "货物出口额 160 20.9",
            "其中：一般贸易 130 15.3",
            "加工贸易 28 5.3",
            "货物进口额 23 12",
        )
    )
    assert (found["B2"].indicator, found["B2"].code) == ("货物出口额", "EXPORT")
    assert (found["B3"].indicator, found["B3"].code) == ("货物出口额（一般贸易）", None)
    assert found["C4"].indicator == "货物出口额（加工贸易）"
    assert found["B5"].code == "IMPORT"


def test_two_tables_side_by_side_have_their_own_labels() -> None:
    found = by_cell(
        grid(
            "行业 比上年增长（%） 行业 比上年增长（%）",
            "农业 1.2 金融业 -8.1",
            caption="表7 分行业固定资产投资增长速度",
        )
    )
    assert (found["B2"].indicator, found["B2"].value) == ("农业固定资产投资", 1.2)
    assert (found["D2"].indicator, found["D2"].value) == ("金融业固定资产投资", -8.1)


def test_an_index_is_no_growth_rate_and_has_no_code() -> None:
    found = by_cell(grid("类别 指数（以上年为100） 比上年增长（%）", "居民消费价格 100.5 0.5"))
    assert (found["B2"].measure, found["B2"].code) == ("level", None)
    assert (found["C2"].measure, found["C2"].code) == ("growth", "CPI")


def test_row_numbers_and_codes_are_no_values() -> None:
    rows = read_tables(
        grid("序号 指标 单位 2023年", "1 常住人口 万人 88", "2 粮食总产量 万吨 295", "3 出口总额 亿元 20")
    )
    assert [row.text for row in rows if row.disposition == Disposition.ENUMERATOR] == ["1", "2", "3"]
    assert [row.value for row in rows if row.disposition == Disposition.OBSERVATION] == [88, 295, 20]


def test_rows_about_areas_take_the_area() -> None:
    found = by_cell(
        grid("地区 债务限额 债务余额", "衡阳市 510.66 504.62", caption="2025年地方政府债务 单位：亿元", year=2025)
    )
    assert (found["B2"].area, found["B2"].indicator, found["B2"].unit) == ("衡阳市", "债务限额", "亿元")


def test_districts_of_the_documents_own_city_are_told_from_their_namesakes() -> None:
    document = replace(grid("地区 常住人口（万人）", "市中区 90.4", "历下区 82.1"), area_name="济南市")
    assert [value.area for value in values(document)] == ["济南市市中区", "济南市历下区"]


def test_what_is_not_understood_is_on_record_as_unread() -> None:
    rows = read_tables(grid("甲 乙", "丙 1300", "丁 88"))
    assert [(row.text, row.disposition, row.rule) for row in rows] == [
        ("1300", "context", "table.unread"), ("88", "context", "table.unread"),
    ]  # fmt: skip


def test_notes_and_footnote_marks_are_no_values() -> None:
    rows = read_tables(grid("指标 单位 绝对数", "常住人口[3] 万人 88", "注：人口为2023年11月1日零时数"))
    assert [row.text for row in rows if row.disposition == Disposition.OBSERVATION] == ["88"]
    assert {row.text: row.disposition for row in rows}["3"] == Disposition.ENUMERATOR


def test_two_tables_on_one_sheet_have_their_own_headers() -> None:
    found = by_cell(
        grid(
            "指标 单位 2022年",
            "常住人口 万人 88",
            "表2：财政",
            "指标 单位 2023年计划",
            "税收收入 亿元 70",
            kind=Kind.ANNEX_TABLE,
        )
    )
    assert (found["C2"].period, found["C2"].status) == ("2022", "actual")
    assert (found["C5"].period, found["C5"].status) == ("2023", "target")


def test_markup_in_cells_does_not_move_the_spans() -> None:
    text = "|**指标**|<br>年末数（万人）|\n|---|---|\n|<br>**常住人口**|<br>**88.5**|\n"
    document = read(text.encode(), "a.md")
    (value,) = [row for row in read_tables(grid_of(document)) if row.disposition == Disposition.OBSERVATION]
    assert (value.text, value.value, value.code, value.unit) == ("88.5", 88.5, "POP", "万人")
    assert document.text[value.start : value.end] == "88.5"


def grid_of(document: Document) -> Document:
    return replace(document, kind=Kind.COMMUNIQUE, year=2023, area_name="甲市")


def test_a_document_without_tables_has_no_rows() -> None:
    assert read_tables(Document(text="正文 5 家", blocks=(Block(BlockKind.PARAGRAPH, 0, 6),))) == ()
    assert read_tables(Document(text="", tables=(Table(0, 0, ()),))) == ()


def test_figures_one_column_beside_their_header_are_read_by_it() -> None:
    rows = values(
        grid(
            "指标 单位 绝对数 . 比上年增长% .",
            "旅客运输总量 亿人 223.7 . . 10.5",
            "货物运输总量 亿吨 225.3 . . 10.6",
        )
    )
    assert [(row.text, row.measure, row.unit) for row in rows[:2]] == [
        ("223.7", "level", "亿人"),
        ("10.5", "growth", "%"),
    ]


def test_a_title_in_the_first_cell_names_no_column() -> None:
    page = """| 各种运输方式货物运输量及其增长速度 | | | | <br> |
| --- | --- | --- | --- | --- |
| 指标 | 单位 | 绝对数 | 比上年增长% | <br> |
| 货物运输总量 | 亿吨 | 450.6 | 9.9 | |
| 铁路 | 亿吨 | 39.7 | 1.6 | |
"""
    document = replace(read(page.encode(), "page.md"), kind=Kind.COMMUNIQUE, year=2023)
    assert not any("各种" in (row.indicator or "") for row in values(document))
    assert len(values(document)) == 4


def test_a_row_head_that_comes_again_under_other_groups_bears_the_groups_name() -> None:
    found = by_cell(
        grid(
            "指标 单位 绝对数",
            "公路",
            "货运量 万吨 243",
            "客运量 万人次 35",
            "水路",
            "货运量 万吨 116",
            "民航",
            "货邮吞吐量 万吨 12",
        )
    )
    assert [row.indicator for row in found.values()] == ["公路货运量", "公路客运量", "水路货运量", "民航货邮吞吐量"]
    assert {row.code for row in found.values()} == {None}
    schools = by_cell(grid("指标 单位 2023年", "招生数", "普通高中 人 252", "毕业生数", "普通高中 人 241"))
    assert [row.indicator for row in schools.values()] == ["普通高中招生数", "普通高中毕业生数"]


def test_rows_without_figures_one_after_another_are_no_groups() -> None:
    found = by_cell(grid("项目 金额（万元）", "外交支出", "外事活动", "教育支出 9", "科技支出", "教育支出 8"))
    assert [row.indicator for row in found.values()] == ["教育支出", "教育支出"]


def test_parts_have_the_unit_that_only_their_whole_states() -> None:
    found = by_cell(grid("指标 绝对量 增速（%）", "货物运输总量（万吨） 997 6.1", "铁路 116 18.8", "公路 870 3.5"))
    assert [(found[cell].indicator, found[cell].unit) for cell in ("B3", "C3", "B4")] == [
        ("货物运输总量（铁路）", "万吨"), ("货物运输总量（铁路）", "%"), ("货物运输总量（公路）", "万吨"),
    ]  # fmt: skip


def test_a_caption_completes_what_rows_and_short_heads_leave_out() -> None:
    budget = by_cell(
        grid("项目 2023年执行数", "移民事务 16", "合计 90", caption="一般公共预算支出执行情况表 单位：万元")
    )
    assert [row.indicator for row in budget.values()] == ["移民事务支出", "一般公共预算支出"]
    goods = by_cell(grid("指标 单位 总量", "空调 台 167", caption="每百户居民家庭主要耐用消费品拥有量"))
    assert goods["C2"].indicator == "空调每百户拥有量"
    prices = by_cell(grid("指标 价格指数", "衣着 103.8", caption="居民消费价格比上年涨跌幅度"))
    assert prices["B2"].indicator == "衣着居民消费价格指数"
    debts = by_cell(grid("地区 债务限额 债务余额", "济南市 510 504", caption="地方政府一般债务情况表 单位：亿元"))
    assert [row.indicator for row in debts.values()] == ["一般债务限额", "一般债务余额"]


def test_areas_in_rows_are_those_of_the_year_that_the_caption_names() -> None:
    document = replace(
        grid("地区 债务限额", "公主岭市 49", caption="2018年债务情况表 单位：亿元", year=None), area_name="吉林省"
    )
    assert by_cell(document)["B2"].area == "四平市公主岭市"


def test_a_row_head_that_comes_again_is_part_of_the_last_that_comes_once() -> None:
    rows = ("住户存款 283 9.7", "活期存款 53 6.1", "企业存款 70 10.5", "活期存款 19 3.4", "境外存款 1 -7.5")
    found = by_cell(grid("指标 年末余额（亿元） 增长（%）", *rows))
    assert [found[cell].indicator for cell in ("B2", "B3", "B4", "B5", "C5", "B6")] == [
        "住户存款", "住户存款（活期存款）", "企业存款", "企业存款（活期存款）", "企业存款（活期存款）", "境外存款",
    ]  # fmt: skip


def test_a_row_head_that_comes_again_in_another_unit_is_the_same_indicator() -> None:
    found = by_cell(
        grid("指标 单位 2023年", "粮食总产量 万吨 29", "进出口总额 亿元 110", "户数 户 4", "进出口总额 亿美元 16")
    )
    assert (found["C3"].code, found["C5"].code) == ("TRADE", "TRADE")


def test_heads_that_are_set_in_by_steps_are_parts_of_the_quantity_above() -> None:
    lines = (
        "公共预算支出 295",
        "　其中：一般服务 26",
        "　　　　教育 44",
        "　　　　卫生支出 31",
        "　　　　城乡社区 24",
        "　　　　农林水 32",
        "公共预算收入 108",
    )
    cells = [RawCell(0, at, text) for at, text in enumerate(("指标", "绝对数（亿元）"))]
    for row, line in enumerate(lines, 1):
        head, figure = line.split(" ")
        cells += [RawCell(row, 0, head), RawCell(row, 1, figure)]
    writer = TextWriter("t", DEFAULT)
    writer.table(cells)
    document = Document(text=writer.text, tables=tuple(writer.tables), kind=Kind.COMMUNIQUE, year=2023)
    assert [row.indicator for row in values(document)] == [
        "公共预算支出", "公共预算支出（一般服务）", "公共预算支出（教育）", "卫生支出",
        "公共预算支出（城乡社区）", "公共预算支出（农林水）", "公共预算收入",
    ]  # fmt: skip


def test_heads_that_are_centred_say_nothing_by_where_they_begin() -> None:
    lines = ("　　公路 5", "　铁路运量 4", "　　　水 3", "航空货运总量 2", "　管道 1", "　　　　邮 1")
    cells = [RawCell(0, at, text) for at, text in enumerate(("指标", "绝对数（万吨）"))]
    for row, line in enumerate(lines, 1):
        cells += [RawCell(row, at, text) for at, text in enumerate(line.split(" "))]
    writer = TextWriter("t", DEFAULT)
    writer.table(cells)
    document = Document(text=writer.text, tables=tuple(writer.tables), kind=Kind.RELEASE, year=2023)
    assert [row.indicator for row in values(document)] == ["公路", "铁路运量", "水", "航空货运总量", "管道", "邮"]
