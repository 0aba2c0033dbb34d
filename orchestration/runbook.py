"""Which page of the runbook speaks of what: every exit code, gate, outcome of an input, and check of the doctor.

What belongs here: names of pages. What does not: their words (`docs/runbook`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from expectations.verdict import GATES
from orchestration import exits

FOLDER: Final = "docs/runbook"

OF_EXIT: Final[Mapping[int, str]] = {
    exits.FAILED: "failed-step",
    exits.NOT_STARTED: "usage",
    exits.INPUTS_LEFT_OUT: "inputs-left-out",
    exits.BUSY: "another-run",
}
OF_OUTCOME: Final[Mapping[str, str]] = {
    "refused": "inputs-left-out",
    "failed": "inputs-left-out",
    "vanished": "inputs-left-out",
    "unplaced": "unplaced-or-duplicate",
    "duplicate": "unplaced-or-duplicate",
}
OF_STEP: Final[Mapping[str, str]] = {f"gate_{gate}": f"gate-{gate}" for gate in GATES}
#: Words of a problem that have a page of their own, whatever the step.
OF_WORDS: Final[Mapping[str, str]] = {
    "what somebody decided": "decisions",
    "No space left": "disk",
    "Read-only file system": "disk",
    "disk is full": "disk",
    "records of the run cannot": "disk",
    "Permission denied": "disk",
    "changed while": "changed-under-way",
    "was killed": "killed",
    "raw store": "damaged-raw-store",
    "another run is writing": "another-run",
}
OF_CHECK: Final[Mapping[str, str]] = {
    "python": "installation",
    "packages": "installation",
    "time zones": "installation",
    "telemetry": "installation",
    "catalogue": "usage",
    "decisions": "decisions",
    "home": "disk",
    "room": "disk",
    "memory": "killed",
    "lock": "another-run",
    "clock": "clock",
    "published": "damaged-build",
    "retention": "disk-use",
    "schedule": "schedule",
    "lake": "damaged-lake",
    "raw store": "damaged-raw-store",
}
#: Named by a repair, a rule or another page.
ELSEWHERE: Final = ("late-source", "held-back")


def page(name: str) -> str:
    return f"{FOLDER}/{name}.md"


def of_failure(step: str, problem: str) -> str:
    """The page for a step that failed with these words."""
    for words, name in OF_WORDS.items():
        if words in problem:
            return page(name)
    return page(OF_STEP.get(step, "failed-step"))
