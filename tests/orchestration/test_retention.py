"""Records age and go; those of the builds kept stay."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import dagster as dg

from orchestration.config import Settings
from orchestration.retention import prune

NOW = datetime.datetime.now(datetime.UTC)


def test_records_older_than_so_many_days_go_but_for_those_of_builds_kept(tmp_path: Path) -> None:
    settings = Settings(tmp_path, keep_days=10)
    build = settings.published / "20260101T000000000000Z-f"
    build.mkdir(parents=True)
    (build / "manifest.json").write_text(json.dumps({"run_id": "kept"}))
    for run in ("kept", "old"):
        (settings.audit / "report" / run).mkdir(parents=True)
        (settings.audit / "verdicts").mkdir(exist_ok=True)
        (settings.audit / "verdicts" / f"{run}-core.parquet").touch()
    settings.evidence.mkdir()
    (settings.evidence / "page.html").touch()
    with dg.DagsterInstance.ephemeral() as instance:
        assert prune(settings, instance, NOW) == 0
        assert prune(settings, instance, NOW + datetime.timedelta(days=11)) == 3
    assert sorted(path.name for path in settings.audit.rglob("*") if path.is_file()) == ["kept-core.parquet"]
    assert (settings.audit / "report" / "kept").is_dir()
