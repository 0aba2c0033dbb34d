"""Every kind of failure has a page, every page is named, and messages name it."""

from __future__ import annotations

from pathlib import Path

import pytest

from expectations.verdict import GATES
from orchestration import doctor, exits, runbook
from orchestration.alerts import Alert
from sources.ingest import LEFT_OUT

ROOT = Path(__file__).parents[2]
PAGES = {path.stem for path in (ROOT / runbook.FOLDER).glob("*.md")} - {"README"}


def test_every_exit_code_gate_outcome_and_check_has_a_page() -> None:
    codes = {code for name, code in vars(exits).items() if name.isupper()}
    assert set(runbook.OF_EXIT) == codes - {exits.PUBLISHED_OR_UNCHANGED}
    assert set(runbook.OF_STEP) == {f"gate_{gate}" for gate in GATES}
    assert {*LEFT_OUT, "unplaced", "duplicate"} == set(runbook.OF_OUTCOME)
    assert set(runbook.OF_CHECK) == {*doctor.CHECKS, *doctor.DEEP_CHECKS}


def test_no_page_is_missing_and_none_is_an_orphan() -> None:
    tables = (runbook.OF_EXIT, runbook.OF_OUTCOME, runbook.OF_STEP, runbook.OF_WORDS, runbook.OF_CHECK)
    named = {name for table in tables for name in table.values()} | set(runbook.ELSEWHERE)
    assert named == PAGES


def test_the_index_lists_every_page() -> None:
    index = (ROOT / runbook.FOLDER / "README.md").read_text(encoding="utf-8")
    assert all(f"({name}.md)" in index for name in PAGES)


@pytest.mark.parametrize(
    ("step", "problem", "page"),
    [
        ("gate_core", "3 rules failed", "gate-core"),
        ("ledger", "OSError: [Errno 28] No space left on device", "disk"),
        ("landing", "anything else", "failed-step"),
    ],
)
def test_an_alert_names_its_page(step: str, problem: str, page: str) -> None:
    assert f"docs/runbook/{page}.md" in Alert("run", step, problem, "", "/data").text
