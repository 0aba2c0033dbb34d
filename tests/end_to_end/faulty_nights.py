"""Nights with one fault each over a copy of the first night's home, in a process that forks a child a night (`tests.nights`).

What belongs here: bringing the faults about and saying what was seen, as one JSON line a step. What does not: judging it
(`test_faults`). It runs from a copy of the checkout, so that it may edit the vocabulary.

    python -m tests.end_to_end.faulty_nights killed|broken FOLDER      (FOLDER/home is the data home)
"""

from __future__ import annotations

import ctypes
import datetime
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow.parquet as pq
import time_machine

from orchestration import publish
from orchestration.config import VOCABULARY
from orchestration.publish import current_manifest
from sources import lake
from tests.nights import House, Place, die, ended, preload, stop

#: Where nights are killed: the three moments at which most is half done (`make soak` goes through all stages at random).
#: "" are places that no stage begins at (`_between`).
KILLED_AT = {
    "ledger, between two files of the lake": Place(""),
    "dbt, in the middle of the core": Place("dbt: choice", 60),
    "publish, before the link is swapped": Place(""),
}
MIB = 1024**2
#: Disks that fill up: from which place of a night on, and how many bytes are left then.
FULL = {
    "disk full for the build": (Place("dbt: staging"), MIB),
    "disk full for everything": (Place("landing"), 0),
}
AHEAD = datetime.timedelta(days=400)


def say(step: str, house: House, code: int, **more: object) -> None:
    facts = {
        "step": step,
        "code": code,
        "problem": house.problem(),
        "missing": house.missing(),
        "build": str((current_manifest(house.settings.published) or {})["build_id"]),
        "log": house.log.read_text(encoding="utf-8")[-3000:],
    }
    print(json.dumps(facts | more), flush=True)


def killed(house: House) -> None:
    """Kills and an edit under a night, one document more each time, and a plain night after all."""
    for name, place in KILLED_AT.items():
        house.add()
        if place.stage:
            say(name, house, house.night(place))
        else:
            say(name, house, house.night(prepare=lambda name=name: _between(name)))
    house.add()
    say("vocabulary edited", house, house.night(Place("dbt: staging"), edit_vocabulary))
    say("after kills and an edit", house, house.night())


def _between(name: str) -> None:
    """Let this process die where no stage begins."""
    if name.startswith("ledger"):
        commit = lake.PartWriter.commit

        def committing(self: lake.PartWriter) -> Path | None:
            if self.final.parent.name == "documents":
                die()
            return commit(self)

        # put in the place of a method, which no type allows; this process dies in it
        lake.PartWriter.commit = committing  # type: ignore[method-assign]
    else:
        publish._point = lambda published, build_id: die()


def broken(house: House) -> None:
    """A clock that jumps, two runs at once; disks that take nothing, torn files, and a plain night after all of them."""
    clock_and_two_runs(house)
    with disk(house) as how:
        for step, (place, room) in FULL.items():
            house.add()
            say(step, house, how.night(place, room), how=how.name)
    with read_only(house.settings.published):
        house.add()
        say("read-only", house, house.night(prepare=without_privileges))
    damage(house)
    code = house.night()
    documents = pq.read_table(house.settings.current / "dim_document.parquet", columns=["numerals"]).to_pylist()
    found = pq.read_metadata(house.settings.current / "fct_numeral.parquet").num_rows
    say("after full, read-only and torn", house, code, stated=sum(row["numerals"] for row in documents), found=found)


