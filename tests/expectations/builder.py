"""Small build files and small rule folders for the tests of the gates. No mocks: DuckDB and the real gate run."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from expectations import Gate, GateResult, Verdict, run_gate

#: One rule entry with only what the test cares about; the rest is filled in.
Entry = Mapping[str, Any]

ENTRY: Entry = {
    "severity": "block",
    "title": "a rule under test",
    "title_zh": "测试规则",
    "reason": "it is tested",
    "key": ["id"],
}


def write_rules(folder: Path, gate: Gate, entries: Iterable[Entry]) -> Path:
    """A rule folder with one gate's file. JSON strings, numbers and lists are TOML too."""
    folder.mkdir(parents=True, exist_ok=True)
    lines: list[str] = []
    for entry in entries:
        whole = {**ENTRY, **entry}
        parameters = whole.pop("parameters", {})
        lines.append("[[rule]]\nsince = 2026-11-23")
        lines += [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in whole.items()]
        lines.append("[rule.parameters]")
        lines += [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in parameters.items()]
    (folder / f"{gate}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


class Build:
    """A build file in a folder of its own, with everything a gate wants beside it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.database = home / "build" / "marts.duckdb"
        self.lake = home / "lake"
        self.audit = home / "audit"
        self.database.parent.mkdir(parents=True)

    def like(self, other: Build) -> Build:
        """A copy of another build's file, beside the same lake."""
        shutil.copy(other.database, self.database)
        self.lake = other.lake
        return self

    def sql(self, *statements: str) -> Build:
        """Change the build, as dbt would: open, write, let go."""
        with duckdb.connect(str(self.database)) as connection:
            for schema in ("staging", "intermediate", "core", "mart", "quality"):
                connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
            for statement in statements:
                connection.execute(statement)
        return self

    def table(self, name: str, columns: str, *rows: str) -> Build:
        """A table from SQL literals: `build.table("core.t", "id, n", "'a', 1", "'b', 2")`."""
        return self.sql(f"CREATE TABLE {name} AS SELECT * FROM (VALUES ({'), ('.join(rows)})) AS t ({columns})")

    def run(self, gate: Gate = "core", run_id: str = "run-1", **options: Any) -> GateResult:
        return run_gate(gate, self.database, self.lake, run_id, self.audit, **options)

    def judge(self, *entries: Entry, run_id: str = "run-1") -> GateResult:
        """Run gate "core" with these rules alone."""
        return self.run("core", run_id, rules=write_rules(self.home / "rules", "core", entries))


def whole(result: GateResult, rule_id: str) -> Verdict:
    """The verdict of a rule on its whole scope."""
    return next(v for v in result.verdicts if v.rule_id == rule_id and v.whole_scope)


def breaches(result: GateResult, rule_id: str) -> Sequence[Verdict]:
    """The verdicts of a rule on its failing keys."""
    return [v for v in result.verdicts if v.rule_id == rule_id and not v.whole_scope]
