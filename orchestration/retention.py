"""What is removed by age after a publication: records of runs, pages, alerts, and damaged files set aside.

What belongs here: deciding by age and by what is still referred to. What does not: published builds (`publish` keeps the last
ones), the raw store and the lake, of which nothing is ever removed.
"""

from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import dagster as dg

from orchestration.config import Settings
from orchestration.publish import MANIFEST
from sources import landing, seals


def prune(settings: Settings, instance: dg.DagsterInstance, now: datetime.datetime) -> int:
    """Remove what is older than `keep_days`, and how much that was. Verdicts and pages of the builds kept stay."""
    before = now - datetime.timedelta(days=settings.keep_days)
    kept = _runs(settings.published)
    removed = 0
    for path in list(outlived(settings, before)):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        removed += 1
    for record in instance.get_run_records(dg.RunsFilter(updated_before=before)):
        run = record.dagster_run
        if run.is_finished and run.run_id not in kept:
            instance.delete_run(run.run_id)
            removed += 1
    return removed


def outlived(settings: Settings, before: datetime.datetime) -> Iterator[Path]:
    """Files and folders of records from before a moment that no build kept refers to."""
    kept = _runs(settings.published)
    for path in _aging(settings):
        referred = any(path.name == run or path.name.startswith(f"{run}-") for run in kept)
        if path.lstat().st_mtime < before.timestamp() and not referred:
            yield path


def _aging(settings: Settings) -> Iterator[Path]:
    folders = (
        settings.audit / "verdicts",
        settings.audit / "report",
        settings.evidence,
        settings.alerts,
        settings.lake / seals.ASIDE,
        settings.landing / landing.ASIDE,
    )
    for folder in folders:
        if folder.is_dir():
            yield from folder.iterdir()


def _runs(published: Path) -> frozenset[str]:
    """The runs that judged the builds kept."""
    found: set[str] = set()
    for path in published.glob(f"*/{MANIFEST}"):
        try:
            found.add(str(json.loads(path.read_text(encoding="utf-8"))["run_id"]))
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return frozenset(found)
