"""One document that would be a program to whoever shows or runs it goes through a whole night, and every way out, as text."""

from __future__ import annotations

import csv
import html
import io
from pathlib import Path

import duckdb
import pytest

from orchestration.cli import main
from orchestration.extract import FORMULA, render
from tests.end_to_end.conftest import FirstNight, Home
from tests.end_to_end.hostile import ESCAPE, NAME, PROGRAMS, TURN


@pytest.fixture(scope="module")
def home(first: FirstNight) -> Home:
    return first.home


def test_in_tables_it_is_text_and_the_published_file_takes_no_order(home: Home) -> None:
    document = next(row for row in home.table("dim_document") if row["source_name"] == NAME)
    assert all(program in document["title"] for program in PROGRAMS[:2]), "as it was printed, as far as titles go"
    quotes = {row["quote"] for row in home.table("fct_numeral") if row["document_id"] == document["document_id"]}
    assert {str(number) for number, _ in enumerate(PROGRAMS, 31)} <= quotes
    with duckdb.connect(home.settings.current / "marts.duckdb", read_only=True) as connection:
        assert (NAME,) in connection.table("core.dim_document").select("source_name").fetchall()
        assert connection.table("core.fct_numeral").shape[0] == len(home.table("fct_numeral"))
        with pytest.raises(duckdb.InvalidInputException, match="read-only"):
            connection.execute("DROP TABLE core.fct_numeral")


def test_what_the_night_says_steers_no_terminal(first: FirstNight) -> None:
    said = first.process.stdout + first.process.stderr
    assert steering(said) == []
    assert "refused: \ufffd[2J" in said, "what is left out is named"


def test_its_figure_is_traced_to_its_sentence_and_the_words_steer_no_terminal(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHIBIAO_HOME", str(home.settings.home))
    assert main(["trace", "--indicator", "GRP", "--area", "370202", "--year", "2023", "--measure", "level"]) == 0
    traced = capsys.readouterr().out
    assert steering(traced) == []
    assert "{{ env_var('HOME') }}" in traced
    assert "877.7" in traced


def test_no_page_of_the_night_holds_a_tag_of_it(home: Home) -> None:
    pages = list(home.settings.home.rglob("*.html"))
    rooms = {page.relative_to(home.settings.home).parts[0] for page in pages}
    assert rooms >= {"evidence", "audit", "dbt"}, "evidence pages, quality reports, the page of the models"
    for page in [*(page.read_text(encoding="utf-8") for page in pages), render(home.inbox / NAME, "html")]:
        assert "<script>alert(17)" not in page
        assert "<img src=x" not in page
    # its number stands in a mark of the page's own
    assert "<script>alert(" in html.unescape(render(home.inbox / NAME, "html")), "it is there as text"


def test_no_cell_of_its_extract_begins_like_a_formula(home: Home) -> None:
    rows = csv.DictReader(io.StringIO(render(home.inbox / NAME, "csv").lstrip("\ufeff")))
    cells = [cell for row in rows for name, cell in row.items() if name != "value" and cell]
    assert [cell for cell in cells if cell.startswith(FORMULA)] == []


def test_no_log_takes_its_escape_sequences_and_nothing_of_it_ran(home: Home) -> None:
    logs = [path for path in home.settings.home.rglob("*.log*") if path.is_file()]
    assert [path for path in logs if ESCAPE in path.read_text(encoding="utf-8", errors="replace")] == []
    for folder in (home.settings.home, home.settings.home.parent, home.inbox, Path.cwd()):
        assert not (folder / "owned").exists()


def steering(said: str) -> list[str]:
    """The characters of an output that would steer a terminal."""
    return [sign for sign in said if sign not in "\n\t" and (sign < " " or "\x7f" <= sign < "\xa0" or sign == TURN)]
