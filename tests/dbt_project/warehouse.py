"""A tiny lake said sentence by sentence, and the real dbt over it, in this process as in a night.

What belongs here: builders and running dbt. What does not: expectations.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import duckdb

from expectations import decisions, quarantine, register
from orchestration import dbt
from sources import lake
from sources.model import Document
from sources.text_digest import text_digest

VOCABULARY: Final = Path(str(files("sources") / "vocabulary"))
PROJECT: Final = VOCABULARY.parents[1] / "dbt_project"
NIGHT: Final = datetime.datetime(2023, 5, 1, 18, tzinfo=datetime.UTC)

Row = Mapping[str, Any]


@dataclass
class Paper:
    """One document and extraction. `say` adds a sentence and what was read of one numeral in it."""

    name: str
    kind: str = "plan-report"
    ref_area: str | None = "370103"
    area_name: str | None = "济南市市中区"
    year: int | None = 2023
    published_on: datetime.date | None = datetime.date(2023, 1, 5)
    version: str = "v1"
    extracted_at: datetime.datetime = NIGHT
    text: str = ""
    numerals: list[dict[str, Any]] = field(default_factory=list)
    relative_targets: list[dict[str, Any]] = field(default_factory=list)

    @property
    def document_id(self) -> str:
        return hashlib.sha256(self.name.encode()).hexdigest()[:16]

    @property
    def keys(self) -> dict[str, str]:
        return {"document_id": self.document_id, "extraction_id": f"{self.document_id}-{self.version}"}

    def say(self, sentence: str, *readings: tuple[str, Row]) -> Paper:
        """Append a sentence; each reading is the numeral as it stands there and the fields of `Numeral`."""
        start = len(self.text)
        self.text += sentence
        place = start
        for quote, reading in readings:
            place = self.text.index(quote, place)
            row = {"start": place, "end": place + len(quote), "text": quote, "rule": "said by the test"}
            spans = {"sentence_start": start, "sentence_end": len(self.text)}
            self.numerals.append({**self.keys, **row, **spans, **reading})
            place += len(quote)
        return self

    def assign(self, quote: str, words: str, nature: str, part: str = "plan") -> Paper:
        """What `words`, which stand somewhere in the text, say of the nature of the target written as `quote`."""
        start, end = self._place(words)
        return self._add(quote, nature=nature, nature_start=start, nature_end=end, nature_part=part)

    def price(self, quote: str, words: str, basis: str, year: int | None = None) -> Paper:
        """What `words`, which stand somewhere in the text, say of the prices of the figure written as `quote`."""
        start, end = self._place(words)
        return self._add(quote, price_basis=basis, price_year=year, price_start=start, price_end=end)

    def _place(self, words: str) -> tuple[int, int]:
        start = self.text.index(words)
        return start, start + len(words)

    def _add(self, quote: str, **fields: Any) -> Paper:
        (row,) = (row for row in self.numerals if row["text"] == quote)
        row.update(fields)
        return self

    @property
    def row(self) -> dict[str, Any]:
        data = self.text.encode()
        return self.keys | {
            "extractor_version": self.version,
            "sha256": hashlib.sha256(self.name.encode()).hexdigest(),
            "bytes": len(data),
            "source_name": self.name,
            "source_kind": "inbox",
            "media_type": "text/plain",
            "reader": "text",
            "encoding": "utf-8",
            "title": self.name,
            "kind": self.kind,
            "ref_area": self.ref_area,
            "area_name": self.area_name,
            "year": self.year,
            "published_on": self.published_on,
            "placed_by": "title" if self.ref_area else None,
            "retrieved_at": self.extracted_at,
            "extracted_at": self.extracted_at,
            "characters": len(self.text),
            "text_digest": text_digest(Document(self.text)),
            "numerals": len(self.numerals),
            "observations": sum(row["disposition"] == "observation" for row in self.numerals),
        }


def stated(code: str | None, measure: str, value: float, unit: str, status: str, period: str, **more: Any) -> Row:
    """The reading of an observation; exact unless `bound` says otherwise."""
    return {
        "disposition": "observation",
        "indicator": more.pop("indicator", code),
        "code": code,
        "measure": measure,
        "value": value,
        "unit": unit,
        "bound": more.pop("bound", "eq"),
        "status": status,
        "period": period,
        **more,
    }


def no_observation(disposition: str) -> Row:
    return {"disposition": disposition}


@dataclass(frozen=True)
class Run:
    """What became of a dbt command: the exit code it has on the command line, and what it said, a line an event."""

    returncode: int
    stdout: str


@dataclass(frozen=True)
class Warehouse:
    """A lake, a build file and the real dbt between them."""

    home: Path

    @property
    def lake(self) -> Path:
        return self.home / "lake"

    @property
    def build(self) -> Path:
        return self.home / "build" / "marts.duckdb"

    def write(self, part: str, *papers: Paper, killed: bool = False, outcomes: Sequence[Row] = ()) -> None:
        """One run's parts. A killed run leaves its rows without the part of `documents` that names them."""
        lake.prepare(self.lake)
        for paper in papers:
            assert [row["text"] for row in paper.numerals] == [
                paper.text[row["start"] : row["end"]] for row in paper.numerals
            ]
        lake.write_part(self.lake, "texts", part, [paper.keys | {"text": paper.text} for paper in papers])
        lake.write_part(self.lake, "numerals", part, [row for paper in papers for row in paper.numerals])
        lake.write_part(self.lake, "relative_targets", part, [r for paper in papers for r in paper.relative_targets])
        if not killed:
            lake.write_part(self.lake, "documents", part, [paper.row for paper in papers])
            lake.write_part(self.lake, "outcomes", part, outcomes)

    def dbt(self, *arguments: str) -> Run:
        """Run dbt; warnings are errors. The caller looks at the exit code."""
        lake.prepare(self.lake)
        decisions.prepare(self.home / "audit")
        quarantine.prepare(self.home / "audit")
        register.prepare(self.home / "audit")
        self.build.parent.mkdir(parents=True, exist_ok=True)
        variables = {
            "ZHIBIAO_LAKE": str(self.lake),
            "ZHIBIAO_AUDIT": str(self.home / "audit"),
            "ZHIBIAO_BUILD": str(self.build),
            "ZHIBIAO_VOCABULARY": str(VOCABULARY),
            "DBT_PROJECT_DIR": str(PROJECT),
            "DBT_PROFILES_DIR": str(PROJECT),
            "DBT_TARGET_PATH": str(self.home / "target"),
            "DBT_LOG_PATH": str(self.home / "logs"),
            "DO_NOT_TRACK": "1",
        }
        said: list[str] = []
        command = ["--warn-error", "--log-level", "none", *arguments]
        result = dbt.invoke(command, variables, [lambda event: said.append(event.info.msg)])
        code = 0 if result.success else 1 if result.exception is None else 2
        return Run(code, "\n".join([*said, str(result.exception or "")]))

    def rows(self, query: str) -> list[dict[str, Any]]:
        """The answer to a query of the build file, as mappings."""
        with duckdb.connect(str(self.build), read_only=True) as connection:
            answer = connection.execute(query)
            names = [column[0] for column in answer.description or ()]
            return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    def row(self, query: str) -> dict[str, Any]:
        (row,) = self.rows(query)
        return row
