"""Paragraphs: torn lines joined, page marks and blanks out, every compact character traced to the document."""

from __future__ import annotations

from sources.language.layout import paragraphs
from sources.model import Cell, Document, Table

from .reading import observed, pick, read

WIDE = "全市上下坚持稳中求进工作总基调，完整准确全面贯彻新发展理念，扎实推进"  # as wide as the page of these texts


def texts(text: str) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(Document(text))]


def test_a_line_that_reaches_the_margin_goes_on_in_the_next_one() -> None:
    assert texts(f"{WIDE}\n高质量发展。") == [f"{WIDE}高质量发展。"]


def test_a_line_that_ends_with_a_full_stop_ends_its_paragraph() -> None:
    assert len(texts(f"{WIDE}。\n{WIDE}。")) == 2


def test_a_short_line_without_a_mark_is_a_paragraph_of_its_own() -> None:
    assert texts(f"一、综合\n{WIDE}。\n二、农业\n{WIDE}。")[::2] == ["一、综合", "二、农业"]


def test_a_bold_head_before_its_first_sentence_is_a_paragraph_of_its_own() -> None:
    head = "二、经济发展加快，综合实力增强"
    text = f"**{head}** {WIDE}，全市生产总值50亿元。"
    assert texts(text) == [head, f"{WIDE}，全市生产总值50亿元。"]
    (row,) = observed(text)
    assert (row.code, row.section) == ("GRP", head)


def test_bold_words_within_a_sentence_do_not_part_it() -> None:
    assert texts("**工业**，增长5%。") == ["工业，增长5%。"]


def test_a_line_that_opens_a_list_item_is_never_joined() -> None:
    assert len(texts(f"{WIDE}\n（二）工业和建筑业")) == 2


def test_a_number_torn_from_its_unit_keeps_it() -> None:
    (row,) = observed(f"{WIDE[:-2]}工业投资1210.5\n亿元，其余各项任务全面完成。")
    assert (row.text, row.value, row.unit) == ("1210.5", 1210.5, "亿元")


def test_a_unit_torn_in_two_is_one_unit() -> None:
    (row,) = observed(f"{WIDE[:-4]}水质优良率提高3.5个百\n分点，其余各项任务全面完成。")
    assert (row.unit, row.measure) == ("个百分点", "change")


def test_a_page_mark_between_two_halves_of_a_sentence_does_not_part_them() -> None:
    text = f"{WIDE[:-5]}，工业投资\n- 12 -\n完成84.5亿元，其余各项任务全面完成。"
    rows = read(text)
    assert pick(rows, "12").disposition == "enumerator"
    assert (pick(rows, "84.5").indicator, pick(rows, "84.5").unit) == ("工业投资", "亿元")


def test_a_line_that_is_a_number_alone_is_a_page_number() -> None:
    (row,) = read("— 7 —")
    assert row.disposition == "enumerator"


def test_a_page_line_that_counts_the_pages_has_two_page_numbers() -> None:
    assert [row.disposition for row in read("第 3 页 共 18 页")] == ["enumerator", "enumerator"]


def test_blanks_of_every_width_and_marks_of_bold_are_taken_out() -> None:
    assert texts("\u3000\u3000**全市** 粮食\u00a0总\u200b产\ufeff量") == ["全市粮食总产量"]


def test_a_blank_between_two_digits_stays_one_blank() -> None:
    assert texts("为12\u3000 8") == ["为12 8"]


def test_half_width_punctuation_gets_one_spelling() -> None:
    assert texts("投资(不含农户);增长５％") == ["投资（不含农户）；增长5%"]


def test_every_compact_character_stands_for_one_character_of_the_document() -> None:
    text = f"\u3000\u3000{WIDE}\r\n\u3000工业 投资 完成84.5 亿元。"
    (paragraph,) = paragraphs(Document(text))
    for index, character in enumerate(paragraph.text):
        offset = paragraph.offset(index)
        assert text[offset] == character
        assert paragraph.end_offset(index + 1) == offset + 1


def test_front_matter_is_told_apart() -> None:
    text = "---\ntitle: 公报\ndate: 2024-03-01\n---\n全市粮食总产量45万吨。"
    *front, body = paragraphs(Document(text))
    assert {paragraph.kind for paragraph in front} == {"front"}
    assert (body.kind, body.text) == ("text", "全市粮食总产量45万吨。")


def test_lines_may_end_in_any_of_the_ways_they_do() -> None:
    for end in ("\n", "\r\n", "\r", "\u2028", "\x0b"):
        assert len(texts(f"粮食增产。{end}棉花减产。")) == 2


def test_what_lies_in_a_table_is_left_out() -> None:
    text = "产量如下。\n粮食\t45\n棉花\t3\n全市公路里程820公里。"
    start, end = text.index("粮食"), text.index("\n全市")
    cells = (Cell(0, 1, text.index("45"), text.index("45") + 2, "45"),)
    found = paragraphs(Document(text, tables=(Table(start, end, cells),)))
    assert [paragraph.text for paragraph in found] == ["产量如下。", "全市公路里程820公里。"]


def test_an_empty_document_has_no_paragraphs() -> None:
    assert texts("") == []
    assert texts(" \n\u3000\n") == []
