"""The command line: one document's ledger as text, settings, and errors in one breath."""

from __future__ import annotations

import csv
import io
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration import exits
from orchestration.cli import main
from orchestration.config import HELP

TEXT = "# 济南市市中区2023年政府工作报告\n\n2022年，全区地区生产总值完成1300亿元，增长3.1%。\n"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "济南 .. 报告.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_jsonl_has_one_object_a_numeral_with_offsets_into_the_file(
    report: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["extract", str(report)]) == 0
    rows = [json.loads(line) for line in capfdbinary.readouterr().out.decode().splitlines()]
    assert [row["text"] for row in rows] == ["2023", "2022", "1300", "3.1"]
    assert all(TEXT[row["start"] : row["end"]] == row["text"] for row in rows)
    value = rows[2]
    assert (value["disposition"], value["code"], value["value"], value["unit"]) == (
        "observation",
        "GRP",
        1300.0,
        "亿元",
    )


def test_csv_opens_in_a_spreadsheet(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert main(["extract", str(report), "--format", "csv", "--output", str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["text"] for row in rows] == ["2023", "2022", "1300", "3.1"]


def test_html_is_the_evidence_page(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    assert main(["extract", str(report), "--format", "html", "--output", str(out)]) == 0
    page = out.read_text(encoding="utf-8")
    assert page.lower().startswith("<!doctype html>")
    assert "1300" in page


def test_a_misspelt_key_beside_the_file_is_told_and_costs_nothing(
    report: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    report.with_name(f"{report.name}.meta.json").write_text('{"kindd": "communique"}', encoding="utf-8")
    assert main(["extract", str(report)]) == 0
    said = capfd.readouterr()
    assert "'kindd' (did you mean 'kind'?)" in said.err
    assert '"disposition": "observation"' in said.out


def test_a_sidecar_beside_the_file_is_heeded(report: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    report.with_name(f"{report.name}.meta.json").write_text('{"adcode": "370102"}', encoding="utf-8")
    assert main(["extract", str(report)]) == 0
    value = json.loads(capfdbinary.readouterr().out.decode().splitlines()[2])
    assert "历下" in value["area"]


@pytest.mark.parametrize(("data", "word"), [(b"", "empty"), (bytes(range(256)) * 50, "")])
def test_a_bad_file_is_said_in_one_breath(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes, word: str
) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    assert main(["extract", str(path)]) == 2
    said = capsys.readouterr().err
    assert "bad.txt" in said
    assert word in said
    assert "next:" in said


def test_a_reader_that_closes_early_is_no_error(report: Path) -> None:
    command = [sys.executable, "-m", "orchestration.cli", "extract", str(report)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""


def test_settings_names_every_variable(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["settings"]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in HELP)


def test_a_setting_that_cannot_be_read_ends_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ZHIBIAO_PROCESSES", "many")
    assert main(["nightly"]) == 2
    assert "ZHIBIAO_PROCESSES" in capsys.readouterr().err


def test_a_path_that_cannot_be_written_is_said_in_one_breath(
    report: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = report.parent / "nowhere" / "x"
    assert main(["extract", str(report), "--output", str(out)]) == exits.FAILED
    said = capsys.readouterr().err
    assert str(out) in said
    assert "next:" in said
    monkeypatch.setenv("ZHIBIAO_HOME", str(report / "home"))  # below a file
    assert main(["nightly", "--quiet"]) == exits.FAILED
    assert str(report) in capsys.readouterr().err


def test_extract_starts_without_the_orchestrator() -> None:
    code = "import sys; import orchestration.cli, orchestration.extract; print([m for m in ('dagster', 'dbt', 'duckdb', 'great_expectations') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_ui_and_its_pages_cannot_share_a_port(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ui", "--port", "3001"]) == exits.NOT_STARTED
    assert "set ZHIBIAO_PAGES_PORT" in capsys.readouterr().err


def test_the_ui_can_be_ended_although_a_shell_started_it_in_the_background(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[object] = []
    monkeypatch.setenv("DAGSTER_HOME", "")  # set by the command, put back after the test
    monkeypatch.setenv("ZHIBIAO_HOME", str(tmp_path))
    monkeypatch.setattr("orchestration.dbt.manifest", lambda settings: {})
    monkeypatch.setattr("orchestration.pages.beside_the_ui", lambda: None)

    def replaced(program: str, arguments: list[str]) -> None:
        """What replaces this process inherits what it ignores."""
        heard.append(signal.getsignal(signal.SIGINT))
        raise SystemExit

    monkeypatch.setattr("orchestration.cli.os.execv", replaced)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with pytest.raises(SystemExit):
            main(["ui"])
    finally:
        signal.signal(signal.SIGINT, before)
    assert heard == [signal.SIG_DFL]
