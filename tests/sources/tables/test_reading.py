"""Tables to ledger rows: headers, units, statuses, periods, parts."""

from __future__ import annotations

import datetime
from dataclasses import replace

from sources.extraction import extract
from sources.model import Block, BlockKind, Disposition, Document, Kind, Numeral, Table
from sources.readers import read
from sources.readers.limits import DEFAULT
from sources.readers.writer import RawCell, TextWriter
from sources.tables import read_tables
from sources.tables.values import NUMERAL


def grid(
    *rows: str,
    kind: Kind = Kind.COMMUNIQUE,
    year: int | None = 2023,
    caption: str = "",
    spans: dict[str, tuple[int, int]] | None = None,
) -> Document:
    """A document with one table; cells of a row are split by blanks, "." is an empty cell."""
    cells = []
    for row, line in enumerate(rows):
        for column, text in enumerate(line.split()):
            if text != ".":
                down, across = (spans or {}).get(text, (1, 1))
                cells.append(RawCell(row, column, text, down, across, f"{chr(65 + column)}{row + 1}"))
    writer = TextWriter("t", DEFAULT)
    writer.table(cells, caption=caption, place="表一")
    return Document(
        text=writer.text, blocks=tuple(writer.blocks), tables=tuple(writer.tables), kind=kind, ref_area="370103",
        area_name="济南市市中区", year=year, published_on=datetime.date(2024, 1, 1),
    )  # fmt: skip


def values(document: Document) -> list[Numeral]:
    return [numeral for numeral in read_tables(document) if numeral.disposition == Disposition.OBSERVATION]


def by_cell(document: Document) -> dict[str, Numeral]:
    return {numeral.cell: numeral for numeral in values(document) if numeral.cell}


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


def test_the_base_of_an_index_is_no_period() -> None:
    found = by_cell(
        grid("年份 国内生产总值指数（1978年=100） 失业人数（万人）", "1990年 281.9 383", "1991年 308.1 352", year=1991)
    )
    assert (found["B2"].period, found["B2"].base, found["B2"].unit) == ("1990", "1978", "")
    assert (found["C3"].period, found["C3"].base) == ("1991", None)


def test_cumulative_months_run_from_the_years_beginning() -> None:
    found = by_cell(
        grid("指标 2023年5月 2023年3月 2022年12月", "工业投资累计增长（%） 6.1 5.8 5.2", "工业用电量（亿千瓦时） 7 6 5")
    )
    assert [found[cell].period for cell in ("B2", "C2", "D2")] == ["2023-01/2023-05", "2023-Q1", "2022"]
    assert [found[cell].period for cell in ("B3", "C3", "D3")] == ["2023-05", "2023-03", "2022-12"]


def test_bare_numbers_under_a_word_for_months_are_months() -> None:
    found = by_cell(
        grid("累计至 12 11 10 9", "商品房销售面积（万平方米） 40 36 33 30", "商品房销售额（亿元） 50 46 43 40")
    )
    assert (found["B2"].period, found["C2"].period) == ("2023", "2023-01/2023-11")
    assert found["E3"].period == "2023-01/2023-09"


def test_periods_and_areas_down_the_side_by_side() -> None:
    found = by_cell(
        grid(
            "日期 城市 房价指数（上月=100） 成交面积（万平方米）",
            "2023年11月 济南 99.5 8",
            ". 青岛 100.1 9",
            "2023年10月 济南 99.9 7",
        )
    )
    assert [(found[cell].period, found[cell].area) for cell in ("D2", "D3", "D4")] == [
        ("2023-11", "济南市"), ("2023-11", "青岛市"), ("2023-10", "济南市"),
    ]  # fmt: skip
    assert found["C3"].base == "previous-period"


def test_what_a_file_does_not_say_its_title_says_beside_it() -> None:
    document = grid(
        "地区 2022年 2021年", "北京市 41540.9 41045.6", "天津市 16132.2 15685.1", kind=Kind.RELEASE, year=2022
    )
    bare = [value for value in values(document) if value.code]
    named = replace(document, reader="workbook", title="分省年度地区生产总值（亿元）")
    assert bare == []
    assert [(row.code, row.area, row.period, row.unit, row.value) for row in values(named)] == [
        ("GRP", "北京市", "2022", "亿元", 41540.9), ("GRP", "北京市", "2021", "亿元", 41045.6),
        ("GRP", "天津市", "2022", "亿元", 16132.2), ("GRP", "天津市", "2021", "亿元", 15685.1),
    ]  # fmt: skip


