"""Two published builds compared, table by table and key by key.

What belongs here: finding two builds and saying which rows were added, removed or changed. What does not: rendering
(`diff_view`), SQL: the tables are read as Parquet. The key of a table is its first column, as every public model has it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from orchestration.config import Settings
from orchestration.publish import MANIFEST
from sources.errors import Invalid

# When a run happened is no difference of what it says; what became of each input and what was said of each key are records of runs.
OF_THE_RUN: Final = frozenset({"retrieved_at", "extracted_at"})
RECORDS_OF_RUNS: Final = frozenset({"fct_input_outcome", "fct_verdict", "bridge_verdict_observation"})
GROUP: Final = "indicator_code"
_NAMES: Final = (GROUP, "ref_area", "year", "measure", "statement_type")
_EXAMPLES: Final = 3


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows by what became of them; `columns`: how many rows changed in which column."""

    added: int
    removed: int
    changed: int
    columns: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Example:
    """One changed value: where it stands, and what it was and is."""

    key: str
    column: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class TableDiff:
    """What differs in one table. `by_indicator` is empty for tables without indicators."""

    table: str
    total: Counts
    by_indicator: Mapping[str, Counts]
    columns_added: tuple[str, ...] = ()
    columns_removed: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()


def find(settings: Settings, name: str) -> Path:
    """The folder of a build, by build id, `current` or path. Raises Invalid where there is none."""
    for folder in (settings.published / name, Path(name).expanduser()):
        if (folder / MANIFEST).is_file():
            return folder.resolve()
    raise Invalid(
        name,
        "is no published build",
        expected="a build id, `current`, or the folder of a build",
        remedy=f"see the folders in {settings.published}",
    )


def diff(before: Path, after: Path) -> list[TableDiff]:
    """The tables of two builds that differ, by name. Empty when both say the same, in whatever order."""
    old, new = (json.loads((folder / MANIFEST).read_text(encoding="utf-8")) for folder in (before, after))
    found = []
    for table in sorted((old["tables"].keys() | new["tables"].keys()) - RECORDS_OF_RUNS):
        name = f"{table}.parquet"
        if name in old["files"] and old["files"].get(name) == new["files"].get(name):
            continue
        rows = _read(before / name), _read(after / name)
        one = _compare(table, *rows)
        if one is not None:
            found.append(one)
    return found


def _read(path: Path) -> pa.Table | None:
    return pq.read_table(path) if path.is_file() else None


def _compare(table: str, before: pa.Table | None, after: pa.Table | None) -> TableDiff | None:
    if before is None or after is None:
        there = after if before is None else before
        assert there is not None, "a manifest names a table that neither build has"
        groups = Counter(_groups(there))
        side = _added if before is None else _removed
        return TableDiff(table, side(there.num_rows), {group: side(rows) for group, rows in sorted(groups.items())})
    key = after.column_names[0]
    place = pc.index_in(after[key], value_set=before[key].combine_chunks())
    added = after.filter(pc.is_null(place))
    removed = before.filter(pc.invert(pc.is_in(before[key], value_set=after[key].combine_chunks())))
    old, new = before.take(pc.drop_null(place)), after.filter(pc.is_valid(place))
    shared = [name for name in after.column_names if name in before.column_names and name not in OF_THE_RUN]
    differs = {name: _differs(old[name], new[name]) for name in shared}
    differs = {name: mask for name, mask in differs.items() if pc.any(mask).as_py()}
    plus = tuple(name for name in after.column_names if name not in before.column_names)
    minus = tuple(name for name in before.column_names if name not in after.column_names)
    if not (added.num_rows or removed.num_rows or differs or plus or minus):
        return None
    whole, by_indicator = _count(added, removed, new, differs)
    return TableDiff(table, whole, by_indicator, plus, minus, tuple(_examples(old, new, differs)))


def _added(rows: int) -> Counts:
    return Counts(rows, 0, 0, {})


def _removed(rows: int) -> Counts:
    return Counts(0, rows, 0, {})


def _differs(before: pa.ChunkedArray, after: pa.ChunkedArray) -> pa.ChunkedArray:
    """Per row, whether the two values differ; two empty ones do not."""
    if before.type != after.type:
        before, after = before.cast(pa.string()), after.cast(pa.string())
    return pc.if_else(
        pc.or_(pc.is_null(before), pc.is_null(after)),
        pc.xor(pc.is_null(before), pc.is_null(after)),
        pc.fill_null(pc.not_equal(before, after), False),
    )


def _count(
    added: pa.Table, removed: pa.Table, new: pa.Table, differs: Mapping[str, pa.ChunkedArray]
) -> tuple[Counts, dict[str, Counts]]:
    plus, minus = Counter(_groups(added)), Counter(_groups(removed))
    columns = {name: Counter(_groups(new.filter(mask))) for name, mask in differs.items()}
    changed: Counter[str] = Counter()
    total = 0
    if differs:
        masks = list(differs.values())
        anywhere = masks[0]
        for mask in masks[1:]:
            anywhere = pc.or_(anywhere, mask)
        rows = new.filter(anywhere)
        total, changed = rows.num_rows, Counter(_groups(rows))
    whole = Counts(
        added.num_rows, removed.num_rows, total, {name: pc.sum(mask).as_py() for name, mask in differs.items()}
    )
    return whole, {
        group: Counts(plus[group], minus[group], changed[group], {n: c[group] for n, c in columns.items() if c[group]})
        for group in sorted(plus.keys() | minus.keys() | changed.keys())
    }


def _groups(rows: pa.Table) -> Sequence[str]:
    return [str(value) for value in rows[GROUP].to_pylist()] if GROUP in rows.column_names else []


def _examples(old: pa.Table, new: pa.Table, differs: Mapping[str, pa.ChunkedArray]) -> list[Example]:
    found = []
    for name, mask in differs.items():
        before, after = old.filter(mask).slice(0, _EXAMPLES), new.filter(mask).slice(0, _EXAMPLES)
        for was, now in zip(before.to_pylist(), after.to_pylist(), strict=True):
            key = " ".join(str(now[part]) for part in _NAMES if now.get(part) is not None)
            found.append(Example(key or str(now[new.column_names[0]]), name, was[name], now[name]))
    return found
