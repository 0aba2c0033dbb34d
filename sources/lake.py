"""The Parquet lake: its datasets, their columns, and how rows get in.

What belongs here: one pyarrow schema a dataset (the contract that dbt's sources read) and atomic, append-only writing.
What does not: deciding what to extract, and anything that reads marts.

A run appends at most one part file to each dataset, `<lake>/<dataset>/<part>.parquet`, written beside its final name
and renamed into place. Parts are never changed. A document extracted again by a newer extractor gets new rows in a
newer part with another `extraction_id`; readers take, for each `document_id`, the extraction named by the newest row of
`documents` (by `extracted_at`, then `extraction_id`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

TIMESTAMP: Final = pa.timestamp("us", tz="UTC")

#: One row a document and extraction. `document_id` is the first 16 hex digits of the bytes' sha256.
DOCUMENTS: Final = pa.schema(
    [
        ("document_id", pa.string()),
        ("extraction_id", pa.string()),  # document_id + "-" + extractor_version
        ("extractor_version", pa.string()),  # changes when code or vocabulary that shapes the ledger changes
        ("sha256", pa.string()),
        ("bytes", pa.int64()),
        ("source_name", pa.string()),  # path inside the inbox or sample, forward slashes
        ("source_kind", pa.string()),  # "sample", "inbox", "release"
        ("media_type", pa.string()),
        ("reader", pa.string()),
        ("encoding", pa.string()),
        ("title", pa.string()),
        ("kind", pa.string()),  # sources.model.Kind
        ("ref_area", pa.string()),  # GB/T 2260, null when the document could not be placed
        ("area_name", pa.string()),
        ("year", pa.int32()),  # the document's own year
        ("published_on", pa.date32()),
        ("placed_by", pa.string()),  # what decided the place: "title", "front-matter", "first-lines", "sidecar", "manifest"
        ("retrieved_at", TIMESTAMP),
        ("extracted_at", TIMESTAMP),
        ("characters", pa.int64()),
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


def write_part(lake: Path, dataset: str, part: str, rows: Sequence[Mapping[str, Any]] | pa.Table) -> Path:
    """Append one part file to a dataset and return its path.

    `rows` are mappings with the dataset's columns (missing ones become null) or a table of its schema. The file is
    complete under its final name or absent: it is written under another name, flushed to disk, and renamed.
    """
    schema = DATASETS[dataset]
    table = rows.cast(schema) if isinstance(rows, pa.Table) else pa.Table.from_pylist(list(rows), schema=schema)
    folder = lake / dataset
    folder.mkdir(parents=True, exist_ok=True)
    final = folder / f"{part}.parquet"
    draft = folder / f".{part}.parquet.{os.getpid()}"
    with draft.open("wb") as handle:
        pq.write_table(table, handle, compression="zstd")
        handle.flush()
        os.fsync(handle.fileno())
    os.replace(draft, final)
    return final
