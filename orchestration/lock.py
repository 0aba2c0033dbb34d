"""One writer at a time, over processes: the command line, the schedule and the UI take the same lock.

What belongs here: taking and releasing the lock, saying who has it. The system releases it when its holder dies.
"""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from sources.errors import Retriable


@contextmanager
def writer(lock: Path, purpose: str, patience: float = 0.0) -> Iterator[str]:
    """Hold the lock. Raises Retriable, naming the holder, when it is not free within `patience` seconds.

    Yields the purpose of a holder that died with the lock in its hands, "" where the last one let go of it.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    name = lock.with_suffix(".json")
    held = FileLock(lock, timeout=patience)
    try:
        held.acquire()
    except Timeout:
        raise Retriable(
            str(lock.parent),
            f"another run is writing here: {holder(lock) or 'its holder left no name'}",
            expected="one writer at a time",
            remedy="wait for it to end, or set ZHIBIAO_LOCK_SECONDS to wait here; see docs/runbook/another-run.md",
        ) from None
    died = _facts(name).get("purpose", "")
    try:
        since = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        name.write_text(json.dumps({"pid": os.getpid(), "purpose": purpose, "since": since}), encoding="utf-8")
        yield died
    finally:
        name.unlink(missing_ok=True)
        held.release()


def holder(lock: Path) -> str:
    """Who holds the lock, or held it when it died; "" when its last holder let go of it."""
    facts = _facts(lock.with_suffix(".json"))
    return f"{facts['purpose']}, process {facts['pid']}, since {facts['since']}" if facts else ""


def _facts(path: Path) -> dict[str, str]:
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        return {name: str(facts[name]) for name in ("purpose", "pid", "since")}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
