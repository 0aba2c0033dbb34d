"""Which documents are due, and their readings into the lake.

What belongs here: comparing the catalogue with the lake, fanning out, outcomes. What does not: landing, reading.

A reading is named by its `extraction_id`: the bytes, the extractor's version, and what came beside the bytes (sidecar and
suffix). The reading in force is done; one that another has replaced since is done again when it is due again (a sidecar
taken back, an extractor rolled back, a correction withdrawn), for readers take the newest. What was refused under a name stays refused; what
failed for another reason is tried again in the next runs, `TRIES` times in all.

Every input that stands anywhere has an outcome on record: where a killed run left none, the next run writes it.

Time in the lake never goes back: a run's moment is the clock's, or just after the newest on record where the clock is
behind it, so that of two readings the later one counts whatever the clock does. Readings that stood in a damaged part are
due again, those of bytes that other bytes have replaced under their name among them. Where code or vocabulary changes
while a run reads, nothing of it stays: its rows would bear the name of a version that did not make them.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

import pyarrow.parquet as pq

from sources import lake, seals, sidecar_fields, workers
from sources.catalogue import Entry, Landed
from sources.errors import Invalid, ZhibiaoError
from sources.extraction import Extraction, Task, work
from sources.landing import Landing, document_id_of
from sources.seals import Damage
from sources.version import extractor_version, snapshot

TRIES: Final = 3
#: Outcomes that leave an input out of the warehouse.
LEFT_OUT: Final = ("refused", "failed", "vanished")


@dataclass(frozen=True, slots=True)
class Ingested:
    """What a run did. `outcomes`: how this run's inputs stand now, by outcome ("extracted" counts earlier runs too).

    `extracted`, `numerals`, `observations`: of this run alone; `documents`, `all_numerals`, `all_observations`: in force
    in the lake. `left_out`: this run's inputs that are not in the warehouse, (name, outcome, problem). `state`: a hash of
    what is in force and how every input stands, equal after runs between which nothing changed. `slips`: this run's inputs
    with a misspelt key beside them, (name, problem). `damage`: parts of the lake that no longer were what was written, and
    were set aside.
    """

    outcomes: Mapping[str, int]
    extracted: int
    unplaced: int
    numerals: int
    observations: int
    documents: int
    all_numerals: int
    all_observations: int
    left_out: tuple[tuple[str, str, str], ...]
    state: str
    slips: tuple[tuple[str, str], ...] = ()
    damage: tuple[Damage, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """A reading to do and the inputs that wait for it: the first gives the name, the rest are duplicates."""

    task: Task
    entry: Entry
    recorded: bool = True  # whether its outcome is the input's: not so for bytes that others have replaced


def extraction_id(entry: Entry, version: str) -> str:
    assert entry.sha256 is not None
    beside = json.dumps([PurePosixPath(entry.name).suffix.lower(), sorted(entry.sidecar.items())])
    return f"{document_id_of(entry.sha256)}-{version}-{hashlib.sha256(beside.encode()).hexdigest()[:6]}"


def clock() -> datetime.datetime:
    """What the machine says."""
    return datetime.datetime.now(datetime.UTC)


class State:
    """What the lake knows before the run."""

    def __init__(self, root: Path) -> None:
        columns = [
            "document_id",
            "extraction_id",
            "source_kind",
            "source_name",
            "ref_area",
            "extracted_at",
            "numerals",
            "observations",
        ]
        documents = pq.read_table(root / "documents", columns=columns).to_pylist()
        documents.sort(key=lambda row: (row["extracted_at"], row["extraction_id"]))
        self.in_force = {row["document_id"]: row for row in documents}
        outcomes = pq.read_table(root / "outcomes").to_pylist()
        outcomes.sort(key=lambda row: row["at"])
        self.last = {(row["source_kind"], row["source_name"]): row for row in outcomes}
        self.refused = {row["extraction_id"]: row for row in outcomes if row["outcome"] == "refused"}
        self.failed = {row["extraction_id"]: row for row in outcomes if row["outcome"] == "failed"}
        self.failures = Counter(row["extraction_id"] for row in outcomes if row["outcome"] == "failed")
        newest = [row["extracted_at"] for row in documents[-1:]] + [row["at"] for row in outcomes[-1:]]
        self.newest: datetime.datetime | None = max(newest, default=None)

    def moment(self) -> datetime.datetime:
        """Now, for ordering: after everything on record, also where the clock went back."""
        now = clock()
        return now if self.newest is None else max(now, self.newest + datetime.timedelta(microseconds=1))

    def digest(self) -> str:
        readings = sorted(row["extraction_id"] for row in self.in_force.values())
        standings = sorted((*key, row["outcome"], row["sha256"] or "") for key, row in self.last.items())
        return hashlib.sha256(json.dumps([readings, standings]).encode()).hexdigest()

    def reading(self, reading: str, entry: Entry) -> Mapping[str, Any] | None:
        """The row of `documents` of this reading of these bytes, if it is the one in force."""
        row: Mapping[str, Any] | None = self.in_force.get(document_id_of(entry.sha256)) if entry.sha256 else None
        return row if row is not None and row["extraction_id"] == reading else None

    def names(self, entry: Entry) -> bool:
        """Whether the lake has this input's bytes under this input's name."""
        row = self.in_force.get(document_id_of(entry.sha256)) if entry.sha256 else None
        return row is not None and (row["source_kind"], row["source_name"]) == entry.key

    def came_back(self, entry: Entry) -> bool:
        """Whether other bytes stood under this name since the lake read these: they are the latest again."""
        last = self.last.get(entry.key)
        return self.names(entry) and last is not None and last["sha256"] not in (None, entry.sha256)

    def hopeless(self, reading: str) -> Mapping[str, Any] | None:
        """The outcome that ended the matter for this reading, if one did."""
        ended: Mapping[str, Any] | None = self.refused.get(reading)
        return ended or (self.failed[reading] if self.failures[reading] >= TRIES else None)


def ingest(
    landed: Landed,
    landing: Path,
    root: Path,
    run_id: str,
    limits: workers.Limits,
    *,
    progress: Callable[[int, int, str], None] = lambda done, total, name: None,
) -> Ingested:
    """Read every due document into the lake at `root` as one part a dataset, named after the run.

    Holding the writer's lock is the caller's business. Never raises for a document.
    """
    before = snapshot()
    _, damage = lake.prepare(root)
    state = State(root)
    book = _Book(run_id, state)
    due = _due(landed, landing, state, book, seals.lost_readings(root))
    with lake.RunWriter(root, run_id) as writer:
        results = workers.run(
            (item.task for item in due),
            work,
            workers.Limits(min(limits.processes, max(1, len(due))), limits.seconds, limits.memory),
            subject=lambda task: task.source_name,
            preload=["sources.warm"],
        )
        items = {item.task.extraction_id: item for item in due}
        numerals = observations = extracted = unplaced = 0
        for done, result in enumerate(results, 1):
            item = items[result.item.extraction_id]
            entry = item.entry
            if result.value is None:
                if item.recorded:
                    book.write(entry, _outcome_of(result.error), result.error, reading=result.item.extraction_id)
            else:
                _append(writer, result.value)
                writer.readings.append(_sealed(result.item))
                if item.recorded:
                    standing = _standing_of(entry, placed=result.value.placed, doubt=result.value.doubt)
                    book.write(entry, *standing, reading=result.item.extraction_id)
                extracted += 1
                unplaced += not result.value.placed
                numerals += result.value.numerals
                observations += result.value.observations
            progress(done, len(due), entry.name)
        if due and snapshot() != before:
            raise Invalid(
                "code or vocabulary",
                "changed while this run was reading documents",
                expected="the same files from the first document to the last",
                remedy="run `zhibiao nightly` again",
            )
        writer.parts["outcomes"].write(book.rows)
    after = State(root) if due or book.rows else state
    seen = [book.standing[key] for key in sorted(landed.seen)]
    return Ingested(
        outcomes=dict(Counter(outcome for outcome, _ in seen)),
        extracted=extracted,
        unplaced=unplaced,
        numerals=numerals,
        observations=observations,
        documents=len(after.in_force),
        all_numerals=sum(row["numerals"] for row in after.in_force.values()),
        all_observations=sum(row["observations"] for row in after.in_force.values()),
        left_out=tuple(
            (key[1], *book.standing[key]) for key in sorted(landed.seen) if book.standing[key][0] in LEFT_OUT
        ),
        state=after.digest(),
        slips=tuple(
            (key[1], told) for key in sorted(landed.seen) if (told := sidecar_fields.slips(landed.entries[key].sidecar))
        ),
        damage=tuple(damage),
    )


class _Book:
    """Outcome rows of this run: one an input, and only where something is new."""

    def __init__(self, run_id: str, state: State) -> None:
        self.run_id = run_id
        self.rows: list[dict[str, Any]] = []
        self.standing: dict[tuple[str, str], tuple[str, str]] = {}
        self._last = state.last
        self._at = state.moment()

    def keep(self, entry: Entry, outcome: str, error: ZhibiaoError | None, reading: str) -> None:
        """Nothing new about this reading: the input stands as it did. Written only where that is not on record."""
        last = self._last.get(entry.key)
        if last is not None and (last["extraction_id"], last["outcome"]) == (reading, outcome):
            self.standing[entry.key] = (outcome, last["problem"] or "")
        else:
            self.write(entry, outcome, error, reading=reading)

    def write(
        self, entry: Entry, outcome: str, error: ZhibiaoError | None = None, *, reading: str | None = None
    ) -> None:
        """Put an outcome on record, unless the newest one on record for this input says the same.

        Failures of a reading are always written: they are what is counted against `TRIES`.
        """
        problem = error.problem if error else entry.problem
        self.standing[entry.key] = (outcome, problem)
        last = self._last.get(entry.key)
        same = last is not None and (last["sha256"], last["extraction_id"], last["outcome"], last["problem"] or "") == (
            entry.sha256,
            reading,
            outcome,
            problem,
        )
        if same and not (outcome == "failed" and reading):
            return
        self.rows.append(
            {
                "run_id": self.run_id,
                "source_name": entry.name,
                "source_kind": entry.kind,
                "sha256": entry.sha256,
                "document_id": document_id_of(entry.sha256) if entry.sha256 else None,
                "extraction_id": reading,
                "bytes": entry.size,
                "outcome": outcome,
                "problem": problem,
                "expected": error.expected if error else entry.expected,
                "remedy": error.remedy if error else entry.remedy,
                "at": self._at,
            }
        )


def _due(landed: Landed, landing: Path, state: State, book: _Book, lost: Iterable[Mapping[str, Any]]) -> list[Due]:
    """The readings to do, longest first: a long one begun last would leave the other processes idle."""
    version, moment, store = extractor_version(), state.moment(), Landing(landing)
    due: dict[str, Due] = {}
    first: dict[str, Entry] = {}
    for entry in _in_order(landed, state):
        if entry.sha256 is None:
            if entry.key in landed.seen:
                book.write(entry, entry.trouble)
            continue
        reading = extraction_id(entry, version)
        twin = first.setdefault(entry.sha256, entry)
        in_force = state.reading(reading, entry)
        hopeless = state.hopeless(reading)
        if twin is not entry:
            error = Invalid(entry.name, f"has the same bytes as {twin.name}", remedy="nothing: it counts once")
            book.write(entry, "duplicate", error, reading=reading)
        elif in_force is not None and not state.came_back(entry):
            book.keep(entry, *_standing_of(entry, placed=in_force["ref_area"] is not None), reading)
        elif hopeless is not None:
            error = Invalid(
                entry.name,
                hopeless["problem"] or "",
                expected=hopeless["expected"] or "",
                remedy=hopeless["remedy"] or "",
            )
            book.keep(entry, hopeless["outcome"], error, reading)
        elif not store.holds(entry.sha256, entry.size):
            error = Invalid(
                entry.name,
                "its bytes are no longer in the raw store, and the file is not among the inputs",
                expected=f"{entry.size:,} bytes with sha256 {entry.sha256}",
                remedy=store.remedy(entry.sha256),
            )
            book.write(entry, "failed", error)  # of the input, not of a reading: it may come back at any time
        else:
            task = Task(
                landing=landing,
                sha256=entry.sha256,
                size=entry.size,
                extraction_id=reading,
                extractor_version=version,
                source_kind=entry.kind,
                source_name=entry.name,
                sidecar=dict(entry.sidecar),
                retrieved_at=datetime.datetime.fromtimestamp(entry.order_ns / 1e9, datetime.UTC),
                extracted_at=moment,
            )
            due[reading] = Due(task, entry)
    known = {item.task.sha256 for item in due.values()} | set(first)
    for row in lost:
        if row["sha256"] in known or document_id_of(row["sha256"]) in state.in_force:
            continue
        known.add(row["sha256"])
        task = _again(row, landing, version, moment)
        if store.holds(task.sha256, task.size):
            entry = Entry(task.source_kind, task.source_name, task.size, sha256=task.sha256, sidecar=task.sidecar)
            due[task.extraction_id] = Due(task, entry, recorded=False)
    return sorted(due.values(), key=lambda item: (-item.entry.size, item.entry.name))


def _sealed(task: Task) -> dict[str, Any]:
    """What a seal says of a reading: enough to do it again."""
    return {
        "sha256": task.sha256,
        "size": task.size,
        "source_kind": task.source_kind,
        "source_name": task.source_name,
        "sidecar": dict(task.sidecar),
        "retrieved_at": task.retrieved_at.isoformat(),
    }


def _again(row: Mapping[str, Any], landing: Path, version: str, moment: datetime.datetime) -> Task:
    """The reading that a seal speaks of, by the extractor of today."""
    entry = Entry(row["source_kind"], row["source_name"], row["size"], sha256=row["sha256"], sidecar=row["sidecar"])
    return Task(
        landing=landing,
        sha256=row["sha256"],
        size=row["size"],
        extraction_id=extraction_id(entry, version),
        extractor_version=version,
        source_kind=entry.kind,
        source_name=entry.name,
        sidecar=dict(entry.sidecar),
        retrieved_at=datetime.datetime.fromisoformat(row["retrieved_at"]),
        extracted_at=moment,
    )


def _in_order(landed: Landed, state: State) -> Iterator[Entry]:
    """Of equal bytes the first is the document: what the lake has already, then this run's inputs, the sample first."""
    rank = {"sample": 0, "release": 1, "inbox": 2}
    yield from sorted(
        landed.entries.values(),
        key=lambda entry: (
            entry.key not in landed.seen,
            not state.names(entry),
            rank.get(entry.kind, 3),
            entry.name,
        ),
    )


def _standing_of(entry: Entry, *, placed: bool, doubt: str = "") -> tuple[str, ZhibiaoError | None]:
    """An unplaced document is in the warehouse like any other, with a word about what would place it; so is one with a slip in
    what stands beside it, which was read without the key.
    """
    slips = sidecar_fields.slips(entry.sidecar)
    if placed:
        expected, remedy = f"keys of {', '.join(sidecar_fields.FIELDS)}", "mend the key; the next run reads it again"
        return "extracted", Invalid(entry.name, slips, expected=expected, remedy=remedy) if slips else None
    problem = "; ".join(filter(None, (doubt or "it names no place that the area list knows", slips)))
    remedy = f"write {PurePosixPath(entry.name).name}.meta.json beside it with ref_area or area_name"
    return "unplaced", Invalid(entry.name, problem, expected="a place in the title or the first lines", remedy=remedy)


def _outcome_of(error: ZhibiaoError | None) -> str:
    return "refused" if isinstance(error, Invalid) else "failed"


def _append(writer: lake.RunWriter, extraction: Extraction) -> None:
    for dataset, table in extraction.rows.items():
        writer.parts[dataset].write(table)
