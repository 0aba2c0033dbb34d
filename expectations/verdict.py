"""Verdicts: what a gate found, as values. No I/O, no SQL.

A run of a gate gives, for every rule, one verdict on the whole scope (`key` is `WHOLE_SCOPE`) and, where the rule failed,
one verdict for each failing key, up to a limit; `breaches` of the whole-scope verdict counts all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

Gate = Literal["ledger", "core", "marts", "quality"]

#: What a breach costs: the publication, the key that breaks the rule, or nothing but its place on record.
Severity = Literal["block", "quarantine", "warn"]
State = Literal["failed", "quarantined", "waived", "warned", "passed", "not applicable"]

GATES: Final[tuple[Gate, ...]] = ("ledger", "core", "marts", "quality")
SEVERITIES: Final[tuple[Severity, ...]] = ("block", "quarantine", "warn")

#: The key of the verdict that speaks for a rule's whole scope.
WHOLE_SCOPE: Final = "*"

#: Failing keys listed for one rule. More are counted, not listed.
LISTED_KEYS: Final = 1000


@dataclass(frozen=True, slots=True)
class Verdict:
    """One rule's word on one key (or on its whole scope) in one run.

    `expected`, `found` and `tolerance` are for people: numbers in the unit of the column judged. `passed` is false for a
    breach and true otherwise; a rule that had nothing to judge has `applicable` false, `passed` true and says why in
    `detail`. `checked` and `breaches` count keys and are set on the whole-scope verdict only, as
    is `waived`, the failing keys that somebody let pass. `waiver` says who let a failing key pass, until when and why; ""
    where nobody did.
    """

    rule_id: str
    gate: Gate
    severity: Severity
    key: str
    passed: bool
    expected: str
    found: str
    detail: str
    applicable: bool
    tolerance: str = ""
    checked: int | None = None
    breaches: int | None = None
    waiver: str = ""
    waived: int | None = None

    @property
    def whole_scope(self) -> bool:
        return self.key == WHOLE_SCOPE

    @property
    def message(self) -> str:
        """Which key, which rule, what was expected and found, in one line."""
        tail = f" ({self.detail})" if self.detail else ""
        return f"{self.rule_id} at {self.key}: expected {self.expected}, found {self.found}{tail}"


@dataclass(frozen=True, slots=True)
class GateResult:
    """What a gate decided. `passed` is false when something stops publication (`stops`)."""

    gate: Gate
    passed: bool
    verdicts: tuple[Verdict, ...]
    report: Path
    #: Ids of the rules that judge what people decided: waivers, corrections, overrides.
    deciding: frozenset[str] = frozenset()

    @property
    def blocking(self) -> tuple[Verdict, ...]:
        """The failed verdicts that stop publication, whole scopes and keys."""
        return tuple(v for v in self.verdicts if stops(v))

    @property
    def warnings(self) -> tuple[Verdict, ...]:
        """The failed verdicts that are on record but stop nothing."""
        return tuple(v for v in self.verdicts if not v.passed and v.severity == "warn")

    @property
    def quarantined(self) -> tuple[Verdict, ...]:
        """The keys that are held back; without those that somebody waived."""
        failed = (v for v in self.verdicts if not v.passed and v.severity == "quarantine")
        return tuple(v for v in failed if not v.whole_scope and not v.waiver)

    @property
    def held_for_decisions(self) -> tuple[Verdict, ...]:
        """The figures that are held back because what somebody decided about them does not hold any more."""
        return tuple(v for v in self.quarantined if v.rule_id in self.deciding)

    def count(self, state: State) -> int:
        """How many rules ended in a state."""
        return sum(1 for v in self.verdicts if v.whole_scope and state_of(v) == state)

    def messages(self, limit: int = 20) -> tuple[str, ...]:
        """Messages of what stops publication: failing keys first, whole scopes where no key is listed."""
        listed = {v.rule_id for v in self.blocking if not v.whole_scope}
        shown = [v for v in self.blocking if not v.whole_scope or v.rule_id not in listed]
        return tuple(v.message for v in shown[:limit])


def counted(breaches: int) -> str:
    """What a rule found, in words."""
    return f"{breaches:,} breach" if breaches == 1 else f"{breaches:,} breaches"


def stops(verdict: Verdict) -> bool:
    """Whether a verdict stops publication: a broken blocking rule, unless somebody let every failing key pass, or a rule
    whose failing keys could not be named, so that nobody could hold them back or let them pass.
    """
    if verdict.passed or verdict.severity == "warn":
        return False
    if not verdict.whole_scope:
        return verdict.severity == "block" and not verdict.waiver
    if verdict.breaches is None:
        return True
    return verdict.severity == "block" and (verdict.waived or 0) < verdict.breaches


def state_of(verdict: Verdict) -> State:
    """The one word a person reads for a verdict."""
    if not verdict.applicable:
        return "not applicable"
    if verdict.passed:
        return "passed"
    if stops(verdict):
        return "failed"
    if verdict.waiver or (verdict.breaches and (verdict.waived or 0) >= verdict.breaches):
        return "waived"
    return "quarantined" if verdict.severity == "quarantine" else "warned"
