"""Faults in the middle of nights: what is published stays whole, and the next plain night repairs everything without hands."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from orchestration import exits
from tests.end_to_end.conftest import ROOT, SECRET, FirstNight, environment
from tests.end_to_end.faulty_nights import FULL, KILLED_AT

Seen = Mapping[str, Mapping[str, Any]]
ROOMS = ("sources", "expectations", "orchestration", "dbt_project", "tests")
TORN = "after full, read-only and torn"
RECOVERED = ("after kills and an edit", TORN)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """A folder a group: its data home, its inbox, its logs."""
    return {group: tmp_path_factory.mktemp(group) for group in ("killed", "broken")}


@pytest.fixture(scope="module")
def seen(first: FirstNight, folders: Mapping[str, Path]) -> Seen:
    """What each night of `faulty_nights` came to, by step. Both groups run at the same time, each over its own copy."""
    running = [_start(group, folder, first) for group, folder in folders.items()]
    facts: dict[str, Mapping[str, Any]] = {}
    try:
        for process in running:
            out, err = process.communicate(timeout=900)
            assert process.returncode == 0, out[-3000:] + err[-3000:]
            facts |= {line["step"]: line for line in map(json.loads, out.splitlines())}
    finally:
        for process in running:
            process.kill()
    return facts


def _start(group: str, folder: Path, first: FirstNight) -> subprocess.Popen[str]:
    """Over its own copy of the checkout too: one group edits it."""
    passing = shutil.ignore_patterns("__pycache__", "target", "logs")
    for room in ROOMS:
        shutil.copytree(ROOT / room, folder / "checkout" / room, ignore=passing)
    shutil.copytree(first.home.settings.home, folder / "home", symlinks=True)
    command = [*_own_mounts(), sys.executable, "-m", "tests.end_to_end.faulty_nights", group, str(folder)]
    return subprocess.Popen(
        command,
        cwd=folder / "checkout",
        env=environment(folder / "home"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _own_mounts() -> list[str]:
    """What runs a command with mounts of its own, as the superuser or as its likeness: a small disk goes when the process
    does. Nothing where the system lets nobody do that; `faulty_nights` then fills the disk in another way, and says so.
    """
    for command in (["unshare", "--mount"], ["unshare", "--mount", "--map-root-user"]):
        if (
            shutil.which("unshare")
            and subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
        ):
            return command
    return []


@pytest.mark.parametrize("place", KILLED_AT)
def test_a_night_killed_in_a_step_leaves_a_whole_build(seen: Seen, place: str) -> None:
    facts = seen[place]
    assert (facts["code"], facts["problem"]) == (-signal.SIGKILL, ""), facts
    assert facts["missing"] != [], "the night had something to do"


@pytest.mark.parametrize(
    ("fault", "words"), [*((fault, "docs/runbook/disk.md") for fault in FULL), ("read-only", "Permission denied")]
)
def test_a_night_that_cannot_write_fails_and_leaves_a_whole_build(seen: Seen, fault: str, words: str) -> None:
    facts = seen[fault]
    assert (facts["code"], facts["problem"]) == (exits.FAILED, ""), facts
    assert words in facts["log"], facts


@pytest.mark.parametrize("step", RECOVERED)
def test_the_next_plain_night_publishes_every_document_that_was_put_in(seen: Seen, step: str) -> None:
    facts = seen[step]
    assert (facts["code"], facts["problem"], facts["missing"]) == (exits.PUBLISHED_OR_UNCHANGED, "", []), facts


def test_damaged_files_of_the_lake_are_set_aside_and_their_documents_read_again(seen: Seen) -> None:
    facts = seen[TORN]
    assert facts["log"].count("damaged part ") == 2, facts
    assert facts["stated"] == facts["found"] > 0, "each document has the numerals that were read in it"


def test_a_clock_that_went_ahead_and_back_changes_neither_the_order_of_builds_nor_which_text_counts(seen: Seen) -> None:
    ahead, back = seen["clock ahead"], seen["clock back, first run"]
    assert (ahead["code"], back["code"]) == (exits.PUBLISHED_OR_UNCHANGED, exits.PUBLISHED_OR_UNCHANGED), (ahead, back)
    assert ahead["build"] < back["build"], "the newest build is the one that was published last"
    assert (ahead["missing"], back["missing"]) == ([], [])
    assert (back["superseded"], back["corrected"]) == ([False, True], True), "the correction counts"


def test_of_two_runs_at_once_the_second_is_refused_and_publishes_nothing(seen: Seen) -> None:
    second, first = seen["second run"], seen["clock back, first run"]
    assert (second["code"], second["published_nothing"], second["problem"]) == (exits.BUSY, True, ""), second
    assert first["code"] == exits.PUBLISHED_OR_UNCHANGED


def test_an_edit_of_the_vocabulary_under_a_run_is_named_and_nothing_of_a_mixture_is_published(seen: Seen) -> None:
    facts = seen["vocabulary edited"]
    assert (facts["code"], facts["problem"]) == (exits.FAILED, ""), facts
    assert "changed while this run was building" in facts["log"]
    assert facts["build"] == seen[next(iter(KILLED_AT))]["build"], "as before the first fault"


def test_nights_that_failed_told_nobody_the_address_of_the_webhook(seen: Seen, folders: Mapping[str, Path]) -> None:
    assert seen["read-only"]["code"] == exits.FAILED
    assert list((folders["broken"] / "home" / "alerts").glob("*.json"))
    for folder in folders.values():
        written = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
        files = [path for path in written if not path.is_relative_to(folder / "checkout")]
        assert [path for path in files if SECRET.encode() in path.read_bytes()] == []