def test_a_table_without_header_goes_on_with_the_one_before() -> None:
    cells = [RawCell(0, at, text) for at, text in enumerate(("指标", "单位", "2022年"))]
    rest = [RawCell(0, at, text) for at, text in enumerate(("粮食总产量", "万吨", "290"))]
    writer = TextWriter("t", DEFAULT)
    writer.table(cells, caption="", place="p. 1")
    writer.table(rest, caption="", place="p. 2")
    document = Document(text=writer.text, tables=tuple(writer.tables), kind=Kind.COMMUNIQUE, year=2022)
    (value,) = values(document)
    assert (value.code, value.unit, value.period, value.place) == ("GRAIN", "万吨", "2022", "p. 2")


def test_columns_whose_heads_cannot_be_told_apart_are_not_read() -> None:
    document = grid("地区 债务余额（亿元） . .", "济南市 9 5 4", spans={"债务余额（亿元）": (1, 3)})
    assert values(document) == []
    assert {row.rule for row in read_tables(document) if row.text in "954"} == {"table.unread"}


def test_a_currency_is_no_unit() -> None:
    found = by_cell(
        grid("年份 出口总额(人民币) 出口总额(美元) 铁路里程（公里）", "2022年 2397 3593 5", "2021年 2173 3364 4")
    )
    assert set(found) == {"D2", "D3"}


def test_a_rate_of_the_vocabulary_has_its_unit_by_definition() -> None:
    found = by_cell(grid("年份 城镇登记失业人数 城镇登记失业率", "2022年 1203 3.5", "2021年 1040 3.6"))
    assert {cell: (value.code, value.unit) for cell, value in found.items()} == {
        "C2": ("UNEMP_REG", "%"), "C3": ("UNEMP_REG", "%"),
    }  # fmt: skip


def test_express_figures_are_preliminary_and_shares_of_the_plan_completion() -> None:
    found = by_cell(
        grid(
            "科目 年初预算数 快报执行数 占变动预算% 为上年决算数的%", "税收收入 100 102 101.5 104", caption="单位：万元"
        )
    )
    assert [(found[cell].status, found[cell].measure) for cell in ("B2", "C2", "D2")] == [
        ("target", "level"), ("preliminary", "level"), ("preliminary", "plan_completion"),
    ]  # fmt: skip
    assert (found["E2"].indicator, found["E2"].measure, found["E2"].code) == ("税收收入相当于上年的比例", "level", None)


def test_the_same_figure_in_text_and_table_meets_on_one_key() -> None:
    text = "全年进出口总额112亿元。\n\n指标\t单位\t绝对数\n进出口总额\t亿元\t112\n粮食总产量\t万吨\t290\n"
    sidecar = {"kind": "communique", "year": "2023", "area_name": "济南市市中区", "title": "济南市市中区2023年统计公报"}
    _, ledger = extract(text.encode(), "a.txt", sidecar)
    said = [
        (row.indicator, row.code, row.measure, row.value, row.unit, row.status, row.period, row.area or "济南市市中区")
        for row in ledger.numerals
        if row.code == "TRADE"
    ]
    assert len(said) == 2
    assert said[0] == said[1]


def test_what_a_growth_is_compared_with_says_nothing_of_its_status() -> None:
    found = by_cell(
        grid(
            "科目 2022年执行数 2023年预算数 预算数比上年执行数增长% 完成2022年预算数的%",
            "教育支出 9 10 11.1 98",
            caption="单位：亿元",
            kind=Kind.RELEASE,
        )
    )
    assert (found["D2"].measure, found["D2"].status, found["D2"].period) == ("growth", "target", "2023")
    assert (found["E2"].measure, found["E2"].value) == ("plan_completion", 98)


def test_the_level_of_a_header_tree_that_counts_hands_its_noun_down() -> None:
    spans = {"招生": (1, 2)}
    found = by_cell(
        grid("学校 招生 . 人数", ". 绝对量（人） 增速（%） 在校生（人）", "普通高中 120 1.5 360", spans=spans)
    )
    assert [found[cell].indicator for cell in ("B3", "C3")] == ["普通高中招生", "普通高中招生"]


def test_a_columns_noun_decides_against_the_code_of_a_rows_short_name() -> None:
    found = by_cell(grid("行业 利润总额（亿元） 比上年增长（%）", "规模以上工业 156 -28.8", "第一产业 12 3"))
    assert (found["B2"].indicator, found["C2"].code) == ("规模以上工业利润总额", "PROFIT_IND")
    assert found["B3"].code is None


def test_averages_of_months_are_no_part_of_an_indicators_name() -> None:
    document = replace(
        grid("城市 环比 同比 1-6月平均", ". 上月=100 上年同月=100 上年同期=100", "济南 99.5 97.1 96.8", year=2023),
        reader="workbook", title="商品住宅销售价格指数",
    )  # fmt: skip
    found = values(document)
    assert {row.indicator for row in found} == {"商品住宅销售价格指数（表一）"}
    assert [(row.period, row.base) for row in found] == [
        ("2023", "previous-period"), ("2023", None), ("2023-H1", None),
    ]  # fmt: skip
