"""Nights that are killed at random moments, and what readers and the next night make of it: `make soak`.

What belongs here: choosing moments, watching, counting. What does not: what a night does, how it is forked (`tests.nights`).
A kill falls into a stage chosen at random, at a random moment of the time that this stage took when nobody disturbed it: by
time alone nearly all would fall into the few long stages. Two readers, one that holds a build open and one that connects again
every 50 ms, check that what they see belongs together. After each kill the published build is checked against its manifest;
every few kills a night is left alone and must publish all documents that were ever put in. At the end a build from nothing
over the same lake must say the same as the last one, as `zhibiao diff` compares builds.

    python -m tests.bench.faults [kills] [kills between recoveries] [seed]
"""

from __future__ import annotations

import json
import multiprocessing as mp
import random
import shutil
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

from orchestration.diff import diff
from tests.nights import House, kill, preload, running

POLL_SECONDS = 0.05
#: The stage before the first that a night speaks of.
START = "start"


@dataclass
class Tally:
    """What was seen. `stages`: kills by the stage they fell into; `readers`: looks, builds seen, errors, mixtures."""

    stages: Counter[str] = field(default_factory=Counter)
    kills: int = 0
    finished_before: int = 0
    recoveries: int = 0
    problems: list[str] = field(default_factory=list)
    readers: dict[str, dict[str, int]] = field(default_factory=dict)

    def told(self) -> str:
        return json.dumps(dict(self.stages.most_common()), ensure_ascii=False)


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


class Lengths:
    """How long each stage took in the nights that nobody disturbed, in seconds, as a moving mean."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def learn(self, house: House, began: float, ended: float) -> None:
        marks = [(began, START), *house.timeline()]
        for (at, title), (after, _) in zip(marks, [*marks[1:], (ended, "")], strict=True):
            self.seconds[title] = (self.seconds.get(title, after - at) + after - at) / 2


def soak(
    folder: Path, kills: int, between: int, seed: int, say: Callable[[str], None] = lambda text: print(text, flush=True)
) -> Tally:
    """Kill that many nights, leave one alone after every `between` of them, and tell what was seen."""
    house, tally, chance, lengths = House(folder), Tally(), random.Random(seed), Lengths()

    def undisturbed() -> int:
        began = time.monotonic()
        code = house.night()
        lengths.learn(house, began, time.monotonic())
        return code

    house.add()
    if house.night() != 0:
        tally.problems.append("the first night did not publish: " + house.log.read_text()[-2000:])
        return tally
    house.add()
    undisturbed()
    say(f"a night lasts {sum(lengths.seconds.values()):.1f} s, {len(lengths.seconds)} stages")
    readers = _readers(house)
    enough: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: enough.append(number))  # tell what was seen so far, and end
    while tally.kills < kills and not enough:
        house.add()
        stage = chance.choice(sorted(lengths.seconds))
        killed = _kill_in(house, stage, lengths.seconds[stage] * chance.random())
        last = ([START] + [title for _, title in house.timeline()])[-1]
        tally.kills += killed
        tally.finished_before += not killed
        tally.stages[last.split(":")[0] + ":" + last.split(":")[-1][:30]] += killed
        if problem := house.problem():
            tally.problems.append(f"after kill {tally.kills} in {last}: {problem}")
        if killed and tally.kills % between == 0:
            code = undisturbed()
            tally.recoveries += 1
            if code != 0 or house.problem() or house.missing():
                facts = (
                    f"exit {code}, {house.problem()}, of {house.documents} documents not published: {house.missing()}"
                )
                tally.problems.append(f"recovery {tally.recoveries}: {facts}\n{house.log.read_text()[-2000:]}")
            say(f"{tally.kills} kills, {tally.recoveries} recoveries, {len(tally.problems)} problems: {tally.told()}")
    for name, (process, pipe) in readers.items():
        pipe.send("stop")
        tally.readers[name] = pipe.recv()
        process.join()
    if problem := _differs_from_nothing(house):
        tally.problems.append(problem)
    return tally


def _kill_in(house: House, stage: str, seconds: float) -> bool:
    """Start a night and kill it so long after that stage began. False when it ended by itself before."""
    pid = house.start()
    while stage != START and running(pid) and stage not in {title for _, title in house.timeline()}:
        time.sleep(0.005)
    time.sleep(seconds)
    return kill(pid)


def _differs_from_nothing(house: House) -> str:
    """Where the last build and one from nothing over the same lake differ; "" when they say the same."""
    house.add()
    if house.night() != 0:
        return f"the last night failed: {house.log.read_text()[-2000:]}"
    grown = house.settings.home.with_name("grown")
    shutil.copytree(house.settings.current, grown)
    shutil.rmtree(house.settings.published)
    if house.night() != 0:
        return f"the night from nothing failed: {house.log.read_text()[-2000:]}"
    differing = [table.table for table in diff(grown, house.settings.current)]
    return f"differ from a build from nothing: {differing}" if differing else ""


def _readers(house: House) -> dict[str, tuple[mp.process.BaseProcess, Connection]]:
    found: dict[str, tuple[mp.process.BaseProcess, Connection]] = {}
    context = mp.get_context("spawn")
    for name, hold in (("holds", True), ("reconnects", False)):
        ours, theirs = context.Pipe()
        process = context.Process(target=watch, args=(str(house.settings.current / "marts.duckdb"), hold, theirs))
        process.start()
        found[name] = (process, ours)
    return found


def main(arguments: list[str]) -> int:
    kills, between, seed = (int(text) for text in (*arguments, *("200", "5", "1")[len(arguments) :]))
    preload()
    with tempfile.TemporaryDirectory() as scratch:
        tally = soak(Path(scratch), kills, between, seed)
    print(json.dumps({"kills": tally.kills, "ended first": tally.finished_before, "recoveries": tally.recoveries}))
    print(f"by stage: {tally.told()}")
    print(f"readers: {json.dumps(tally.readers)}")
    for problem in tally.problems:
        print(problem)
    return int(
        bool(tally.problems) or any(facts.get("errors") or facts.get("mixtures") for facts in tally.readers.values())
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
