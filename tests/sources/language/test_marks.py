"""What belongs to a numeral itself: words of rank and those among whom it holds, verbs before their object."""

from __future__ import annotations

import pytest

from tests.sources.language.reading import dispositions, pick, review, said


@pytest.mark.parametrize(
    "words",
    [
        "空气质量在全国168个重点城市中列第21位。",
        "空气质量居全国38个大中城市第21位。",
        "空气质量连续18个季度排全省第21位。",
    ],
)
def test_those_among_whom_a_rank_holds_are_no_part_of_its_subject(words: str) -> None:
    assert pick(review(words), "21").indicator == "空气质量"


def test_how_many_are_ranked_measures_nothing() -> None:
    assert dispositions("城市信用指数在受测的261个地级市中位居第7位。")["261"] == "context"


def test_a_rank_that_rises_keeps_its_subject() -> None:
    rows = review("综合实力从全省第14位提升至第8位。")
    assert said(rows) == [("综合实力", 14), ("综合实力", 8)]


def test_a_verb_of_change_may_follow_those_who_make_it() -> None:
    (row,) = review("市级机关再压减行政经费5%。")
    assert (row.indicator, row.measure, row.value) == ("行政经费", "growth", -5)
