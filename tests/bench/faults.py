"""Nights that are killed at random moments, and what readers and the next night make of it: `make soak`.

What belongs here: killing, watching, counting. What does not: what a night does. A parent imports everything once and forks a
child a night, so that a night costs its work and not its imports. Two readers, one that holds a build open and one that
connects again every 50 ms, check that what they see belongs together. After each kill the published build is checked against
its manifest; every few kills a night is left alone and must publish all documents that were ever put in.

    python -m tests.bench.faults [kills] [nights between recoveries] [seed]
"""

from __future__ import annotations

import json
import multiprocessing as mp
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

import duckdb

from orchestration import nightly, progress
from orchestration.config import Settings
from orchestration.publish import current_manifest, damaged

REPORT = """# 济南市历下区{year}年政府工作报告

{closing}年，全区地区生产总值完成{value}亿元，增长3.2%。一般公共预算收入完成170.5亿元。{year}年，地区生产总值增长6%以上。
"""
#: Share of the kills that fall into the last fifth of the night, where a build is published.
LATE_SHARE = 0.3
POLL_SECONDS = 0.05


@dataclass
class Tally:
    """What was seen. `stages`: kills by the stage they fell into; `readers`: looks, builds seen, errors, mixtures."""

    stages: Counter[str] = field(default_factory=Counter)
    kills: int = 0
    finished_before: int = 0
    recoveries: int = 0
    problems: list[str] = field(default_factory=list)
    readers: dict[str, dict[str, int]] = field(default_factory=dict)


