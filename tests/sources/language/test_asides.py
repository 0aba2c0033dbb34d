"""Brackets and quotation marks: what they hold neither parts a clause nor changes who a sentence speaks of."""

from __future__ import annotations

from tests.sources.language.reading import pick, review, said


def test_a_sentence_goes_on_with_its_subject_behind_an_aside() -> None:
    rows = review("年末民用汽车保有量48万辆（包括低速货车3万辆），比上年末增长15.2%。")
    assert pick(rows, "15.2").indicator == "民用汽车保有量"


def test_a_subject_may_stand_before_an_aside_that_holds_a_number() -> None:
    rows = review("城乡居民收入比（以农村居民收入为1）1.9:1，比上年缩小0.05。")
    assert [row.code for row in rows if row.text in ("1.9", "0.05")] == ["INC_RATIO", "INC_RATIO"]


def test_a_list_in_brackets_is_not_taken_apart() -> None:
    rows = review("县（市、区）自来水普及率、污水处理率分别达到90%和95%。")
    assert said(rows) == [("县（市、区）自来水普及率", 90), ("污水处理率", 95)]


def test_marks_in_quotation_marks_part_no_clauses() -> None:
    (row,) = review("“老乡，请您回家”行动带动就业3万人。")
    assert row.indicator == "“老乡，请您回家”行动带动就业"
