"""Counts and first rows for people who look at the graph.

What belongs here: reading a few rows and rendering them as a markdown table. What does not: judging or changing them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow.parquet as pq

from orchestration.terminal import plain

WIDTH: Final = 60
#: Characters by which Markdown or HTML would take a cell for something else than its text.
MARKS: Final = frozenset("&<>|`*[]()!\\\"'#~$")


@dataclass(frozen=True, slots=True)
class Look:
    rows: int
    columns: int
    sample: str


def look(build: Path, relations: Iterable[tuple[str, str, str]], limit: int = 5) -> dict[tuple[str, str, str], Look]:
    """Row counts and first rows of tables in the build file, (database, schema, name) each; absent ones are left out.

    The file is opened read-only and let go before this returns: the next dbt step wants it for itself.
    """
    looks: dict[tuple[str, str, str], Look] = {}
    with duckdb.connect(build, read_only=True) as connection:
        for key in relations:
            try:
                relation = connection.table(".".join(f'"{part}"' for part in key))
            except duckdb.CatalogException:
                continue
            (rows,) = relation.count("*").fetchall()[0]
            looks[key] = Look(rows, len(relation.columns), markdown(relation.columns, relation.limit(limit).fetchall()))
    return looks


def parquet_parts(folder: Path) -> int:
    return len(list(folder.glob("*.parquet")))


def parquet_rows(folder: Path) -> int:
    return sum(int(pq.read_metadata(path).num_rows) for path in folder.glob("*.parquet"))


def parquet_markdown(folder: Path, limit: int) -> str:
    """The first rows of the newest part."""
    parts = sorted(folder.glob("*.parquet"), key=lambda path: path.stat().st_mtime)
    if not parts:
        return ""
    table = next(pq.ParquetFile(parts[-1]).iter_batches(batch_size=limit), None)
    if table is None:
        return ""
    return markdown(table.schema.names, (tuple(row.values()) for row in table.to_pylist()))


def markdown(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    head = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    return "\n".join([*head, *(f"| {' | '.join(map(_cell, row))} |" for row in rows)])


def facts(values: Mapping[str, Any]) -> str:
    return markdown(("what", "value"), values.items())


def _cell(value: Any) -> str:
    """Text as text: what a document says is neither HTML nor Markdown to the page that shows it."""
    text = "" if value is None else plain(" ".join(str(value).split()))
    text = text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…"
    return "".join(f"&#{ord(sign)};" if sign in MARKS else sign for sign in text)
