"""A build over the file of an earlier one touches the rows of changed documents, and equals a build from nothing."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from expectations import quarantine
from expectations.decisions import CORRECTING, corrections_path
from expectations.files import write_whole
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


def _grow(built: Warehouse) -> None:
    for step in (
        ("run", "--select", "tag:staging", "tag:intermediate"),
        ("run-operation", "make_room"),
        ("run", "--exclude", "tag:staging", "tag:intermediate"),
    ):
        done = built.dbt(*step)
        assert done.returncode == 0, done.stdout


def test_a_build_grows_by_what_is_new_and_equals_a_build_from_nothing(tmp_path: Path) -> None:
    built = Warehouse(tmp_path)
    kept = _paper("kept", 1206.62, "亿元")
    built.write("night-1", kept, _paper("read again", 77.5, "百元"))
    first = built.dbt("run")
    assert first.returncode == 0, first.stdout
    _mark(built, kept, "not made again")
    built.write("night-2", _paper("added", 1300.5, "亿元", LATER), _paper("read again", 78.5, "亿元", LATER, "v2"))

    _grow(built)

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


def test_a_build_grows_by_what_is_held_back_or_corrected_since(tmp_path: Path) -> None:
    built = Warehouse(tmp_path)
    papers = {name: _paper(name, 1206.5 + place, "亿元") for place, name in enumerate(["kept", *_CHANGES])}
    built.write("night-1", *papers.values())
    _decide(built, {name: before for name, (before, _) in _CHANGES.items()}, papers)
    first = built.dbt("run")
    assert first.returncode == 0, first.stdout
    _mark(built, papers["kept"], "not made again")
    _decide(built, {name: after for name, (_, after) in _CHANGES.items()}, papers)

    _grow(built)
    assert built.row("select document_id from core.fct_observation where rule = 'not made again'") == {
        "document_id": papers["kept"].document_id
    }
    _mark(built, papers["kept"], "said by the test")
    grown = _contents(built)
    told = built.rows("select document_id, quality, obs_value from core.fct_observation")
    assert {row["document_id"]: (row["quality"], row["obs_value"]) for row in told} == {
        papers[name].document_id: expected
        for name, expected in {
            "kept": ("passed", 120_650_000_000.0),
            "held": ("quarantined", None),
            "let go": ("passed", 120_850_000_000.0),
            "waived": ("waived", 120_950_000_000.0),
            "corrected": ("corrected", 99_000_000_000.0),
        }.items()
    }
    shutil.rmtree(built.build.parent)
    anew = built.dbt("run")
    assert anew.returncode == 0, anew.stdout
    assert grown == _contents(built)


#: What is decided of each document before the first night and before the second.
_CHANGES = {
    "held": ("", "held"),
    "let go": ("held", ""),
    "waived": ("held", "waived"),
    "corrected": ("", "corrected"),
}


def _decide(built: Warehouse, decisions: dict[str, str], papers: dict[str, Paper]) -> None:
    held: list[dict[str, Any]] = []
    corrections: list[dict[str, Any]] = []
    for name, decision in decisions.items():
        (numeral,) = papers[name].numerals
        key = f"{papers[name].document_id}/{numeral['start']}/{numeral['end']}"
        if decision in ("held", "waived"):
            row: dict[str, Any] = dict.fromkeys(quarantine.QUARANTINE.names)
            row |= {"rule_id": "a rule", "key_kind": "numeral", "key_id": quarantine.key_id("numeral", key), "key": key}
            row |= {"gate": "ledger", "expected": "1", "found": numeral["text"]}
            if decision == "waived":
                row |= {"waived_by": "desk", "waived_why": "looked up", "waived_until": LATER.date()}
            held.append(row)
        if decision == "corrected":
            place = {"document_id": papers[name].document_id, "span_start": numeral["start"], "says": numeral["text"]}
            corrections.append(place | {"value": 990.0, "who": "desk", "why": "a slip", "until": LATER.date()})
    audit = built.home / "audit"
    quarantine.write(audit, held)
    write_whole(corrections_path(audit), pa.Table.from_pylist(corrections, schema=CORRECTING))
