"""Workbooks and delimited text: cells as people see them, with their addresses."""

from __future__ import annotations

import datetime
import io

import openpyxl
import pytest

from sources.errors import Invalid
from sources.readers import Limits, read
from sources.readers.numbers_shown import shown

from .paper import package


def workbook(*sheets: tuple[str, list[list[object]]], formats: dict[str, str] | None = None, merge: str = "") -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for address, code in (formats or {}).items():
            sheet[address].number_format = code
        if merge:
            sheet.merge_cells(merge)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_cells_have_addresses_and_numbers_look_as_on_screen() -> None:
    data = workbook(
        ("表一", [["指标", "2023年", "增长"], ["人口", 1360.0, 0.053], ["投资", 12.5, 5]]),
        formats={"C2": "0.0%", "B3": "0.00"},
    )
    document = read(data, "a.xlsx")
    (table,) = document.tables
    assert {cell.address: cell.text for cell in table.cells}.items() >= {
        "B2": "1360", "C2": "5.3%", "B3": "12.50", "C3": "5",
    }.items()  # fmt: skip
    assert "人口\t1360\t5.3%" in document.text
    assert table.place == "表一"
    assert all(document.text[cell.start : cell.end] == cell.text for cell in table.cells)


def test_every_sheet_with_something_in_it_is_a_table_under_its_name() -> None:
    document = read(workbook(("甲", [["一", 1]]), ("空", []), ("乙", [["二", 2]])), "a.xlsx")
    assert [table.place for table in document.tables] == ["甲", "乙"]
    assert [document.text[block.start : block.end] for block in document.blocks if block.level] == ["甲", "乙"]


def test_merged_cells_are_spans() -> None:
    document = read(workbook(("甲", [["2023年", None, "属性"], ["计划", "完成", ""]]), merge="A1:B1"), "a.xlsx")
    first = document.tables[0].cells[0]
    assert (first.text, first.rowspan, first.colspan) == ("2023年", 1, 2)


def test_line_breaks_in_a_cell_become_blanks() -> None:
    document = read(workbook(("甲", [["比上年\n增长", 5]])), "a.xlsx")
    assert document.tables[0].cells[0].text == "比上年 增长"


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1360.0, "", "1360"),
        (5.300000000000001, "", "5.3"),
        (0.125, "0.00%", "12.50%"),
        (1234567.891, "#,##0.0", "1234567.9"),
        (-0.0, "0", "0"),
        (2.5, "0", "3"),
        (3.0, '0.0"亿元"', "3.0"),
        (True, "", "TRUE"),
        (datetime.date(2023, 1, 5), "", "2023-01-05"),
        (datetime.datetime(2023, 12, 1), 'yyyy"年"m"月"', "2023年12月"),
        (1e300, "0.00", "1" + "0" * 300),
        (float("inf"), "0", "inf"),
    ],
)
def test_values_are_shown_by_their_format(value: object, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_a_web_page_saved_as_xls_is_read_as_what_it_is() -> None:
    page = "<html><body><table><tr><td>指标</td><td>值</td></tr><tr><td>人口</td><td>30</td></tr></table></body></html>"
    assert read(page.encode(), "导出.xls").reader == "html"


def test_delimited_text_in_gb18030_with_semicolons() -> None:
    document = read('指标;2023年\n"人口;常住";30\n'.encode("gb18030"), "a.csv")
    assert [cell.text for cell in document.tables[0].cells] == ["指标", "2023年", "人口;常住", "30"]
    assert document.tables[0].cells[3].address == "B2"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (package({"xl/workbook.xml": b"<a>" + b" " * 40_000_000 + b"</a>"}), "unpacks"),
        (
            package({"xl/styles.xml": b'<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>', "xl/workbook.xml": b"<a/>"}),
            "entities",
        ),
        (b"PK\x03\x04" + b"\x00" * 500, "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000, "damaged"),
        (package({"word/document.xml": b"<a/>"}), "Word"),
    ],
)
def test_hostile_or_damaged_packages_are_refused(data: bytes, problem: str) -> None:
    with pytest.raises(Invalid, match=problem):
        read(data, "a.xlsx")


def test_a_sheet_beyond_the_limit_is_refused() -> None:
    data = workbook(("甲", [[1, 2, 3]] * 20))
    with pytest.raises(Invalid, match="table cells"):
        read(data, "a.xlsx", Limits(cells=50))


def hidden(*, columns: str = "", rows: tuple[int, ...] = (), filtered: bool = False) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["AD_CODE#", "地区", "债务限额"], ["VALID#", "甲县", 25.7], ["VALID#", "乙县", 28.1]):
        sheet.append(row)
    for letter in columns:
        sheet.column_dimensions[letter].hidden = True
    for row in rows:
        sheet.row_dimensions[row].hidden = True
    if filtered:
        sheet.auto_filter.ref = "A1:C3"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_hidden_columns_and_rows_are_left_out_and_the_text_says_so() -> None:
    document = read(hidden(columns="A", rows=(2,)), "a.xlsx")
    assert [cell.address for cell in document.tables[0].cells] == ["B1", "C1", "B3", "C3"]
    assert "隐藏的单元格未收" in document.text
    assert "隐藏" not in read(hidden(), "a.xlsx").text


def test_rows_that_a_filter_hides_are_data() -> None:
    document = read(hidden(rows=(2,), filtered=True), "a.xlsx")
    assert {"B2", "C2"} <= {cell.address for cell in document.tables[0].cells}
