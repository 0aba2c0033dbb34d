"""Plain text and markdown: blocks are stretches of the file's own text."""

from __future__ import annotations

from sources.model import BlockKind, Document
from sources.readers import read

REPORT = """---
source: https://example.gov.cn/1
title: 甲县2023年政府工作报告
---

<!-- 2023-01-09 发布 -->

**一、2022年工作回顾**

全县完成投资30亿元，增长8%。

（一）产业更强

一、新建厂房12座，投产9座；二、引进企业4家。

**表1 主要农产品产量（单位：万吨）**

| 产品 | 产量 | 比上年增长（%） |
| --- | --- | ---: |
| 粮食 | 295 | 1.2 |
| 其中：夏粮 | 140 | -0.5 |
"""


def texts(document: Document, kind: BlockKind) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks if block.kind == kind]


def test_markdown_text_is_the_file_itself() -> None:
    assert read(REPORT.encode(), "a.md").text == REPORT
    windows = REPORT.replace("\n", "\r\n")
    assert read(windows.encode(), "a.md").text == windows


def test_front_matter_and_comments_are_apart_from_what_the_document_says() -> None:
    document = read(REPORT.encode(), "a.md")
    front, comment = texts(document, BlockKind.FRONT_MATTER)
    assert front.startswith("---")
    assert front.endswith("---")
    assert comment == "<!-- 2023-01-09 发布 -->"
    assert document.title == "甲县2023年政府工作报告"


def test_headings_are_bold_lines_and_marked_short_lines_but_no_sentences() -> None:
    assert texts(read(REPORT.encode(), "a.md"), BlockKind.HEADING) == [
        "**一、2022年工作回顾**",
        "（一）产业更强",
        "**表1 主要农产品产量（单位：万吨）**",
    ]


def test_hash_headings_keep_their_depth() -> None:
    document = read("# 甲市统计公报\n\n## 一、综合\n\n正文。\n".encode(), "a.md")
    assert [block.level for block in document.blocks if block.kind == BlockKind.HEADING] == [1, 2]


def test_pipe_tables_become_tables_whose_cells_point_into_the_text() -> None:
    document = read(REPORT.encode(), "a.md")
    (table,) = document.tables
    assert [cell.text for cell in table.cells if cell.row == 2] == ["其中：夏粮", "140", "-0.5"]
    assert all(document.text[cell.start : cell.end] == cell.text for cell in table.cells)
    assert table.caption == "表1 主要农产品产量（单位：万吨）"
    assert document.text[table.start : table.end].startswith("| 产品")


def test_tab_separated_lines_are_a_table() -> None:
    document = read("指标\t2022年\n人口\t30万人\n就业\t\n说明文字\n".encode(), "a.txt")
    (table,) = document.tables
    assert [(cell.row, cell.column, cell.text) for cell in table.cells] == [
        (0, 0, "指标"), (0, 1, "2022年"), (1, 0, "人口"), (1, 1, "30万人"), (2, 0, "就业"), (2, 1, ""),
    ]  # fmt: skip


def wrapped(paragraph: str, width: int = 24) -> str:
    return "\n\n".join(paragraph[at : at + width] for at in range(0, len(paragraph), width))


def test_wrapped_lines_are_one_paragraph_and_page_marks_are_marked() -> None:
    first = "过去一年全区上下坚持稳中求进的总基调，着力扩大投资，全年实施重点项目一百余个，完成投资二百亿元，带动就业两万余人。"
    second = "消费市场逐步回暖，新增大型商场三座，社会消费品零售总额稳步增长，外贸进出口保持平稳，民生支出占比进一步提高到八成。"
    body = wrapped(second)
    pieces = [
        wrapped(first),
        wrapped(second),
        wrapped(first),
        body[:50] + "\n\n- 3 -\n\n" + body[50:].lstrip(),
        wrapped(first),
    ]
    document = read("\n\n".join(pieces).encode(), "a.txt")
    paragraphs = texts(document, BlockKind.PARAGRAPH)
    assert len(paragraphs) == 5
    assert paragraphs[0].replace("\n", "") == first
    assert texts(document, BlockKind.PAGE_MARK) == ["- 3 -"]


def test_a_title_over_several_lines_is_one_title() -> None:
    text = " 关于乙市丙区 2022 年 \n国民经济和社会发展计划执行情况 \n\n与 2023 年计划草案的报告 \n\n各位代表：\n"
    document = read(text.encode(), "a.txt")
    assert document.title == "关于乙市丙区 2022 年国民经济和社会发展计划执行情况与 2023 年计划草案的报告"
    assert document.blocks[0].kind == BlockKind.HEADING
    assert document.text == text


def test_a_table_is_no_table_without_a_second_row() -> None:
    assert read("| 只有一行 | 2 |\n\n正文。\n".encode(), "a.md").tables == ()
