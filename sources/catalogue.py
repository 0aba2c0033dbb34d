"""What every input ever seen is made of: name → bytes, kept between runs, so that unchanged files are not read again.

What belongs here: landing inputs and remembering them. What does not: extracting, the lake.

A file whose size, times and inode are as they were keeps its sha256 without being read. Not trusted: a file changed
within `SETTLED_NS` of the moment it was read, because a later change could leave the same time behind.
Not trusted either: one whose bytes the raw store has no longer. The catalogue is one JSON file with a checksum over
itself, and the one before it: a damaged one counts as none. Losing both costs reading all files once; readings of files
that are no longer there stay in the lake as they are.

`retrieved_ns` never goes back, whatever the machine's clock does: of two files under one name the later one is the one
that was read later.
"""

from __future__ import annotations

import hashlib
import json
import stat
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

from sources import durable
from sources.discover import Input
from sources.landing import Landing

#: Coarsest time step of common file systems (FAT: 2 s), and room for clocks that disagree a little.
SETTLED_NS: Final = 3_000_000_000
FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One input as it was last seen. `trouble` is the outcome where its bytes could not be landed, else ""."""

    kind: str
    name: str
    size: int = 0
    mtime_ns: int = 0
    ctime_ns: int = 0
    inode: int = 0
    read_at_ns: int = 0
    retrieved_ns: int = 0
    sha256: str | None = None
    sidecar: Mapping[str, str] = field(default_factory=dict)
    trouble: str = ""
    problem: str = ""
    expected: str = ""
    remedy: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return (self.kind, self.name)

    @property
    def order_ns(self) -> int:
        """When the bytes came, for ordering; catalogues written before there was `retrieved_ns` have the clock's time."""
        return self.retrieved_ns or self.read_at_ns


_SLOTS: Final = tuple(slot.name for slot in fields(Entry))


@dataclass(frozen=True, slots=True)
class Landed:
    """What landing did. `entries`: all inputs ever seen, by kind and name; `seen`: the keys of this run's inputs.

    `read`, `read_bytes`: files that had to be read; `new`: files whose bytes were not known under their name.
    """

    entries: Mapping[tuple[str, str], Entry]
    seen: frozenset[tuple[str, str]]
    read: int = 0
    read_bytes: int = 0
    new: int = 0


def load(path: Path) -> Landed:
    """What the last landing left; what the one before it left when that is damaged; nothing when both are."""
    return _read(path) or _read(_previous(path)) or Landed({}, frozenset())


