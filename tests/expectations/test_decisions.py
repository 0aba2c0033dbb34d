"""Quarantine, waivers and corrections: which keys are held back, who may let one pass, and when that ends."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any, Final

import pytest

from expectations import Gate, GateResult, quarantine
from expectations.decisions import read_decisions
from expectations.record import read_audit
from expectations.rule import read_rules
from expectations.verdict import state_of
from sources.errors import Invalid
from tests.expectations import small_build
from tests.expectations.builder import ENTRY, Build, breaches, whole, write_rules
from tests.expectations.test_gates import only

START, END = small_build.span("1300")
KEY = f"{small_build.DOC}/{START}/{END}"
RULE = "ledger.value.as_quoted"
FAULT = "UPDATE staging.stg_numeral SET printed_value = 1800 WHERE quote = '1300'"


def decide(folder: Path, waivers: str = "", corrections: str = "") -> Path:
    folder.mkdir()
    (folder / "waivers.csv").write_text(f"rule_id,key,who,why,until\n{waivers}\n", encoding="utf-8")
    heading = "document_id,span_start,says,value,who,why,until"
    (folder / "corrections.csv").write_text(f"{heading}\n{corrections}\n", encoding="utf-8")
    return folder


def test_a_failing_key_is_held_back_and_the_gate_passes(build: Build) -> None:
    result = small_build.staging(build).sql(FAULT).run("ledger")
    assert result.passed
    assert [verdict.key for verdict in result.quarantined] == [KEY]
    (row,) = quarantine.read(build.audit).to_pylist()
    assert (row["rule_id"], row["key_kind"], row["key_id"]) == (RULE, "numeral", f"{small_build.DOC}:{START}-{END}")
    assert row["waived_until"] is None


def test_the_high_end_of_a_range_is_held_back_as_the_low_end_is(build: Build) -> None:
    small_build.staging(build).sql(
        "UPDATE intermediate.int_observation_candidate SET obs_value = 650, exclusion = 'high end of a range' WHERE measure = 'growth'",
        "UPDATE intermediate.int_observation_candidate SET obs_value = 1, exclusion = 'superseded text' WHERE measure = 'level' AND year = 2022 AND indicator_code = 'GRP'",
    )
    result = build.run("ledger", rules=only("ledger", "ledger.range", build.home / "rules"))
    assert [verdict.found for verdict in result.quarantined] == ["650"]


def test_a_mended_key_is_no_longer_held_back(build: Build) -> None:
    small_build.staging(build).sql(FAULT).run("ledger")
    build.sql("UPDATE staging.stg_numeral SET printed_value = 1300 WHERE quote = '1300'").run("ledger")
    assert quarantine.read(build.audit).num_rows == 0


@pytest.mark.parametrize("key", [KEY, small_build.DOC])
def test_a_waiver_lets_a_key_pass_and_says_who_why_and_until(key: str, build: Build, tmp_path: Path) -> None:
    decisions = decide(tmp_path / "decided", f"{RULE},{key},statistics desk,looked up,2999-12-31")
    result = small_build.staging(build).sql(FAULT).run("ledger", decisions=decisions)
    assert result.quarantined == ()
    (verdict,) = breaches(result, RULE)
    assert verdict.waiver == "waived by statistics desk until 2999-12-31: looked up"
    (row,) = quarantine.read(build.audit).to_pylist()
    assert (row["waived_by"], row["waived_why"], row["waived_until"]) == (
        "statistics desk",
        "looked up",
        datetime.date(2999, 12, 31),
    )


@pytest.mark.parametrize(
    ("waiver", "words"),
    [
        (f"{RULE},{KEY},statistics desk,looked up,2001-01-31", "ended on 2001-01-31"),
        (f"{RULE},{KEY},,looked up,2999-12-31", "lacks who"),
        (f"{RULE},{KEY},statistics desk,looked up,soon", "until 'soon' is no date"),
    ],
)
def test_a_waiver_that_does_not_hold_lets_nothing_pass_and_is_named(
    waiver: str, words: str, build: Build, tmp_path: Path
) -> None:
    decisions = decide(tmp_path / "decided", waiver)
    result = small_build.staging(build).sql(FAULT).run("ledger", decisions=decisions)
    assert [verdict.key for verdict in result.quarantined] == [KEY]
    (breach,) = breaches(result, "ledger.waivers.hold")
    assert words in breach.found


def test_a_waiver_of_a_rule_that_is_not_there_is_named(build: Build, tmp_path: Path) -> None:
    lines = f"ledger.value.as_written,{KEY},statistics desk,looked up,2999-12-31"
    result = small_build.staging(build).run("ledger", decisions=decide(tmp_path / "decided", lines))
    assert result.passed
    (breach,) = breaches(result, "ledger.waivers.rule_known")
    assert breach.found == "ledger.value.as_written"


def test_a_waiver_that_lets_nothing_pass_is_named(build: Build, tmp_path: Path) -> None:
    waived = "INSERT INTO quality.fct_verdict SELECT 'run', 't.one', 'd1/7/9', 'waived', true, false"
    lines = "\n".join(
        f"{rule_id},{key},statistics desk,looked up,2999-12-31"
        for rule_id, key in (("t.one", "d1/7/9"), ("t.one", "d1"), ("t.one", "d1/7/8"), ("t.later", "d1"))
    )
    result = small_build.quality(build).sql(waived).run("quality", decisions=decide(tmp_path / "decided", lines))
    assert result.passed
    assert [breach.key for breach in breaches(result, "quality.waivers.used")] == ["t.one/d1/7/8"]
    assert whole(result, "quality.waivers.used").checked == 3, "a rule that no earlier gate judged cannot be told"


def test_a_decision_that_is_not_whole_makes_a_build_due_in_which_it_is_named(tmp_path: Path) -> None:
    none = read_decisions(decide(tmp_path / "none"))
    torn = read_decisions(decide(tmp_path / "torn", f"{RULE},{KEY},,looked up,2999-12-31"))
    assert torn.holding == {}
    assert torn.in_force != none.in_force


SOURCE: Final = "ledger.corrections.source"


def correct(
    build: Build,
    folder: Path,
    *,
    document: str = small_build.DOC,
    at: int = START,
    says: str = "1300",
    until: str = "2999-12-31",
) -> GateResult:
    """The rule of corrections over the small build, with one correction."""
    line = f"{document},{at},{says},1290,statistics desk,a slip of the pen,{until}"
    rules = only("ledger", SOURCE, build.home / "rules")
    return build.run("ledger", rules=rules, decisions=decide(folder, corrections=line))


def test_a_correction_that_meets_its_source_holds_nothing_back(build: Build, tmp_path: Path) -> None:
    result = correct(small_build.staging(build), tmp_path / "decided")
    assert whole(result, SOURCE).passed
    assert (result.quarantined, result.held_for_decisions) == ((), ())


@pytest.mark.parametrize(
    ("given", "key", "found"),
    [
        ({"says": "1400"}, KEY, "1300"),
        ({"at": START + 1, "says": "300"}, KEY, "1300"),
        ({"until": "2001-12-31"}, KEY, "ended on 2001-12-31"),
        ({"at": 6, "says": "12"}, f"{small_build.DOC}/6/8", "no number at this place"),
        ({"document": "370103bbbbbbbbbb"}, f"370103bbbbbbbbbb/{START}/{END}", "no such document in the warehouse"),
    ],
)
def test_a_correction_that_does_not_meet_its_source_fails_and_its_figure_is_held_back(
    given: dict[str, Any], key: str, found: str, build: Build, tmp_path: Path
) -> None:
    result = correct(small_build.staging(build), tmp_path / "decided", **given)
    assert result.passed, "the night goes on for all other keys"
    assert [(v.key, v.found) for v in result.held_for_decisions] == [(key, found)]
    assert "corrected by statistics desk: a slip of the pen; next: " in result.held_for_decisions[0].detail
    (row,) = quarantine.read(build.audit).to_pylist()
    assert (row["rule_id"], row["key_kind"], row["key"]) == (SOURCE, "numeral", key)


def test_a_correction_that_was_written_anew_takes_the_place_of_the_one_that_ended(build: Build, tmp_path: Path) -> None:
    place = f"{small_build.DOC},{START},1300,1290,statistics desk,a slip of the pen"
    lines = f"{place},2001-12-31\n{place},2999-12-31"
    rules = only("ledger", SOURCE, build.home / "rules")
    result = small_build.staging(build).run(
        "ledger", rules=rules, decisions=decide(tmp_path / "decided", corrections=lines)
    )
    assert (whole(result, SOURCE).passed, result.held_for_decisions) == (True, ())


def test_a_correction_of_a_document_that_came_again_holds_back_what_the_new_one_says(
    build: Build, tmp_path: Path
) -> None:
    again = "SELECT * REPLACE ('370103cccccccccc' AS document_id) FROM staging."
    small_build.staging(build).sql(
        f"INSERT INTO staging.stg_text {again}stg_text",
        f"INSERT INTO staging.stg_numeral {again}stg_numeral",
        f"INSERT INTO staging.stg_document {again}stg_document",
        "UPDATE staging.stg_document SET standing_document_id = '370103cccccccccc'",
    )
    result = correct(build, tmp_path / "decided")
    assert [verdict.key for verdict in result.quarantined] == [f"370103cccccccccc/{START}/{END}"]
    assert result.held_for_decisions[0].found == "1300 in the document that took its place"


BROKEN: Final = ("core.t", "id, n", "'a', 1", "'b', NULL", "'c', NULL")


@pytest.mark.parametrize(("waived", "passed"), [(["b", "c"], True), (["b"], False), ([], False)])
def test_a_blocking_rule_lets_the_build_pass_once_every_failing_key_is_waived(
    waived: list[str], passed: bool, build: Build, tmp_path: Path
) -> None:
    entry = {"rule_id": "core.n", "kind": "not_null", "scope": "core.t", "parameters": {"column": "n"}}
    rules = write_rules(tmp_path / "rules", "core", [entry])
    lines = "\n".join(f"core.n,{key},statistics desk,looked up,2999-12-31" for key in waived)
    result = build.table(*BROKEN).run("core", rules=rules, decisions=decide(tmp_path / "decided", lines))
    assert result.passed == passed
    assert read_audit(build.audit, "run-1")["core"].passed == passed
    verdict = whole(result, "core.n")
    assert (verdict.passed, verdict.breaches, verdict.waived) == (False, 2, len(waived))
    assert (result.count("passed"), result.count("waived")) == (0, int(passed))
    assert state_of(verdict) == ("waived" if passed else "failed")
    assert ("Publication is stopped" in result.report.read_text(encoding="utf-8")) != passed
    assert [v.key for v in result.blocking if not v.whole_scope] == [key for key in ("b", "c") if key not in waived]


@pytest.mark.parametrize(("waived", "state"), [(["b", "c"], "waived"), (["b"], "quarantined")])
def test_a_rule_that_holds_keys_back_is_waived_once_every_failing_key_is(
    waived: list[str], state: str, build: Build, tmp_path: Path
) -> None:
    entry = {"rule_id": "t.n", "kind": "not_null", "scope": "staging.t", "key": ["document_id"], "holds": "document"}
    rules = write_rules(
        tmp_path / "rules", "ledger", [{**entry, "severity": "quarantine", "parameters": {"column": "n"}}]
    )
    lines = "\n".join(f"t.n,{key},statistics desk,looked up,2999-12-31" for key in waived)
    build.table("staging.t", "document_id, n", "'a', 1", "'b', NULL", "'c', NULL")
    result = build.run("ledger", rules=rules, decisions=decide(tmp_path / "decided", lines))
    assert state_of(whole(result, "t.n")) == state


def test_a_waiver_of_a_blocking_rule_that_has_ended_stops_the_build_again(build: Build, tmp_path: Path) -> None:
    entry = {"rule_id": "core.n", "kind": "not_null", "scope": "core.t", "parameters": {"column": "n"}}
    rules = write_rules(tmp_path / "rules", "core", [entry])
    lines = "\n".join(f"core.n,{key},statistics desk,looked up,2001-12-31" for key in "bc")
    result = build.table(*BROKEN).run("core", rules=rules, decisions=decide(tmp_path / "decided", lines))
    assert not result.passed


def test_what_could_not_be_judged_cannot_be_waived(build: Build, tmp_path: Path) -> None:
    entry = {"rule_id": "core.n", "kind": "not_null", "scope": "core.nonesuch", "parameters": {"column": "n"}}
    rules = write_rules(tmp_path / "rules", "core", [entry])
    decisions = decide(tmp_path / "decided", "core.n,*,statistics desk,looked up,2999-12-31")
    assert not build.table(*BROKEN).run("core", rules=rules, decisions=decisions).passed


def test_a_place_is_no_document_whose_every_key_could_be_waived(tmp_path: Path) -> None:
    decided = read_decisions(
        decide(tmp_path / "decided", "r,370103,desk,why,2999-12-31\nr,370103aaaaaaaaaa,desk,why,2999-12-31")
    )
    assert not decided.waiver("r", "370103/2022/GRP")
    assert decided.waiver("r", "370103aaaaaaaaaa/7/9")


def test_the_last_day_of_a_waiver_still_counts(tmp_path: Path) -> None:
    decisions = decide(tmp_path / "decided", "r,k,desk,why,2026-11-25")
    assert read_decisions(decisions, datetime.date(2026, 11, 25)).waiver("r", "k")
    assert not read_decisions(decisions, datetime.date(2026, 11, 26)).waiver("r", "k")


def test_a_document_whose_spans_do_not_quote_it_is_held_back_whole(build: Build) -> None:
    small_build.staging(build).sql("UPDATE staging.stg_numeral SET quote = '1800' WHERE quote = '1300'").run("ledger")
    held = {(row["rule_id"], row["key_kind"], row["key_id"]) for row in quarantine.read(build.audit).to_pylist()}
    assert ("ledger.span.quote", "document", small_build.DOC) in held


@pytest.mark.parametrize(
    ("gate", "key", "holds"),
    [
        ("core", ["document_id"], "document"),
        ("ledger", ["document_id"], "numeral"),
        ("ledger", ["ref_area"], "document"),
    ],
)
def test_a_rule_that_could_hold_nothing_back_is_refused(gate: Gate, key: list[str], holds: str, tmp_path: Path) -> None:
    entry = {**ENTRY, "rule_id": "r", "kind": "not_null", "scope": "core.t", "severity": "quarantine"}
    rules = write_rules(tmp_path, gate, [{**entry, "key": key, "holds": holds}])
    with pytest.raises(Invalid, match=f"holds back a {holds}"):
        read_rules(gate, rules)
