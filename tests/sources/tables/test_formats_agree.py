"""One annex table in every format: the observations are the same, whatever carried them."""

from __future__ import annotations

import io
import re
from functools import cache

import openpyxl
import pytest
import xlwt

from sources.identify import identify
from sources.model import Disposition
from sources.readers import read
from sources.tables import read_tables
from tests.sources.readers import paper

TITLE = "济南市市中区2023年国民经济和社会发展计划主要指标表"
HEADER = ("指标", "单位", "2022年计划", "2022年预计", "增长%", "2023年计划", "增长%", "属性")
INDICATORS = """
地区生产总值 亿元 1260 1300 — — 6 预期性
其中：服务业增加值 亿元 … … — — 6.5左右 预期性
第二产业增加值 亿元 — 196.4 2.1 . 4-5 预期性
规模以上工业增加值 亿元 — — 3 — 5 预期性
农林牧渔业总产值 亿元 18 18.6 3.2 19.1 2.7 预期性
一般公共预算收入 亿元 92 89.23 -4.1 — 12以上 预期性
税收收入 亿元 70 68.5 -6 72 — 预期性
一般公共预算支出 亿元 55 57.08 3.8 58 — 预期性
固定资产投资 亿元 — — 5左右 — 7 预期性
工业技改投资 亿元 — 12.6 10 — 15 预期性
房地产开发投资 亿元 — 152 -8.5 — … 预期性
社会消费品零售总额 亿元 500 490 2 — 6 预期性
进出口总额 亿元 110 112 3 — 7 预期性
出口总额 亿元 80 82.5 4 — 6.5 预期性
实际使用外资 亿美元 2 2.05 2.5 2.1 . 预期性
居民消费价格涨幅 % 3左右 1.8 — ≤3 — 预期性
城镇新增就业 万人 2.2 2.4 — 1.78 — 约束性
城镇登记失业率 % 3.5以内 3.1 — 3.5以内 — 约束性
居民人均可支配收入 元 58000 57390 5 60800 6左右 预期性
城镇居民人均可支配收入 元 — 60120 4.6 — 5.5 预期性
农村居民人均可支配收入 元 — 29764 6.8 — 7以上 预期性
城乡居民收入比 — 2.05:1 2.02:1 — 2:1 — 预期性
常住人口 万人 91 90.4 — 91 — 预期性
常住人口城镇化率 % 99 99.1 — 99.2 — 预期性
粮食总产量 万吨 2.1 2.13 1.4 ≥2.1 — 约束性
耕地保有量 万亩 4.2 4.2 — 不低于4.2 — 约束性
森林覆盖率 % 31 31.2 — 31.3 — 约束性
PM2.5年均浓度 微克/立方米 38以下 36 -5.3 35 — 约束性
高新技术企业数 家 420 468 11.4 520以上 — 预期性
每千人口医疗卫生机构床位数 张 8 8.21 — 8.3 — 预期性
"""
ROWS = [
    list(HEADER),
    *(["" if cell == "." else cell for cell in line.split()] for line in INDICATORS.split("\n") if line),
]
#: Every figure of the body: the 1 of a ratio is none.
FIGURES = [
    figure
    for row in ROWS[1:]
    for cell in row[2:]
    for figure in re.findall(r"-?[0-9.]+", cell.removesuffix(":1").replace("4-5", "4 5"))
]
EDGES = [30.0, 200.0, 270.0, 325.0, 380.0, 425.0, 490.0, 535.0, 580.0]

Reading = tuple[object, ...]


def xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([TITLE])
    for row in ROWS:
        sheet.append([_value(text) for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xls() -> bytes:
    """The workbook of before 2007, in its own binary records."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    sheet.write(0, 0, TITLE)
    for at, row in enumerate(ROWS, 1):
        for column, text in enumerate(row):
            if text:
                sheet.write(at, column, _value(text))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _value(text: str) -> object:
    """Numbers as numbers, as people type them."""
    try:
        return float(text)
    except ValueError:
        return text


def html() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in ROWS)
    return f"<html><body><h1>{TITLE}</h1><table>{rows}</table></body></html>".encode()


def markdown() -> bytes:
    lines = ["| " + " | ".join(row) + " |" for row in ROWS]
    return "\n".join([f"**{TITLE}**", "", lines[0], "|---" * len(HEADER) + "|", *lines[1:], ""]).encode()


def ruled_pdf() -> bytes:
    texts, rules = paper.table_page(ROWS, EDGES, 720)
    return paper.pdf([([(120.0, 740.0, TITLE), *texts], rules)], size=8)


def borderless_pdf() -> bytes:
    texts, _ = paper.table_page(ROWS, EDGES, 720, ruled=False)
    return paper.pdf([([(120.0, 740.0, TITLE), *texts], [])], size=8)


def split_pdf() -> bytes:
    first = paper.table_page(ROWS[:7], EDGES, 160)
    second = paper.table_page([ROWS[0], *ROWS[7:]], EDGES, 780)
    return paper.pdf([([(120.0, 740.0, TITLE), *first[0]], first[1]), second], size=8)


@cache
def readings(kind: str) -> frozenset[Reading]:
    """What the table says, without the places where it says it."""
    data, name = {
        "xlsx": (xlsx, "a.xlsx"),
        "xls": (xls, "a.xls"),
        "html": (html, "a.html"),
        "md": (markdown, "a.md"),
        "csv": (lambda: "\n".join([TITLE, *(",".join(row) for row in ROWS)]).encode("gb18030"), "a.csv"),
        "txt": (lambda: "\n".join([TITLE, *("\t".join(row) for row in ROWS)]).encode(), "a.txt"),
        "docx": (lambda: paper.docx(paper.paragraph(TITLE, "a5"), paper.table(ROWS)), "a.docx"),
        "pdf, ruled": (ruled_pdf, "a.pdf"),
        "pdf, borderless": (borderless_pdf, "a.pdf"),
        "pdf, over two pages": (split_pdf, "a.pdf"),
    }[kind]
    document = identify(read(data(), name), name, {"kind": "annex-table", "year": "2023", "area_name": "济南市市中区"})
    return frozenset(
        (
            row.indicator,
            row.code,
            row.measure,
            row.value,
            row.unit,
            row.bound,
            row.status,
            row.period,
            row.nature,
            row.area,
        )
        for row in read_tables(document)
        if row.disposition == Disposition.OBSERVATION
    )


def test_the_workbook_says_what_is_printed() -> None:
    found = readings("xlsx")
    assert {row[0] for row in found} == {row[0].removeprefix("其中：") for row in ROWS[1:]}
    assert len(INDICATORS.split("\n")) - 2 == 30
    assert len(found) == len(FIGURES)


def test_cells_of_every_form_are_read() -> None:
    found = {tuple(row) for row in readings("xlsx")}
    place = "济南市市中区"
    assert ("城镇登记失业率", "UNEMP_REG", "level", 3.5, "%", "le", "target", "2023", "binding", place) in found
    assert ("城乡居民收入比", "INC_RATIO", "level", 2.02, "", "eq", "estimate", "2022", None, place) in found
    assert ("固定资产投资", "FAI", "growth", 5.0, "%", "approx", "estimate", "2022", None, place) in found
    assert ("地区生产总值", "GRP", "level", 1260.0, "亿元", "eq", "target", "2022", "anticipatory", place) in found
    assert ("一般公共预算收入", "GPBR", "growth", 12.0, "%", "ge", "target", "2023", "anticipatory", place) in found
    assert ("居民消费价格涨幅", "CPI", "growth", 3.0, "%", "le", "target", "2023", "anticipatory", place) in found
    assert ("第二产业增加值", "VA2", "growth", 4.0, "%", "ge", "target", "2023", "anticipatory", place) in found
    assert ("第二产业增加值", "VA2", "growth", 5.0, "%", "le", "target", "2023", "anticipatory", place) in found


@pytest.mark.parametrize(
    "kind", ["xls", "html", "md", "csv", "txt", "docx", "pdf, ruled", "pdf, borderless", "pdf, over two pages"]
)
def test_every_format_says_the_same(kind: str) -> None:
    assert readings(kind) == readings("xlsx")
