"""For each gate: data that must fail it stops the publication, says what is wrong, and leaves an alert."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Sequence
from typing import Any

import duckdb
import pytest

from expectations.verdict import GATES
from orchestration import dbt, exits, nightly
from orchestration.config import Settings
from orchestration.publish import damaged
from sources import lake
from tests.end_to_end.conftest import Home, report

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


def forge(home: Home, text: str, numeral: dict[str, Any]) -> str:
    """Put a document into the lake that no reader made: what a fault in our own code would leave there."""
    keys = {"document_id": "f" * 16, "extraction_id": "forged"}
    now = datetime.datetime.now(datetime.UTC)
    document: dict[str, Any] = {
        "sha256": "f" * 64,
        "source_name": "forged.txt",
        "source_kind": "inbox",
        "kind": "unknown",
        "retrieved_at": now,
        "extracted_at": now,
        "characters": len(text),
        "numerals": 1,
        "observations": 1,
    }
    with lake.RunWriter(home.settings.lake, "forged") as writer:
        writer.parts["documents"].write([keys | document])
        writer.parts["texts"].write([keys | {"text": text}])
        writer.parts["numerals"].write(
            [keys | {"start": 0, "end": len(text) - len("亿元"), "rule": "forged"} | numeral]
        )
    return keys["document_id"]


OBSERVATION = {
    "text": "1300",
    "disposition": "observation",
    "indicator": "地区生产总值",
    "code": "GRP",
    "measure": "level",
    "unit": "亿元",
    "bound": "eq",
    "status": "actual",
    "period": "2022",
}


def test_gate_one_stops_a_status_that_is_on_no_code_list(copy: Copy) -> None:
    home = copy()
    before = home.manifest()
    document = forge(home, "1300亿元", OBSERVATION | {"value": 1300.0, "status": "hoped"})
    night = home.night()
    stopped(home, night, "ledger", "ledger.status.code", document, "hoped")
    assert home.manifest() == before


def test_a_document_that_does_not_quote_its_text_is_held_back_and_the_night_goes_on(copy: Copy) -> None:
    home = copy()
    document = forge(home, "1300亿元", OBSERVATION | {"text": "1400", "value": 1400.0, "area": "青岛市"})
    night = home.night()
    assert night.exit_code == exits.PUBLISHED_OR_UNCHANGED, night.failures
    (held,) = [row for row in home.table("dim_document") if row["is_quarantined"]]
    assert (held["document_id"], held["quality_rules"]) == (document, "ledger.span.quote")
    assert {row["key_id"] for row in home.table("fct_quarantine")} == {document}
    (figure,) = [row for row in home.table("fct_indicator_year") if row["document_id"] == document]
    assert (figure["obs_value"], figure["quality"]) == (None, "quarantined")
    assert "expected 1400, found 1300" in figure["quality_note"]


def test_gate_two_stops_a_value_that_a_faulty_model_made_infinite(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    home = copy()
    before = home.manifest()
    (home.inbox / "new.md").write_text(report(2024, "2010.8"), encoding="utf-8")
    build = dbt.build

    def faulty(settings: Settings, select: Sequence[str], finished: Callable[[str, str], None]) -> list[dbt.Node]:
        """The real dbt, and then one value as a model that divides by nothing would leave it."""
        nodes = build(settings, select, finished)
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