class Stages:
    """A reporter that writes the name of each stage down for the parent to find after a kill."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def stage(self, title: str) -> None:
        self.path.write_text(
            title.split(":", maxsplit=1)[0] + ": " + title.rsplit(":", maxsplit=1)[-1].strip()[:30], encoding="utf-8"
        )

    def advance(self, done: int, total: int, name: str) -> None: ...

    def note(self, text: str) -> None: ...


class House:
    """A data home, its inbox and the nights over it. `sample` takes the bundled documents in as well."""

    def __init__(self, folder: Path, *, sample: bool = False) -> None:
        self.settings = Settings(home=folder / "home", processes=1, sample=sample)
        self.inbox = folder / "inbox"
        self.inbox.mkdir(parents=True)
        self.stage = folder / "stage"
        self.log = folder / "log"
        self.documents = 0
        self.stage.write_text("start")

    def add(self) -> None:
        """One document more, so that the next night has something to do."""
        self.documents += 1
        year = 2000 + self.documents % 24
        text = REPORT.format(year=year, closing=year - 1, value=1000 + self.documents)
        (self.inbox / f"{self.documents}.md").write_text(text, encoding="utf-8")

    def start(self) -> int:
        """Fork a night and return its process."""
        pid = os.fork()
        if pid:
            return pid
        code = 70
        try:
            os.setsid()
            out = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            os.dup2(out, 1)
            os.dup2(out, 2)
            os.environ["ZHIBIAO_HOME"] = str(self.settings.home)
            os.environ["ZHIBIAO_PROCESSES"] = "1"
            with progress.reporting(Stages(self.stage)):
                night = nightly.run(self.settings, inbox=self.inbox, sample=self.settings.sample)
            for failure in night.failures:
                print("failure:", failure, flush=True)
            code = night.exit_code
        except BaseException as error:
            print("raised:", repr(error), flush=True)
        finally:
            os._exit(code)

    def night(self) -> int:
        """A night that nobody disturbs; its exit code."""
        _, status = os.waitpid(self.start(), 0)
        return os.waitstatus_to_exitcode(status)

    def problem(self) -> str:
        """What is wrong with the published build; "" when it is whole and opens."""
        if current_manifest(self.settings.published) is None:
            return "nothing is published"
        if bad := damaged(self.settings.current):
            return f"damaged: {bad}"
        manifest = current_manifest(self.settings.published) or {}
        with duckdb.connect(self.settings.current / "marts.duckdb", read_only=True) as connection:
            for name, facts in manifest["tables"].items():
                found = connection.table(f"{facts['schema']}.{name}").shape[0]
                if found != facts["rows"]:
                    return f"{name}: {found} rows, the manifest says {facts['rows']}"
        return ""

    def published_documents(self) -> int:
        with duckdb.connect(self.settings.current / "marts.duckdb", read_only=True) as connection:
            return int(connection.table("core.dim_document").filter("source_kind = 'inbox'").shape[0])


def kill(pid: int) -> bool:
    """Kill -9 a night and the processes that read for it. False when it had ended by itself."""
    done, _ = os.waitpid(pid, os.WNOHANG)
    if done:
        return False
    os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return True


def watch(path: str, hold: bool, stop: Connection) -> None:
    """Look at the published build until told to stop, then say what was seen."""
    seen: dict[int, int] = {}
    facts = Counter[str]()
    held = duckdb.connect(path, read_only=True) if hold else None
    first = _look(held) if held is not None else None
    while not stop.poll(POLL_SECONDS):
        facts["looks"] += 1
        try:
            if held is not None:
                facts["mixtures"] += _look(held) != first
                continue
            with duckdb.connect(path, read_only=True) as connection:
                documents, stated, found, told = _look(connection)
            # one build has one number of numerals for its documents, and every table of it says the same
            facts["mixtures"] += stated != found or seen.setdefault(documents, found) != found or told != documents
        except Exception as error:
            facts["errors"] += 1
            print(f"reader: {error!r}", flush=True)
    facts["builds"] = 1 if hold else len(seen)
    stop.send(dict(facts))


def _look(connection: duckdb.DuckDBPyConnection) -> tuple[int, int, int, int]:
    documents = connection.table("core.dim_document")
    numerals = connection.table("core.fct_numeral")
    return (
        documents.shape[0],
        int(documents.sum("numerals").fetchall()[0][0]),
        numerals.shape[0],
        len(numerals.unique("document_id").fetchall()),
    )


def soak(
    folder: Path, kills: int, between: int, seed: int, say: Callable[[str], None] = lambda text: print(text, flush=True)
) -> Tally:
    """Kill that many nights, leave one alone after every `between` of them, and tell what was seen."""
    house, tally, chance = House(folder), Tally(), random.Random(seed)
    house.add()
    began = time.monotonic()
    if house.night() != 0:
        tally.problems.append("the first night did not publish: " + house.log.read_text()[-2000:])
        return tally
    house.add()
    began = time.monotonic()
    house.night()
    length = time.monotonic() - began
    say(f"a night lasts {length:.1f} s")
    readers = _readers(house)
    while tally.kills < kills:
        house.add()
        low = 0.8 if chance.random() < LATE_SHARE else 0.0
        moment = length * chance.uniform(low, 1.05)
        pid = house.start()
        time.sleep(moment)
        if kill(pid):
            tally.kills += 1
            tally.stages[house.stage.read_text(encoding="utf-8")] += 1
        else:
            tally.finished_before += 1
        if problem := house.problem():
            tally.problems.append(f"after kill {tally.kills} in {house.stage.read_text()}: {problem}")
        if tally.kills % between == 0:
            began = time.monotonic()
            code = house.night()
            length = 0.5 * length + 0.5 * (time.monotonic() - began)
            tally.recoveries += 1
            if code != 0 or house.problem() or house.published_documents() != house.documents:
                problem = (
                    f"recovery {tally.recoveries}: exit {code}, {house.problem()}, {house.published_documents()} of"
                )
                tally.problems.append(f"{problem} {house.documents} documents\n{house.log.read_text()[-2000:]}")
            say(f"{tally.kills} kills, {tally.recoveries} recoveries, {len(tally.problems)} problems")
    for name, (process, pipe) in readers.items():
        pipe.send("stop")
        tally.readers[name] = pipe.recv()
        process.join()
    return tally


def _readers(house: House) -> dict[str, tuple[mp.process.BaseProcess, Connection]]:
    found: dict[str, tuple[mp.process.BaseProcess, Connection]] = {}
    context = mp.get_context("spawn")
    for name, hold in (("holds", True), ("reconnects", False)):
        ours, theirs = context.Pipe()
        process = context.Process(target=watch, args=(str(house.settings.current / "marts.duckdb"), hold, theirs))
        process.start()
        found[name] = (process, ours)
    return found


def preload() -> None:
    """What a night imports, so that forked nights have it."""
    import dagster_dbt  # noqa: F401
    import dbt.cli.main  # noqa: F401
    import great_expectations  # noqa: F401

    import orchestration.graph  # noqa: F401


def main(arguments: list[str]) -> int:
    kills, between, seed = (int(text) for text in (*arguments, *("200", "5", "1")[len(arguments) :]))
    preload()
    with tempfile.TemporaryDirectory() as scratch:
        tally = soak(Path(scratch), kills, between, seed)
    print(json.dumps({"kills": tally.kills, "ended first": tally.finished_before, "recoveries": tally.recoveries}))
    print(json.dumps({"by stage": dict(tally.stages.most_common()), "readers": tally.readers}, ensure_ascii=False))
    for problem in tally.problems:
        print(problem)
    return int(
        bool(tally.problems) or any(facts.get("errors") or facts.get("mixtures") for facts in tally.readers.values())
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
