"""The one door: choosing a reader, limits, refusals."""

from __future__ import annotations

import pytest

from sources.errors import Invalid
from sources.readers import Limits, read, suffixes


def test_readers_are_found_by_listing_the_formats() -> None:
    assert {".txt", ".md", ".html", ".xlsx", ".xls", ".csv"} <= set(suffixes())


@pytest.mark.parametrize(
    ("data", "name", "problem"),
    [
        (b"", "a.txt", "empty"),
        (b" \r\n\t ", "a.txt", "no text"),
        (b"%PDF-1.4 abc", "a.txt", "a PDF"),
        (b"plain", "a.xlsx", "not a .xlsx"),
        (b"MZ\x90\x00" + bytes(50), "a.exe", "no reader for .exe"),
        (b"x" * 2_000, "a.txt", "too large: 2,000 bytes"),
        (b"\n" * 900, "a.txt", "too large: 900 lines"),
    ],
)
def test_refusals_say_which_input_what_and_what_to_do(data: bytes, name: str, problem: str) -> None:
    with pytest.raises(Invalid, match=problem) as caught:
        read(data, name, Limits(bytes_=1_000, lines=500))
    assert caught.value.subject == name
    assert caught.value.remedy
    assert "configuration" not in caught.value.remedy, "these limits are no setting"


def test_a_name_is_only_a_name() -> None:
    assert read("正文。".encode(), "../某 目录/..\\报告 (终稿).TXT").text == "正文。"


def test_a_file_without_suffix_is_read_by_its_first_bytes() -> None:
    assert read("<html><body><p>全文如下。</p></body></html>".encode(), "article").reader == "html"
    assert read("全文如下。".encode(), "article").reader == "text"
