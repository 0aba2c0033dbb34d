"""A data home driven through landing and ledger without the job.

What belongs here: putting inputs, running, looking at what became of them. What does not: expectations.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from sources import workers
from sources.catalogue import land
from sources.discover import Root, discover
from sources.ingest import Ingested, ingest
from sources.landing import Landing

REPORT = "# 济南市市中区2023年政府工作报告\n\n2022年，全区地区生产总值完成{value}亿元，增长3.1%。\n"


class House:
    """A small data home driven through landing and ledger, as the job does."""

    def __init__(self, folder: Path) -> None:
        self.inbox = folder / "inbox"
        self.inbox.mkdir()
        self.landing = folder / "landing"
        self.lake = folder / "lake"
        self.catalogue = folder / "landing" / "catalogue.json"
        self.runs = 0

    def put(self, name: str, text: str) -> Path:
        path = self.inbox / name
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, seconds: float = 30) -> Ingested:
        self.runs += 1
        found = discover([Root("inbox", self.inbox)])
        landed = land(found.inputs, Landing(self.landing), self.catalogue, max_bytes=10_000_000)
        limits = workers.Limits(processes=1, seconds=seconds)
        return ingest(landed, self.landing, self.lake, f"run{self.runs}", limits)

    def rows(self, dataset: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = pq.read_table(self.lake / dataset).to_pylist()
        return rows

    def rows_of(self, numeral: str) -> str:
        """The document in which a numeral stands."""
        (document_id,) = {row["document_id"] for row in self.rows("numerals") if row["text"] == numeral}
        return str(document_id)

    def outcomes(self) -> list[tuple[str, str, str]]:
        rows = sorted(self.rows("outcomes"), key=lambda row: row["at"])
        return [(row["run_id"], row["source_name"], row["outcome"]) for row in rows]
