"""Nights after the first: nothing new, one document more, a reader who never lets go, a second writer."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from orchestration import exits, lock
from orchestration.cli import main
from sources.errors import Retriable
from tests.end_to_end.conftest import ROOT, Home, report

Copy = Callable[[], Home]

#: Opens the published build again and again, or once, and prints what it saw as one JSON line when its input closes.
READER = """
import json, sys, threading
import duckdb
path, hold = sys.argv[1], sys.argv[2] == "hold"
done = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), done.set()), daemon=True).start()

def look(connection):
    return [
        connection.table("core.dim_document").shape[0],
        connection.table("core.dim_document").sum("numerals").fetchall()[0][0],
        connection.table("core.fct_numeral").shape[0],
        connection.table("mart.plan_vs_actual").shape[0],
    ]

seen, errors, looks = [], [], 0
held = duckdb.connect(path, read_only=True) if hold else None
print("open", flush=True)
while True:
    try:
        if held is not None:
            facts = look(held)
        else:
            with duckdb.connect(path, read_only=True) as connection:
                facts = look(connection)
        looks += 1
        if facts not in seen:
            seen.append(facts)
    except Exception as error:
        errors.append(repr(error))
    if done.wait(0.02):
        break
print(json.dumps({"seen": seen, "errors": errors, "looks": looks}), flush=True)
"""


class Reader:
    def __init__(self, database: Path, how: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", READER, str(database), how], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "open\n"

    def report(self) -> dict[str, list[list[int]]]:
        out, _ = self.process.communicate(timeout=60)
        facts: dict[str, list[list[int]]] = json.loads(out)
        return facts


def test_an_unchanged_night_reads_nothing_and_publishes_nothing(copy: Copy) -> None:
    home = copy()
    before = home.manifest()
    night = home.night()
    assert (night.failures, night.build, night.gates) == ((), {}, {})
    assert night.standing["documents read"] == 0
    assert night.exit_code == exits.PUBLISHED_OR_UNCHANGED
    assert home.manifest() == before


def test_one_document_costs_one_document_and_readers_notice_nothing(copy: Copy) -> None:
    home = copy()
    database = home.settings.current / "marts.duckdb"
    holder, poller = Reader(database, "hold"), Reader(database, "poll")
    (home.inbox / "new.md").write_text(report(2024, "2010.8"), encoding="utf-8")

    night = home.night()

    held, polled = holder.report(), poller.report()
    assert night.failures == ()
    assert night.standing["documents read"] == 1
    documents = home.manifest()["tables"]["dim_document"]["rows"]
    assert held["errors"] == polled["errors"] == []
    assert len(held["seen"]) == 1, "who holds the old build keeps it"
    assert held["seen"][0][0] == documents - 1
    assert [facts[0] for facts in polled["seen"]] in ([documents - 1, documents], [documents - 1])
    assert all(stated == found for _, stated, found, _ in polled["seen"]), "never a half-built table"
    last = Reader(database, "poll").report()
    assert [facts[0] for facts in last["seen"]] == [documents], "a new connection sees the new build"
    values = {row["obs_value"] for row in home.table("fct_observation")}
    assert 201_080_000_000 in values


def test_a_second_writer_is_refused_and_told_by_whom(copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    home = copy()
    with lock.writer(home.settings.lock, "the first writer"):
        assert main(["nightly"]) == exits.BUSY
        assert "the first writer" in capsys.readouterr().err
        with pytest.raises(Retriable):
            home.night()
    assert home.night().failures == ()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["nightly", "--inbox", "no such folder"], "no such folder"), (["extract", "no such file"], "no such file")],
)
def test_wrong_input_to_a_command_is_said_in_one_breath(arguments: list[str], words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "orchestration.cli", *arguments],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in (1, 2)
    assert words in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
