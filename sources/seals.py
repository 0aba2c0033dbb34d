"""The seals of the lake: checksums of every run's parts, and what happens to a part that no longer fits its seal.

What belongs here: writing and checking seals, setting damaged parts aside. What does not: what is in a part (`lake`), and
reading documents again (`ingest`).

`<lake>/seals/<part>.json` names the parts of one run with their sha256, and the readings in them: which bytes, under which
name, with what beside them. A part that is truncated, or whose bytes changed, is moved to `<lake>/aside/<part>/` with the
parts of the same run that mean nothing without it, and with their seal: its readings are due again from the raw store. A
damaged part of `outcomes` goes alone; the next run writes how every input stands. A lake from before there were seals is
read once, whole, and sealed.
"""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from sources import durable

SEALS: Final = "seals"
ASIDE: Final = "aside"
WHY: Final = "why.json"
#: The dataset whose parts stand for themselves; all others of a run need each other.
ALONE: Final = "outcomes"


@dataclass(frozen=True, slots=True)
class Damage:
    """What was set aside. `files` are names of datasets, `readings` how many documents are due again."""

    part: str
    files: tuple[str, ...]
    problem: str
    readings: int

    @property
    def sentence(self) -> str:
        again = f"; {self.readings:,} documents are read again from the raw store" if self.readings else ""
        return f"damaged part {self.part} of the lake ({self.problem}) set aside: {', '.join(self.files)}{again}; see docs/runbook/damaged-lake.md"


def write(lake: Path, part: str, files: Mapping[str, Path], readings: Sequence[Mapping[str, Any]]) -> Path:
    """Seal a run's parts, given as finished drafts or files by dataset."""
    facts = {
        "part": part,
        "files": {
            name: {"sha256": durable.sha256_of_file(path), "bytes": path.stat().st_size} for name, path in files.items()
        },
        "readings": list(readings),
    }
    path = lake / SEALS / f"{part}.json"
    return durable.write_text(path, json.dumps(facts, ensure_ascii=False, default=str))


def mend(lake: Path, datasets: Sequence[str]) -> list[Damage]:
    """Check every part and set aside what is damaged. Parts without a seal are read whole, and sealed."""
    (lake / SEALS).mkdir(parents=True, exist_ok=True)
    durable.sweep(lake / SEALS)
    parts = _parts(lake, datasets)
    damage: list[Damage] = []
    for part, files in parts.items():
        seal = _read(lake / SEALS / f"{part}.json")
        problems = _problems(files, seal)
        if problems:
            damage.append(_set_aside(lake, part, files, problems, seal))
        elif seal is None:
            write(lake, part, files, [])
    for path in (lake / SEALS).glob("*.json"):
        if path.stem not in parts:
            path.unlink()  # of a run that was killed before its first part appeared
    return damage


def examine(lake: Path, datasets: Sequence[str]) -> tuple[list[str], int]:
    """What is damaged, and how many parts there are; nothing is moved."""
    parts = _parts(lake, datasets)
    bad = [
        f"{part}: {problem}"
        for part, files in parts.items()
        for problem in _problems(files, _read(lake / SEALS / f"{part}.json")).values()
    ]
    return bad, len(parts)


def _parts(lake: Path, datasets: Sequence[str]) -> dict[str, dict[str, Path]]:
    """The files of each part, by part and dataset."""
    parts: dict[str, dict[str, Path]] = {}
    for dataset in datasets:
        for path in sorted((lake / dataset).glob("*.parquet")):
            parts.setdefault(path.stem, {})[dataset] = path
    return parts


def lost_readings(lake: Path) -> Iterator[Mapping[str, Any]]:
    """The readings of all parts that were ever set aside, newest first."""
    for path in sorted((lake / ASIDE).glob("*/seal.json"), key=lambda path: path.stat().st_mtime, reverse=True):
        yield from (_read(path) or {}).get("readings", ())


def _read(path: Path) -> dict[str, Any] | None:
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return facts if isinstance(facts, dict) and isinstance(facts.get("files"), dict) else None


def _problems(files: Mapping[str, Path], seal: Mapping[str, Any] | None) -> dict[str, str]:
    """What is wrong, by dataset. Of a sealed run whose `documents` part is there, all other parts must be, but `outcomes`."""
    found: dict[str, str] = {}
    for dataset, path in files.items():
        sealed = seal["files"].get(dataset) if seal is not None else None
        if sealed is not None:
            if durable.sha256_of_file(path) != sealed["sha256"]:
                found[dataset] = f"{dataset}: its checksum is not the sealed one"
        elif (problem := _unreadable(path)) is not None:
            found[dataset] = f"{dataset}: {problem}"
    if seal is not None and "documents" in files:
        for dataset in seal["files"]:
            if dataset not in files and dataset != ALONE:
                found[dataset] = f"{dataset}: it is missing"
    return found


def _unreadable(path: Path) -> str | None:
    try:
        for _ in pq.ParquetFile(path).iter_batches():
            pass
    except (OSError, pa.ArrowException, ValueError) as error:
        return str(error).splitlines()[0][:200]
    return None


def _set_aside(
    lake: Path, part: str, files: Mapping[str, Path], problems: Mapping[str, str], seal: Mapping[str, Any] | None
) -> Damage:
    """Move the damaged parts, and those that mean nothing without them. Moved `documents` first: a kill leaves leftovers."""
    together = set(problems) != {ALONE}
    names = [name for name in files if (name in problems) or (together and name != ALONE)]
    names.sort(key=lambda name: name != "documents")
    readings = list(seal["readings"]) if seal is not None and together else []
    problem = "; ".join(problems.values())
    aside = lake / ASIDE / part
    aside.mkdir(parents=True, exist_ok=True)
    if seal is not None and together:
        durable.write_text(aside / "seal.json", json.dumps(seal, ensure_ascii=False))
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    why = {"part": part, "at": now, "problem": problem, "files": names, "readings": len(readings)}
    durable.write_text(aside / WHY, json.dumps(why, ensure_ascii=False, indent=1) + "\n")
    for name in names:
        os.replace(files[name], aside / f"{name}.parquet")
        durable.sync(files[name].parent)
    left = {name: path for name, path in files.items() if name not in names}
    if left:
        write(lake, part, left, [])
    else:
        (lake / SEALS / f"{part}.json").unlink(missing_ok=True)
    return Damage(part, tuple(names), problem, len(readings))
