"""The gates with the rules as they ship: a sound build passes, and every rule stops or reports its own fault."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from expectations import GATES, Gate, kinds, read_audit, read_verdicts
from expectations.check import Check
from expectations.record import verdict_path
from expectations.rule import RULES, read_rules
from sources.errors import Invalid, Retriable
from sources.lake import write_part
from tests.expectations import small_build
from tests.expectations.builder import Build, breaches, whole, write_rules
from tests.expectations.faults import FAULTS

SOUND: dict[Gate, Callable[[Build], Build]] = {
    "ledger": small_build.staging,
    "core": small_build.core,
    "marts": small_build.marts,
    "quality": small_build.quality,
}


@pytest.fixture(scope="session")
def sound(new_build: Callable[[], Build]) -> Mapping[Gate, Build]:
    """A sound build for each gate, to be copied before it is broken."""
    return {gate: make(new_build()) for gate, make in SOUND.items()}


#: Judged in the lake, or on what people decided: see below, test_decisions and test_overrides.
ELSEWHERE = {
    "ledger.observation.whole",
    "ledger.waivers.hold",
    "ledger.waivers.rule_known",
    "ledger.corrections.whole",
    "ledger.corrections.source",
    "ledger.overrides.hold",
    "quality.waivers.used",
}

CASES = [(gate, rule_id) for gate in GATES for rule_id in FAULTS[gate]]


def only(gate: Gate, rule_id: str, folder: Path) -> Path:
    """A rule folder with one of the shipped rules."""
    head, *entries = (RULES / f"{gate}.toml").read_text(encoding="utf-8").split("\n[[rule]]\n")
    kept = [entry for entry in entries if f'rule_id = "{rule_id}"' in entry]
    shutil.copytree(RULES, folder)
    (folder / f"{gate}.toml").write_text("\n[[rule]]\n".join([head, *kept]), encoding="utf-8")
    return folder


@pytest.mark.parametrize("gate", GATES)
def test_a_sound_build_passes_and_every_rule_is_asked(gate: Gate, build: Build) -> None:
    result = SOUND[gate](build).run(gate)
    assert result.passed, result.messages()
    verdicts = [v for v in result.verdicts if v.whole_scope]
    assert [v.rule_id for v in verdicts] == [rule.rule_id for rule in read_rules(gate)]
    assert [v.message for v in verdicts if not v.passed] == []
    # nobody decided anything
    absent = ELSEWHERE - {"ledger.observation.whole"}
    assert {v.rule_id for v in verdicts if not v.applicable} <= absent


@pytest.mark.parametrize("gate", GATES)
def test_every_shipped_rule_has_a_fault(gate: Gate) -> None:
    assert {rule.rule_id for rule in read_rules(gate)} - ELSEWHERE == set(FAULTS[gate])


@pytest.mark.parametrize(("gate", "rule_id"), CASES)
def test_a_rule_finds_its_fault_and_says_what_it_found(
    gate: Gate, rule_id: str, sound: Mapping[Gate, Build], build: Build, tmp_path: Path
) -> None:
    fault, words = FAULTS[gate][rule_id]
    result = build.like(sound[gate]).sql(fault).run(gate, rules=only(gate, rule_id, tmp_path / "rules"))
    verdict = whole(result, rule_id)
    assert not verdict.passed
    assert words in " | ".join(one.message for one in breaches(result, rule_id))
    assert result.passed == (verdict.severity != "block")
    assert bool(result.quarantined) == (verdict.severity == "quarantine")


def test_verdicts_that_an_earlier_version_left_are_read_with_the_columns_of_today(build: Build) -> None:
    entry = {"rule_id": "t.n", "kind": "not_null", "scope": "core.t", "parameters": {"column": "n"}}
    build.table("core.t", "id, n", "'a', 1").judge(entry)
    path = verdict_path(build.audit, "run-1", "core")
    pq.write_table(pq.read_table(path).drop_columns(["waiver", "waived"]), path)
    small_build.staging(build).run("ledger")
    rows = read_verdicts(build.audit, "run-1").to_pylist()
    assert {row["gate"] for row in rows} == {"ledger", "core"}
    assert [row["waiver"] for row in rows if row["gate"] == "core"] == [None]


def test_a_rule_that_fails_without_naming_a_key_stops_the_build(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    mute = Check("SELECT '' AS key FROM (SELECT 1) WHERE false", checked="SELECT 1", **_NO_NULL)
    monkeypatch.setattr(kinds, "find", lambda name: lambda rule, names: mute)
    entry = {"rule_id": "t.n", "kind": "not_null", "scope": "staging.t", "key": ["document_id"], "holds": "document"}
    rules = write_rules(build.home / "rules", "ledger", [{**entry, "severity": "quarantine"}])
    result = build.table("staging.t", "document_id, n", "'d1', NULL::INTEGER").run("ledger", rules=rules)
    assert not result.passed
    assert "no key is named" in whole(result, "t.n").detail


_NO_NULL: Mapping[str, Any] = {"expectation": "ExpectColumnValuesToNotBeNull", "arguments": {"column": "n"}}


def test_an_observation_without_a_value_fails_in_the_lake(build: Build) -> None:
    small_build.staging(build)
    torn = {**small_build.ledger_rows()[1], "value": None}
    write_part(build.lake, "numerals", "part-2", [torn])
    result = build.run("ledger")
    (breach,) = breaches(result, "ledger.observation.whole")
    assert "value=?" in breach.found
    assert "document 370103-plan-report-2023.txt" in breach.detail
    assert not result.passed


def test_goldens_of_documents_that_are_not_there_are_not_applicable(build: Build) -> None:
    small_build.marts(build).sql("UPDATE core.dim_document SET year = 1999")
    verdict = whole(build.run("marts"), "marts.golden")
    assert (verdict.applicable, verdict.passed) == (False, True)
    assert verdict.detail == "no document that goldens.csv names is in the build"


def test_a_relation_that_is_missing_fails_the_gate(build: Build) -> None:
    small_build.marts(build).sql("DROP TABLE mart.plan_vs_actual")
    result = build.run("marts")
    assert not result.passed
    assert whole(result, "marts.plan_vs_actual.grain").detail == "no relation mart.plan_vs_actual"


def test_a_column_that_is_missing_fails_the_gate(build: Build) -> None:
    small_build.marts(build).sql("ALTER TABLE mart.plan_vs_actual DROP COLUMN verdict")
    result = build.run("marts")
    assert not result.passed
    assert "verdict" in whole(result, "marts.plan_vs_actual.verdict_code").detail


def test_the_build_file_is_free_again_after_a_gate(build: Build) -> None:
    small_build.core(build).run("core")
    build.sql("CREATE TABLE core.written_after AS SELECT 1 AS one")


def test_a_build_that_is_being_written_is_retriable(build: Build) -> None:
    small_build.core(build)
    with duckdb.connect(str(build.database)), pytest.raises((Retriable, Invalid)):
        build.run("core")


def test_no_build_file_is_said_plainly(build: Build) -> None:
    with pytest.raises(Invalid, match="no build file"):
        build.run("core")


def test_a_gate_judges_again_after_the_data_was_mended(build: Build) -> None:
    small_build.core(build).sql("UPDATE core.fct_observation SET unit_sk = 'u9' WHERE observation_id = 'o1'")
    assert not build.run("core").passed
    build.sql("UPDATE core.fct_observation SET unit_sk = 'u1'")
    assert build.run("core").passed
    assert read_audit(build.audit, "run-1")["core"].passed
    assert set(read_verdicts(build.audit, "run-1")["gate"].to_pylist()) == {"core"}


def test_gates_of_two_runs_at_once_do_not_meet(build: Build) -> None:
    small_build.core(build)
    passed: dict[str, bool] = {}
    runs = [
        threading.Thread(target=lambda r=run: passed.update({r: build.run("core", r).passed})) for run in ("one", "two")
    ]
    for thread in runs:
        thread.start()
    for thread in runs:
        thread.join()
    assert passed == {"one": True, "two": True}
