"""One annex table in every format: the observations are the same, whatever carried them."""

from __future__ import annotations

import io
from functools import cache

import openpyxl
import pytest

from sources.identify import identify
from sources.model import Disposition
from sources.readers import read
from sources.tables import read_tables
from tests.sources.readers import paper

TITLE = "济南市市中区2023年国民经济和社会发展计划主要指标表"
ROWS = [
    ["指标", "单位", "2022年预计", "增长%", "2023年计划", "增长%", "属性"],
    ["地区生产总值", "亿元", "1300", "—", "—", "6", "预期性"],
    ["其中：服务业增加值", "亿元", "—", "—", "—", "6.5", "预期性"],
    ["一般公共预算收入", "亿元", "89.23", "—", "—", "12以上", "预期性"],
    ["固定资产投资", "亿元", "—", "5左右", "—", "7", "预期性"],
    ["社会消费品零售总额", "亿元", "490", "2", "—", "6", "预期性"],
    ["居民消费价格涨幅", "%", "1.8", "—", "≤3", "—", "预期性"],
    ["城镇新增就业", "万人", "2.4", "—", "1.78", "—", "约束性"],
    ["城镇登记失业率", "%", "3.5以内", "—", "3.5以内", "—", "约束性"],
    ["城乡居民收入比", "—", "2.02:1", "—", "2:1", "—", "预期性"],
]
EDGES = [40.0, 160.0, 210.0, 290.0, 350.0, 430.0, 490.0, 550.0]

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
    return "\n".join([f"**{TITLE}**", "", lines[0], "|---" * 7 + "|", *lines[1:], ""]).encode()


def ruled_pdf() -> bytes:
    texts, rules = paper.table_page(ROWS, EDGES, 700)
    return paper.pdf([([(120.0, 740.0, TITLE), *texts], rules)], size=9)


def borderless_pdf() -> bytes:
    texts, _ = paper.table_page(ROWS, EDGES, 700, ruled=False)
    return paper.pdf([([(120.0, 740.0, TITLE), *texts], [])], size=9)


def split_pdf() -> bytes:
    first = paper.table_page(ROWS[:4], EDGES, 160)
    second = paper.table_page([ROWS[0], *ROWS[4:]], EDGES, 780)
    return paper.pdf([([(120.0, 740.0, TITLE), *first[0]], first[1]), second], size=9)


@cache
def readings(kind: str) -> frozenset[Reading]:
    """What the table says, without the places where it says it."""
    data, name = {
        "xlsx": (xlsx, "a.xlsx"),
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
    assert len(found) == 18
    assert (
        "城镇登记失业率",
        "UNEMP_REG",
        "level",
        3.5,
        "%",
        "le",
        "target",
        "2023",
        "binding",
        "济南市市中区",
    ) in found
    assert ("城乡居民收入比", "INC_RATIO", "level", 2.02, "", "eq", "estimate", "2022", None, "济南市市中区") in found
    assert ("固定资产投资", "FAI", "growth", 5.0, "%", "approx", "estimate", "2022", None, "济南市市中区") in found


@pytest.mark.parametrize(
    "kind", ["html", "md", "csv", "txt", "docx", "pdf, ruled", "pdf, borderless", "pdf, over two pages"]
)
def test_every_format_says_the_same(kind: str) -> None:
    assert readings(kind) == readings("xlsx")
