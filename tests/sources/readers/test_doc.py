"""The old Word format. `annex.doc` is a file of our own sentences, saved in it by a word processor."""

from __future__ import annotations

from pathlib import Path

import pytest

from sources.errors import Invalid
from sources.model import BlockKind
from sources.readers import read

ANNEX = Path(__file__).with_name("annex.doc").read_bytes()


def test_paragraphs_headings_and_tables_in_reading_order() -> None:
    document = read(ANNEX, "报告.doc")
    assert document.title == "戊市2024年政府工作报告"
    assert [(block.kind, block.level) for block in document.blocks] == [
        (BlockKind.HEADING, 1), (BlockKind.PARAGRAPH, 0), (BlockKind.HEADING, 2), (BlockKind.PARAGRAPH, 0),
        (BlockKind.PARAGRAPH, 0), (BlockKind.TABLE, 0), (BlockKind.PARAGRAPH, 0), (BlockKind.HEADING, 2),
        (BlockKind.PARAGRAPH, 0),
    ]  # fmt: skip
    assert "全年地区生产总值完成1360亿元，增长5.2%。其中第一产业60亿元。" in document.text


def test_merged_cells_are_spans_and_cells_lead_to_the_text() -> None:
    document = read(ANNEX, "报告.doc")
    (table,) = document.tables
    places = {cell.text: (cell.row, cell.column, cell.rowspan, cell.colspan) for cell in table.cells}
    assert places["单位"] == (0, 1, 2, 1)
    assert places["2024年"] == (0, 2, 1, 2)
    assert places["完成"] == (1, 3, 1, 1)
    assert places["31.2"] == (3, 3, 1, 1)
    assert table.caption.endswith("表1 主要指标")
    assert all(document.text[cell.start : cell.end] == cell.text for cell in table.cells)


@pytest.mark.parametrize("data", [ANNEX[:600], ANNEX[:8] + bytes(4000)])
def test_damaged_files_are_refused(data: bytes) -> None:
    with pytest.raises(Invalid) as caught:
        read(data, "报告.doc")
    assert caught.value.remedy