class Disk:
    """A disk that fills up: the whole home on a small one where that can be mounted, else a limit on the size of a file."""

    def __init__(self, house: House, mounted: bool) -> None:
        self.house, self.mounted = house, mounted
        self.name = "a small disk" if mounted else "a limit on file size, since nothing can be mounted here"

    def night(self, place: Place, room: int) -> int:
        """A night whose disk has so many bytes left from a place on."""
        try:
            return self.house.night(place, lambda: self._fill(room))
        finally:
            if self.mounted:
                mount("-o", "remount,size=1g", str(self.house.settings.home))

    def _fill(self, room: int) -> None:
        if self.mounted:
            facts = os.statvfs(self.house.settings.home)
            used = (facts.f_blocks - facts.f_bfree) * facts.f_frsize
            assert mount("-o", f"remount,size={used + room}", str(self.house.settings.home))
        else:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            most = max(room, MIB // 4)  # what the night says must still go into its log
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


@contextmanager
def disk(house: House) -> Iterator[Disk]:
    """The home on a disk of its own while it lasts, and back where it was with what is left."""
    home = house.settings.home
    away = home.with_name("away")
    home.rename(away)
    home.mkdir()
    mounted = mount("-t", "tmpfs", "-o", "size=1g", "tmpfs", str(home))
    if mounted:
        shutil.copytree(away, home, symlinks=True, dirs_exist_ok=True)
        shutil.rmtree(away)
    else:
        home.rmdir()
        away.rename(home)
    try:
        yield Disk(house, mounted)
    finally:
        if mounted:
            shutil.copytree(home, away, symlinks=True)
            subprocess.run(["umount", str(home)], check=True)
            home.rmdir()
            away.rename(home)


def mount(*arguments: str) -> bool:
    return (
        shutil.which("mount") is not None
        and subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0
    )


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    mode = folder.stat().st_mode
    folder.chmod(0o555)
    try:
        yield
    finally:
        folder.chmod(mode)


def without_privileges() -> None:
    """Give up what lets a superuser write into read-only folders; nothing to give up for anybody else."""
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # version 3 of the interface, this process
    assert ctypes.CDLL(None).capset(header, (ctypes.c_uint32 * 6)()) == 0


def damage(house: House) -> None:
    """Tear the newest file of the lake's ledger as a power cut may, and change a byte of the oldest one's texts."""

    def parts(dataset: str) -> list[Path]:
        found = (house.settings.lake / dataset).glob("*.parquet")
        return sorted((p for p in found if p.stem != lake.EMPTY_PART), key=lambda path: path.stat().st_mtime_ns)

    newest, oldest = parts("numerals")[-1], parts("texts")[0]
    os.truncate(newest, newest.stat().st_size // 2)
    data = bytearray(oldest.read_bytes())
    data[len(data) // 2] ^= 0xFF
    oldest.write_bytes(data)


def clock_and_two_runs(house: House) -> None:
    """A clock that runs ahead and goes back, while the document of the night before is corrected; two runs at once."""
    house.add()
    travel = time_machine.travel(datetime.datetime.now(datetime.UTC) + AHEAD)
    say("clock ahead", house, house.night(prepare=travel.start))
    corrected = house.inbox / f"{house.documents}.md"
    corrected.write_text(corrected.read_text(encoding="utf-8").replace("170.5", "171.5"), encoding="utf-8")
    first = house.start(Place("gate: ledger"), stop)
    os.waitid(os.P_PID, first, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
    before = current_manifest(house.settings.published)
    log, stages = house.log, house.stages
    house.log, house.stages = log.with_name("second log"), stages.with_name("second stages")
    second = house.night()
    say("second run", house, second, published_nothing=current_manifest(house.settings.published) == before)
    house.log, house.stages = log, stages
    os.kill(first, signal.SIGCONT)
    code = ended(first)
    documents = pq.read_table(house.settings.current / "dim_document.parquet").to_pylist()
    rows = [row["is_superseded"] for row in documents if row["source_name"] == corrected.name]
    text = {row["obs_value"] for row in pq.read_table(house.settings.current / "fct_observation.parquet").to_pylist()}
    say("clock back, first run", house, code, superseded=sorted(rows), corrected=17_150_000_000 in text)


def edit_vocabulary() -> None:
    with (VOCABULARY / "language" / "aliases.csv").open("a", encoding="utf-8") as file:
        file.write("GRP,本地一年生产之总值\n")


def main(group: str, folder: Path) -> None:
    preload()
    {"killed": killed, "broken": broken}[group](House(folder))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
