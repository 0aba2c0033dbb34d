"""What people decided that cannot be met, said as soon as it is read: at the start of a night and by the doctor.

What belongs here: rows and entries that are not whole or have ended, and names that nothing has: of a rule, of a key that the newest
run found failing, of a document. What does not: judging the data (`gate`), which finds the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from expectations.decisions import DOCUMENT_ID, Decisions
from expectations.rule import RULES, read_every
from expectations.verdict import WHOLE_SCOPE
from sources.spelling import unknown


def unmet(decided: Decisions, audit: Path, documents: Collection[str], rules: Path = RULES) -> tuple[str, ...]:
    """One sentence a row that decides nothing: which file and row, what is wrong, and what may have been meant.

    `documents` are the ids that the lake has. What only a run can tell is not said before the first: a key that nothing failed yet,
    a document that nobody has read.
    """
    return (*_waivers(decided, audit, rules), *_corrections(decided, documents))


def _waivers(decided: Decisions, audit: Path, folder: Path) -> Iterator[str]:
    if not decided.waivers.num_rows:
        return
    rules = {rule.rule_id: rule for rule in read_every(folder)}
    latest = _latest(audit)
    for number, row in enumerate(decided.waivers.to_pylist(), 2):
        name = f"waivers.csv, row {number}"
        rule_id, key = row["rule_id"], row["key"]
        if row["problem"]:
            yield f"{name}: {row['problem']}"
        elif rule_id not in rules:
            yield f"{name}: the rule {unknown(rule_id, rules)}"
        elif rules[rule_id].severity == "warn":
            yield f"{name}: the rule {rule_id} only warns: there is nothing to let pass"
        elif (rule_id, key) not in decided.holding:
            yield f"{name}: ended on {row['until']}"
        elif (failing := latest.get(rule_id)) is not None:
            known = {*failing, *(one.partition("/")[0] for one in failing if DOCUMENT_ID.match(one))}
            if key not in known:
                yield f"{name}: the newest run found no such failing key of {rule_id}: {unknown(key, known)}"


def _corrections(decided: Decisions, documents: Collection[str]) -> Iterator[str]:
    holding = {(row["document_id"], row["span_start"]) for row in decided.correcting.to_pylist()}
    for number, row in enumerate(decided.corrections.to_pylist(), 2):
        name = f"corrections.csv, row {number}"
        document = row["document_id"]
        if row["problem"]:
            yield f"{name}: {row['problem']}"
        elif documents and document not in documents:
            yield f"{name}: the document {unknown(document, documents)}"
        elif (document, row["span_start"]) not in holding:
            yield f"{name}: ended on {row['until']}: its figure is held back"


def _latest(audit: Path) -> dict[str, set[str]]:
    """The failing keys of each rule that the newest run judged and listed whole; a record that cannot be read tells nothing."""
    found: dict[str, set[str]] = {}
    for path in sorted((audit / "latest").glob("*.parquet")):
        try:
            table = pq.read_table(path, columns=["rule_id", "key", "passed", "breaches"])
        except (OSError, pa.ArrowException):
            continue
        failing = table.filter(pc.or_(pc.equal(table["key"], WHOLE_SCOPE), pc.invert(table["passed"])))
        listed: dict[str, list[str]] = {}
        breaches: dict[str, int | None] = {}
        for row in failing.to_pylist():
            if row["key"] == WHOLE_SCOPE:
                breaches[row["rule_id"]] = row["breaches"]
            else:
                listed.setdefault(row["rule_id"], []).append(row["key"])
        for rule_id, count in breaches.items():
            keys = listed.get(rule_id, [])
            if count == len(keys):
                found[rule_id] = set(keys)
    return found
