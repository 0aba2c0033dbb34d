"""Documents are data: what they say is never run, on no way out of the house."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from orchestration import preview
from orchestration.cli import main
from orchestration.extract import FORMULA, render

SENTENCES = (
    "=cmd|'/C calc'!A0项目完成投资12亿元。",
    "+1+cmd项目完成投资13亿元。",
    "@SUM(A1)项目完成投资14亿元。",
    "'; DROP TABLE core.fct_numeral; --项目完成投资15亿元。",
    "{{ env_var('HOME') }}{% set x = 1 %}项目完成投资16亿元。",
    "<script>alert(17)</script>项目完成投资17亿元。",
    "$(touch owned)`id`项目完成投资18亿元。",
    "../../etc/passwd项目完成投资19亿元。",
)
TEXT = "# 济南市历下区2023年政府工作报告\n\n" + "\n\n".join(SENTENCES) + "\n"
NAMES = ("--help.md", "$(id).md", "a\nb.md", "=1+1.md", "\u202edm.md", "'; --.md", "<b>.md", "..x.md")


@pytest.mark.parametrize("name", NAMES)
def test_a_document_of_any_name_is_read_as_text(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(TEXT, encoding="utf-8")
    rows = [json.loads(line) for line in render(path, "jsonl").splitlines()]
    assert all(TEXT[row["start"] : row["end"]] == row["text"] for row in rows)
    assert {str(number) for number in range(12, 20)} <= {row["text"] for row in rows}


def test_no_cell_of_the_csv_begins_like_a_formula_and_numbers_stay_numbers(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text(TEXT + "\n=1+1增长3%，出口总额下降4.5%。\n", encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(render(path, "csv").lstrip("\ufeff"))))
    texts = [value for row in rows for key, value in row.items() if key != "value" and value]
    assert not [text for text in texts if text.startswith(FORMULA)]
    assert "-4.5" in {row["value"] for row in rows}


def test_the_evidence_page_holds_no_tag_of_the_document(tmp_path: Path) -> None:
    path = tmp_path / "<img src=x onerror=alert(1)>.md"
    path.write_text(TEXT, encoding="utf-8")
    page = render(path, "html")
    assert "<script>alert(17)" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize("text", [*SENTENCES, "a | b", "[x](javascript:alert(1))", "\u202edm.exe", "a\nb"])
def test_a_cell_in_the_graph_is_shown_as_its_text(text: str) -> None:
    shown = preview.markdown(("what",), [(text,)]).splitlines()
    assert len(shown) == 3
    assert not set(shown[-1].strip("| ").replace("&#", "")) & set("<>`[]()*\u202e")


def test_the_ui_binds_to_this_machine_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[list[str]] = []
    monkeypatch.setenv("DAGSTER_HOME", "")  # set by the command, put back after the test
    monkeypatch.setenv("ZHIBIAO_HOME", str(tmp_path))
    monkeypatch.setattr("orchestration.dbt.manifest", lambda settings: {})

    def replaced(program: str, arguments: list[str]) -> None:
        """What replaces this process never comes back."""
        called.append(arguments)
        raise SystemExit

    monkeypatch.setattr("orchestration.cli.os.execv", replaced)
    with pytest.raises(SystemExit):
        main(["ui"])
    (arguments,) = called
    assert arguments[arguments.index("--host") + 1] == "127.0.0.1"
