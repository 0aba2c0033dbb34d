"""What gates hold back and people correct, from the audit folder to the marts."""

from __future__ import annotations

import datetime
from typing import Any, Final

import pyarrow as pa
import pytest

from expectations import quarantine
from expectations.decisions import CORRECTING, corrections_path
from expectations.files import write_whole
from tests.dbt_project import conftest
from tests.dbt_project.warehouse import Warehouse

HELD = conftest._communique("v1", "1206.62", datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC))
PLAN = conftest._plan_2023()
RULE: Final = "ledger.span.quote"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """A communique that a gate holds back, and a plan report of which somebody corrected the first figure."""
    one = Warehouse(tmp_path_factory.mktemp("quarantine"))
    one.write("night-1", conftest._plan_2022(), PLAN, HELD)
    row: dict[str, Any] = dict.fromkeys(quarantine.QUARANTINE.names)
    row |= {"gate": "ledger", "rule_id": RULE, "key_kind": "document", "key_id": HELD.document_id}
    row |= {"key": f"{HELD.document_id}/1/2", "expected": "1400", "found": "1300"}
    quarantine.write(one.home / "audit", [row])
    correction = {
        "document_id": PLAN.document_id,
        "span_start": PLAN.text.index("1300"),
        "says": "1300",
        "value": 1290.0,
        "who": "statistics desk",
        "why": "a slip of the pen",
        "until": datetime.date(2999, 12, 31),
    }
    write_whole(corrections_path(one.home / "audit"), pa.Table.from_pylist([correction], schema=CORRECTING))
    run = one.dbt("build", "--exclude-resource-type", "unit_test")
    assert run.returncode == 0, run.stdout
    return one


def test_a_held_document_keeps_its_rows_and_gives_no_value(built: Warehouse) -> None:
    rows = built.rows(f"select * from core.fct_observation where document_id = '{HELD.document_id}'")
    assert rows
    assert {(row["obs_value"], row["quality"], row["quality_rules"]) for row in rows} == {(None, "quarantined", RULE)}
    assert all(row["printed_value"] is not None for row in rows)
    held = built.row("select key_id, is_quarantined from core.fct_quarantine")
    assert held == {"key_id": HELD.document_id, "is_quarantined": True}


def test_the_next_statement_is_the_best_outcome_and_the_held_key_says_why(built: Warehouse) -> None:
    rows = built.rows(
        """select document_id, obs_value, is_best_outcome, quality from core.fct_indicator_year
        where indicator_code = 'GRP' and ref_area = '370103' and year = 2022 and measure = 'level' order by quality"""
    )
    assert [tuple(row.values()) for row in rows] == [
        (PLAN.document_id, 129e9, True, "corrected"),
        (HELD.document_id, None, False, "quarantined"),
    ]


def test_a_corrected_figure_keeps_what_is_printed(built: Warehouse) -> None:
    row = built.row("select obs_value, printed_value, corrected_value from core.fct_observation where quote = '1300'")
    assert row == {"obs_value": 129e9, "printed_value": 1300.0, "corrected_value": 1290.0}
