"""From a figure back to the bytes: row of fct_indicator_year → statement → sentence → document → checksum → verdicts.

What belongs here: walking the published build, the lake and the raw store, checking each step. What does not: rendering
(`trace_view`), SQL: the tables are read as Parquet.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq

from orchestration.config import Settings
from orchestration.publish import MANIFEST, VERDICTS, current_manifest
from sources.durable import sha256_of_file
from sources.errors import Invalid
from sources.landing import Landing

Row = Mapping[str, Any]

TABLE: Final = "fct_indicator_year.parquet"
VINTAGES: Final = "fct_indicator_year_vintage.parquet"


@dataclass(frozen=True, slots=True)
class Question:
    """Which rows. `indicator` is a code or a name, `area` a code or a name; the rest narrows where given.

    `as_of`: the values as they were known on that day; without it as they are known now.
    """

    indicator: str
    area: str
    year: int
    measure: str | None = None
    status: str | None = None
    as_of: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One link of the chain that was checked: what should hold, and whether it does."""

    what: str
    holds: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """One row and everything behind it. `verdicts`: broken rules that name this row, its statement or its document."""

    build: Row
    row: Row
    indicator: Row
    area: Row
    observation: Row
    document: Row
    context: str
    checks: tuple[Step, ...]
    verdicts: tuple[Row, ...]
    rules: Mapping[str, tuple[int, int]]  # by gate: rules judged, rules broken

    @property
    def holds(self) -> bool:
        return all(step.holds for step in self.checks)


def trace(settings: Settings, question: Question) -> list[Trace]:
    """Every row that the question names, traced. Raises Invalid where nothing is published or nothing matches."""
    manifest = current_manifest(settings.published)
    if manifest is None:
        raise Invalid(str(settings.current), "nothing is published", expected=MANIFEST, remedy="run `zhibiao nightly`")
    folder = settings.current.resolve()
    indicator = _named(folder / "dim_indicator.parquet", "indicator_code", ("name_zh", "name_en"), question.indicator)
    area = _named(folder / "dim_area.parquet", "ref_area", ("name", "full_name", "short_name"), question.area)
    wanted: list[tuple[str, str, Any]] = [
        ("indicator_code", "=", indicator["indicator_code"]),
        ("ref_area", "=", area["ref_area"]),
        ("year", "=", question.year),
    ]
    if question.measure:
        wanted.append(("measure", "=", question.measure))
    if question.status:
        wanted.append(("statement_type", "=", question.status))
    table = TABLE if question.as_of is None else VINTAGES
    then = [("known_from", "<=", question.as_of), ("known_to", ">", question.as_of)] if question.as_of else []
    rows = _rows(folder / table, [*wanted, *then])
    if not rows:
        found = ", ".join(f"{column} {value}" for column, _, value in wanted)
        raise Invalid(
            found if question.as_of is None else f"{found}, as of {question.as_of}",
            f"no such row in {Path(table).stem}",
            expected="a key of the published build" + ("" if question.as_of is None else " known on that day"),
            remedy=_nearby(folder, wanted),
        )
    return [_walk(settings, folder, manifest, table, row, indicator, area) for row in rows]


def _walk(settings: Settings, folder: Path, manifest: Row, table: str, row: Row, indicator: Row, area: Row) -> Trace:
    observation = _one(folder / "fct_observation.parquet", "observation_id", row["observation_id"])
    row = {name: observation[name] for name in ("quote", "sentence")} | dict(row)
    document = _one(folder / "dim_document.parquet", "document_id", row["document_id"])
    (text,) = _rows(settings.lake / "texts", [("extraction_id", "=", document["extraction_id"])])[:1] or [{"text": ""}]
    quoted = text["text"][row["span_start"] : row["span_end"]]
    checks = (
        Step("the statement has the row's value", _same_value(row, observation)),
        Step(
            "text[start:end] of the stored text is the quoted numeral",
            quoted == row["quote"],
            f"text[{row['span_start']}:{row['span_end']}] = {quoted!r}",
        ),
        _bytes(settings, document["sha256"]),
        _file(folder, manifest, table),
    )
    keys = {str(row[name]) for name in ("indicator_year_id", "observation_id", "numeral_id", "document_id")}
    every = _rows(folder / VERDICTS, None)
    return Trace(
        build=manifest,
        row=row,
        indicator=indicator,
        area=area,
        observation=observation,
        document=document,
        context=str(row.get("sentence") or _line(text["text"], row["span_start"], row["span_end"])),
        checks=checks,
        verdicts=tuple(verdict for verdict in every if not verdict["passed"] and _about(verdict["key"], row, keys)),
        rules=_judged(every),
    )


