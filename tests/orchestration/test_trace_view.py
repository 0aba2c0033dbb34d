"""A trace in words: what a person reads of a figure that a rule speaks about."""

from __future__ import annotations

from typing import Any

import pytest

from orchestration.trace import Trace
from orchestration.trace_view import render

GROWTH = "d/57/60/GRP/growth/2022/370124"
SAYS = "ledger.range: expected -50 to 150, found 320"


def traced(*verdicts: dict[str, Any], **more: Any) -> str:
    row: dict[str, Any] = {
        "indicator_code": "GRP",
        "ref_area": "370124",
        "year": 2022,
        "measure": "growth",
        "statement_type": "actual",
        "bound": "eq",
        "obs_value": 3.5,
        "unit_measure": "PERCENT",
        "quote": "3.5",
        "printed_unit": "%",
        "statements": 1,
        "sources": 1,
        "agreeing_sources": 1,
        "decided_by": "only statement",
        "known_from": "2023-02-01",
        "preferred_since": "2023-01-05",
        "span_start": 57,
        "span_end": 60,
        "quality": "passed",
        "quality_note": None,
    }
    document = dict.fromkeys(
        ("title", "source_name", "document_kind", "area_name", "year", "published_on", "source_kind", "sha256")
    )
    return render(
        Trace(
            build={"run_id": "r", "build_id": "b"},
            row=row | more,
            indicator={"name_zh": "地区生产总值"},
            area={"name": "平阴县"},
            observation={"rule": "subject.before"},
            document=document,
            context="地区生产总值增长3.5%。",
            checks=(),
            verdicts=verdicts,
            rules={},
        )
    )


def verdict(waiver: str | None) -> dict[str, Any]:
    words = {"rule_id": "ledger.range", "severity": "quarantine", "expected": "-50 to 150", "found": "320"}
    return {**words, "key": GROWTH, "waiver": waiver}


def test_a_figure_held_back_says_why_it_is_empty() -> None:
    text = traced(verdict(None), obs_value=None, quality="quarantined", quality_note=SAYS)
    assert f"quality      quarantined: {SAYS}" in text
    assert f"quarantine {SAYS}, of {GROWTH}" in text


def test_a_figure_let_pass_says_by_whom_and_is_not_called_held_back() -> None:
    text = traced(verdict("waived by Statistics desk until 2027-06-30"), quality="waived", quality_note=SAYS)
    assert f"{SAYS}, of {GROWTH}; waived by Statistics desk" in text
    assert "quarantine" not in text


def test_a_figure_that_passed_says_nothing_of_quality() -> None:
    assert "quality" not in traced()


@pytest.mark.parametrize(
    ("sources", "said"),
    [(1, "3 statements in 1 document, no other speaks"), (2, "3 statements in 2 documents, 1 agrees")],
)
def test_agreement_is_told_only_where_there_is_another_document(sources: int, said: str) -> None:
    assert said in traced(statements=3, sources=sources)
