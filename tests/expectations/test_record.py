"""The audit record and the page: what a gate leaves behind, and whether it can be trusted."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from expectations import read_audit, read_verdicts
from expectations.record import failing_rows
from expectations.verdict import LISTED_KEYS
from sources.errors import Invalid
from tests.expectations.builder import Build, breaches, whole

PRESENT = {"rule_id": "t.present", "kind": "not_null", "scope": "core.t", "parameters": {"column": "n"}}
WARN = {**PRESENT, "rule_id": "t.present_warn", "severity": "warn"}
EVIL = "<script>alert(1)</script>{{ 7*7 }}'; DROP TABLE core.t; -- =cmd|' /C calc'!A0"


class Page(HTMLParser):
    """What a browser would make of the page: tags, attributes and text."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_verdict_row_says_rule_key_expected_found_and_why_the_rule_exists(build: Build) -> None:
    build.table("core.t", "id, n", "'a', 1", "'b', NULL").judge(PRESENT)
    rows = read_verdicts(build.audit, "run-1").to_pylist()
    scope, key = rows
    assert (scope["key"], scope["passed"], scope["checked"], scope["breaches"]) == ("*", False, 2, 1)
    assert (key["rule_id"], key["key"], key["expected"], key["found"]) == ("t.present", "b", "a value", "nothing")
    assert (key["run_id"], key["gate"], key["severity"], key["reason"]) == ("run-1", "core", "block", "it is tested")


def test_what_stopped_a_gate_is_the_first_keys_of_each_blocking_rule(build: Build) -> None:
    build.sql("CREATE TABLE core.t AS SELECT i AS id, NULL AS n FROM range(5) AS r (i)").judge(PRESENT, WARN)
    rows = failing_rows(build.audit, "run-1", "core", keys=2)
    assert [(row["rule_id"], row["key"], row["breaches"]) for row in rows] == [("t.present", key, "5") for key in "01"]
    assert (rows[0]["expected"], rows[0]["found"]) == ("a value", "nothing")
    assert failing_rows(build.audit, "another-run", "core") == []


def test_failing_keys_are_listed_up_to_a_limit_and_all_counted(build: Build) -> None:
    build.sql("CREATE TABLE core.t AS SELECT i AS id, NULL AS n FROM range(2500) AS r (i)")
    result = build.judge(PRESENT)
    assert whole(result, "t.present").breaches == 2500
    assert len(breaches(result, "t.present")) == LISTED_KEYS
    assert whole(result, "t.present").detail == "the first 1000 are listed"
    assert "2,500 / 2,500" in Page(result.report).text


def test_the_record_is_read_from_rows_and_names_the_build_that_was_judged(build: Build) -> None:
    build.table("core.t", "id, n", "'a', 1").judge(PRESENT)
    record = read_audit(build.audit, "run-1")["core"]
    assert record.passed
    assert record.database_sha256 == hashlib.sha256(build.database.read_bytes()).hexdigest()
    assert set(read_audit(build.audit, "run-1")) == {"core"}  # gates that did not run have no record


def test_a_warning_passes_the_gate_and_is_on_record(build: Build) -> None:
    result = build.table("core.t", "id, n", "'a', NULL").judge(WARN)
    assert result.passed
    assert read_audit(build.audit, "run-1")["core"].passed
    assert [v.key for v in result.warnings] == ["*", "a"]
    assert result.messages() == ()


@pytest.mark.parametrize("damage", ["truncated", "without rows", "of another run"])
def test_a_damaged_record_does_not_pass(damage: str, build: Build) -> None:
    build.table("core.t", "id, n", "'a', 1").judge(PRESENT)
    path = read_audit(build.audit, "run-1")["core"].verdicts
    if damage == "truncated":
        path.write_bytes(path.read_bytes()[:-20])
    elif damage == "without rows":
        pq.write_table(pq.read_table(path).slice(0, 0), path)
    else:
        table = pq.read_table(path)
        pq.write_table(table.set_column(0, "run_id", pa.array(["run-0"] * table.num_rows)), path)
    assert not read_audit(build.audit, "run-1")["core"].passed


@pytest.mark.parametrize("run_id", ["../escape", "a/b", "", ".hidden", "with space"])
def test_a_run_id_that_is_no_file_name_is_refused_before_the_work(run_id: str, build: Build) -> None:
    build.table("core.t", "id, n", "'a', 1")
    with pytest.raises(Invalid, match="run id"):
        build.judge(PRESENT, run_id=run_id)
    assert not build.audit.exists()


def test_text_of_documents_stays_text_in_verdicts_and_page(build: Build) -> None:
    build.sql("CREATE TABLE core.t (id VARCHAR, n INTEGER)")
    evil = EVIL.replace("'", "''")
    result = build.sql(f"INSERT INTO core.t VALUES ('{evil}', NULL)").judge(PRESENT)
    assert breaches(result, "t.present")[0].key == EVIL
    page = Page(result.report)
    assert "script" not in page.tags
    assert EVIL in page.text


def test_the_page_loads_nothing_and_speaks_both_languages(build: Build) -> None:
    result = build.table("core.t", "id, n", "'a', NULL").judge(PRESENT, WARN)
    page = Page(result.report)
    assert [(name, value) for name, value in page.attributes if name in ("src", "href")] == []
    assert not {"script", "link", "img", "iframe"} & set(page.tags)
    assert "url(" not in result.report.read_text(encoding="utf-8")
    assert {value for name, value in page.attributes if name == "lang"} == {"en", "zh"}
    for words in ("Publication is stopped", "发布已阻断", "t.present", "a value", "测试规则"):
        assert words in page.text


def test_one_page_a_run_grows_with_the_gates(build: Build) -> None:
    build.table("core.t", "id, n", "'a', 1").judge(PRESENT)
    (build.home / "rules" / "core.toml").rename(build.home / "rules" / "marts.toml")
    report = build.run("marts", rules=build.home / "rules").report
    assert report == build.audit / "report" / "run-1" / "index.html"
    assert Page(report).text.count("t.present") == 2
    assert set(read_audit(build.audit, "run-1")) == {"core", "marts"}


def test_importing_expectations_does_not_import_great_expectations() -> None:
    code = "import sys, expectations; sys.exit('great_expectations' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_great_expectations_is_imported_in_one_module() -> None:
    root = Path(__file__).parents[2]
    importers = {
        path.relative_to(root).as_posix()
        for room in ("sources", "expectations", "orchestration")
        for path in (root / room).rglob("*.py")
        if any(
            line.startswith(("import great_expectations", "from great_expectations"))
            for line in path.read_text().splitlines()
        )
    }
    assert importers == {"expectations/suites.py"}
