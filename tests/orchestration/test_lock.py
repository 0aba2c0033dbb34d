"""One writer at a time, over processes, and the refused one learns who writes."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from orchestration import lock
from sources.errors import Retriable

HOLD = """
import sys, time
from pathlib import Path
from orchestration import lock
with lock.writer(Path(sys.argv[1]), "another run"):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def hold(path: Path, seconds: float) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), str(seconds)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


ROOT = Path(__file__).parents[2]


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    path = tmp_path / "writer.lock"
    other = hold(path, 30)
    try:
        with pytest.raises(Retriable, match=f"another run, process {other.pid}"), lock.writer(path, "us"):
            pass
    finally:
        other.kill()
        other.wait()


def test_a_killed_writer_leaves_the_lock_free(tmp_path: Path) -> None:
    path = tmp_path / "writer.lock"
    other = hold(path, 30)
    other.kill()
    other.wait()
    with lock.writer(path, "us"):
        assert "us" in path.with_suffix(".json").read_text()
    assert not path.with_suffix(".json").exists()


def test_patience_waits_for_the_other_to_end(tmp_path: Path) -> None:
    path = tmp_path / "writer.lock"
    other = hold(path, 1)
    began = time.monotonic()
    with lock.writer(path, "us", patience=30):
        assert time.monotonic() - began > 0.3
    other.wait()
