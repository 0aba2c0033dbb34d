"""Word files: paragraphs, headings, tables; hostile packages refused."""

from __future__ import annotations

import pytest

from sources.errors import Invalid
from sources.model import BlockKind
from sources.readers import read

from .paper import WORD, cell, docx, package, paragraph, table


def test_paragraphs_headings_and_tables_in_reading_order() -> None:
    data = docx(
        paragraph("戊市2024年政府工作报告", "a5"),
        paragraph("二季度安排", "1"),
        paragraph("完成投资30亿元。"),
        paragraph("表1 目标"),
        table([["指标", "2024年"], ["人口", "88"]]),
        paragraph("以上。"),
    )
    document = read(data, "报告.docx")
    assert document.title == "戊市2024年政府工作报告"
    assert [(block.kind, block.level) for block in document.blocks] == [
        (BlockKind.HEADING, 1), (BlockKind.HEADING, 1), (BlockKind.PARAGRAPH, 0), (BlockKind.PARAGRAPH, 0),
        (BlockKind.TABLE, 0), (BlockKind.PARAGRAPH, 0),
    ]  # fmt: skip
    assert document.tables[0].caption.endswith("表1 目标")
    assert "人口\t88" in document.text


def test_merged_cells_are_spans() -> None:
    rows = (
        f"<w:tr>{cell('指标', merge='restart')}{cell('2023年', across=2)}</w:tr>"
        f"<w:tr>{cell('', merge='continue')}{cell('计划')}{cell('完成')}</w:tr>"
        f"<w:tr>{cell('人口')}{cell('88')}{cell('89')}</w:tr>"
    )
    (found,) = read(docx(f"<w:tbl>{rows}</w:tbl>"), "a.docx").tables
    spans = {one.text: (one.row, one.column, one.rowspan, one.colspan) for one in found.cells}
    assert spans["指标"] == (0, 0, 2, 1)
    assert spans["2023年"] == (0, 1, 1, 2)
    assert spans["89"] == (2, 2, 1, 1)


def test_runs_are_joined_breaks_part_and_deleted_text_is_gone() -> None:
    runs = (
        "<w:p><w:r><w:t>增长</w:t></w:r><w:r><w:t>5.2</w:t></w:r><w:del><w:r><w:t>9.9</w:t></w:r></w:del>"
        "<w:r><w:t>%。</w:t><w:br/><w:t>下一行</w:t></w:r></w:p>"
    )
    assert read(docx(runs), "a.docx").text == "增长5.2%。\n下一行\n"


def test_a_table_of_one_column_is_a_frame_around_text() -> None:
    document = read(docx(table([["提示：数据为初步统计。"]])), "a.docx")
    assert document.tables == ()
    assert "数据为初步统计" in document.text


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hosts">]><a>&x;</a>', "entities"),
        (b'<!DOCTYPE a [<!ENTITY x "ha">]><a>&x;</a>', "entities"),
        (f"<w:document {WORD}><w:body>".encode() + b"<a>" * 5_000, "nested"),
        (f"<w:document {WORD}><w:body><w:p>".encode(), "broken xml"),
        (b"<a/>", "without body"),
    ],
)
def test_hostile_documents_are_refused(document: bytes, problem: str) -> None:
    with pytest.raises(Invalid, match=problem):
        read(docx(document=document), "a.docx")


def test_a_workbook_named_docx_is_refused() -> None:
    with pytest.raises(Invalid, match="no Word text"):
        read(package({"xl/workbook.xml": b"<a/>"}), "a.docx")
