"""Running a gate: rules → checks → Great Expectations → verdicts → audit record, quarantine → page.

What belongs here: the order of those steps. What does not: what a kind means (`kinds/`), thresholds (`rules/`), SQL on
connections (`warehouse`), Great Expectations (`suites`, imported only when a gate runs).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from expectations import coverage, kinds, overrides, quarantine
from expectations.check import Check, plain
from expectations.classes import implemented
from expectations.decisions import DECISIONS, DOCUMENT_ID, Decisions, read_decisions
from expectations.judged import Judged
from expectations.record import verdict_path, write_verdicts
from expectations.register import note_run
from expectations.report import write_report
from expectations.rule import HOLDING, RULES, Rule, digest, read_every, read_rules
from expectations.verdict import GATES, LISTED_KEYS, WHOLE_SCOPE, Gate, GateResult, Verdict, counted, stops
from expectations.warehouse import GIVEN, Warehouse

if TYPE_CHECKING:
    from expectations.suites import Judge, Outcome

__all__ = ["GATES", "Gate", "run_gate"]


def run_gate(
    gate: Gate,
    database: Path,
    lake: Path,
    run_id: str,
    audit: Path,
    *,
    rules: Path = RULES,
    decisions: Path = DECISIONS,
) -> GateResult:
    """Judge one layer of a build and put the verdicts on record.

    `database` is the build file, opened read-only and let go before this returns; `lake` the Parquet lake; `audit` the
    folder that receives `verdicts/<run_id>-<gate>.parquet`, `quarantine/quarantine.parquet` (keys held back from now on) and
    `report/<run_id>/index.html`. A second run with the same `run_id` replaces the gate's verdicts. `rules` and `decisions`
    are folders, by default the project's own.

    Breaches are verdicts, not errors. Raises `Retriable` when the build file is locked by a writer, `Invalid` when there is
    no build file, a rule's entry is not whole, or the run id cannot be a file name.
    """
    verdict_path(audit, run_id, gate)  # an unusable run id must fail before the work, not after it
    entries = read_rules(gate, rules)
    decided = read_decisions(decisions)
    exceptions = overrides.read_overrides(rules)
    asked = exceptions.split(entries)
    from expectations.suites import VERSION, Judge

    with Warehouse(database, lake) as warehouse, Judge(warehouse) as judge:
        warehouse.give("waivers", decided.waivers)
        warehouse.give("corrections", decided.corrections)
        warehouse.give("overrides", exceptions.table)
        warehouse.give("rules", pa.table({"rule_id": [rule.rule_id for rule in read_every(rules)]}))
        judged = Judged(warehouse, run_id)
        parts = [
            verdict
            for group in _scopes(asked).values()
            for verdict in _judge(warehouse, judge, judged, group, decided.rules_waived)
        ]
        kept = judged.table()
        if gate == GATES[-1]:  # before it, a build that grows still has the counts of the one it grew from
            coverage.take(warehouse, audit, run_id)
        facts = {"rules": digest(rules), "database_sha256": warehouse.fingerprint(), "great_expectations": VERSION}
    by_id = {rule.rule_id: rule for rule in entries}
    verdicts = tuple(v for rule_id in by_id for v in _told(rule_id, parts, decided))
    written = write_verdicts(audit, run_id, gate, verdicts, by_id, facts)
    note_run(audit, run_id, gate, written, kept, rules)
    if gate == HOLDING:
        holding = {rule.rule_id: rule for rule in asked if rule.holds}
        held = (v for v in verdicts if v.severity == "quarantine" and not v.passed and not v.whole_scope)
        quarantine.write(
            audit, (quarantine.row(run_id, holding[v.rule_id], v, decided.waiver(v.rule_id, v.key)) for v in held)
        )
    passed = not any(map(stops, verdicts))
    report = write_report(audit, run_id, implemented(rules))
    deciding = frozenset(rule.rule_id for rule in entries if rule.scope.startswith(f"{GIVEN}."))
    return GateResult(gate=gate, passed=passed, verdicts=verdicts, report=report, deciding=deciding)


def _told(rule_id: str, parts: Iterable[Verdict], decided: Decisions) -> list[Verdict]:
    """All verdicts of a rule: one on its whole scope, from every part of it that was judged on its own, and its failing
    keys; one that somebody let pass says who did.
    """
    mine = [verdict for verdict in parts if verdict.rule_id == rule_id]
    keys = [
        replace(verdict, waiver=waiver.words)
        if verdict.severity != "warn" and (waiver := decided.waiver(rule_id, verdict.key))
        else verdict
        for verdict in mine
        if not verdict.whole_scope
    ]
    standing = {verdict.severity for verdict in keys if not verdict.waiver}
    whole = overrides.joined([verdict for verdict in mine if verdict.whole_scope], standing)
    waived = sum(bool(verdict.waiver) for verdict in keys)
    return [replace(whole, waived=None if whole.breaches is None else waived), *keys]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A rule that can be judged: what it became, and how many keys it judges."""

    rule: Rule
    check: Check
    checked: int


def _scopes(entries: Iterable[Rule]) -> dict[tuple[str, str], list[Rule]]:
    """Rules by scope: one batch each, so that Great Expectations prepares it once."""
    groups: dict[tuple[str, str], list[Rule]] = {}
    for rule in entries:
        groups.setdefault((rule.scope, rule.where), []).append(rule)
    return groups


