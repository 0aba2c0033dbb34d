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
def writer(lock: Path, purpose: str, patience: float = 0.0) -> Iterator[None]:
    """Hold the lock. Raises Retriable, naming the holder, when it is not free within `patience` seconds."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    holder = lock.with_suffix(".json")
    held = FileLock(lock, timeout=patience)
    try:
        held.acquire()
    except Timeout:
        raise Retriable(
            str(lock.parent),
            f"another run is writing here: {_holder(holder)}",
            expected="one writer at a time",
            remedy="wait for it to end, or set ZHIBIAO_LOCK_SECONDS to wait here",
        ) from None
    try:
        since = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        holder.write_text(json.dumps({"pid": os.getpid(), "purpose": purpose, "since": since}), encoding="utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        held.release()


def _holder(path: Path) -> str:
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        return f"{facts['purpose']}, process {facts['pid']}, since {facts['since']}"
    except (OSError, ValueError, KeyError):
        return "its holder left no name"
