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


def level(depth: int, form: str, text: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def item(text: str, which: int, depth: int = 0) -> str:
    number = f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{which}"/></w:numPr></w:pPr>'
    return paragraph(text).replace("<w:p>", f"<w:p>{number}")


def numbered(*parts: str) -> str:
    """The text of a file with a list of three levels (1), the same beginning anew (2), and one of bullets (3)."""
    levels = (
        level(0, "chineseCounting", "%1、", 4)
        + level(1, "chineseCounting", "（%2）")
        + level(2, "decimal", "%1.%2.%3 ")
    )
    lists = (
        f'<w:numbering {WORD}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum><w:abstractNum w:abstractNumId="8">'
        f'{level(0, "bullet", "●")}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2">'
        '<w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="11"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num></w:numbering>'
    )
    return read(docx(*parts, more={"word/numbering.xml": lists.encode()}), "a.docx").text


def test_automatic_numbers_stand_before_their_paragraphs() -> None:
    text = numbered(item("农业", 1), item("种植", 1, 1), item("养殖", 1, 1), item("工业", 1), item("采矿", 1, 1))
    assert text == "四、农业\n（一）种植\n（二）养殖\n五、工业\n（一）采矿\n"


def test_lists_go_on_begin_anew_and_count_in_their_own_writing() -> None:
    text = numbered(
        item("甲", 1), item("乙", 2), item("丙", 1), item("丁", 1, 1), item("戊", 1, 2), item("己", 3), item("庚", 9)
    )
    assert text == "四、甲\n十一、乙\n十二、丙\n（一）丁\n十二.一.1 戊\n己\n庚\n"


def test_a_column_of_automatic_numbers_has_cells() -> None:
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    rows = "".join(row.format(item("", 1), paragraph(text)) for text in ("人口", "投资"))
    assert numbered(f"<w:tbl>{rows}</w:tbl>") == "四、\t人口\n五、\t投资\n\n"


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
