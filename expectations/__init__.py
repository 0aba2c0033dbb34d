"""What must be true of the data: rules as data, gates, verdicts as rows.

What belongs here: rules (`rules/*.toml`), what each kind of rule means in SQL (`kinds/`, one file a kind), running a gate,
the verdict rows and the page that shows them. What does not: mending data, deciding when a gate runs, publishing.
Great Expectations is imported in `expectations.suites` alone, and only once a gate runs, because the import takes seconds.
"""

from expectations.gate import GATES, Gate, run_gate
from expectations.record import AuditRecord, read_audit, read_verdicts
from expectations.verdict import GateResult, Severity, Verdict

__all__ = [
    "GATES",
    "AuditRecord",
    "Gate",
    "GateResult",
    "Severity",
    "Verdict",
    "read_audit",
    "read_verdicts",
    "run_gate",
]
