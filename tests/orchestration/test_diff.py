"""Two builds compared: silent when they say the same, else rows by key and indicator."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orchestration.cli import main
from orchestration.diff import Example, diff
from sources.durable import sha256_of_file

Row = Mapping[str, Any]

MONDAY = datetime.datetime(2023, 5, 1, 18, tzinfo=datetime.UTC)


def statement(key: str, indicator: str, value: float | None, **more: Any) -> Row:
    return {"observation_id": key, "indicator_code": indicator, "year": 2022, "obs_value": value, **more}


def build(folder: Path, **tables: Sequence[Row]) -> Path:
    """A published folder with these tables, as publishing lays it out."""
    folder.mkdir()
    for name, rows in tables.items():
        pq.write_table(pa.Table.from_pylist(list(rows)), folder / f"{name}.parquet")
    manifest = {
        "tables": {name: {"rows": len(rows)} for name, rows in tables.items()},
        "files": {path.name: {"sha256": sha256_of_file(path)} for path in sorted(folder.iterdir())},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


ROWS = [statement("a", "GRP", 1.0), statement("b", "GRP", 2.0), statement("c", "CPI", None)]


def test_the_same_rows_in_another_order_and_read_at_another_time_print_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    later = MONDAY + datetime.timedelta(days=1)
    before = build(tmp_path / "a", fct_observation=[{**row, "retrieved_at": MONDAY} for row in ROWS])
    after = build(tmp_path / "b", fct_observation=[{**row, "retrieved_at": later} for row in reversed(ROWS)])
    assert main(["diff", str(before), str(after)]) == 0
    assert capsys.readouterr().out == ""


def test_rows_are_told_apart_by_key_and_counted_by_indicator(tmp_path: Path) -> None:
    before = build(tmp_path / "a", fct_observation=ROWS)
    after = build(
        tmp_path / "b",
        fct_observation=[statement("c", "CPI", 0.2), statement("a", "GRP", 1.0), statement("d", "GRP", 4.0)],
    )
    (one,) = diff(before, after)
    assert (one.total.added, one.total.removed, one.total.changed) == (1, 1, 1)
    grp, cpi = one.by_indicator["GRP"], one.by_indicator["CPI"]
    assert (grp.added, grp.removed, grp.changed) == (1, 1, 0)
    assert (cpi.added, cpi.removed, cpi.changed, cpi.columns) == (0, 0, 1, {"obs_value": 1})
    assert one.examples == (Example("CPI 2022", "obs_value", None, 0.2),)


def test_a_value_that_is_gone_is_a_change_and_a_row_changed_twice_is_one(tmp_path: Path) -> None:
    before = build(tmp_path / "a", fct_observation=ROWS)
    changed = [{**statement("a", "GRP", None), "year": 2023}, *ROWS[1:]]
    (one,) = diff(before, build(tmp_path / "b", fct_observation=changed))
    assert (one.total.changed, dict(one.total.columns)) == (1, {"year": 1, "obs_value": 1})


def test_tables_and_columns_that_come_and_go_are_differences(tmp_path: Path) -> None:
    before = build(tmp_path / "a", dim_a=[{"key": 1, "old": 1}], fct_observation=ROWS)
    after = build(tmp_path / "b", dim_a=[{"key": 1, "new": 1}])
    dimension, gone = diff(before, after)
    assert (dimension.columns_added, dimension.columns_removed) == (("new",), ("old",))
    assert (gone.total.removed, gone.by_indicator["GRP"].removed) == (3, 2)
    (come,) = [one for one in diff(after, before) if one.table == "fct_observation"]
    assert (come.total.added, come.total.removed) == (3, 0)


def test_what_differs_is_printed_with_an_example(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = build(tmp_path / "a", fct_observation=ROWS)
    after = build(tmp_path / "b", fct_observation=[statement("a", "GRP", 1.5), *ROWS[1:]])
    assert main(["diff", str(before), str(after)]) == 1
    out = capsys.readouterr().out
    assert "changed 1 (obs_value 1)" in out
    assert "GRP 2022: obs_value 1.0 → 1.5" in out


def test_a_build_that_is_not_there_is_a_clear_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there = build(tmp_path / "a", fct_observation=ROWS)
    assert main(["diff", str(there), "20200101-none"]) == 2
    assert "is no published build" in capsys.readouterr().err
