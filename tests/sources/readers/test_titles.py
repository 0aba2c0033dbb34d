"""A title set in several lines is one heading in every format."""

from __future__ import annotations

import pytest

from sources.model import BlockKind, Document
from sources.readers import read

from .paper import docx, paragraph


def headings(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks if block.kind == BlockKind.HEADING]


LINES = ("2024年丁市国民经济", "和社会发展统计公报[1]")
BODY = ("丁市统计局", "全年地区生产总值136亿元，比上年增长5.2%。")


def page(*lines: str) -> Document:
    return read(("<html><body>" + "".join(f"<p>{line}</p>" for line in lines) + "</body></html>").encode(), "a.html")


def test_the_lines_of_a_title_are_one_heading() -> None:
    assert headings(page(*LINES, *BODY)) == ["\n".join(LINES)]
    assert headings(read(docx(*(paragraph(line) for line in (*LINES, *BODY))), "a.docx")) == ["\n".join(LINES)]


def test_a_title_after_the_words_of_a_newspaper_is_found() -> None:
    assert "\n".join(LINES) in headings(page("日前，市统计局发布公报，全文如下。", "↓", *LINES, *BODY))


@pytest.mark.parametrize(
    "lines",
    [
        ("丁市统计局", "全年地区生产总值136亿元。", "本公报的数字是初步统计数。"),
        ("2024年丁市统计公报", "丁市统计局"),
    ],
)
def test_what_is_no_title_of_several_lines_stays(lines: tuple[str, ...]) -> None:
    assert not any("\n" in heading for heading in headings(page(*lines)))
