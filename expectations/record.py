"""The audit record: verdict rows as Parquet, one file a run and gate, and how to read them back.

What belongs here: the columns of a verdict row, writing them atomically, reading what a run's gates decided. What does not:
judging, rendering.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from expectations.files import write_whole
from expectations.rule import Rule
from expectations.verdict import GATES, WHOLE_SCOPE, Gate, Verdict, stops
from sources.errors import Invalid

#: One row a rule, key and run; key "*" speaks for the rule's whole scope.
VERDICTS: Final = pa.schema(
    [
        ("run_id", pa.string()),
        ("gate", pa.string()),
        ("rule_id", pa.string()),
        ("kind", pa.string()),
        ("scope", pa.string()),
        ("severity", pa.string()),
        ("key", pa.string()),
        ("applicable", pa.bool_()),
        ("passed", pa.bool_()),
        ("expected", pa.string()),
        ("found", pa.string()),
        ("tolerance", pa.string()),
        ("detail", pa.string()),
        ("waiver", pa.string()),  # who let a failing key pass, until when and why
        ("checked", pa.int64()),  # keys judged; whole-scope rows only
        ("breaches", pa.int64()),  # keys that failed, listed or not; whole-scope rows only
        ("waived", pa.int64()),  # keys that failed and were let pass; whole-scope rows only
        ("title", pa.string()),
        ("title_zh", pa.string()),
        ("reason", pa.string()),
        ("reason_zh", pa.string()),
        ("evidence", pa.string()),
        ("since", pa.date32()),
        ("judged_at", pa.timestamp("us", tz="UTC")),
    ]
)

_RUN_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}")


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """What one gate of one run left on record. `database_sha256` is the build file as the gate saw it."""

    run_id: str
    gate: Gate
    passed: bool
    rules: str  # fingerprint of the rules that judged
    database_sha256: str
    verdicts: Path


def verdict_path(audit: Path, run_id: str, gate: Gate) -> Path:
    """Where a gate's verdicts lie. Raises `Invalid` for a run id that could not be a file name."""
    if not _RUN_ID.fullmatch(run_id):
        raise Invalid(
            f"run id {run_id!r}", "unusable as a file name", expected="letters, digits, . _ -", remedy="choose another"
        )
    return audit / "verdicts" / f"{run_id}-{gate}.parquet"


def write_verdicts(
    audit: Path,
    run_id: str,
    gate: Gate,
    verdicts: tuple[Verdict, ...],
    rules: Mapping[str, Rule],
    facts: Mapping[str, str],
) -> pa.Table:
    """Write a gate's verdicts, complete or not at all. `facts` are kept in the file's metadata (see `AuditRecord`)."""
    at = datetime.datetime.now(datetime.UTC)
    rows = [_row(run_id, verdict, rules[verdict.rule_id]) | {"judged_at": at} for verdict in verdicts]
    table = pa.Table.from_pylist(rows, schema=VERDICTS)
    metadata = {f"zhibiao.{name}": value for name, value in facts.items()}
    write_whole(verdict_path(audit, run_id, gate), table.replace_schema_metadata(metadata))
    return table


def read_verdicts(audit: Path, run_id: str) -> pa.Table:
    """All verdict rows of a run, of the gates that ran, in gate order. Empty when none ran."""
    paths = [verdict_path(audit, run_id, gate) for gate in GATES]
    return pa.concat_tables(
        [VERDICTS.empty_table(), *(by_name(pq.read_table(path)) for path in paths if path.is_file())]
    )


def by_name(table: pa.Table) -> pa.Table:
    """The same rows with the columns of today: a gate that ran under an earlier version left others."""
    columns = [
        table[field.name].cast(field.type) if field.name in table.column_names else pa.nulls(table.num_rows, field.type)
        for field in VERDICTS
    ]
    return pa.Table.from_arrays(columns, schema=VERDICTS)


def read_audit(audit: Path, run_id: str) -> dict[Gate, AuditRecord]:
    """What each gate of a run decided, from the verdict rows themselves, not from a flag.

    A gate that did not run has no entry; a gate whose file cannot be read, or holds no verdict, counts as not passed.
    """
    records: dict[Gate, AuditRecord] = {}
    for gate in GATES:
        path = verdict_path(audit, run_id, gate)
        if not path.is_file():
            continue
        try:
            table = pq.read_table(path)
        except (OSError, pa.ArrowInvalid):
            records[gate] = AuditRecord(run_id, gate, False, "", "", path)
            continue
        facts = {key.decode(): value.decode() for key, value in (table.schema.metadata or {}).items()}
        rows = table.to_pylist()
        whole = bool(rows) and all(row["run_id"] == run_id and row["gate"] == gate for row in rows)
        records[gate] = AuditRecord(
            run_id=run_id,
            gate=gate,
            passed=whole and not any(stops(verdict_of(row)) for row in rows),
            rules=facts.get("zhibiao.rules", ""),
            database_sha256=facts.get("zhibiao.database_sha256", ""),
            verdicts=path,
        )
    return records


def failing_rows(audit: Path, run_id: str, gate: Gate, keys: int = 3) -> list[dict[str, str]]:
    """What stopped a gate of a run, for people: of each blocking rule that failed its first keys, or its whole scope where
    no key is listed. Each with rule_id, key, expected, found, detail and breaches, the count of all failing keys.
    """
    try:
        table = pq.read_table(verdict_path(audit, run_id, gate))
    except (OSError, pa.ArrowInvalid):
        return []
    by_rule: dict[str, list[dict[str, object]]] = {}
    for row in table.to_pylist():
        if stops(verdict_of(row)):
            by_rule.setdefault(row["rule_id"], []).append(row)
    shown: list[dict[str, str]] = []
    for rule_id, rows in by_rule.items():
        counted = next((row["breaches"] for row in rows if row["breaches"] is not None), None)
        listed = [row for row in rows if row["key"] != WHOLE_SCOPE] or rows
        for row in listed[:keys]:
            facts = {name: str(row[name]) for name in ("key", "expected", "found", "detail")}
            shown.append({"rule_id": rule_id, **facts, "breaches": "?" if counted is None else str(counted)})
    return shown


def verdict_of(row: Mapping[str, Any]) -> Verdict:
    """The verdict that a row of `VERDICTS` tells of."""
    names = {one.name for one in fields(Verdict)}
    return Verdict(**{name: value for name, value in row.items() if name in names})


def _row(run_id: str, verdict: Verdict, rule: Rule) -> dict[str, object]:
    return {
        "run_id": run_id,
        "gate": verdict.gate,
        "rule_id": verdict.rule_id,
        "kind": rule.kind,
        "scope": f"{rule.scope} where {rule.where}" if rule.where else rule.scope,
        "severity": verdict.severity,
        "key": verdict.key,
        "applicable": verdict.applicable,
        "passed": verdict.passed,
        "expected": verdict.expected,
        "found": verdict.found,
        "tolerance": verdict.tolerance,
        "detail": verdict.detail,
        "waiver": verdict.waiver,
        "checked": verdict.checked,
        "breaches": verdict.breaches,
        "waived": verdict.waived,
        "title": rule.title,
        "title_zh": rule.title_zh,
        "reason": rule.reason,
        "reason_zh": rule.reason_zh,
        "evidence": rule.evidence,
        "since": rule.since,
    }
