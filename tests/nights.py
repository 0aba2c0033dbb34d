"""Nights in processes of their own over one data home, which can be disturbed: for `make soak` and the end-to-end faults.

What belongs here: forking a night, knowing where it stands, acting at a place in it, and what a reader finds afterwards.
What does not: which faults there are (`tests.bench.faults`, `tests.end_to_end.faulty_nights`). A parent imports everything
once and forks a child a night, so that a night costs its work and not its imports.
"""

from __future__ import annotations

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration import progress
from orchestration.cli import main
from orchestration.config import Settings
from orchestration.publish import current_manifest, damaged

REPORT = """# 济南市历下区{year}年政府工作报告

{closing}年，全区地区生产总值完成{value}亿元，增长3.2%。一般公共预算收入完成170.5亿元。{year}年，地区生产总值增长6%以上。
"""


def preload() -> None:
    """Import what a night imports, so that forked nights have it."""
    import importlib

    for name in ("dagster_dbt", "dbt.cli.main", "great_expectations", "orchestration.graph"):
        importlib.import_module(name)


def die() -> None:
    """Kill -9 the night and the processes that read for it."""
    os.killpg(os.getpgrp(), signal.SIGKILL)


def stop() -> None:
    """Stand still until somebody continues the night."""
    os.kill(os.getpid(), signal.SIGSTOP)


@dataclass(frozen=True)
class Place:
    """A place in a night: the beginning of the stage whose title begins with `stage`, or its `advance`-th advance."""

    stage: str
    advance: int = 0


class Stages:
    """A reporter that writes down each stage and when it began, and does something `at` a place."""

    def __init__(self, path: Path, at: Place | None = None, then: Callable[[], None] = die) -> None:
        self.path, self.at, self.then = path, at, then
        self.now, self.advances = "", 0
        path.unlink(missing_ok=True)

    def stage(self, title: str) -> None:
        self.now, self.advances = title, -1
        with self.path.open("a", encoding="utf-8") as file:
            file.write(f"{time.monotonic()}\t{title}\n")
        self.advance(0, 0, "")

    def advance(self, done: int, total: int, name: str) -> None:
        self.advances += 1
        if self.at and self.now.startswith(self.at.stage) and self.advances == self.at.advance:
            self.then()

    def note(self, text: str) -> None: ...


class House:
    """A data home, its inbox and the nights over it. `sample` takes the bundled documents in as well."""

    def __init__(self, folder: Path, *, sample: bool = False) -> None:
        self.settings = Settings(home=folder / "home", processes=1, sample=sample)
        self.inbox = folder / "inbox"
        self.inbox.mkdir(parents=True, exist_ok=True)
        self.stages = folder / "stages"
        self.log = folder / "log"
        self.documents = 0

    def add(self) -> None:
        """One document more, so that the next night has something to do."""
        self.documents += 1
        year = 2000 + self.documents % 24
        text = REPORT.format(year=year, closing=year - 1, value=1000 + self.documents)
        (self.inbox / f"{self.documents}.md").write_text(text, encoding="utf-8")

    def start(
        self, at: Place | None = None, then: Callable[[], None] = die, prepare: Callable[[], object] | None = None
    ) -> int:
        """Fork a night and return its process, which leads a group of its own. `prepare` is called in it first."""
        reporter = Stages(self.stages, at, then)
        pid = os.fork()
        if pid:
            return pid
        code = 70
        try:
            os.setsid()
            out = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(out, 1)
            os.dup2(out, 2)
            os.environ["ZHIBIAO_HOME"] = str(self.settings.home)
            os.environ["ZHIBIAO_PROCESSES"] = "1"
            progress.Terminal = lambda: reporter  # the command line's own, for a night is what a user runs
            if prepare:
                prepare()
            code = main(["nightly", "--inbox", str(self.inbox), *([] if self.settings.sample else ["--no-sample"])])
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(code)

    def night(
        self, at: Place | None = None, then: Callable[[], None] = die, prepare: Callable[[], object] | None = None
    ) -> int:
        """A night that nobody else disturbs; its exit code, minus the signal where one ended it."""
        return ended(self.start(at, then, prepare))

    def timeline(self) -> list[tuple[float, str]]:
        """When each stage of the newest night began (`time.monotonic`), and its title."""
        if not self.stages.exists():
            return []
        lines = (line.split("\t", 1) for line in self.stages.read_text(encoding="utf-8").split("\n")[:-1])
        return [(float(at), title) for at, title in lines]

    def problem(self) -> str:
        """What is wrong with the published build; "" when it is whole and opens."""
        manifest = current_manifest(self.settings.published)
        if manifest is None:
            return "nothing is published"
        if bad := damaged(self.settings.current):
            return f"damaged: {bad}"
        with duckdb.connect(self.settings.current / "marts.duckdb", read_only=True) as connection:
            for name, facts in manifest["tables"].items():
                found = connection.table(f"{facts['schema']}.{name}").shape[0]
                if found != facts["rows"]:
                    return f"{name}: {found} rows, the manifest says {facts['rows']}"
        return ""

    def missing(self) -> list[str]:
        """Documents that were put into the inbox and are not published."""
        with duckdb.connect(self.settings.current / "marts.duckdb", read_only=True) as connection:
            names = connection.table("core.dim_document").select("source_name").fetchall()
        return sorted({path.name for path in self.inbox.iterdir()} - {name for (name,) in names})


def running(pid: int) -> bool:
    """Whether a night has not ended yet. It stays there to be waited for."""
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None


def ended(pid: int) -> int:
    """Wait for a night: its exit code, minus the signal where one ended it."""
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def kill(pid: int) -> bool:
    """Kill -9 a night and the processes that read for it. False when it had ended by itself."""
    done, _ = os.waitpid(pid, os.WNOHANG)
    if done:
        return False
    os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return True
