"""What a user sees and gets after the first night over a difficult inbox."""

from __future__ import annotations

import datetime
import json
import re
import subprocess
import sys
from collections.abc import Callable

import duckdb
import pytest

from expectations.verdict import GATES
from orchestration import exits
from orchestration.publish import damaged
from orchestration.trace import Question, trace
from sources.errors import Invalid
from tests.end_to_end import hostile
from tests.end_to_end.conftest import ROOT, SECRET, FirstNight, Home, environment


@pytest.fixture(scope="module")
def home(first: FirstNight) -> Home:
    return first.home


def test_it_publishes_and_its_exit_code_says_that_inputs_were_left_out(first: FirstNight) -> None:
    assert first.process.returncode == exits.INPUTS_LEFT_OUT, first.process.stdout + first.process.stderr
    assert first.home.settings.current.is_symlink()
    assert damaged(first.home.settings.current) == ()


def test_every_input_has_an_outcome_and_the_rest_went_on(home: Home) -> None:
    outcomes = {
        row["source_name"]: row["outcome"] for row in home.table("fct_input_outcome") if row["source_kind"] == "inbox"
    }
    assert outcomes == {
        "历下/copy of good.md": "extracted",
        "历下/good.md": "duplicate",
        "a name .. with dots.txt": "extracted",
        "gb18030.txt": "extracted",
        "annexed.html": "extracted",
        "nowhere.md": "unplaced",
        "empty.txt": "refused",
        "binary.txt": "refused",
        "large.txt": "refused",
        "release/figures.csv": "refused",
        "vanishes.txt": "vanished",
        hostile.NAME: "extracted",
        hostile.REFUSED: "refused",
    }


def test_each_left_out_input_says_what_was_wrong_and_what_to_do(home: Home) -> None:
    rows = {row["source_name"]: row for row in home.table("fct_input_outcome")}
    for name, word in (
        ("empty.txt", "empty"),
        ("large.txt", "too large"),
        ("vanishes.txt", "vanished"),
        ("release/figures.csv", "release.toml of its folder: producer is missing"),
    ):
        assert word in rows[name]["problem"]
        assert rows[name]["remedy"]


def test_the_page_of_the_models_is_made_names_every_table_and_loads_nothing_from_elsewhere(home: Home) -> None:
    page = home.settings.models_page.read_text(encoding="utf-8")
    tables = json.loads((home.settings.current / "manifest.json").read_text(encoding="utf-8"))["tables"]
    assert [name for name in tables if f"model.zhibiao.{name}" not in page] == []
    assert re.findall(r"""<(?:script|link|img|iframe)[^>]+(?:src|href)=["']?(?:https?:)?//[^"'> ]+""", page) == []


def test_the_page_of_the_models_opens_with_what_to_look_at_for_which_question(home: Home) -> None:
    assert "# The warehouse of zhibiao" in home.settings.models_page.read_text(encoding="utf-8")


def test_the_published_file_explains_its_columns(home: Home) -> None:
    with duckdb.connect(home.settings.current / "marts.duckdb", read_only=True) as connection:
        silent = connection.execute(
            """SELECT schema_name, table_name, column_name FROM duckdb_columns()
            WHERE schema_name IN ('core', 'mart') AND coalesce(trim(comment), '') = ''"""
        ).fetchall()
    assert silent == []


def test_gb18030_reads_like_any_other_text(home: Home) -> None:
    document = next(row for row in home.table("dim_document") if row["source_name"] == "gb18030.txt")
    assert (document["ref_area"], document["year"], document["document_kind"]) == ("370102", 2021, "plan-report")
    values = {
        row["obs_value"] for row in home.table("fct_observation") if row["document_id"] == document["document_id"]
    }
    assert 186_050_000_000 in values


def test_a_document_without_a_place_is_kept(home: Home) -> None:
    document = next(row for row in home.table("dim_document") if row["source_name"] == "nowhere.md")
    assert (document["is_placed"], document["numerals"] > 0) == (False, True)


def test_targets_meet_outcomes_in_the_bundled_sample(home: Home) -> None:
    rows = [row for row in home.table("plan_vs_actual") if row["verdict"] in ("met", "missed")]
    assert {"000000", "370100"} <= {row["ref_area"] for row in rows}


def test_a_release_goes_to_the_marts_beside_the_documents(home: Home) -> None:
    """The final accounts of 2021 revise what the communique first said; the World Bank's copy agrees with them."""
    (release,) = [row for row in home.table("dim_document") if row["document_kind"] == "release"]
    assert (release["source_kind"], release["title"]) == ("sample", "2021年国内生产总值最终核实数")
    revised = {
        (row["indicator_code"], row["year"]): (row["old_value"], row["new_value"], row["revision_kind"])
        for row in home.table("fct_revision")
        if row["new_document_id"] == release["document_id"] and row["ref_area"] == "000000"
    }
    assert revised["VA1", 2021] == (8_308_600_000_000, 8_321_650_000_000, "revision")
    (preferred,) = [
        row
        for row in home.table("fct_indicator_year")
        if (row["indicator_code"], row["ref_area"], row["year"]) == ("GRP", "000000", 2021)
        and (row["measure"], row["statement_type"]) == ("level", "actual")
    ]
    assert (preferred["document_id"], preferred["obs_value"]) == (release["document_id"], 114_923_700_000_000)
    assert preferred["agreeing_sources"] > 1


