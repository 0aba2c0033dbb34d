"""What was fetched: a file for each vintage of each address, and what is remembered to ask only for changes.

What belongs here: names, files, sidecars, memory. What does not: the raw store (`sources.landing`), HTTP.

    <root>/documents/<host>/<id>-<name>.<first 8 digits of sha256>.<suffix>     and its sidecar `….meta.json`
    <root>/releases/<host>/…
    <root>/memory/<id>.json

A changed document is another file beside the older ones: every vintage stays an input.
"""

from __future__ import annotations

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

    def keep(self, address: Address, data: bytes, suffix: str) -> tuple[str, str]:
        """Store a vintage and return its name and sha256. Bytes that are there already stay as they are."""
        sha256 = sha256_of(data)
        path = self._host(address) / f"{address.id}-{_stem(address.url)}.{sha256[:8]}{suffix}"
        try:
            there = path.read_bytes() == data
        except OSError:
            there = False
        if not there:
            _write(path, data)
        return path.relative_to(self.folder(address.thing)).as_posix(), sha256

    def describe(self, address: Address) -> None:
        """Write what the catalogue says beside every vintage of an address, where it does not stand there yet."""
        facts = {**address.facts, "address": address.url}
        text = (json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
        for path in sorted(self._host(address).glob(f"{address.id}-*")):
            if path.name.endswith(SIDECAR):
                continue
            sidecar = path.with_name(path.name + SIDECAR)
            if not sidecar.exists() or sidecar.read_bytes() != text:
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


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name[:60]}.{os.getpid()}")
    with draft.open("wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())
    os.replace(draft, path)
