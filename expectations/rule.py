"""Rules as data: reading `rules/<gate>.toml` and checking that each entry is whole. No SQL, no database.

An entry says which rule it is (`rule_id`), of which `kind`, over which `scope` (a relation, `schema.name`, narrowed by an
optional `where`), how bad a breach is (`severity`), with what parameters, on what evidence they rest, why the rule exists
and since when. `key` names the columns by which a person finds a failing row; a file's `[keys]` table gives them once for
each relation.
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

from expectations.verdict import GATES, SEVERITIES, Gate, Severity
from sources import entries
from sources.errors import Invalid

RULES: Final = Path(__file__).parent / "rules"

#: What a rule of severity "quarantine" can hold back, and the columns with which its key must begin.
HELD: Final = {"document": ("document_id",), "numeral": ("document_id", "span_start", "span_end")}

#: The gate that may hold keys back: what a later one finds has been chosen from already.
HOLDING: Final = "ledger"

_NEEDED: Final = ("rule_id", "kind", "scope", "severity", "title", "title_zh", "reason", "since")
_OPTIONAL: Final = ("reason_zh", "where", "key", "parameters", "evidence", "nothing", "holds")
_RELATION: Final = re.compile(r"[a-z_]+\.[a-z_0-9]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `scope` is `schema.relation`; `where` is a SQL condition over its columns, "" for all rows.

    `nothing` says what it means when the scope is empty: the reason given with "not applicable". `holds` is what a rule of
    severity "quarantine" holds back, a key of HELD; "" for others.
    """

    rule_id: str
    gate: Gate
    kind: str
    scope: str
    where: str
    key: tuple[str, ...]
    severity: Severity
    title: str
    title_zh: str
    reason: str
    reason_zh: str
    evidence: str
    since: datetime.date
    parameters: Mapping[str, Any]
    nothing: str
    holds: str
    folder: Path

    def text(self, name: str, default: str | None = None) -> str:
        """A parameter that must be a string."""
        return cast("str", self._get(name, str, default))

    def texts(self, name: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A parameter that must be a list of strings."""
        value = self._get(name, list, None if default is None else list(default))
        return tuple(str(item) for item in value)

    def number(self, name: str, default: float | None = None) -> float:
        """A parameter that must be a number."""
        return float(self._get(name, (int, float), default))

    def table(self, name: str, columns: tuple[str, ...]) -> tuple[Mapping[str, str], ...]:
        """The rows of the CSV file beside the rules that a parameter names. Raises `Invalid` when a column is missing."""
        path = self.folder / self.text(name)
        try:
            with path.open(encoding="utf-8", newline="") as handle:
                rows = tuple(csv.DictReader(handle))
        except OSError as error:
            raise Invalid(
                path.name, str(error), expected=f"the table of {self.rule_id}", remedy="restore the file"
            ) from error
        if not rows or any(row.get(column) is None for row in rows for column in columns):
            raise Invalid(path.name, "no rows or short ones", expected=", ".join(columns), remedy="mend the file")
        return rows

    def _get(self, name: str, kind: type | tuple[type, ...], default: Any) -> Any:
        value = self.parameters.get(name, default)
        if value is None or not isinstance(value, kind) or isinstance(value, bool):
            raise Invalid(
                self.rule_id,
                f"parameter {name!r} is {value!r}",
                expected=f"a value for kind {self.kind}",
                remedy="mend the entry",
            )
        return value


def read_rules(gate: Gate, folder: Path = RULES) -> tuple[Rule, ...]:
    """The rules of a gate, in file order. Raises `Invalid` for an entry that is not whole or an id used twice."""
    path = folder / f"{gate}.toml"
    content = entries.read(path, "rule", beside=("keys",))
    keys = content.get("keys", {})
    rules = tuple(_rule(entry, gate, keys, folder) for entry in content["rule"])
    seen: set[str] = set()
    for rule in rules:
        if rule.rule_id in seen:
            raise Invalid(
                rule.rule_id, "used twice", expected="one entry a rule_id", remedy=f"rename one in {path.name}"
            )
        seen.add(rule.rule_id)
    if not rules:
        raise Invalid(path.name, "holds no rule", expected="at least one [[rule]]", remedy="restore the file")
    return rules


def read_every(folder: Path = RULES) -> tuple[Rule, ...]:
    """The rules of all gates that the folder has, in the order of the gates. Raises as `read_rules` does."""
    return tuple(rule for gate in GATES if (folder / f"{gate}.toml").is_file() for rule in read_rules(gate, folder))


def digest(folder: Path = RULES) -> str:
    """A short fingerprint of every rule and table of bounds: two runs with the same digest judged alike."""
    total = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.suffix in {".toml", ".csv"}:
            total.update(path.name.encode())
            total.update(path.read_bytes())
    return total.hexdigest()[:16]


def _rule(entry: Mapping[str, Any], gate: Gate, keys: Mapping[str, list[str]], folder: Path) -> Rule:
    name = str(entry.get("rule_id", f"a rule without rule_id in {gate}.toml"))
    entries.whole(entry, name, _NEEDED, _OPTIONAL)
    if entry["severity"] not in SEVERITIES:
        raise Invalid(
            name, f"severity {entry['severity']!r}", expected=" or ".join(SEVERITIES), remedy="mend the entry"
        )
    if not _RELATION.fullmatch(entry["scope"]):
        raise Invalid(name, f"scope {entry['scope']!r}", expected="schema.relation", remedy="mend the entry")
    if not isinstance(entry["since"], datetime.date):
        raise Invalid(name, f"since {entry['since']!r}", expected="a date", remedy="write it unquoted: 2026-11-23")
    key = entry.get("key") or keys.get(entry["scope"])
    if not key:
        raise Invalid(name, "no key columns", expected="key, or its relation under [keys]", remedy="mend the entry")
    holds = held_by(name, entry["severity"], str(entry.get("holds", "document")), gate, tuple(key))
    return Rule(
        rule_id=name,
        gate=gate,
        kind=entry["kind"],
        scope=entry["scope"],
        where=entry.get("where", ""),
        key=tuple(key),
        severity=entry["severity"],
        title=entry["title"],
        title_zh=entry["title_zh"],
        reason=entry["reason"],
        reason_zh=entry.get("reason_zh", ""),
        evidence=entry.get("evidence", ""),
        since=entry["since"],
        parameters=entry.get("parameters", {}),
        nothing=entry.get("nothing", f"{entry['scope']} has no row in scope"),
        holds=holds,
        folder=folder,
    )


def held_by(name: str, severity: Severity, holds: str, gate: Gate, key: tuple[str, ...]) -> str:
    """What a rule holds back, "" for one that does not. Raises `Invalid` where that could not be told from its keys."""
    if severity != "quarantine":
        return ""
    if gate != HOLDING or holds not in HELD or key[: len(HELD[holds])] != HELD[holds]:
        raise Invalid(
            name,
            f"holds back a {holds}, but is a rule of gate {gate} with the key {', '.join(key)}",
            expected=f"gate {HOLDING}, and a key that begins with document_id, or for numerals {', '.join(HELD['numeral'])}",
            remedy="mend the entry",
        )
    return holds
