"""Overrides: a rule that holds otherwise for some documents, with who, why and until."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

import pytest

from expectations import quarantine, read_audit
from expectations.overrides import read_overrides
from expectations.rule import RULES
from sources.errors import Invalid
from tests.expectations import small_build
from tests.expectations.builder import Build, breaches, whole, write_rules
from tests.expectations.test_decisions import decide

OTHER: Final = "370104bbbbbbbbbb"
#: Both documents state a growth of 650 %.
FAULTS: Final = (
    "UPDATE intermediate.int_observation_candidate SET obs_value = 650 WHERE measure = 'growth'",
    "INSERT INTO intermediate.int_observation_candidate BY NAME SELECT * REPLACE ('370104bbbbbbbbbb' AS document_id) "
    "FROM intermediate.int_observation_candidate WHERE measure = 'growth'",
    "INSERT INTO staging.stg_document BY NAME SELECT * REPLACE ('370104bbbbbbbbbb' AS document_id, 'communique' AS document_kind) "
    "FROM staging.stg_document",
)
ENTRY: Final = """
[[override]]
rule_id = "ledger.range"
documents = "document_kind = 'communique'"
reason = "it prints index numbers"
who = "statistics desk"
until = 2999-12-31
"""


def overridden(folder: Path, entry: str) -> Path:
    """The shipped rules with one override."""
    shutil.copytree(RULES, folder)
    (folder / "overrides.toml").write_text(entry, encoding="utf-8")
    return folder


@pytest.fixture
def faulty(build: Build) -> Build:
    return small_build.staging(build).sql(*FAULTS)


def held(build: Build) -> set[str]:
    rows = quarantine.read(build.audit).to_pylist()
    return {row["key_id"].split(":")[0] for row in rows if row["rule_id"] == "ledger.range"}


def test_without_an_override_both_documents_are_held_to_the_rule(faulty: Build) -> None:
    faulty.run("ledger")
    assert held(faulty) == {small_build.DOC, OTHER}


@pytest.mark.parametrize(
    ("change", "still"),
    [
        ('severity = "warn"', {small_build.DOC}),
        ('parameters = { bounds = "wide.csv" }', {small_build.DOC}),
    ],
)
def test_an_override_changes_severity_or_parameters_for_its_documents_alone(
    change: str, still: set[str], faulty: Build, tmp_path: Path
) -> None:
    rules = overridden(tmp_path / "rules", ENTRY + change)
    wide = (
        (rules / "ranges.csv")
        .read_text(encoding="utf-8")
        .replace("GRP,growth,county,-50,150", "GRP,growth,county,-50,900")
    )
    (rules / "wide.csv").write_text(wide, encoding="utf-8")
    result = faulty.run("ledger", rules=rules)
    assert held(faulty) == still
    verdict = whole(result, "ledger.range")
    assert (verdict.passed, verdict.severity) == (False, "quarantine")
    assert verdict.breaches == len(breaches(result, "ledger.range"))


def test_an_override_can_make_a_rule_of_other_documents_stop_nothing(build: Build, tmp_path: Path) -> None:
    entry = (
        ENTRY.replace("ledger.range", "ledger.status.code").replace("communique", "plan-report") + 'severity = "warn"'
    )
    fault = "UPDATE staging.stg_numeral SET statement_type = 'hoped' WHERE quote = '1300'"
    result = small_build.staging(build).sql(fault).run("ledger", rules=overridden(tmp_path / "rules", entry))
    assert result.passed
    verdict = whole(result, "ledger.status.code")
    assert (verdict.passed, verdict.severity, verdict.breaches) == (False, "warn", 1)


@pytest.mark.parametrize(("waived", "passed"), [("d1", True), ("d2", False)])
def test_a_breach_that_an_override_makes_light_stops_nothing_beside_one_that_is_waived(
    waived: str, passed: bool, build: Build, tmp_path: Path
) -> None:
    rule = {"rule_id": "t.n", "kind": "not_null", "scope": "core.t", "key": ["document_id"]}
    rules = write_rules(tmp_path / "rules", "core", [{**rule, "parameters": {"column": "n"}}])
    entry = ENTRY.replace("ledger.range", "t.n").replace("document_kind = 'communique'", "document_id = 'd2'")
    (rules / "overrides.toml").write_text(entry + 'severity = "warn"', encoding="utf-8")
    decisions = decide(tmp_path / "decided", f"t.n,{waived},statistics desk,looked up,2999-12-31")
    build.table("core.t", "document_id, n", "'d1', NULL", "'d2', NULL", "'d3', 1")
    build.table("staging.stg_document", "document_id", "'d1'", "'d2'", "'d3'")
    assert build.run("core", rules=rules, decisions=decisions).passed == passed
    assert read_audit(build.audit, "run-1")["core"].passed == passed


def test_an_override_that_has_ended_changes_nothing_and_is_named(faulty: Build, tmp_path: Path) -> None:
    entry = ENTRY.replace("2999", "2001") + 'severity = "warn"'
    result = faulty.run("ledger", rules=overridden(tmp_path / "rules", entry))
    assert held(faulty) == {small_build.DOC, OTHER}
    (breach,) = breaches(result, "ledger.overrides.hold")
    assert breach.found == "ended on 2001-12-31"


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (ENTRY, "changes nothing"),
        (ENTRY.replace("until = 2999-12-31", 'severity = "warn"'), "lacks until"),
        (ENTRY + 'severity = "wran"', "did you mean 'warn'"),
        (ENTRY + 'severety = "warn"', "did you mean 'severity'"),
        (ENTRY + 'parameters = { bound = "wide.csv" }', "the parameter 'bound' is unknown; did you mean 'bounds'"),
        (ENTRY.replace("2999-12-31", '"soon"') + 'severity = "warn"', "until 'soon'"),
    ],
)
def test_an_override_that_is_not_whole_is_refused_by_name(entry: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=rf"override of ledger\.range.*{words}"):
        read_overrides(overridden(tmp_path / "rules", entry))


def test_an_override_of_a_rule_that_is_not_there_is_refused(tmp_path: Path) -> None:
    entry = ENTRY.replace("ledger.range", "ledger.rnage") + 'severity = "warn"'
    with pytest.raises(Invalid, match=r"the rule 'ledger\.rnage' is unknown; did you mean 'ledger\.range'"):
        read_overrides(overridden(tmp_path / "rules", entry))


def test_a_rule_that_names_no_document_cannot_be_overridden_for_some(faulty: Build, tmp_path: Path) -> None:
    entry = ENTRY.replace("ledger.range", "ledger.waivers.hold") + 'severity = "block"'
    with pytest.raises(Invalid, match="its keys are rule_id, key"):
        faulty.run("ledger", rules=overridden(tmp_path / "rules", entry))
