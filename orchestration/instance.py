"""The Dagster instance of a data home: its folder and its one config file.

What belongs here: writing `dagster.yaml` (generated: edits are overwritten, settings come from the environment), and how a
run holds the instance's databases open. What does not: what is in them.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from orchestration.config import Settings

_DAGSTER_YAML: Final = """\
# Written by zhibiao at every start; do not edit.
telemetry:
  enabled: false
nux:
  enabled: false
concurrency:
  runs:
    max_concurrent_runs: 1
  pools:
    granularity: op
    default_limit: 1
# What steps print goes to the terminal; what they say is in the event log.
compute_logs:
  module: dagster._core.storage.noop_compute_log_manager
  class: NoOpComputeLogManager
run_monitoring:
  enabled: true
retention:
  schedule:
    purge_after_days: 90
  sensor:
    purge_after_days:
      skipped: 7
      failure: 30
      success: -1
"""


def prepare(settings: Settings) -> None:
    """Write the instance's config and point Dagster at it. Call before importing dagster."""
    settings.dagster.mkdir(parents=True, exist_ok=True)
    path = settings.dagster / "dagster.yaml"
    if not path.exists() or path.read_text(encoding="utf-8") != _DAGSTER_YAML:
        path.write_text(_DAGSTER_YAML, encoding="utf-8")
    os.environ["DAGSTER_HOME"] = str(settings.dagster)
    os.environ["ZHIBIAO_HOME"] = str(settings.home)
    os.environ.setdefault("DAGSTER_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("DO_NOT_TRACK", "1")


@contextmanager
def held_open() -> Iterator[None]:
    """Hold Dagster's SQLite files open while a run writes them, and do not flush each event to disk.

    Dagster opens and closes a file for every event. Whoever closes a file last folds its write-ahead log in and flushes both,
    which was half of a small night; a connection that stays puts that off to the end. Without a flush an event a power cut may
    take the last events, never the file; a kill takes nothing. Figures lie in the lake and the build, not here.
    """
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    held: dict[str, sqlite3.Connection] = {}

    def opened(connection: Any, _: Any) -> None:
        if not isinstance(connection, sqlite3.Connection):
            return
        connection.execute("PRAGMA synchronous = NORMAL")
        path = str(connection.execute("PRAGMA database_list").fetchone()[2])
        # a file that is being made has no log yet: who held it then would not count when it has one
        if path and path not in held and connection.execute("PRAGMA journal_mode").fetchone() == ("wal",):
            held[path] = sqlite3.connect(path, check_same_thread=False)
            held[path].execute("PRAGMA schema_version").fetchone()  # a connection counts once it has read

    event.listen(Engine, "connect", opened)
    try:
        yield
    finally:
        event.remove(Engine, "connect", opened)
        for connection in held.values():
            connection.close()
