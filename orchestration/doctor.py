"""`zhibiao doctor`: whether an installation and its data home are as they should be, one line a check.

What belongs here: looking. What does not: mending, which is what a run does. Nothing here writes, but one file in the data
home that is removed again.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import zoneinfo
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import duckdb

from expectations.decisions import read_decisions
from expectations.overrides import read_overrides
from expectations.unmet import unmet
from orchestration import doctor_nights, lock, runbook
from orchestration.config import PACKAGES, Settings, machine_bytes
from orchestration.publish import current_manifest, damaged, open_for_writing
from sources import seals
from sources.errors import Retriable, ZhibiaoError
from sources.lake import DATASETS, document_ids
from sources.landing import Landing
from sources.version import installed

GIB: Final = 1024**3
#: Room and memory that a night over some thousand documents needs: see docs/runbook/disk-use.md and `make bench`.
ROOM: Final = 2 * GIB
MEMORY: Final = 2 * GIB
ZONE: Final = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class Finding:
    """`problem` is "" where all is well; `fact` what was found."""

    check: str
    fact: str
    problem: str = ""

    @property
    def line(self) -> str:
        if not self.problem:
            return f"ok     {self.check:<12}{self.fact}"
        return f"WRONG  {self.check:<12}{self.problem}; see {runbook.page(runbook.OF_CHECK[self.check])}"


def examine(settings: Settings, *, checksums: bool = False) -> Iterator[Finding]:
    """All findings. `checksums`: read every stored byte of the lake and the raw store again."""
    for check, look in CHECKS.items():
        yield _found(check, look, settings)
    if checksums:
        for check, look in DEEP_CHECKS.items():
            yield _found(check, look, settings)


def _found(check: str, look: Callable[[Settings], tuple[str, str]], settings: Settings) -> Finding:
    try:
        return Finding(check, *look(settings))
    except ZhibiaoError as error:
        return Finding(check, "", str(error))
    except (OSError, duckdb.Error) as error:
        return Finding(check, "", f"{type(error).__name__}: {error}; next: mend what it names, ask again")


def _python(settings: Settings) -> tuple[str, str]:
    version = ".".join(map(str, sys.version_info[:3]))
    sound = (3, 11) <= sys.version_info < (3, 14)
    return version, "" if sound else f"Python {version}, expected 3.11, 3.12 or 3.13; next: install one, then `make`"


def _packages(settings: Settings) -> tuple[str, str]:
    """What is installed against the lock; a package of another system or an extra that is not installed is no fault."""
    path = PACKAGES / "requirements.lock"
    if not path.exists():
        return "no requirements.lock beside this installation: not compared", ""
    wanted: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, separator, rest = line.partition("==")
        if separator and not line.startswith((" ", "#")):
            wanted.setdefault(name.split("[", maxsplit=1)[0], rest.split(maxsplit=1)[0].rstrip("\\;"))
    other = [
        f"{name} {found} for {version}"
        for name, version in wanted.items()
        if (found := installed(name)) not in ("", version)
    ]
    fact = f"{len(wanted):,} of requirements.lock"
    return fact, f"not as locked: {', '.join(other[:5])}; next: `make` installs what is locked" if other else ""


def _home(settings: Settings) -> tuple[str, str]:
    settings.home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=settings.home) as handle:
        handle.write(b"x")
        handle.flush()
        os.fsync(handle.fileno())
    open_for_writing(settings.published)
    return f"{settings.home} can be written", ""


def _room(settings: Settings) -> tuple[str, str]:
    folder = settings.home if settings.home.exists() else settings.home.parent
    free = shutil.disk_usage(folder).free
    build = settings.build.stat().st_size if settings.build.exists() else 0
    needed = max(ROOM, 3 * build)
    fact = f"{free / GIB:.1f} GiB free"
    remedy = "next: make room, or lower ZHIBIAO_KEEP_BUILDS"
    return fact, "" if free >= needed else f"{fact}, a night needs {needed / GIB:.1f} GiB; {remedy}"


def _memory(settings: Settings) -> tuple[str, str]:
    whole = machine_bytes()
    fact = f"{whole / GIB:.1f} GiB in this machine"
    remedy = "next: lower ZHIBIAO_PROCESSES, or use a larger machine"
    return fact, "" if whole >= MEMORY else f"{fact}, a night needs {MEMORY / GIB:.0f} GiB; {remedy}"


def _lock(settings: Settings) -> tuple[str, str]:
    if not settings.lock.exists():
        return "free", ""
    try:
        with lock.writer(settings.lock, "the doctor") as died:
            return ("free; its last holder was killed: the next run goes on" if died else "free"), ""
    except Retriable:
        return f"held by {lock.holder(settings.lock)}", ""


def _published(settings: Settings) -> tuple[str, str]:
    manifest = current_manifest(settings.published)
    if manifest is None:
        if settings.current.is_symlink():
            return "", "published/current has no manifest that can be read; next: `zhibiao nightly`"
        return "nothing is published yet", ""
    if bad := damaged(settings.current):
        return "", f"files differ from the manifest: {', '.join(bad)}; next: `zhibiao nightly`"
    with duckdb.connect(settings.current / "marts.duckdb", read_only=True) as connection:
        for name, facts in manifest["tables"].items():
            if connection.table(f'"{facts["schema"]}"."{name}"').shape[0] != facts["rows"]:
                return "", f"table {name} has not the rows that the manifest names; next: `zhibiao nightly`"
    return f"{manifest['build_id']} opens and is what its manifest says", ""


def _catalogue(settings: Settings) -> tuple[str, str]:
    if settings.catalogue is None:
        return "none: nothing is fetched", ""
    from sources.fetching import addresses
    from sources.fetching.manners import Manners

    found = addresses.load(settings.catalogue, Manners(max_bytes=settings.max_bytes))
    bad = [str(error) for error in found.refused]
    return f"{len(found.addresses):,} addresses", "; ".join(bad[:3])


def _time_zones(settings: Settings) -> tuple[str, str]:
    try:
        zoneinfo.ZoneInfo(ZONE)
    except zoneinfo.ZoneInfoNotFoundError:
        return "", f"no time zone data for {ZONE}; next: install tzdata"
    return f"{ZONE} is known: nightly at 02:00 there", ""


def _telemetry(settings: Settings) -> tuple[str, str]:
    path = settings.dagster / "dagster.yaml"
    if path.exists() and "telemetry:\n  enabled: false" not in path.read_text(encoding="utf-8"):
        return "", f"{path} does not switch telemetry off; next: `zhibiao nightly` writes it again"
    return "off", ""


def _lake(settings: Settings) -> tuple[str, str]:
    bad, parts = seals.examine(settings.lake, tuple(DATASETS))
    return f"{parts:,} parts are as they were sealed", f"{'; '.join(bad[:3])}; next: `zhibiao nightly`" if bad else ""


def _raw_store(settings: Settings) -> tuple[str, str]:
    landing = Landing(settings.landing)
    stored = landing.stored()
    bad = [path.name for path in stored if not landing.intact(path.name)]
    return (
        f"{len(stored):,} documents are as they came",
        f"changed: {', '.join(bad[:3])}; next: `zhibiao nightly`" if bad else "",
    )


def _decisions(settings: Settings) -> tuple[str, str]:
    decided, exceptions = read_decisions(settings.decisions), read_overrides()
    bad = unmet(decided, settings.audit, document_ids(settings.lake))
    fact = f"{decided.waivers.num_rows:,} waivers, {decided.corrections.num_rows:,} corrections, {exceptions.table.num_rows:,} overrides"
    return fact, "; ".join(bad[:3])


CHECKS: Final[dict[str, Callable[[Settings], tuple[str, str]]]] = {
    "python": _python,
    "packages": _packages,
    "home": _home,
    "room": _room,
    "memory": _memory,
    "time zones": _time_zones,
    "telemetry": _telemetry,
    "catalogue": _catalogue,
    "decisions": _decisions,
    "lock": _lock,
    "clock": doctor_nights.clock,
    "published": _published,
    "retention": doctor_nights.kept,
    "schedule": doctor_nights.schedule,
}
DEEP_CHECKS: Final[dict[str, Callable[[Settings], tuple[str, str]]]] = {"lake": _lake, "raw store": _raw_store}
