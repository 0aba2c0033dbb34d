"""PDF: paragraphs over lines and pages, page marks, ruled and aligned tables."""

from __future__ import annotations

import pytest

from sources.errors import Invalid
from sources.model import BlockKind, Document
from sources.readers import read

from .paper import Text, pdf, table_page

LEFT, SIZE, PER_LINE = 72.0, 12.0, 36
FIRST = (
    "全年实现地区生产总值1360亿元，比上年增长5.2%。"
    + "各县区结合实际推进项目建设，重点领域投资保持较快增长，" * 3
    + "结构继续优化。"
)
SECOND = (
    "居民收入稳步提高，城乡差距进一步缩小，就业形势总体平稳，社会保障覆盖面继续扩大，公共服务供给水平不断提升。" * 2
)


def set_in_lines(paragraph: str, top: float) -> list[Text]:
    """Wrap as a printer does: two characters of indent, full lines, 20 points apart. Digits are half as wide."""
    lines: list[str] = [""]
    room = PER_LINE - 2.0
    for character in paragraph:
        width = 0.5 if character.isascii() else 1.0
        if room < width:
            lines.append("")
            room = float(PER_LINE)
        lines[-1] += character
        room -= width
    return [(LEFT + (2 * SIZE if row == 0 else 0), top - 20 * row, line) for row, line in enumerate(lines)]


def kinds(document: Document, kind: BlockKind) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks if block.kind == kind]


def two_pages() -> Document:
    title = [(180.0, 780.0, "丁市2024年国民经济和社会发展统计公报")]
    lines = set_in_lines(FIRST, 740)
    rest = [(x, 740 - 20 * at, text) for at, (x, _, text) in enumerate(lines[2:])]
    second = set_in_lines(SECOND, 600)
    return read(
        pdf(
            [
                ([*title, *lines[:2], (280.0, 40.0, "- 1 -")], []),
                ([*rest, *second, (280.0, 40.0, "- 2 -")], []),
            ]
        ),
        "公报.pdf",
    )


def test_wrapped_lines_are_joined_over_lines_and_pages() -> None:
    assert kinds(two_pages(), BlockKind.PARAGRAPH) == [FIRST, SECOND]


def test_page_marks_are_apart_and_pages_are_known() -> None:
    document = two_pages()
    assert kinds(document, BlockKind.PAGE_MARK) == ["- 1 -", "- 2 -"]
    assert [block.page for block in document.blocks if block.kind == BlockKind.PARAGRAPH] == [1, 2]
    assert document.title == "丁市2024年国民经济和社会发展统计公报"


ROWS = [
    ["指标", "单位", "绝对数", "比上年增长（%）"],
    ["粮食总产量", "万吨", "295.1", "1.2"],
    ["常住人口", "万人", "88.5", "-0.3"],
    ["出口总额", "亿元", "20", "11.6"],
]
EDGES = [72.0, 180.0, 240.0, 330.0, 440.0]


@pytest.mark.parametrize("ruled", [True, False])
def test_tables_are_cells_with_rules_and_without(ruled: bool) -> None:
    texts, rules = table_page(ROWS, EDGES, 700, ruled=ruled)
    document = read(pdf([([(72.0, 720.0, "表1 主要指标"), *texts], rules)]), "a.pdf")
    (table,) = document.tables
    assert [[cell.text for cell in table.cells if cell.row == row] for row in range(4)] == ROWS
    assert table.place == "p. 1"
    assert table.caption == "表1 主要指标"
    assert all(document.text[cell.start : cell.end] == cell.text for cell in table.cells)


def test_a_table_split_over_two_pages_is_one_and_its_repeated_head_is_dropped() -> None:
    first = table_page(ROWS[:2], EDGES, 120)
    second = table_page([ROWS[0], *ROWS[2:]], EDGES, 780)
    (table,) = read(pdf([first, second]), "a.pdf").tables
    assert [[cell.text for cell in table.cells if cell.row == row] for row in range(4)] == ROWS
    assert table.place == "pp. 1-2"


