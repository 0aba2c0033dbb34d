"""What is held back: one row a rule and key, written by the ledger gate, read by dbt, which keeps such keys out of every value.

What belongs here: the rows, their files under `audit/`, and which kind of thing a rule's key names. What does not: which keys
break a rule (`gate`), who may let one pass (`decisions`), what becomes of a key that is held back (`dbt_project`).

Two kinds of keys can be held back. A *document* whose quotes or numerals cannot be trusted: its statements stay on record and
are never preferred. A *numeral* whose value cannot be true: it stays in fct_observation, and the next statement of its key is
preferred. A key of which nothing else is known keeps its row in the marts, without a value and with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from expectations.decisions import Waiver
from expectations.files import write_whole
from expectations.rule import Rule
from expectations.verdict import Verdict

#: One row a rule and key. `waived_until` is set where somebody let the key pass: then it is not held back, and says so.
QUARANTINE: Final = pa.schema(
    [
        ("run_id", pa.string()),
        ("gate", pa.string()),
        ("rule_id", pa.string()),
        ("key_kind", pa.string()),
        ("key_id", pa.string()),
        ("key", pa.string()),
        ("title", pa.string()),
        ("title_zh", pa.string()),
        ("expected", pa.string()),
        ("found", pa.string()),
        ("tolerance", pa.string()),
        ("detail", pa.string()),
        ("waived_by", pa.string()),
        ("waived_why", pa.string()),
        ("waived_until", pa.date32()),
    ]
)


def path(audit: Path) -> Path:
    """The file that holds what the newest run holds back. Earlier runs are in the verdicts."""
    return audit / "quarantine" / "quarantine.parquet"


def write(audit: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Replace what is held back."""
    write_whole(path(audit), pa.Table.from_pylist(list(rows), schema=QUARANTINE))


def prepare(audit: Path) -> None:
    """A file without rows where there is none yet, so that dbt can be run before any gate."""
    if not path(audit).exists():
        write(audit, ())


def read(audit: Path) -> pa.Table:
    """Everything that is held back or waived now."""
    prepare(audit)
    return pq.read_table(path(audit))


def key_id(holds: str, key: str) -> str:
    """The id by which dbt knows what a verdict's key names: the document_id, or the numeral_id (`document:start-end`)."""
    document, *place = key.split("/")
    return f"{document}:{place[0]}-{place[1]}" if holds == "numeral" else document


def row(run_id: str, rule: Rule, verdict: Verdict, waiver: Waiver | None) -> dict[str, Any]:
    """The row of one failing key: its text begins with the id of what is held back."""
    return {
        "run_id": run_id,
        "gate": rule.gate,
        "rule_id": rule.rule_id,
        "key_kind": rule.holds,
        "key_id": key_id(rule.holds, verdict.key),
        "key": verdict.key,
        "title": rule.title,
        "title_zh": rule.title_zh,
        "expected": verdict.expected,
        "found": verdict.found,
        "tolerance": verdict.tolerance,
        "detail": verdict.detail,
        "waived_by": waiver.who if waiver else None,
        "waived_why": waiver.why if waiver else None,
        "waived_until": waiver.until if waiver else None,
    }
