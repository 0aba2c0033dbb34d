"""The last lines of a run name what warned and a next command that works as printed."""

from __future__ import annotations

import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orchestration.config import Settings
from orchestration.nightly import Night
from orchestration.summary import render
from orchestration.trace import TABLE

GATE = {
    "passed": 3,
    "warned": 1,
    "failed": 0,
    "messages": [],
    "keys held back": 0,
    "holding rules": [],
    "quality report file": "/report.html",
}


def publish(settings: Settings, keys: list[tuple[str, str, int]]) -> None:
    settings.current.mkdir(parents=True)
    rows = [dict(zip(("indicator_code", "ref_area", "year"), key, strict=True)) for key in keys]
    pq.write_table(pa.Table.from_pylist(rows), settings.current / TABLE)


def test_a_rule_that_warned_is_named(tmp_path: Path) -> None:
    night = Night("run", {}, {"ledger": GATE | {"warned rules": ["ledger.documents.placed"]}}, {})
    assert "warned: ledger.documents.placed" in render(night, Settings(tmp_path), 1.0)


def test_a_rule_that_somebody_waived_is_counted_by_itself(tmp_path: Path) -> None:
    text = render(Night("run", {}, {"core": GATE | {"waived": 2}}, {}), Settings(tmp_path), 1.0)
    assert "3 rules passed, 1 warned, 0 failed, 2 waived" in text


def test_what_is_held_back_is_counted_and_its_rules_are_named(tmp_path: Path) -> None:
    held = {"keys held back": 2, "holding rules": ["ledger.span.quote"]}
    text = render(Night("run", {}, {"ledger": GATE | held}, {}), Settings(tmp_path), 1.0)
    assert "2 keys held back" in text
    assert "held back by: ledger.span.quote" in text


def test_a_decision_that_does_not_hold_is_named_with_its_page(tmp_path: Path) -> None:
    decided = {"decisions": ["ledger.corrections.source at d/1/5: expected 1300, found 1800"]}
    text = render(Night("run", {}, {"ledger": GATE | decided}, {}), Settings(tmp_path), 1.0)
    assert f"{decided['decisions'][0]}; see docs/runbook/decisions.md" in text


def test_decisions_and_keys_that_say_nothing_are_named_with_their_pages(tmp_path: Path) -> None:
    standing = dict.fromkeys(
        ("documents", "documents read", "numerals", "numerals read", "observations", "observations read"), 0
    )
    facts = {**standing, "outcomes": {}, "left out": [], "slips": [["a.md", "'kindd' (did you mean 'kind'?)"]]}
    text = render(
        Night("run", facts, {}, {}, without_effect=("waivers.csv, row 2: lacks who",)), Settings(tmp_path), 1.0
    )
    assert "waivers.csv, row 2: lacks who; see docs/runbook/decisions.md" in text
    assert "misspelt       a.md: 'kindd' (did you mean 'kind'?); see docs/runbook/inputs-left-out.md" in text


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ([("CPI", "000000", 2020), ("GRP", "370103", 2022)], "trace --indicator GRP --area 370103 --year 2022`"),
        ([("GRP", "370100", 2021), ("CPI", "000000", 2020)], "trace --indicator CPI --area 000000 --year 2020`"),
    ],
)
def test_next_is_a_question_that_the_build_answers(
    tmp_path: Path, keys: list[tuple[str, str, int]], words: str
) -> None:
    publish(Settings(tmp_path), keys)
    assert words in render(Night("run", {}, {}, {}), Settings(tmp_path), 1.0)


def test_next_names_the_program_by_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / ".venv" / "bin"
    folder.mkdir(parents=True)
    monkeypatch.setattr(sys, "executable", str(folder / "python"))
    night = Night("run", {}, {}, {})
    assert "Next: `.venv/bin/python -m orchestration.cli trace " in render(night, Settings(tmp_path), 1.0)
    script = folder / "zhibiao"
    script.touch(mode=0o755)
    assert "Next: `.venv/bin/zhibiao trace " in render(night, Settings(tmp_path), 1.0)
    monkeypatch.setenv("PATH", str(folder))
    assert "Next: `zhibiao trace " in render(night, Settings(tmp_path), 1.0)
