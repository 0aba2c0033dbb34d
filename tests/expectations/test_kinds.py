"""Every kind of rule, on a frame that must pass and one that must fail: which key, what was expected, what was found."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from expectations import GateResult, kinds
from tests.expectations import frames, frames_slips, frames_words
from tests.expectations.builder import Build, breaches, whole, write_rules
from tests.expectations.frames import CSV

CASES = {**frames.CASES, **frames_slips.CASES, **frames_words.CASES}


@pytest.fixture(scope="module")
def result(new_build: Callable[[], Build]) -> GateResult:
    """All frames of all kinds, judged in one run."""
    build = new_build()
    entries = []
    for kind, case in CASES.items():
        for side, rows in (("good", case.good), ("bad", case.bad)):
            build.table(f"core.{kind}_{side}", case.columns, *rows)
            parameters = case.bad_parameters if side == "bad" and case.bad_parameters else case.parameters
            entry = {"kind": kind, "scope": f"core.{kind}_{side}", "key": list(case.key), "parameters": parameters}
            entries.append({"rule_id": f"{kind}.{side}", **entry})
        for name, (columns, content) in case.tables.items():
            build.table(name, columns, *content)
    rules = write_rules(build.home / "rules", "core", entries)
    for name, text in CSV.items():
        (rules / name).write_text(text, encoding="utf-8")
    return build.run("core", rules=rules)


def test_every_kind_has_frames() -> None:
    assert set(CASES) == set(kinds.names())


@pytest.mark.parametrize("kind", CASES)
def test_passes_what_is_right(kind: str, result: GateResult) -> None:
    verdict = whole(result, f"{kind}.good")
    assert (verdict.applicable, verdict.passed, verdict.breaches) == (True, True, 0), verdict.message
    assert verdict.checked


@pytest.mark.parametrize("kind", CASES)
def test_fails_what_is_wrong_and_says_where(kind: str, result: GateResult) -> None:
    verdict = whole(result, f"{kind}.bad")
    assert (verdict.passed, verdict.breaches) == (False, 1), verdict.message
    (breach,) = breaches(result, f"{kind}.bad")
    assert (breach.key, breach.expected, breach.found) == CASES[kind].breach


def test_one_failing_rule_of_severity_block_fails_the_gate(result: GateResult) -> None:
    assert not result.passed


def test_what_a_kind_holds_figures_against_is_said_by_the_kind() -> None:
    assert {kind: kinds.against(kind) for kind in ("near", "identity", "range", "quote")} == {
        "near": "figures",
        "identity": "figures",
        "range": "structure",
        "quote": "structure",
    }