def test_a_body_and_its_annex_table_agree_as_one_source_or_contradict_each_other_on_record(home: Home) -> None:
    district = {"ref_area": "370104", "year": 2023, "measure": "level"}
    stated = [row for row in home.table("fct_indicator_year") if district.items() <= row.items()]
    assert {row["indicator_code"]: (row["obs_value"], row["statements"], row["sources"]) for row in stated} == {
        "GRP": (81_240_000_000.0, 2, 1),
        "GPBR": (6_130_000_000.0, 2, 1),
    }
    (row,) = [row for row in home.table("fct_contradiction") if district.items() <= row.items()]
    assert (row["contradiction_kind"], row["indicator_code"]) == ("body against table", "GPBR")
    assert {row["obs_value"], row["other_value"]} == {6_130_000_000.0, 6_310_000_000.0}
    assert {row["quote"], row["other_quote"]} == {"61.3", "63.1"}
    assert row["document_id"] == row["other_document_id"]


def test_the_summary_reads_like_one(first: FirstNight) -> None:
    words = first.process.stdout
    for word in ("Published after", "documents", "numerals", "observations", "gate ledger", "gate core", "gate marts"):
        assert word in words
    assert "empty.txt" in words
    assert str(first.home.settings.current) in words
    assert "Next:" in words
    assert "landing" in first.process.stderr, "progress goes to standard error"


def test_the_database_opens_read_only_with_tables_for_a_bi_tool(home: Home) -> None:
    with duckdb.connect(home.settings.current / "marts.duckdb", read_only=True) as connection:
        assert connection.table("core.fct_indicator_year").shape[0] > 0
        assert connection.table("mart.plan_vs_actual").shape[0] > 0


def test_a_figure_leads_back_to_its_sentence_document_and_bytes(home: Home) -> None:
    (one,) = trace(home.settings, Question("GRP", "370103", 2022, "level", "estimate"))
    assert one.row["obs_value"] == 130_000_000_000
    assert one.holds, one.checks
    assert "1300" in one.context
    assert one.document["sha256"]
    assert set(one.rules) == set(GATES)


def test_a_figure_is_traced_as_it_was_known_on_a_day_and_not_before_anyone_said_it(home: Home) -> None:
    day = datetime.date(2023, 2, 1)
    (one,) = trace(home.settings, Question("GRP", "370103", 2022, "level", "estimate", as_of=day))
    assert one.row["known_from"] <= day < one.row["known_to"]
    assert (one.row["obs_value"], one.holds) == (130_000_000_000, True)
    with pytest.raises(Invalid, match="no such row in fct_indicator_year_vintage"):
        trace(home.settings, Question("GRP", "370103", 2022, "level", "estimate", as_of=datetime.date(2022, 2, 1)))


def test_bytes_that_changed_after_landing_break_the_trace(copy: Callable[[], Home]) -> None:
    home = copy()
    question = Question("地区生产总值", "370103", 2022, "level", "estimate")
    (one,) = trace(home.settings, question)
    path = home.settings.landing / one.document["sha256"][:2] / one.document["sha256"]
    data = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    (broken,) = trace(home.settings, question)
    assert not broken.holds


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--indicator", "GRP", "--area", "370103", "--year", "2022", "--status", "estimate"], 0, "1300"),
        (["--indicator", "GRP", "--area", "370103", "--year", "1900"], 2, "there is"),
        (["--indicator", "nothing", "--area", "370103", "--year", "2022"], 2, "dim_indicator"),
    ],
)
def test_trace_on_the_command_line(home: Home, arguments: list[str], code: int, words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "orchestration.cli", "trace", *arguments],
        cwd=ROOT,
        env=environment(home.settings.home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, words in done.stdout + done.stderr) == (code, True), done.stdout + done.stderr


def test_nothing_of_the_run_talks_to_anybody(first: FirstNight) -> None:
    config = (first.home.settings.dagster / "dagster.yaml").read_text()
    assert "telemetry:\n  enabled: false" in config
    assert not (first.home.settings.dagster / ".telemetry").exists()


def test_a_secret_of_the_environment_is_in_nothing_that_the_run_wrote(first: FirstNight) -> None:
    assert SECRET not in first.process.stdout + first.process.stderr
    files = [path for path in first.home.settings.home.rglob("*") if path.is_file()]
    assert [path for path in files if SECRET.encode() in path.read_bytes()] == []
