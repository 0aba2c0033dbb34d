"""The databases of the instance are held open while a run writes, seen by others meanwhile, and let go of afterwards."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from orchestration import instance
from orchestration.config import Settings


def test_events_written_under_open_databases_are_there_for_others_and_nothing_stays_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DAGSTER_HOME", "ZHIBIAO_HOME"):
        monkeypatch.setenv(name, "")  # set by `prepare`, put back after the test
    instance.prepare(Settings(tmp_path))
    import dagster as dg

    @dg.asset
    def figure() -> int:
        return 17

    with instance.held_open(), dg.DagsterInstance.get() as writing:
        result = dg.materialize([figure], instance=writing)
        assert [path for path in _open_below(tmp_path) if path.endswith(f"{result.run_id}.db")]
        # whoever closes a file last removes its log: nobody of those who wrote an event did
        assert list(tmp_path.rglob(f"{result.run_id}.db-wal")), "also of a file that this run made"
        with dg.DagsterInstance.get() as other:
            assert other.get_latest_materialization_event(dg.AssetKey("figure")) is not None
    assert _open_below(tmp_path) == []


def _open_below(folder: Path) -> list[str]:
    return [file.path for file in psutil.Process().open_files() if Path(file.path).is_relative_to(folder)]
