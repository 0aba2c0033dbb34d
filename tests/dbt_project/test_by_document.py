"""A build over the file of an earlier one touches the rows of changed documents, and equals a build from nothing."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import duckdb

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


def _mark(built: Warehouse, paper: Paper, rule: str) -> None:
    with duckdb.connect(str(built.build)) as connection:
        connection.execute("update core.fct_observation set rule = ? where document_id = ?", [rule, paper.document_id])


def test_a_build_grows_by_what_is_new_and_equals_a_build_from_nothing(tmp_path: Path) -> None:
    built = Warehouse(tmp_path)
    kept = _paper("kept", 1206.62, "亿元")
    built.write("night-1", kept, _paper("read again", 77.5, "百元"))
    first = built.dbt("run")
    assert first.returncode == 0, first.stdout
    _mark(built, kept, "not made again")
    built.write("night-2", _paper("added", 1300.5, "亿元", LATER), _paper("read again", 78.5, "亿元", LATER, "v2"))

    for step in (
        ("run", "--select", "tag:staging"),
        ("run-operation", "make_room"),
        ("run", "--exclude", "tag:staging"),
    ):
        done = built.dbt(*step)
        assert done.returncode == 0, done.stdout

    rules = built.rows("select document_id, rule from core.fct_observation")
    assert len(rules) == 3
    assert [row["document_id"] for row in rules if row["rule"] == "not made again"] == [kept.document_id]
    _mark(built, kept, kept.numerals[0]["rule"])
    grown = _contents(built)
    assert "百元" not in {row["printed_unit"] for row in built.rows("from core.dim_unit")}
    shutil.rmtree(built.build.parent)
    anew = built.dbt("run")
    assert anew.returncode == 0, anew.stdout
    assert grown == _contents(built)
