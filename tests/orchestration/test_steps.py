"""A run that was killed with the lock in its hands is closed by the next one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import dagster as dg
import pytest

from orchestration import freshness
from orchestration.config import Settings
from orchestration.steps import PROCESS, Held, writer


@dg.job
def nothing() -> None: ...


@pytest.mark.parametrize("text", ['{"pid": 1, "purpose": "run RUN", "since": "2026"}', '{"pid": 1, "purp'])
def test_a_killed_run_does_not_stay_under_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("ZHIBIAO_HOME", str(tmp_path))
    with dg.DagsterInstance.ephemeral() as instance:
        run = instance.create_run_for_job(nothing, status=dg.DagsterRunStatus.STARTED)
        note = Settings(tmp_path).lock.with_suffix(".json")
        note.write_text(text.replace("RUN", run.run_id))
        whole = text.endswith("}")
        with dg.build_resources({"writer": writer}, instance=instance) as resources:
            assert resources.writer == Held(freshness.touched(Settings(tmp_path)))
            assert "purpose" in json.loads(note.read_text())
        after = instance.get_run_by_id(run.run_id)
        assert after is not None
        assert after.status == (dg.DagsterRunStatus.FAILURE if whole else dg.DagsterRunStatus.STARTED)


@pytest.mark.parametrize("lives", [True, False])
def test_a_run_whose_process_is_gone_does_not_stay_under_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lives: bool
) -> None:
    """A full disk keeps a run from recording its own end, and no lock tells of it."""
    monkeypatch.setenv("ZHIBIAO_HOME", str(tmp_path))
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    tags = {PROCESS: str(os.getpid() if lives else ended.pid)}
    with dg.DagsterInstance.ephemeral() as instance:
        run = instance.create_run_for_job(nothing, status=dg.DagsterRunStatus.STARTED, tags=tags)
        with dg.build_resources({"writer": writer}, instance=instance):
            pass
        after = instance.get_run_by_id(run.run_id)
        assert after is not None
        assert after.is_finished != lives