def _same_value(row: Row, observation: Row) -> bool:
    return all(
        row[name] == observation[name] for name in ("obs_value", "unit_measure", "bound", "span_start", "span_end")
    )


def _bytes(settings: Settings, sha256: str) -> Step:
    landing = Landing(settings.landing)
    try:
        landing.read(sha256)
    except Invalid as error:
        return Step("the landed bytes have the recorded sha256", False, error.problem)
    return Step("the landed bytes have the recorded sha256", True, str(landing.path(sha256)))


def _file(folder: Path, manifest: Row, name: str) -> Step:
    found, stated = sha256_of_file(folder / name), manifest["files"][name]["sha256"]
    return Step("the published file has the sha256 of its manifest", found == stated, f"{name} {found}")


def _about(key: str, row: Row, keys: set[str]) -> bool:
    """Whether a verdict's key names this row: by an id, or by area, year and indicator together."""
    parts = set(key.replace("=", " ").replace(",", " ").replace("|", " ").replace("/", " ").split())
    return bool(parts & keys) or {row["ref_area"], str(row["year"]), row["indicator_code"]} <= parts


def _judged(verdicts: Sequence[Row]) -> dict[str, tuple[int, int]]:
    """Whole-scope verdicts by gate: how many rules were judged, how many are broken."""
    whole = [verdict for verdict in verdicts if verdict["key"] == "*" and verdict["applicable"]]
    gates = {verdict["gate"]: None for verdict in whole}
    return {
        gate: (
            sum(verdict["gate"] == gate for verdict in whole),
            sum(verdict["gate"] == gate and not verdict["passed"] for verdict in whole),
        )
        for gate in gates
    }


def _line(text: str, start: int, end: int) -> str:
    before = text.rfind("\n", 0, start) + 1
    after = text.find("\n", end)
    return text[before : after if after >= 0 else len(text)].strip()


def _rows(path: Path, wanted: list[tuple[str, str, Any]] | None) -> list[Row]:
    rows: list[Row] = pq.read_table(path, filters=wanted).to_pylist()
    return rows


def _one(path: Path, column: str, value: Any) -> Row:
    rows = _rows(path, [(column, "=", value)])
    if len(rows) != 1:
        raise Invalid(
            f"{path.name} {column} {value}", f"{len(rows)} rows", expected="one", remedy="report it: a broken key"
        )
    return rows[0]


def _named(path: Path, code: str, names: Sequence[str], asked: str) -> Row:
    """The dimension row with that code or name; of several versions of a code, the latest."""
    rows = _rows(path, None)
    for column in (code, *names):
        found = [row for row in rows if row[column] == asked]
        codes = {row[code] for row in found}
        if len(codes) > 1:
            raise Invalid(asked, f"names {len(codes)} entries of {path.stem}", remedy=f"use one of {sorted(codes)[:5]}")
        if found:
            return found[-1]
    raise Invalid(
        asked, f"is not in {path.stem}", expected="a code or a name", remedy=f"see {path.stem} in the published build"
    )


def _nearby(folder: Path, wanted: list[tuple[str, str, Any]]) -> str:
    """What is there for the same indicator and area, in words."""
    rows = _rows(folder / TABLE, wanted[:2])
    if not rows:
        return "there is nothing for this indicator and area"
    keys = sorted({(row["year"], row["measure"], row["statement_type"]) for row in rows})
    return "there is " + "; ".join(" ".join(map(str, key)) for key in keys[-12:])
