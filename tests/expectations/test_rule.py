"""Rule entries: what is accepted, what is refused and with which words, and what every shipped entry must say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from expectations import GATES, Gate, kinds
from expectations.rule import RULES, digest, read_rules
from sources.errors import Invalid
from tests.expectations.builder import Build, write_rules

ENTRY: dict[str, Any] = {"rule_id": "t.one", "kind": "not_null", "scope": "core.t", "parameters": {"column": "n"}}
#: Kinds that judge data by a number: the number needs its evidence.
JUDGING = {
    *("astray", "between", "freshness", "growth_against_level", "late", "misprint", "misprint_peers", "near", "ratio"),
    *("repeated", "revision", "share", "slip"),
}
MODELS = Path(__file__).parents[2] / "dbt_project" / "models"


@pytest.mark.parametrize("gate", GATES)
def test_shipped_rules_are_whole(gate: Gate) -> None:
    for rule in read_rules(gate):
        assert rule.rule_id.startswith(f"{gate}.")
        assert rule.kind in kinds.names()
        assert rule.reason_zh, f"{rule.rule_id} has its reason in English alone"
        assert rule.kind not in JUDGING or rule.evidence, f"{rule.rule_id} judges by a number without evidence"


def test_every_bound_and_golden_has_its_evidence() -> None:
    tables: list[tuple[Gate, str, str]] = [
        ("ledger", "ledger.range", "bounds"),
        ("core", "core.revision", "limits"),
        ("marts", "marts.golden", "figures"),
    ]
    for gate, rule_id, name in tables:
        (rule,) = (one for one in read_rules(gate) if one.rule_id == rule_id)
        assert all(row["evidence"] for row in rule.table(name, ("evidence",)))


@pytest.mark.parametrize("gate", GATES)
def test_shipped_rules_judge_relations_that_dbt_builds(gate: Gate) -> None:
    for rule in read_rules(gate):
        schema, name = rule.scope.split(".")
        folder = {"mart": "marts"}.get(schema, schema)
        assert schema in ("lake", "given") or (MODELS / folder / f"{name}.sql").is_file(), rule.scope


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"severity": "fatal"}, "severity 'fatal'"),
        ({"scope": "t; DROP TABLE x"}, "scope"),
        ({"reason": ""}, "lacks reason"),
        ({"sevrity": "warn"}, "'sevrity' is unknown; did you mean 'severity'?"),
        ({"key": []}, "no key columns"),
    ],
)
def test_an_entry_that_is_not_whole_is_refused_by_name(change: dict[str, Any], words: str, tmp_path: Path) -> None:
    rules = write_rules(tmp_path, "core", [{**ENTRY, **change}])
    with pytest.raises(Invalid, match=r"t\.one") as refused:
        read_rules("core", rules)
    assert words in str(refused.value)


def test_a_rule_id_used_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="used twice"):
        read_rules("core", write_rules(tmp_path, "core", [ENTRY, ENTRY]))


def test_a_file_without_rules_is_refused(tmp_path: Path) -> None:
    (tmp_path / "core.toml").write_text("# all rules taken out\n", encoding="utf-8")
    with pytest.raises(Invalid, match="holds no rule"):
        read_rules("core", tmp_path)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "nonesuch"}, "'nonesuch'"),
        ({"parameters": {}}, "'column'"),
        ({"parameters": {"column": 3}}, "'column'"),
    ],
)
def test_a_kind_or_parameter_that_is_wrong_is_refused(change: dict[str, Any], words: str, build: Build) -> None:
    build.table("core.t", "id, n", "'a', 1")
    with pytest.raises(Invalid, match=words):
        build.judge({**ENTRY, **change})


def test_the_digest_changes_with_a_threshold(tmp_path: Path) -> None:
    before = digest(write_rules(tmp_path, "core", [{**ENTRY, "parameters": {"column": "n", "minimum": 1}}]))
    after = digest(write_rules(tmp_path, "core", [{**ENTRY, "parameters": {"column": "n", "minimum": 2}}]))
    assert before != after
    assert digest() == digest(RULES)
