"""Tables of releases as they are exported: periods, bases, areas, headers that a page or a gap cut off."""

from __future__ import annotations

from dataclasses import replace

from sources.extraction import extract
from sources.model import Beside, Document, Kind
from sources.readers.limits import DEFAULT
from sources.readers.writer import RawCell, TextWriter
from sources.tables import read_tables
from tests.sources.tables.grids import by_cell, grid, values


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


def test_a_column_under_of_which_is_a_part_of_the_one_before() -> None:
    found = by_cell(
        grid("月份 社会融资规模增量（亿元） 其中：委托贷款（亿元）", "2023年5月 1556 35", "2023年4月 1217 83")
    )
    assert (found["B2"].indicator, found["C2"].indicator) == ("社会融资规模增量", "社会融资规模增量（委托贷款）")


def test_a_name_in_brackets_is_no_unit_where_another_bracket_holds_one() -> None:
    found = by_cell(grid("月份 货币(M1)数量(亿元) 货币(M1)同比增长(%)", "2023年5月 675 4.7", "2023年4月 669 5.3"))
    assert (found["B2"].unit, found["C2"].measure) == ("亿元", "growth")


def test_a_sheets_name_says_which_price_index_of_cities_it_holds() -> None:
    document = grid("城市 环比 同比", ". 上月=100 上年同月=100", "济南 99.5 97.1", "青岛 99.8 98.2", year=2023)
    old = replace(document, tables=tuple(replace(table, place="202311二手房") for table in document.tables))
    assert {(row.indicator, row.period, row.unit) for row in values(old)} == {("二手住宅销售价格指数", "2023-11", "")}
    assert {row.area for row in values(old)} == {"济南市", "青岛市"}
    assert values(document) == []


def test_a_share_of_last_years_figure_has_the_status_of_its_neighbour() -> None:
    found = by_cell(grid("科目 快报执行数（万元） 为上年决算数的%", "税收收入 102 104"))
    assert (found["C2"].status, found["C2"].indicator) == ("preliminary", "税收收入相当于上年的比例")


def test_a_label_that_opens_with_a_year_is_of_that_year_and_so_are_its_parts() -> None:
    found = by_cell(
        grid(
            "项目 本地区 本级",
            "一、2022年末地方政府债务余额 19.6 4.2",
            "其中：一般债务 17.2 4.1",
            "二、2023年地方政府债务限额 22.1 4.4",
            caption="2023年地方政府债务情况表 单位：亿元",
            kind=Kind.RELEASE,
        )
    )
    assert {cell: (row.indicator, row.period) for cell, row in found.items()} == {
        "B2": ("地方政府债务余额", "2022"), "C2": ("地方政府债务余额（本级）", "2022"),
        "B3": ("地方政府债务余额（一般债务）", "2022"), "C3": ("地方政府债务余额（一般债务）（本级）", "2022"),
        "B4": ("地方政府债务限额", "2023"), "C4": ("地方政府债务限额（本级）", "2023"),
    }  # fmt: skip


def test_a_part_below_a_quantity_in_a_header_tree_is_that_quantitys_part() -> None:
    spans = {"2023年债务限额": (1, 3), "地区": (2, 1)}
    found = by_cell(
        grid("地区 2023年债务限额 . .", ". . 一般债务 专项债务", "济南市 22 18 4", caption="单位：亿元", spans=spans)
    )
    assert [found[cell].indicator for cell in ("B3", "C3", "D3")] == [
        "债务限额", "债务限额（一般债务）", "债务限额（专项债务）",
    ]  # fmt: skip


def test_a_growth_below_a_quantity_in_a_header_tree_adds_nothing_to_its_name() -> None:
    spans = {"地区生产总值（亿元）": (1, 2), "区县": (2, 1)}
    found = by_cell(grid("区县 地区生产总值（亿元） .", ". . 比上年增长（%）", "历下区 664 7.6", spans=spans))
    assert [(row.indicator, row.code) for row in found.values()] == [("地区生产总值", "GRP")] * 2


def test_one_title_over_each_of_several_tables_side_by_side_is_a_title() -> None:
    found = by_cell(
        grid(
            "债务投向表 . 债务投向表 .",
            "表一 单位：万元 表一 单位：万元",
            "项目 政府一般债务 项目 政府专项债务",
            "公路 26 公路 86",
            kind=Kind.RELEASE,
        )
    )
    assert [(row.indicator, row.unit) for row in found.values()] == [
        ("公路政府一般债务", "万元"), ("公路政府专项债务", "万元"),
    ]  # fmt: skip


def test_a_lone_name_over_a_column_of_years_is_its_header() -> None:
    document = replace(
        grid(". 社会消费品零售总额", "1985年 4305", "1986年 4950", kind=Kind.RELEASE), beside=Beside(unit="亿元")
    )
    assert [(row.code, row.period, row.unit) for row in values(document)] == [
        ("TRSCG", "1985", "亿元"), ("TRSCG", "1986", "亿元"),
    ]  # fmt: skip


def test_units_that_a_table_leaves_out_are_said_beside_it_by_name_or_for_all() -> None:
    document = grid("年份 财政收入 参加失业保险人数 参保人数增速", "2012年 117 152 6.2", "2013年 129 164 7.8")
    assert {row.unit for row in values(document)} == {"%"}
    said = replace(document, beside=Beside(unit="亿元", units=(("参加失业保险人数", "万人"),)))
    found = by_cell(said)
    assert (found["B2"].unit, found["C2"].unit, found["D2"].unit) == ("亿元", "万人", "%")


def test_what_areas_are_measured_by_is_said_beside_the_file() -> None:
    document = replace(
        grid("地区 2022年 2021年", "北京市 41540.9 41045.6", "天津市 16132.2 15685.1", kind=Kind.RELEASE),
        beside=Beside("地区生产总值", "亿元"),
    )
    assert {(row.code, row.unit) for row in values(document)} == {("GRP", "亿元")}


def test_an_export_that_names_its_indicator_above_the_table_needs_nothing_beside_it() -> None:
    found = values(
        grid(
            "数据库：分省年度数据",
            "指标：地区生产总值(亿元)",
            "时间：最近两年",
            "地区 2022年 2021年",
            "北京市 41540.9 41045.6",
            "数据来源：国家统计局",
            kind=Kind.RELEASE,
        )
    )
    assert [(row.code, row.area, row.period, row.unit) for row in found] == [
        ("GRP", "北京市", "2022", "亿元"), ("GRP", "北京市", "2021", "亿元"),
    ]  # fmt: skip


def test_months_in_a_header_take_the_year_that_only_the_sheet_says() -> None:
    document = replace(
        grid("城市 同比 1-2月平均", ". 上年同月=100 上年同期=100", "济南 97 96.8", year=None),
        reader="workbook",
        title="价格指数",
    )
    sheet = replace(document, tables=tuple(replace(table, place="202302新房") for table in document.tables))
    assert [row.period for row in values(sheet)] == ["2023-02", "2023-01/2023-02"]


def test_a_header_with_a_word_of_its_own_beside_generic_ones_names_its_column() -> None:
    found = values(
        grid("年份 能源消费总量（万吨标准煤） 年末余额（亿元）", "2012年 402 7", "2013年 416 8", kind=Kind.RELEASE)
    )
    assert {row.indicator for row in found} == {"能源消费总量"}
