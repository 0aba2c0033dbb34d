"""Telling people that a run failed, or what they decided does not hold: a file in `alerts/`, and a webhook where one is configured.

What belongs here: writing and posting. What does not: deciding that something failed.
A run leaves one alert of each sort however often it is told: the file is named by the run.
"""

from __future__ import annotations

import datetime
import json
import logging
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from orchestration import runbook
from orchestration.terminal import plain
from sources import durable

TIMEOUT_SECONDS: Final = 10

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Alert:
    """What failed. `rows`: of a gate the first failing keys of each blocking rule (`expectations.record.failing_rows`), or the
    figures held back. `stopped` is false where the run went on.
    """

    run_id: str
    step: str
    problem: str
    remedy: str
    home: str
    rows: tuple[Mapping[str, str], ...] = ()
    stopped: bool = True

    @property
    def name(self) -> str:
        return self.run_id if self.stopped else f"{self.run_id}-decisions"

    @property
    def text(self) -> str:
        became = "failed at" if self.stopped else "went on, but somebody must look, at"
        lines = [f"zhibiao: run {self.run_id} {became} {self.step}", self.problem]
        for row in self.rows:
            words = f"{row['rule_id']} ({row['breaches']} in all) at {row['key']}: expected {row['expected']}"
            lines.append(f"- {words}, found {row['found']}" + (f" ({row['detail']})" if row["detail"] else ""))
        if self.remedy:
            lines.append(f"next: {self.remedy}")
        lines.append(f"see {runbook.of_failure(self.step, self.problem)}")
        lines.append(f"data home: {self.home}" + ("; what is published stays as it was" if self.stopped else ""))
        return plain("\n".join(lines))


def raise_alert(alert: Alert, folder: Path, webhook: str | None = None) -> Path:
    """Write the alert and post it. Returns the file, which is not there when the disk took none. Never raises."""
    path = folder / f"{alert.name}.json"
    if path.exists():
        return path
    at = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    facts: dict[str, Any] = {"at": at, **asdict(alert), "text": alert.text}
    _write(path, facts)
    if webhook:
        _write(path, facts | {"webhook": _post(webhook, facts)})
    return path


def _post(url: str, facts: Mapping[str, Any]) -> str:
    try:
        request = urllib.request.Request(
            url, json.dumps(facts, ensure_ascii=False).encode(), {"Content-Type": "application/json; charset=utf-8"}
        )
        if request.type not in ("http", "https"):
            return f"not posted: {request.type} is neither http nor https"
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as response:
            return f"posted: {response.status}"
    except (urllib.error.URLError, OSError, ValueError) as error:
        # urllib puts the address, which is a secret, into the text of some errors
        return f"not posted: {str(error).replace(url, '(the webhook)')}"


def _write(path: Path, facts: Mapping[str, Any]) -> None:
    """A full disk is one of the things that alerts tell of: the webhook must hear of it although no file can be written."""
    try:
        durable.write_text(path, json.dumps(facts, ensure_ascii=False, indent=2) + "\n")
    except OSError as error:
        _log.error("no alert file %s: %s", path, error)
