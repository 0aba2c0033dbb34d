"""One text in two encodings or formats has one digest, another text another."""

from __future__ import annotations

import pytest

from sources.readers import read
from sources.text_digest import text_digest
from tests.sources.readers.paper import docx, paragraph, table

TITLE = "戊市2024年政府工作报告"
SENTENCE = "全市生产总值50亿元，增长5.2%。"
PLAIN = f"{TITLE}\n\n{SENTENCE}\n\n指标\t2024年\n人口\t88\n"


def digest(data: bytes, name: str) -> str | None:
    return text_digest(read(data, name))


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (PLAIN.encode("gb18030"), "a.txt"),
        (PLAIN.encode("utf-16"), "a.txt"),
        (PLAIN.replace("\n", "\r\n").replace("50", "５０").encode(), "a.txt"),
        (f"# {TITLE}\n\n**{SENTENCE}**\n\n| 指标 | 2024年 |\n| --- | --- |\n| 人口 | 88 |\n".encode(), "a.md"),
        (f"---\nsource: x\n---\n{PLAIN}".encode(), "a.md"),
        (
            docx(paragraph(TITLE, "a5"), paragraph(SENTENCE), table([["指标", "2024年"], ["人口", "88"]])),
            "a.docx",
        ),
        (
            f"<html><body><h1>{TITLE}</h1><p>{SENTENCE}</p><table><tr><td>指标</td><td>2024年</td></tr>"
            "<tr><td>人口</td><td>88</td></tr></table></body></html>".encode(),
            "a.html",
        ),
    ],
    ids=["gb18030", "utf-16", "widths", "markdown", "front matter", "word", "page"],
)
def test_the_digest_is_that_of_the_words(data: bytes, name: str) -> None:
    assert digest(data, name) == digest(PLAIN.encode(), "a.txt") is not None


def test_another_figure_is_another_text() -> None:
    assert digest(PLAIN.replace("88", "89").encode(), "a.txt") != digest(PLAIN.encode(), "a.txt")


def test_a_text_without_words_has_no_digest() -> None:
    assert digest("。。。\n".encode(), "a.txt") is None
