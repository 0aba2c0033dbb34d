"""What fails around the steps of a night is told like what fails in them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orchestration import nightly
from orchestration.cli import main
from orchestration.config import Settings


def test_a_failure_around_the_steps_leaves_an_alert_and_is_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(5, "the records of the run cannot be written: database or disk is full", "dagster")

    monkeypatch.setattr(nightly, "_run", full)
    monkeypatch.setenv("ZHIBIAO_HOME", str(tmp_path))
    assert main(["nightly", "--quiet"]) == 1
    assert "docs/runbook/disk.md" in capsys.readouterr().err
    (path,) = Settings(tmp_path).alerts.glob("*.json")
    alert = json.loads(path.read_text(encoding="utf-8"))
    assert "disk is full" in alert["problem"]
    assert "docs/runbook/disk.md" in alert["text"]
