"""The Parquet lake: its datasets, their columns, and how rows get in.

What belongs here: one pyarrow schema a dataset (the contract that dbt's sources read) and atomic, append-only writing.
What does not: deciding what to extract, and anything that reads marts.

A run appends at most one part file to each dataset, `<lake>/<dataset>/<part>.parquet`, written beside its final name
and renamed into place. Parts are never changed. A document extracted again by a newer extractor gets new rows in a
newer part with another `extraction_id`; readers take, for each `document_id`, the extraction named by the newest row of
`documents` (by `extracted_at`, then `extraction_id`) with the rows in the part of that row's name. A reading that comes
back into force is written again under its `extraction_id`.

The part of `documents` is renamed after the rows it names: parts of those without it are what a killed run left behind,
and the next run removes them (`prepare`). `outcomes` comes last; what a run killed before it did not say, the next says
(`ingest`). Before any of them appears, the run's seal does: checksums of its parts, by which the next run finds a damaged
one (`sources.seals`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from sources import durable, seals
from sources.seals import Damage

TIMESTAMP: Final = pa.timestamp("us", tz="UTC")

#: One row a document and extraction. `document_id` is the first 16 hex digits of the bytes' sha256.
DOCUMENTS: Final = pa.schema(
    [
        ("document_id", pa.string()),
        ("extraction_id", pa.string()),  # document_id, extractor_version and what came beside the bytes: one reading
        ("extractor_version", pa.string()),  # changes when code or vocabulary that shapes the ledger changes
        ("sha256", pa.string()),
        ("bytes", pa.int64()),
        ("source_name", pa.string()),  # path inside the inbox or sample, forward slashes
        ("source_kind", pa.string()),  # "sample", "inbox", "fetched", "release"
        ("media_type", pa.string()),
        ("reader", pa.string()),
        ("encoding", pa.string()),
        ("title", pa.string()),
        ("kind", pa.string()),  # sources.model.Kind
        ("ref_area", pa.string()),  # GB/T 2260, null when the document could not be placed
        ("area_name", pa.string()),
        ("year", pa.int32()),  # the document's own year
        ("published_on", pa.date32()),
        (
            "placed_by",
            pa.string(),
        ),  # what decided the place: "title", "front-matter", "first-lines", "sidecar", "manifest"
        ("retrieved_at", TIMESTAMP),
        ("extracted_at", TIMESTAMP),
        ("characters", pa.int64()),
        ("text_digest", pa.string()),  # sources.text_digest: equal for one text in two encodings or formats
        ("numerals", pa.int32()),
        ("observations", pa.int32()),
    ]
)

#: The text that spans point into, one row a document and extraction.
TEXTS: Final = pa.schema([("document_id", pa.string()), ("extraction_id", pa.string()), ("text", pa.string())])

#: The ledger, one row a document, extraction and span: sources.model.Numeral, with the document's keys before it.
NUMERALS: Final = pa.schema(
    [
        ("document_id", pa.string()),
        ("extraction_id", pa.string()),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("text", pa.string()),
        ("disposition", pa.string()),
        ("rule", pa.string()),
        ("indicator", pa.string()),
        ("code", pa.string()),
        ("measure", pa.string()),
        ("value", pa.float64()),
        ("unit", pa.string()),
        ("bound", pa.string()),
        ("status", pa.string()),
        ("period", pa.string()),
        ("area", pa.string()),
        ("base", pa.string()),
        ("force", pa.string()),
        ("nature", pa.string()),
        ("part", pa.string()),
        ("section", pa.string()),
        ("sentence_start", pa.int32()),
        ("sentence_end", pa.int32()),
        ("place", pa.string()),
        ("cell", pa.string()),
        ("price_basis", pa.string()),
        ("price_year", pa.int32()),
        ("price_start", pa.int32()),
        ("price_end", pa.int32()),
        ("nature_start", pa.int32()),
        ("nature_end", pa.int32()),
        ("nature_part", pa.string()),
        ("obs_status", pa.string()),  # SDMX CL_OBS_STATUS, as a release states it; null elsewhere
    ]
)

#: Targets stated without a numeral, one row a document, extraction and span: sources.model.RelativeTarget.
RELATIVE_TARGETS: Final = pa.schema(
    [
        ("document_id", pa.string()),
        ("extraction_id", pa.string()),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("text", pa.string()),
        ("indicator", pa.string()),
        ("code", pa.string()),
        ("relation", pa.string()),
        ("reference", pa.string()),
        ("status", pa.string()),
        ("period", pa.string()),
        ("rule", pa.string()),
    ]
)

#: What became of every input of every run that had something to say about it, one row a run and input.
OUTCOMES: Final = pa.schema(
    [
        ("run_id", pa.string()),
        ("source_name", pa.string()),
        ("source_kind", pa.string()),
        ("sha256", pa.string()),  # null when the bytes could not be read
        ("document_id", pa.string()),
        ("extraction_id", pa.string()),  # null when no reading was tried
        ("bytes", pa.int64()),
        ("outcome", pa.string()),  # "extracted", "unplaced", "duplicate", "refused", "vanished", "failed"
        ("problem", pa.string()),
        ("expected", pa.string()),
        ("remedy", pa.string()),
        ("at", TIMESTAMP),
    ]
)

DATASETS: Final[Mapping[str, pa.Schema]] = {
    "documents": DOCUMENTS,
    "texts": TEXTS,
    "numerals": NUMERALS,
    "relative_targets": RELATIVE_TARGETS,
    "outcomes": OUTCOMES,
}


#: The part without rows that every dataset has, so that readers may name a dataset that nothing was written to yet.
EMPTY_PART: Final = "0-empty"

#: The order in which a run's parts appear. `documents` names the extractions, so it comes after their rows; of `outcomes` the next run can write what is missing.
COMMIT_ORDER: Final = ("texts", "numerals", "relative_targets", "documents", "outcomes")

#: A row group is closed at this many rows or bytes, whichever comes first: it bounds the writer's memory.
GROUP_ROWS: Final = 131_072
GROUP_BYTES: Final = 16 * 1024 * 1024


class PartWriter:
    """Writes one part file of one dataset in row groups: rows may come in pieces, memory stays bounded.

    The file appears under its final name at `commit` and not before; a part without rows never appears. `tables` given
    to `write` must be castable to the dataset's schema.
    """

    def __init__(self, lake: Path, dataset: str, part: str) -> None:
        self.schema = DATASETS[dataset]
        self.rows = 0
        folder = lake / dataset
        folder.mkdir(parents=True, exist_ok=True)
        self.final = folder / f"{part}.parquet"
        self._draft = folder / f".{part}.parquet.{os.getpid()}"  # `prepare` sweeps by this pattern
        self._writer: pq.ParquetWriter | None = None
        self._waiting: list[pa.Table] = []
        self._waiting_rows = 0
        self._waiting_bytes = 0

    def write(self, rows: Sequence[Mapping[str, Any]] | pa.Table) -> None:
        table = (
            rows.cast(self.schema)
            if isinstance(rows, pa.Table)
            else pa.Table.from_pylist(list(rows), schema=self.schema)
        )
        if not table.num_rows:
            return
        self.rows += table.num_rows
        self._waiting.append(table)
        self._waiting_rows += table.num_rows
        self._waiting_bytes += table.nbytes
        if self._waiting_rows >= GROUP_ROWS or self._waiting_bytes >= GROUP_BYTES:
            self._close_group()

    def _close_group(self) -> None:
        if not self._waiting:
            return
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._draft, self.schema, compression="zstd")
        self._writer.write_table(pa.concat_tables(self._waiting), row_group_size=GROUP_ROWS)
        self._waiting, self._waiting_rows, self._waiting_bytes = [], 0, 0

    def finish(self) -> Path | None:
        """Write what is left and close the draft; its path, or None when there was nothing to write."""
        self._close_group()
        if self._writer is None:
            return None
        self._writer.close()
        self._writer = None
        return self._draft

    def commit(self) -> Path | None:
        """Flush to disk and rename into place; None when there was nothing to write."""
        self.finish()
        if not self.rows:
            return None
        durable.appear(self._draft, self.final)
        return self.final

    def discard(self) -> None:
        """Leave no trace. Harmless after `commit`. A disk too full to close the draft is no reason to keep it."""
        if self._writer is not None:
            with suppress(OSError, pa.ArrowException):
                self._writer.close()
            self._writer = None
        self._draft.unlink(missing_ok=True)


class RunWriter:
    """One part in each dataset, all or nothing as far as readers can tell. Use as a context manager."""

    def __init__(self, lake: Path, part: str) -> None:
        self.lake = lake
        self.part = part
        self.readings: list[Mapping[str, Any]] = []  # what the seal says was read, so that it can be read again
        self.parts: Mapping[str, PartWriter] = {name: PartWriter(lake, name, part) for name in COMMIT_ORDER}

    def __enter__(self) -> RunWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                drafts = {name: self.parts[name].finish() for name in COMMIT_ORDER}
                written = {name: draft for name, draft in drafts.items() if draft is not None}
                if written:
                    seals.write(self.lake, self.part, written, self.readings)
                for name in COMMIT_ORDER:
                    self.parts[name].commit()
        finally:
            for name in COMMIT_ORDER:
                self.parts[name].discard()


def write_part(lake: Path, dataset: str, part: str, rows: Sequence[Mapping[str, Any]] | pa.Table) -> Path:
    """Append one part file to a dataset and return its path. An empty part is written too.

    `rows` are mappings with the dataset's columns (missing ones become null) or a table of its schema. The file is
    complete under its final name or absent: it is written under another name, flushed to disk, and renamed.
    """
    writer = PartWriter(lake, dataset, part)
    writer.write(rows)
    path = writer.commit()
    if path is not None:
        return path
    draft = writer.final.with_name(f".{part}.parquet.{os.getpid()}")
    pq.write_table(writer.schema.empty_table(), draft)
    durable.appear(draft, writer.final)
    return writer.final


def prepare(lake: Path) -> tuple[list[Path], list[Damage]]:
    """Make the lake ready for a run: every dataset has a part (an empty one if need be), leftovers and damage are gone.

    Returns the leftovers removed (drafts, and parts of a run whose `documents` part never appeared) and what was damaged
    and set aside. Call it only while holding the writer's lock.
    """
    removed: list[Path] = []
    for dataset in DATASETS:
        folder = lake / dataset
        folder.mkdir(parents=True, exist_ok=True)
        removed.extend(durable.sweep(folder, ".*.parquet.*"))
    damage = seals.mend(lake, tuple(DATASETS))
    for dataset in DATASETS:
        if not (lake / dataset / f"{EMPTY_PART}.parquet").exists():
            write_part(lake, dataset, EMPTY_PART, [])
    named = {path.name for path in (lake / "documents").glob("*.parquet")}
    for dataset in DATASETS:
        if dataset in ("documents", "outcomes"):
            continue
        for path in (lake / dataset).glob("*.parquet"):
            if path.name not in named:
                path.unlink()
                removed.append(path)
    return removed, damage


def document_ids(lake: Path) -> frozenset[str]:
    """The documents that were ever read into a lake; none where there is no lake, or what is there cannot be read."""
    try:
        found = pq.read_table(lake / "documents", columns=["document_id"])["document_id"]
    except (OSError, pa.ArrowException):
        return frozenset()
    return frozenset(found.unique().to_pylist())
