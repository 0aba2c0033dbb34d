"""A sentence cut around its numerals: where clauses begin, which numerals belong together."""

from __future__ import annotations

from sources.language.clauses import (
    REACH,
    chain_length,
    clause_before,
    clause_start,
    is_range,
    run_length,
    sentences,
    words_after,
)
from sources.language.names import Verdict
from sources.language.numerals import scan
from sources.language.quantity import Quantity


def plain(text: str) -> tuple[list[Quantity], list[Verdict | None]]:
    """A text's numerals, none of them told to be a name."""
    quantities = scan(text)
    return quantities, [None] * len(quantities)


def test_a_sentence_ends_at_its_full_stop_and_holds_the_numerals_before_it() -> None:
    text = "粮食45万吨。棉花减产。蔬菜80万吨，水果30万吨。"
    found = list(sentences(text, scan(text)))
    assert [(text[start:end], last - first) for start, end, first, last in found] == [
        ("粮食45万吨。", 1),
        ("蔬菜80万吨，水果30万吨。", 2),
    ]


def test_a_closing_quote_belongs_to_the_sentence_that_it_closes() -> None:
    text = "他说：“粮食45万吨。”棉花3万吨。"
    assert next(text[start:end] for start, end, _, _ in sentences(text, scan(text))).endswith("”")


def test_a_point_inside_a_number_ends_no_sentence() -> None:
    text = "增长5.2%，总量45万吨"
    assert len(list(sentences(text, scan(text)))) == 1


def test_numerals_parted_by_list_marks_alone_are_one_run() -> None:
    quantities, verdicts = plain("分别增长8.7%、31.5%和32.3%，其他增长2%")
    assert run_length("分别增长8.7%、31.5%和32.3%，其他增长2%", quantities, verdicts, 0) == 3


def test_a_name_among_numerals_breaks_their_run() -> None:
    quantities, _ = plain("分别为3个、5个")
    assert run_length("分别为3个、5个", quantities, [None, ("name", "name.letter")], 0) == 1


def test_two_numerals_joined_by_a_hyphen_are_a_range() -> None:
    for text in ("5%-6%", "5%~6%", "5%至6%", "5%—6%"):
        assert is_range(text, scan(text))
    assert not is_range("5%、6%", scan("5%、6%"))


def test_numerals_joined_by_colons_are_a_chain() -> None:
    text = "结构为9.0:44.9:46.1，比值2:1"
    quantities = scan(text)
    assert [chain_length(text, quantities, index) for index in (0, 3)] == [3, 2]


def test_a_clause_begins_after_the_last_mark() -> None:
    text = "粮食丰收，蔬菜产量80万吨"
    begin, linked = clause_start(text, 0, 0, text.index("80"))
    assert (text[begin:9], linked) == ("蔬菜产量", False)


def test_a_mark_inside_brackets_opens_no_clause() -> None:
    text = "固定资产投资（不含农户，下同）增长5%"
    assert clause_start(text, 0, 0, text.index("5"))[0] == 0


def test_a_numeral_inside_brackets_has_its_clause_there() -> None:
    text = "完成投资（含续建项目30个）"
    begin, _ = clause_start(text, 0, 0, text.index("30"))
    assert text[begin : text.index("30")] == "含续建项目"


def test_a_list_mark_right_after_a_numeral_ties_the_next_to_it() -> None:
    text = "新建公园12个、绿道45公里"
    stop = text.index("、")
    begin, linked = clause_start(text, 0, stop, text.index("45"))
    assert (text[begin : text.index("45")], linked) == ("绿道", True)


def test_a_clause_reaches_back_no_farther_than_any_subject_is_long() -> None:
    text = "发展" * 5000 + "5%"
    begin, _ = clause_start(text, 0, 0, 10000)
    assert 10000 - begin == REACH


def test_the_words_after_a_numeral_end_at_the_next_mark_or_numeral() -> None:
    text = "119个重点项目完成投资205亿元，增长5%"
    quantities, verdicts = plain(text)
    assert words_after(text, quantities[0].stop, quantities, verdicts, 1, len(text))[:2] == ("重点项目完成投资", True)
    assert words_after(text, quantities[1].stop, quantities, verdicts, 2, len(text))[:2] == ("", False)


def test_two_numbers_of_one_noun_share_the_words_after_the_second() -> None:
    text = "8条120公里幸福河湖"
    quantities, verdicts = plain(text)
    assert words_after(text, quantities[0].stop, quantities, verdicts, 1, len(text))[0] == "幸福河湖"


def test_the_clause_before_the_last_one_can_be_looked_at() -> None:
    text = "开局良好。新兴产业发展迅速，增加值"
    assert clause_before(text, len(text)) == "新兴产业发展迅速"
    assert clause_before("增加值", 3) == ""
