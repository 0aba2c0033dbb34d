"""For each gate: data that must fail it stops the publication, says what is wrong, and leaves an alert."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import duckdb
import pytest

from expectations.verdict import GATES
from orchestration import dbt, exits, nightly
from orchestration.config import Settings
from orchestration.publish import damaged
from tests.end_to_end.conftest import OBSERVATION, Home, forge, report

Copy = Callable[[], Home]


def stopped(home: Home, night: nightly.Night, gate: str, *words: str) -> None:
    """The gate stopped the night, said so in `words`, and readers noticed nothing."""
    assert night.exit_code == exits.FAILED
    assert [step for step, _ in night.failures] == [f"gate_{gate}"]
    assert list(night.gates) == list(GATES[: GATES.index(gate) + 1])
    messages = " ".join(night.gates[gate]["messages"])
    for word in words:
        assert word in messages
    alert = json.loads((home.settings.alerts / f"{night.run_id}.json").read_text(encoding="utf-8"))
    assert alert["step"] == f"gate_{gate}"
    told = " ".join(
        f"{row['rule_id']} {row['key']} {row['expected']} {row['found']} {row['detail']}" for row in alert["rows"]
    )
    for word in words:
        assert word in told
        assert word in alert["text"]
    assert damaged(home.settings.current) == ()


def test_gate_one_stops_a_status_that_is_on_no_code_list(copy: Copy) -> None:
    home = copy()
    before = home.manifest()
    document = forge(home, "1300亿元", OBSERVATION | {"value": 1300.0, "status": "hoped"})
    night = home.night()
    stopped(home, night, "ledger", "ledger.status.code", document, "hoped")
    assert home.manifest() == before


def test_gate_two_stops_a_value_that_a_faulty_model_made_infinite(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    home = copy()
    before = home.manifest()
    (home.inbox / "new.md").write_text(report(2024, "2010.8"), encoding="utf-8")
    build = dbt.build

    def faulty(settings: Settings, select: Sequence[str], *others: Any, **more: Any) -> list[dbt.Node]:
        """The real dbt, and then one value as a model that divides by nothing would leave it."""
        nodes = build(settings, select, *others, **more)
        if "tag:core" in select:
            with duckdb.connect(settings.build) as connection:
                connection.execute("UPDATE core.fct_observation SET obs_value = 'inf' WHERE obs_value = 201080000000")
        return nodes

    monkeypatch.setattr("orchestration.warehouse.dbt.build", faulty)
    night = home.night()
    stopped(home, night, "core", "core.observation.value_finite", "a finite number", "inf")
    assert home.manifest() == before


def test_gate_three_stops_figures_that_differ_from_what_a_person_read(copy: Copy) -> None:
    home = copy()
    before = home.manifest()
    text = report(2023, "1310").replace("历下区", "市中区").replace("完成1310", "预计达到1310")
    (home.inbox / "misread.md").write_text(text, encoding="utf-8")
    night = home.night()
    stopped(home, night, "marts", "marts.golden", "370103")
    assert home.manifest() == before
