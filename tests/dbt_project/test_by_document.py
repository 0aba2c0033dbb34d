"""A build over the file of an earlier one touches the rows of changed documents, and equals a build from nothing."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

from tests.dbt_project.warehouse import NIGHT, Paper, Warehouse, stated

TABLES = "select schema_name || '.' || table_name as name from duckdb_tables()"
LATER = NIGHT + datetime.timedelta(days=1)


def _paper(name: str, value: float, unit: str, at: datetime.datetime = NIGHT, version: str = "v1") -> Paper:
    paper = Paper(name, kind="communique", year=2022, version=version, extracted_at=at)
    return paper.say(
        f"全区生产总值{value}{unit}，", (str(value), stated("GRP", "level", value, unit, "actual", "2022"))
    )


def _contents(built: Warehouse) -> dict[str, list[str]]:
    return {row["name"]: sorted(map(repr, built.rows(f"from {row['name']}"))) for row in built.rows(TABLES)}


def test_documents_added_and_read_again_give_what_a_build_from_nothing_gives(tmp_path: Path) -> None:
    built = Warehouse(tmp_path)
    built.write("night-1", _paper("kept", 1206.62, "亿元"), _paper("read again", 77.5, "百元"))
    first = built.dbt("run")
    assert first.returncode == 0, first.stdout
    built.write("night-2", _paper("added", 1300.5, "亿元", LATER), _paper("read again", 78.5, "亿元", LATER, "v2"))
    for step in (
        ("run", "--select", "tag:staging"),
        ("run-operation", "make_room"),
        ("run", "--exclude", "tag:staging"),
    ):
        done = built.dbt(*step)
        assert done.returncode == 0, done.stdout
    grown = _contents(built)
    shutil.rmtree(built.build.parent)
    anew = built.dbt("run")
    assert anew.returncode == 0, anew.stdout
    assert len(grown["core.fct_observation"]) == 3
    assert grown == _contents(built)
