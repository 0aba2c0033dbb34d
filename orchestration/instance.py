"""The Dagster instance of a data home: its folder and its one config file.

What belongs here: writing `dagster.yaml`. It is generated: edits are overwritten, settings come from the environment.
"""

from __future__ import annotations

import os
from typing import Final

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
