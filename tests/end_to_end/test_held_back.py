"""Keys fail, not nights: what breaks a rule is held back alone, with its reason in every table; a person may let it pass for a while."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from typing import Any

import pytest

from orchestration import exits, nightly, summary
from tests.end_to_end.conftest import OBSERVATION, Home, forge, report

Copy = Callable[[], Home]

RULE = "ledger.range"
SOURCE = "ledger.corrections.source"
#: 济南市历下区 in 2023: growth as no place ever grew.
PLACE, YEAR = "370102", 2023


def test_a_bad_key_is_held_back_in_every_table_until_somebody_lets_it_pass_and_again_after(
    copy: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = copy()
    decisions = home.inbox.parent / "decisions"
    decisions.mkdir()
    monkeypatch.setenv("ZHIBIAO_DECISIONS", str(decisions))
    misquoted = forge(home, "1300亿元", OBSERVATION | {"text": "1400", "value": 1400.0, "area": "青岛市"})
    nowhere = forge(home, "1300亿元", OBSERVATION | {"value": 1300.0}, "e", ref_area="379999", year=2023)
    (home.inbox / "new.md").write_text(report(2024, "2010.8").replace("增长3.2%", "增长320%"), encoding="utf-8")

    corrected = correct(home, "1950", at="1950.3")

    night = home.night()

    published(night)
    (stale,) = [row for row in home.table("fct_observation") if row["numeral_id"] == corrected]
    assert (stale["obs_value"], stale["printed_value"], stale["quality_rules"]) == (None, 1950.3, SOURCE)
    (told,) = night.gates["ledger"]["decisions"]
    assert "expected 1950, found 1950.3 (corrected by statistics desk: a slip of the pen; next: " in told
    assert told in summary.render(night, home.settings, 1.0)
    alert = json.loads((home.settings.alerts / f"{night.run_id}-decisions.json").read_text(encoding="utf-8"))
    assert alert["rows"][0]["detail"] in alert["text"]
    assert "docs/runbook/decisions.md" in alert["text"]
    held = {row["key_id"].split(":")[0]: row for row in home.table("fct_quarantine")}
    assert (held[misquoted]["rule_id"], held[nowhere]["rule_id"]) == ("ledger.span.quote", "ledger.document.area_known")
    assert {row["document_id"] for row in home.table("dim_document") if row["is_quarantined"]} == {misquoted, nowhere}
    growth = standing(home)
    assert growth == {
        "obs_value": None,
        "quality": "quarantined",
        "verdict": "indeterminate",
        "in the wide table": RULE,
    }
    for table in ("fct_numeral", "fct_observation"):
        told = [row for row in home.table(table) if row["quality_rules"] == RULE]
        assert [(row["quote"], row["quality"]) for row in told] == [("320", "quarantined")]
        assert "found 320" in told[0]["quality_note"]
    assert (growth_level(home)["obs_value"], growth_level(home)["quality"]) == (201_080_000_000.0, "passed")

    (key,) = [row["key"] for row in home.table("fct_quarantine") if row["rule_id"] == RULE]
    waive(home, key, datetime.date(2999, 12, 31))
    published(home.night())
    assert standing(home) == {
        "obs_value": 320.0,
        "quality": "waived",
        "verdict": "met",
        "in the wide table": "waived",
    }
    (row,) = [row for row in home.table("fct_quarantine") if row["rule_id"] == RULE]
    assert (row["waived_by"], row["waived_why"], row["is_quarantined"]) == (
        "statistics desk",
        "asked the bureau",
        False,
    )

    waive(home, key, datetime.date(2001, 12, 31))
    night = home.night()
    published(night)
    assert standing(home) == growth
    assert "ledger.waivers.hold" in night.gates["ledger"]["warned rules"]


def published(night: nightly.Night) -> None:
    assert night.exit_code in (exits.PUBLISHED_OR_UNCHANGED, exits.INPUTS_LEFT_OUT), night.failures


def standing(home: Home) -> dict[str, Any]:
    """How the growth stands: its value and quality, the verdict on it, and what the wide table says of it."""
    (figure,) = figures(home, "growth")
    (pair,) = [
        row
        for row in home.table("plan_vs_actual")
        if (row["ref_area"], row["year"], row["indicator_code"], row["measure"]) == (PLACE, YEAR, "GRP", "growth")
    ]
    (wide,) = [row for row in home.table("agg_area_year") if (row["ref_area"], row["year"]) == (PLACE, YEAR)]
    told = (wide["quarantined_figures"] or wide["waived_figures"]).removeprefix("GRP growth: ")
    return {key: figure[key] for key in ("obs_value", "quality")} | {
        "verdict": pair["verdict"],
        "in the wide table": told,
    }


def figures(home: Home, measure: str) -> list[dict[str, Any]]:
    return [
        row
        for row in home.table("fct_indicator_year")
        if (row["ref_area"], row["year"], row["indicator_code"], row["measure"]) == (PLACE, YEAR, "GRP", measure)
        and row["statement_type"] != "target"
    ]


def growth_level(home: Home) -> dict[str, Any]:
    """The level that stands in the same sentence."""
    (row,) = figures(home, "level")
    return row


def correct(home: Home, says: str, *, at: str) -> str:
    """Somebody corrects the figure `at`, which they say `says` something; the id of the numeral."""
    (numeral,) = [row for row in home.table("fct_numeral") if row["quote"] == at]
    text = (
        "document_id,span_start,says,value,who,why,until\n"
        f"{numeral['document_id']},{numeral['span_start']},{says},1590.3,statistics desk,a slip of the pen,2999-12-31\n"
    )
    (home.inbox.parent / "decisions" / "corrections.csv").write_text(text, encoding="utf-8")
    return str(numeral["numeral_id"])


def waive(home: Home, key: str, until: datetime.date) -> None:
    text = f"rule_id,key,who,why,until\n{RULE},{key},statistics desk,asked the bureau,{until}\n"
    (home.inbox.parent / "decisions" / "waivers.csv").write_text(text, encoding="utf-8")
