"""Running a command and measuring it: wall time, processor time and peak memory of its whole process tree.

What belongs here: measuring. What does not: what is measured.
"""

from __future__ import annotations

import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

SAMPLE_SECONDS = 0.05


@dataclass(frozen=True)
class Cost:
    """`cpu`: seconds of processors, which say more than the wall where others use the machine too. `peak`: the largest sum of
    resident bytes over the process and its children at one moment, sampled; pages that processes share are counted in each,
    so it errs on the high side."""

    seconds: float
    cpu: float
    peak: int
    code: int
    output: str
    errors: str

    @property
    def problem(self) -> str:
        """The end of what a command that failed had to say."""
        return (self.output + self.errors)[-3000:] if self.code else ""


def measure(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    began, busy = time.monotonic(), _busy()
    with (
        tempfile.TemporaryFile("w+") as errors,
        subprocess.Popen(
            command,
            cwd=folder,
            env=os.environ | dict(environment),
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        root, peak = psutil.Process(process.pid), 0
        while process.poll() is None:
            peak = max(peak, _resident(root))
            time.sleep(SAMPLE_SECONDS)
        seconds = time.monotonic() - began
        assert process.stdout is not None
        output = process.stdout.read()
        errors.seek(0)
        return Cost(seconds, _busy() - busy, peak, process.returncode, output, errors.read())


def _busy() -> float:
    """Processor seconds of all children that have ended, with theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


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
