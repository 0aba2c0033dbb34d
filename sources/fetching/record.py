"""What became of every address of every run: one row each, as Parquet.

What belongs here: the row, its columns, writing them. What does not: deciding outcomes.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from sources.errors import Invalid
from sources.lake import TIMESTAMP

#: "fetched": for the first time. "changed": other bytes than before. "unchanged": sent again, the same bytes.
#: "not_modified": the server says so. "refused": will not work until the catalogue or the server changes.
#: "failed": may work in the next run.
OUTCOMES: Final = ("fetched", "changed", "unchanged", "not_modified", "refused", "failed")
TROUBLES: Final = ("refused", "failed")

FETCHES: Final = pa.schema(
    [
        ("run_id", pa.string()),
        ("address", pa.string()),
        ("final_address", pa.string()),  # after redirects; null when nothing answered
        ("thing", pa.string()),  # "document", "release"
        ("outcome", pa.string()),
        ("status", pa.int32()),  # of the last answer; null when there was none
        ("attempts", pa.int32()),
        ("redirects", pa.int32()),
        ("bytes", pa.int64()),  # unpacked
        ("bytes_sent", pa.int64()),  # as sent
        ("media_type", pa.string()),
        ("etag", pa.string()),
        ("last_modified", pa.string()),
        ("sha256", pa.string()),  # of the bytes in force for this address; null when there are none
        ("source_name", pa.string()),  # of the file in force, below documents/ or releases/: as in `documents`
        ("seconds", pa.float64()),
        ("problem", pa.string()),
        ("expected", pa.string()),
        ("remedy", pa.string()),
        ("at", TIMESTAMP),
    ]
)


@dataclass(frozen=True, slots=True)
class Fetch:
    """One row of `FETCHES`, without the run. A change that the server hid has a `problem` too."""

    address: str
    thing: str
    outcome: str
    at: datetime.datetime
    final_address: str | None = None
    status: int | None = None
    attempts: int = 0
    redirects: int = 0
    bytes: int | None = None
    bytes_sent: int | None = None
    media_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None
    source_name: str | None = None
    seconds: float = 0.0
    problem: str = ""
    expected: str = ""
    remedy: str = ""


def refusal(error: Invalid, at: datetime.datetime) -> Fetch:
    """The row of something in a catalogue, or of a whole catalogue, that names nothing to ask for."""
    return Fetch(error.subject, "", "refused", at, problem=error.problem, expected=error.expected, remedy=error.remedy)


def write(lake: Path, run_id: str, rows: Sequence[Fetch]) -> Path | None:
    """Append the rows as a part of `<lake>/fetches`; None when there are none. A step tried again adds a part."""
    if not rows:
        return None
    folder = lake / "fetches"
    folder.mkdir(parents=True, exist_ok=True)
    final, number = folder / f"{run_id}.parquet", 1
    while final.exists():
        number += 1
        final = folder / f"{run_id}-{number}.parquet"
    draft = folder / f".{final.name}.{os.getpid()}"
    table = pa.Table.from_pylist([{"run_id": run_id, **asdict(row)} for row in rows], schema=FETCHES)
    pq.write_table(table, draft, compression="zstd")
    os.replace(draft, final)
    return final