def test_merged_cells_without_rules_between_them_are_spans() -> None:
    texts = [
        (80.0, 676.0, "指标"),
        (200.0, 686.0, "2023年计划"),
        (190.0, 666.0, "绝对值"),
        (290.0, 666.0, "增长"),
        (80.0, 646.0, "人口"),
        (190.0, 646.0, "88"),
        (290.0, 646.0, "1.5"),
    ]
    rules = [
        (72, 700, 372, 700),
        (172, 680, 372, 680),
        (72, 660, 372, 660),
        (72, 640, 372, 640),
        (72, 700, 72, 640),
        (172, 700, 172, 640),
        (272, 680, 272, 640),
        (372, 700, 372, 640),
    ]
    (table,) = read(pdf([(texts, rules)]), "a.pdf").tables
    spans = {cell.text: (cell.row, cell.column, cell.rowspan, cell.colspan) for cell in table.cells}
    assert spans["指标"] == (0, 0, 2, 1)
    assert spans["2023年计划"] == (0, 1, 1, 2)
    assert spans["1.5"] == (2, 2, 1, 1)


def rows_of(document: Document) -> list[list[str]]:
    (table,) = document.tables
    found: dict[int, dict[int, str]] = {}
    for cell in table.cells:
        found.setdefault(cell.row, {})[cell.column] = cell.text
    return [[found[row].get(column, "") for column in range(max(found[row]) + 1)] for row in sorted(found)]


def test_heads_of_two_lines_around_a_centred_one_are_one_row_over_their_columns() -> None:
    texts = [
        (230.0, 708.0, "绝对数"), (320.0, 708.0, "比上年增长"), (100.0, 701.0, "指标"), (226.0, 694.0, "（亿元）"), (336.0, 694.0, "（%）"),
        *((72.0, 674.0 - 20 * at, name) for at, name in enumerate(("公共预算收入", "税收收入", "非税收入"))),
        *((264.0, 674.0 - 20 * at, text) for at, text in enumerate(("108", "71", "36"))),
        *((374.0, 674.0 - 20 * at, text) for at, text in enumerate(("5.7", "4.4", "8.6"))),
    ]  # fmt: skip
    assert rows_of(read(pdf([(texts, [])], size=10), "a.pdf")) == [
        ["指标", "绝对数（亿元）", "比上年增长（%）"],
        ["公共预算收入", "108", "5.7"],
        ["税收收入", "71", "4.4"],
        ["非税收入", "36", "8.6"],
    ]


def test_a_head_centred_beside_its_figures_stands_over_them() -> None:
    texts = [
        (200.0, 700.0, "指标"), (330.0, 700.0, "上年=100"),
        *((72.0, 680.0 - 20 * at, name) for at, name in enumerate(("居民消费价格", "食品烟酒"))),
        *((450.0, 680.0 - 20 * at, text) for at, text in enumerate(("100.4", "99.3"))),
    ]  # fmt: skip
    assert rows_of(read(pdf([(texts, [])]), "a.pdf")) == [
        ["指标", "上年=100"], ["居民消费价格", "100.4"], ["食品烟酒", "99.3"],
    ]  # fmt: skip


def test_one_rule_between_two_columns_makes_a_table_of_rows_that_rules_part() -> None:
    texts, rules = table_page([["合计", "5.8"], ["制造业", "-1.7"]], (72.0, 272.0, 472.0), 700)
    inner = [rule for rule in rules if rule[0] != rule[2] or rule[0] == 272.0]
    assert rows_of(read(pdf([(texts, inner)]), "a.pdf")) == [["合计", "5.8"], ["制造业", "-1.7"]]


def test_a_head_over_several_columns_ends_where_one_of_them_is_closed() -> None:
    texts = [(150.0, 686.0, "债务限额"), (180.0, 666.0, "一般"), (76.0, 646.0, "22"), (180.0, 646.0, "18")]
    rules = [(72, 700, 272, 700), (172, 680, 272, 680), (72, 660, 272, 660), (72, 640, 272, 640),
             (72, 700, 72, 640), (172, 680, 172, 640), (272, 700, 272, 640)]  # fmt: skip
    (table,) = read(pdf([(texts, rules)]), "a.pdf").tables
    spans = {cell.text: (cell.row, cell.column, cell.rowspan, cell.colspan) for cell in table.cells}
    assert (spans["债务限额"], spans["一般"]) == ((0, 0, 1, 2), (1, 1, 1, 1))


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (pdf([([], [(10, 10, 500, 10)])]), "no text"),
        (b"%PDF-1.7\n" + b"\x00\xff" * 500, "cannot be opened"),
        (pdf([([(72.0, 700.0, "正文")], [])])[:300], "cannot be opened"),
    ],
)
def test_scans_and_damaged_files_are_refused_with_the_reason(data: bytes, problem: str) -> None:
    with pytest.raises(Invalid, match=problem) as caught:
        read(data, "扫描.pdf")
    assert caught.value.remedy
