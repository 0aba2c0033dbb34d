"""Where a rule holds otherwise for some documents: overrides as data, with who, why and until.

What belongs here: reading `rules/overrides.toml`, splitting a rule into the part that an override changes and the rest, and
joining what was found. What does not: judging (`gate`), letting single failing keys pass (`decisions`).

An `[[override]]` names the rule (`rule_id`), the documents (`documents`, a SQL condition over the columns of
staging.stg_document: a document_id, a kind, a source name like 'a%'), what changes (`severity`, `holds`, `parameters`: those named
replace the rule's own), and `reason`, `who` and `until`, the last day on which it holds. One that has ended changes nothing, and a
rule of the ledger gate names it (`given.overrides`). The two parts of a rule are judged apart: a rule that compares rows with each
other compares them within each part.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from expectations.rule import RULES, Rule, held_by, read_every
from expectations.verdict import SEVERITIES, Severity, Verdict, counted
from sources import entries
from sources.errors import Invalid
from sources.spelling import unknown

#: Stands in a rule's `where` for the name of RELATION.
DOCUMENTS: Final = "{documents}"
RELATION: Final = "staging.stg_document"

#: What the rules read: the overrides as they were given.
OVERRIDES: Final = pa.schema(
    [(name, pa.string()) for name in ("rule_id", "documents", "reason", "who")] + [("until", pa.date32())]
)

_FILE: Final = "overrides.toml"
_NEEDED: Final = ("rule_id", "documents", "reason", "who", "until")
_CHANGES: Final = ("severity", "holds", "parameters")


@dataclass(frozen=True, slots=True)
class Overrides:
    """What `rules/overrides.toml` says, and which of it holds today."""

    table: pa.Table
    holding: Sequence[Mapping[str, Any]]

    @property
    def in_force(self) -> str:
        """Which overrides hold today."""
        return repr(self.holding)

    def split(self, rules: Iterable[Rule]) -> list[Rule]:
        """The rules; one that is overridden becomes a part for the documents named and one for the rest.

        Raises `Invalid` for an override of a rule that does not look at documents.
        """
        parts: list[Rule] = []
        for rule in rules:
            rest = rule
            for entry in (one for one in self.holding if one["rule_id"] == rule.rule_id):
                within = f"document_id IN (SELECT document_id FROM {DOCUMENTS} WHERE {entry['documents']})"
                parts.append(_changed(rest, entry, _and(rest.where, within)))
                rest = replace(rest, where=_and(rest.where, f"NOT {within}"))
            parts.append(rest)
        return parts


def read_overrides(folder: Path = RULES, today: datetime.date | None = None) -> Overrides:
    """Read the folder's overrides; without the file there are none. Raises `Invalid` for an entry that is
    not whole, or names a rule or parameter that there is not.
    """
    day = today or datetime.datetime.now(datetime.UTC).date()
    path = folder / _FILE
    given = entries.read(path, "override")["override"] if path.is_file() else []
    rules = {rule.rule_id: rule for rule in read_every(folder)} if given else {}
    for entry in given:
        _check(entry, rules)
    table = pa.Table.from_pylist([{name: entry[name] for name in _NEEDED} for entry in given], schema=OVERRIDES)
    return Overrides(table, [entry for entry in given if entry["until"] >= day])


def joined(parts: Sequence[Verdict], standing: Collection[Severity]) -> Verdict:
    """The verdict on a rule's whole scope from those on its parts: broken if one is, as grave as the gravest that is.

    `standing` are the severities of the failing keys that nobody let pass: a part whose keys all were is the least grave.
    """
    if len(parts) == 1:
        return parts[0]
    failed = [part for part in parts if not part.passed]
    judged = [part for part in parts if part.applicable] or parts
    counts = [part.breaches for part in judged]
    breaches = None if None in counts else sum(count or 0 for count in counts)
    gravest = min(
        failed or parts[-1:],
        key=lambda part: (
            part.breaches is not None and part.severity not in standing,
            SEVERITIES.index(part.severity),
        ),
    )
    return replace(
        parts[-1],
        severity=gravest.severity,
        passed=not failed,
        applicable=any(part.applicable for part in parts),
        found="; ".join(dict.fromkeys(part.found for part in judged)) if breaches is None else counted(breaches),
        detail="; ".join(dict.fromkeys(part.detail for part in judged if part.detail)),
        checked=sum(part.checked or 0 for part in judged),
        breaches=breaches,
    )


def _changed(rule: Rule, entry: Mapping[str, Any], where: str) -> Rule:
    if "document_id" not in rule.key:
        raise Invalid(
            rule.rule_id,
            f"is overridden for some documents, but its keys are {', '.join(rule.key)}",
            expected="a rule whose keys name a document",
            remedy=f"take the entry out of {_FILE}",
        )
    severity = entry.get("severity", rule.severity)
    return replace(
        rule,
        where=where,
        severity=severity,
        holds=held_by(rule.rule_id, severity, entry.get("holds", rule.holds or "document"), rule.gate, rule.key),
        parameters={**rule.parameters, **entry.get("parameters", {})},
    )


def _check(entry: Mapping[str, Any], rules: Mapping[str, Rule]) -> None:
    name, remedy = f"override of {entry.get('rule_id', 'no rule')}", f"mend the entry in {_FILE}"
    entries.whole(entry, name, _NEEDED, _CHANGES)
    if not any(field in entry for field in _CHANGES):
        raise Invalid(name, "changes nothing", expected=" or ".join(_CHANGES), remedy=remedy)
    if (severity := entry.get("severity", "warn")) not in SEVERITIES:
        raise Invalid(name, unknown(str(severity), SEVERITIES), expected=" or ".join(SEVERITIES), remedy=remedy)
    if (rule_id := entry["rule_id"]) not in rules:
        raise Invalid(name, f"the rule {unknown(rule_id, rules)}", expected="a rule_id", remedy=remedy)
    own = rules[rule_id].parameters
    if other := sorted(set(entry.get("parameters", {})) - set(own)):
        raise Invalid(
            name, f"the parameter {unknown(other[0], own)}", expected=" or ".join(own) or "no parameter", remedy=remedy
        )
    if not isinstance(entry["until"], datetime.date):
        raise Invalid(name, f"until {entry['until']!r}", expected="a date", remedy="write it unquoted: 2026-12-31")


def _and(where: str, condition: str) -> str:
    return f"({where}) AND {condition}" if where else condition
