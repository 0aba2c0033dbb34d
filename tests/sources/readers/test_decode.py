"""Bytes become text by rule, and what is no text is refused with a reason."""

from __future__ import annotations

import pytest

from sources.errors import Invalid
from sources.readers.decode import decode

SENTENCE = "全区生产总值达到一千三百亿元，增长5%左右，居民收入持续提高。"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_text_is_decoded_whatever_its_encoding(encoding: str) -> None:
    assert decode(SENTENCE.encode(encoding), "报告.txt").text == SENTENCE


def test_big5_is_decoded() -> None:
    text = "全國經濟持續發展，人民生活水準提高，出口總額增長8%。"
    found = decode(text.encode("big5"), "報告.txt")
    assert (found.text, found.encoding) == (text, "big5")


def test_short_gbk_is_not_taken_for_another_table() -> None:
    assert decode("市区人口".encode("gbk"), "a.txt").text == "市区人口"


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_line_breaks_are_kept(line_break: str) -> None:
    text = f"第一行{line_break}第二行{line_break}"
    assert decode(text.encode(), "a.txt").text == text


def test_a_declared_encoding_is_tried_first_and_dropped_when_wrong() -> None:
    assert decode(SENTENCE.encode("gb18030"), "a.html", hint="gb2312").encoding == "gb18030"
    assert decode(SENTENCE.encode("utf-8"), "a.html", hint="us-ascii").encoding == "utf-8"
    assert decode(SENTENCE.encode("utf-8"), "a.html", hint="no-such-table").text == SENTENCE


def test_one_stray_byte_in_a_long_text_is_replaced_and_counted() -> None:
    data = (SENTENCE * 50).encode("gb18030") + b"\xff" + SENTENCE.encode("gb18030")
    found = decode(data, "a.txt")
    assert found.stray >= 1
    assert found.text.startswith(SENTENCE)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02\x03" * 300, "binary"),
        (b"%PDF-1.7\n...", "a PDF"),
        (b"PK\x03\x04" + bytes(100), "zip"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "PNG"),
        (bytes(range(256)) * 40, "binary"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, problem: str) -> None:
    with pytest.raises(Invalid, match=problem) as caught:
        decode(data, "名单.txt")
    assert caught.value.subject == "名单.txt"
    assert caught.value.remedy
