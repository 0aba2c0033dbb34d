"""What was fetched: a file for each vintage of each address, and what is remembered to ask only for changes.

What belongs here: names, files, sidecars, memory. What does not: the raw store (`sources.landing`), HTTP.

    <root>/documents/<host>/<id>-<name>.<first 8 digits of sha256>.<suffix>     and its sidecar `….meta.json`
    <root>/releases/<host>/…
    <root>/memory/<id>.json

A changed document is another file beside the older ones: every vintage stays an input. What stands before the digits is the
address's own, and the warehouse takes it for the name of all its vintages (dbt_project/macros/input_name.sql).
"""

from __future__ import annotations

import datetime
import json
import os
import re
import time
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from sources.fetching.addresses import DOCUMENT, Address
from sources.landing import sha256_of

FOLDERS: Final = {DOCUMENT: "documents", "release": "releases"}
SIDECAR: Final = ".meta.json"
_STEM: Final = 48


@dataclass(frozen=True, slots=True)
class Memory:
    """What the last whole answer of an address was. `name`: its file, below the address's folder. `read_at`: seconds
    since 1970. `distrusted`: its server once sent other bytes under the same ETag or date, so it is not asked for changes only."""

    url: str
    final_url: str
    sha256: str
    name: str
    read_at: float
    etag: str = ""
    last_modified: str = ""
    distrusted: bool = False


@dataclass(frozen=True, slots=True)
class Store:
    root: Path

    def folder(self, thing: str) -> Path:
        return self.root / FOLDERS[thing]

    def recall(self, address: Address) -> Memory | None:
        """What is known of an address; None when nothing is, or its file is gone or damaged."""
        try:
            memory = Memory(**json.loads(self._memory(address).read_text(encoding="utf-8")))
            data = (self.folder(address.thing) / memory.name).read_bytes()
        except (OSError, ValueError, TypeError):
            return None
        return memory if memory.url == address.url and sha256_of(data) == memory.sha256 else None

    def remember(self, address: Address, memory: Memory) -> None:
        _write(self._memory(address), json.dumps(asdict(memory), ensure_ascii=False).encode())

    def keep(self, address: Address, data: bytes, suffix: str, *, in_force: str = "") -> tuple[str, str]:
        """Store a vintage and return its name and sha256. `in_force`: the sha256 of what was in force before.

        Bytes that are there already stay as they are. Where an older vintage comes back (A, B, A again), its file is
        written anew and its sidecar says the new hour: it is read again, and is the latest.
        """
        sha256 = sha256_of(data)
        path = self._host(address) / f"{address.id}-{_stem(address.url)}.{sha256[:8]}{suffix}"
        try:
            there = path.read_bytes() == data
        except OSError:
            there = False
        if not there or (in_force and sha256 != in_force):
            _write(path, data)
            hour = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
            _write(path.with_name(path.name + SIDECAR), _sidecar(address, hour))
        return path.relative_to(self.folder(address.thing)).as_posix(), sha256

    def describe(self, address: Address) -> None:
        """Write what the catalogue says beside every vintage of an address, where it does not stand there yet."""
        for path in sorted(self._host(address).glob(f"{address.id}-*")):
            if path.name.endswith(SIDECAR):
                continue
            sidecar = path.with_name(path.name + SIDECAR)
            before = sidecar.read_bytes() if sidecar.exists() else b""
            text = _sidecar(address, _retrieved(before))
            if before != text:
                _write(sidecar, text)

    def _memory(self, address: Address) -> Path:
        return self.root / "memory" / f"{address.id}.json"

    def _host(self, address: Address) -> Path:
        host = urlsplit(address.url).hostname or ""
        return self.folder(address.thing) / re.sub(r"[^a-z0-9.-]", "-", host)


def is_trusted(memory: Memory, reread_days: int) -> bool:
    """Whether to believe the server when it says that nothing changed."""
    return not memory.distrusted and time.time() - memory.read_at < reread_days * 86_400


def _stem(url: str) -> str:
    """A readable word of an address for its file's name: letters, digits, CJK; the id before it makes it unique."""
    last = PurePosixPath(unquote(urlsplit(url).path)).stem
    return re.sub(r"[^\w-]+", "-", last)[:_STEM].strip("-") or "document"


def _sidecar(address: Address, retrieved_on: str) -> bytes:
    """What the catalogue says about a vintage, and since when it is the one in force (where that was written down)."""
    facts = {**address.facts, "address": address.url}
    if retrieved_on:
        facts["retrieved_on"] = retrieved_on
    return (json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _retrieved(sidecar: bytes) -> str:
    try:
        said = json.loads(sidecar).get("retrieved_on", "")
    except (ValueError, AttributeError):
        return ""
    return said if isinstance(said, str) else ""


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name[:60]}.{os.getpid()}")
    with draft.open("wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())
    os.replace(draft, path)