def _judge(
    warehouse: Warehouse, judge: Judge, judged: Judged, group: list[Rule], waived: Collection[str]
) -> list[Verdict]:
    """The verdicts of all rules on one scope."""
    batch = _batch(warehouse, group[0])
    verdicts: list[Verdict] = []
    asked: list[_Asked] = []
    for rule in group:
        if missing := _missing(warehouse, rule):
            verdicts.append(_unjudged(rule, missing))
            continue
        check = kinds.find(rule.kind)(rule, warehouse.name)
        if absent := [relation for relation in check.reads if not warehouse.has(relation)]:
            verdicts.append(_unjudged(rule, f"no relation {', '.join(absent)}"))
            continue
        try:
            for name, query in check.keeps.items():
                warehouse.keep(name, query)
            check = judged.keep(rule, check, batch)
            checked = int(warehouse.rows(plain(check.checked, batch))[0][0])
        except duckdb.Error as error:
            verdicts.append(_unjudged(rule, str(error).splitlines()[0]))
            continue
        if checked:
            asked.append(_Asked(rule, check, checked))
        else:
            verdicts.append(_not_applicable(rule))
    if asked:
        outcomes = judge.validate(batch, [(one.rule, one.check) for one in asked])
        for one in asked:
            verdicts.extend(_verdicts(warehouse, batch, one, outcomes, one.rule.rule_id in waived))
    return verdicts


def _verdicts(
    warehouse: Warehouse, batch: str, asked: _Asked, outcomes: Mapping[str, Outcome], waived: bool
) -> list[Verdict]:
    rule, outcome = asked.rule, outcomes.get(asked.rule.rule_id)
    if outcome is None or outcome.problem:
        return [_unjudged(rule, outcome.problem if outcome else "no outcome came back")]
    if outcome.passed:
        return [_whole(rule, True, f"{rule.title}: {counted(0)}", counted(0), asked.checked, 0)]
    # every key that is held back or let pass has to be known, however many there are
    limit = "" if waived or rule.severity == "quarantine" else f"LIMIT {LISTED_KEYS}"
    try:
        listed = warehouse.rows(plain(f"SELECT * FROM ({asked.check.breaches}) ORDER BY key {limit}", batch))
    except duckdb.Error as error:
        return [
            _unjudged(rule, f"{outcome.breaches} breaches, but their keys cannot be read: {str(error).splitlines()[0]}")
        ]
    found = counted(outcome.breaches)
    if not listed and rule.severity != "warn":
        return [_unjudged(rule, f"{found}, but no key is named")]
    note = f"the first {len(listed)} are listed" if len(listed) < outcome.breaches else ""
    keys = _named(warehouse, [_breach(rule, *(str(part or "") for part in row)) for row in listed])
    return [_whole(rule, False, f"{rule.title}: {counted(0)}", found, asked.checked, outcome.breaches, note), *keys]


def _named(warehouse: Warehouse, breaches: list[Verdict]) -> list[Verdict]:
    """The same verdicts; where a key begins with a document's id, the detail says under which name the document came."""
    ids = {verdict.key: verdict.key.split("/", 1)[0] for verdict in breaches}
    names = warehouse.document_names(one for one in ids.values() if DOCUMENT_ID.fullmatch(one))
    return [
        replace(verdict, detail="; ".join(part for part in (verdict.detail, f"document {name}") if part))
        if (name := names.get(ids[verdict.key]))
        else verdict
        for verdict in breaches
    ]


def _batch(warehouse: Warehouse, rule: Rule) -> str:
    where = f" WHERE {rule.where}" if rule.where else ""
    if overrides.DOCUMENTS in where:
        where = where.replace(overrides.DOCUMENTS, warehouse.name(overrides.RELATION))
    return f"SELECT * FROM {warehouse.name(rule.scope)}{where}"


def _missing(warehouse: Warehouse, rule: Rule) -> str:
    if not warehouse.has(rule.scope):
        return f"no relation {rule.scope}"
    lacking = [column for column in rule.key if column not in warehouse.columns(rule.scope)]
    return f"{rule.scope} has no column {', '.join(lacking)}" if lacking else ""


def _whole(
    rule: Rule, passed: bool, expected: str, found: str, checked: int, breaches: int, detail: str = ""
) -> Verdict:
    return Verdict(
        rule.rule_id,
        rule.gate,
        rule.severity,
        WHOLE_SCOPE,
        passed,
        expected,
        found,
        detail,
        True,
        "",
        checked,
        breaches,
    )


def _breach(rule: Rule, key: str, expected: str, found: str, detail: str, tolerance: str) -> Verdict:
    return Verdict(rule.rule_id, rule.gate, rule.severity, key, False, expected, found, detail, True, tolerance)


def _not_applicable(rule: Rule) -> Verdict:
    return Verdict(
        rule.rule_id,
        rule.gate,
        rule.severity,
        WHOLE_SCOPE,
        True,
        rule.title,
        "nothing to judge",
        rule.nothing,
        False,
        "",
        0,
        0,
    )


def _unjudged(rule: Rule, problem: str) -> Verdict:
    """A rule that could not be asked has failed: a gate that cannot look must not open."""
    return Verdict(
        rule.rule_id,
        rule.gate,
        rule.severity,
        WHOLE_SCOPE,
        False,
        rule.title,
        "could not be judged",
        problem,
        True,
        "",
        0,
        None,
    )