def _read(path: Path) -> Landed | None:
    """A catalogue that is whole, or None."""
    try:
        stored: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        digest = stored.pop("sha256", None)
        if stored["format"] != FORMAT or digest not in (None, _digest(stored)):
            return None
        entries = [Entry(**row) for row in stored["entries"]]
        seen = frozenset((kind, name) for kind, name in stored["seen"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return Landed({entry.key: entry for entry in entries}, seen)


def save(path: Path, landed: Landed) -> None:
    """Write the catalogue; the one that was there becomes the one before, if it is whole."""
    entries = [{slot: getattr(entry, slot) for slot in _SLOTS} for entry in landed.entries.values()]
    stored: dict[str, Any] = {"format": FORMAT, "seen": sorted(map(list, landed.seen)), "entries": entries}
    text = json.dumps(stored | {"sha256": _digest(stored)}, ensure_ascii=False)
    if path.is_file():
        before = path.read_bytes()
        if before == text.encode():
            return
        if _read(path) is not None:
            durable.write(_previous(path), before)
    durable.write_text(path, text)


def _previous(path: Path) -> Path:
    return path.with_suffix(f".previous{path.suffix}")


def _digest(stored: Mapping[str, Any]) -> str:
    plain = json.dumps(stored, ensure_ascii=False, sort_keys=True, default=dict)
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def land(
    inputs: Iterable[Input],
    landing: Landing,
    catalogue: Path,
    *,
    max_bytes: int,
    rehash: bool = False,
    progress: Callable[[int], None] = lambda done: None,
) -> Landed:
    """Put the bytes of every new or changed input into the raw store and remember them all. Never raises for an input."""
    known = load(catalogue).entries
    entries = dict(known)
    seen: set[tuple[str, str]] = set()
    newest = max((entry.order_ns for entry in known.values()), default=0)
    read = read_bytes = new = 0
    for done, item in enumerate(inputs, 1):
        before = known.get((item.kind, item.name))
        entry = _remembered(item, before, landing) if before and not rehash else None
        if entry is None:
            entry = _take(item, landing, max_bytes)
            same = before is not None and _as_before(entry, before)
            newest = max(newest + 1, entry.read_at_ns)
            entry = replace(entry, retrieved_ns=before.order_ns if before and same else newest)
            if entry.sha256:
                read += 1
                read_bytes += entry.size
                new += before is None or before.sha256 != entry.sha256
        entries[entry.key] = entry
        seen.add(entry.key)
        progress(done)
    landed = Landed(entries, frozenset(seen), read, read_bytes, new)
    save(catalogue, landed)
    return landed


def _remembered(item: Input, before: Entry, landing: Landing) -> Entry | None:
    """The entry of an unchanged file without reading it, or None when it must be read."""
    if item.problem or before.sha256 is None:
        return None
    try:
        now = item.path.stat()
    except OSError:
        return None
    same = (
        now.st_size == before.size
        and now.st_mtime_ns == before.mtime_ns
        and now.st_ctime_ns == before.ctime_ns
        and now.st_ino == before.inode
        and max(now.st_mtime_ns, now.st_ctime_ns) + SETTLED_NS < before.read_at_ns
    )
    if not same or not landing.holds(before.sha256, before.size):
        return None
    if dict(before.sidecar) == dict(item.sidecar):
        return before
    return replace(before, sidecar=dict(item.sidecar))


def _as_before(entry: Entry, before: Entry) -> bool:
    """Whether the bytes are those that were there, and were not away since: a vintage that comes back comes anew."""
    hours = (entry.sidecar.get("retrieved_on"), before.sidecar.get("retrieved_on"))
    return entry.sha256 == before.sha256 and (not all(hours) or hours[0] == hours[1])


def _take(item: Input, landing: Landing, max_bytes: int) -> Entry:
    """Read one file and land it, or say why not."""

    def trouble(outcome: str, problem: str, expected: str, remedy: str, size: int = 0) -> Entry:
        return Entry(
            item.kind, item.name, size=size, trouble=outcome, problem=problem, expected=expected, remedy=remedy
        )

    if item.problem:
        return trouble("refused", item.problem, "a file that can be read", "mend it; the next run takes it")
    try:
        before = item.path.stat()
        if not stat.S_ISREG(before.st_mode):
            return trouble("refused", "is no regular file", "a regular file", "put a copy of the document here")
        if before.st_size == 0:
            return trouble("refused", "is empty", "a document", "deliver the file again; the next run takes it")
        if before.st_size > max_bytes:
            return trouble(
                "refused",
                f"too large: {before.st_size:,} bytes",
                f"at most {max_bytes:,} bytes",
                "split the document, or raise ZHIBIAO_MAX_BYTES",
                before.st_size,
            )
        read_at = time.time_ns()
        data = item.path.read_bytes()
        after = item.path.stat()
    except FileNotFoundError:
        return trouble(
            "vanished", "vanished before it was read", "a file that stays", "the next run takes it if it returns"
        )
    except OSError as error:
        return trouble("refused", f"cannot be read: {error.strerror}", "a readable file", "check its permissions")
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(data) != after.st_size:
        return trouble("failed", "changed while it was read", "a file that is complete", "the next run takes it")
    return Entry(
        item.kind,
        item.name,
        size=len(data),
        mtime_ns=after.st_mtime_ns,
        ctime_ns=after.st_ctime_ns,
        inode=after.st_ino,
        read_at_ns=read_at,
        sha256=landing.put(data),
        sidecar=dict(item.sidecar),
    )
