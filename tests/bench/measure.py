"""Running a command and measuring it: wall time and peak memory of its whole process tree.

What belongs here: measuring. What does not: what is measured.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

SAMPLE_SECONDS = 0.05


@dataclass(frozen=True)
class Cost:
    """`peak`: the largest sum of resident bytes over the process and its children at one moment, sampled; pages that
    processes share are counted in each, so it errs on the high side."""

    seconds: float
    peak: int
    code: int
    output: str


def measure(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    began = time.monotonic()
    with subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        root, peak = psutil.Process(process.pid), 0
        while process.poll() is None:
            peak = max(peak, _resident(root))
            time.sleep(SAMPLE_SECONDS)
        seconds = time.monotonic() - began
        assert process.stdout is not None
        return Cost(seconds, peak, process.returncode, process.stdout.read())


def _resident(root: psutil.Process) -> int:
    total = 0
    try:
        family = [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0
    for process in family:
        try:
            total += process.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total
