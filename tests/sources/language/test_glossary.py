"""Figures of the glossary behind a report."""

from __future__ import annotations

import pytest

from sources.model import Disposition, Kind, Numeral

from .reading import read

REPORT = "一、2021年工作回顾\n粮食产量达到90万吨。\n二、2022年工作安排\n新建学校7所。\n"


def entry(text: str, heading: str = "附：名词解释") -> list[Numeral]:
    document = f"{REPORT}{heading}\n{text}"
    rows = read(document, Kind.WORK_REPORT, 2022)
    return [row for row in rows if row.start >= len(REPORT) + len(heading)]


@pytest.mark.parametrize(
    "text",
    ["1.星火计划：指7个县共建的12个工作站。", "[1]“星火计划”：指7个县共建的12个工作站。"],
)
def test_what_a_definition_counts_states_nothing_of_the_place(text: str) -> None:
    assert [row.disposition for row in entry(text)[1:]] == [Disposition.CONTEXT, Disposition.CONTEXT]


@pytest.mark.parametrize(
    ("text", "status", "period"),
    [
        ("1.星火计划：到2025年建成工作站12个。", "target", "2025"),
        ("1.星火计划：力争建成工作站12个。", "target", "2022"),
        ("1.星火计划：加快建设工作站12个。", "target", "2022"),
    ],
)
def test_an_entry_that_says_when_or_aims_at_it_states_a_target(text: str, status: str, period: str) -> None:
    (row,) = (row for row in entry(text) if row.disposition == Disposition.OBSERVATION)
    assert (row.text, row.status, row.period) == ("12", status, period)


def test_the_number_of_an_entry_is_no_part_of_the_figure_behind_it() -> None:
    rows = entry("1.星火计划：一个项目。\n2.7个工作站：分布在各县。\n3.50公里：全长。")
    assert [(row.text, row.disposition) for row in rows] == [
        ("1", Disposition.ENUMERATOR),
        ("2", Disposition.ENUMERATOR),
        ("7", Disposition.CONTEXT),
        ("3", Disposition.ENUMERATOR),
        ("50", Disposition.CONTEXT),
    ]


def test_notes_without_a_heading_begin_with_the_first() -> None:
    rows = entry("另一句。\n[1]“星火计划”：指7个县。", heading="各位代表，谢谢大家！")
    assert [row.disposition for row in rows if row.text == "7"] == [Disposition.CONTEXT]


def test_an_annex_behind_the_glossary_is_read_again() -> None:
    rows = entry("1.星火计划：指7个县。\n附件2：重点工程\n新建学校12所。")
    assert [row.disposition for row in rows if row.text == "12"] == [Disposition.OBSERVATION]
