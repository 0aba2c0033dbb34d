"""The rows of a document: complete, in order, each with the rule that decided it."""

from __future__ import annotations

from sources.language import read_ledger
from sources.model import Cell, Disposition, Document, Kind, Ledger, Table

from .reading import AREA, document, ledger, read

REPORT = (
    "西岭市人民政府工作报告\n"
    "一、2022年工作回顾\n"
    "（一）工业经济\n"
    "工业投资完成84.5亿元，增长5%。新建5G基站120个。\n"
    "- 2 -\n"
    "二、2023年主要目标和任务\n"
    "地区生产总值增长5.5%左右。\n"
)


def test_a_text_without_numerals_has_an_empty_ledger() -> None:
    assert ledger("各位代表，现在向大会报告工作。") == Ledger(())
    assert ledger("") == Ledger(())


def test_rows_stand_in_the_order_of_the_text() -> None:
    rows = read(REPORT, Kind.WORK_REPORT)
    assert [row.text for row in rows] == ["2022", "84.5", "5", "5", "120", "2", "2023", "5.5"]
    assert [row.start for row in rows] == sorted(row.start for row in rows)


def test_rows_are_ordered_where_a_page_mark_tears_a_paragraph() -> None:
    text = "全市上下坚持稳中求进工作总基调，完整准确全面贯彻新发展理念，工业投资84.5\n- 12 -\n亿元，增长5%。"
    assert [row.text for row in read(text)] == ["84.5", "12", "5"]


def test_every_text_is_the_slice_of_its_span() -> None:
    text = "\u3000\u3000工业 投资完成８４．５ 亿元，其中 技改 12 3 45 万元。"
    for row in read(text):
        assert text[row.start : row.end] == row.text


def test_every_row_names_its_rule() -> None:
    assert all(row.rule for row in read(REPORT, Kind.WORK_REPORT))


def test_an_observation_has_all_that_a_reader_asks_for() -> None:
    row = next(row for row in read(REPORT, Kind.WORK_REPORT) if row.text == "84.5")
    assert (row.disposition, row.indicator, row.code, row.measure) == ("observation", "工业投资", "FAI_IND", "level")
    assert (row.value, row.unit, row.bound, row.status, row.period) == (84.5, "亿元", "eq", "actual", "2022")
    assert (row.area, row.part, row.rule) == (AREA, "review", "subject.before")


def test_the_sentence_of_an_observation_is_given_by_its_span() -> None:
    row = next(row for row in read(REPORT, Kind.WORK_REPORT) if row.text == "120")
    assert REPORT[row.sentence_start : row.sentence_end] == "新建5G基站120个。"


def test_what_is_no_observation_has_none_of_its_fields() -> None:
    for row in read(REPORT, Kind.WORK_REPORT):
        if row.disposition != Disposition.OBSERVATION:
            assert (row.indicator, row.code, row.measure, row.value, row.unit, row.status) == (None,) * 6


def test_numerals_inside_a_table_are_left_to_the_tables_room() -> None:
    text = "工业投资84.5亿元。\n粮食\t45\n蔬菜产量80万吨。"
    start = text.index("粮食")
    at = text.index("45")
    table = Table(start, start + 5, (Cell(0, 1, at, at + 2, "45"),))
    rows = read_ledger(Document(text, tables=(table,), kind=Kind.COMMUNIQUE, year=2023)).numerals
    assert [row.text for row in rows] == ["84.5", "80"]


def test_the_documents_own_place_is_the_area() -> None:
    assert {row.area for row in read("工业投资84.5亿元。", area="东川县")} == {"东川县"}
    assert {row.area for row in read("工业投资84.5亿元。", area=None)} == {None}


def test_one_document_leaves_no_trace_in_the_next() -> None:
    alone = ledger("增长5%。")
    ledger(REPORT, Kind.WORK_REPORT)
    assert ledger("增长5%。") == alone


def test_line_ends_do_not_change_what_is_read() -> None:
    told = [(row.text, row.indicator, row.status) for row in read(REPORT, Kind.WORK_REPORT)]
    for end in ("\r\n", "\r", "\n\n"):
        other = read_ledger(document(REPORT.replace("\n", end), Kind.WORK_REPORT)).numerals
        assert [(row.text, row.indicator, row.status) for row in other] == told
