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
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from expectations.rule import RULES, Rule, held_by
from expectations.verdict import SEVERITIES, Severity, Verdict
from sources.errors import Invalid

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
    """Read the folder's overrides; without the file there are none. Raises `Invalid` for an entry that is not whole."""
    day = today or datetime.datetime.now(datetime.UTC).date()
    path = folder / _FILE
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("override", []) if path.is_file() else []
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise Invalid(
            path.name, str(error), expected="a readable TOML file of overrides", remedy="mend the file"
        ) from error
    for entry in entries:
        _check(entry)
    table = pa.Table.from_pylist([{name: entry[name] for name in _NEEDED} for entry in entries], schema=OVERRIDES)
    return Overrides(table, [entry for entry in entries if entry["until"] >= day])


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
        found="; ".join(dict.fromkeys(part.found for part in judged)) if breaches is None else f"{breaches} breaches",
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


def _check(entry: Mapping[str, Any]) -> None:
    name = f"override of {entry.get('rule_id', 'no rule')}"
    missing = [field for field in _NEEDED if not entry.get(field)]
    unknown = sorted(set(entry) - {*_NEEDED, *_CHANGES})
    changes = [field for field in _CHANGES if field in entry]
    if missing or unknown or not changes or entry.get("severity", "warn") not in SEVERITIES:
        raise Invalid(
            name,
            f"lacks {missing}, has unknown {unknown}, changes {changes}",
            expected=f"{', '.join(_NEEDED)}, and a change: {', '.join(_CHANGES)}; severity {' or '.join(SEVERITIES)}",
            remedy=f"mend the entry in {_FILE}",
        )
    if not isinstance(entry["until"], datetime.date):
        raise Invalid(name, f"until {entry['until']!r}", expected="a date", remedy="write it unquoted: 2026-12-31")


def _and(where: str, condition: str) -> str:
    return f"({where}) AND {condition}" if where else condition
