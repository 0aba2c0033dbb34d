"""A data home's fetch folder, a misbehaving server, and a name service that knows the server by several names."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from sources.discover import Discovery, discover
from sources.fetch import fetch, roots
from sources.fetching.addresses import load
from sources.fetching.guard import Resolve
from sources.fetching.manners import Manners
from sources.fetching.record import Fetch
from tests.sources.fetching.server import Answer, Server

LIMIT = 200_000
MANNERS: Mapping[str, float] = {
    "connect_seconds": 5.0,
    "read_seconds": 5.0,
    "exchange_seconds": 10.0,
    "attempts": 2,
    "backoff_seconds": 0.01,
    "pace_seconds": 0,
}
#: For servers that keep one waiting. Elsewhere a busy machine would be taken for one.
IMPATIENT: Mapping[str, float] = {"read_seconds": 0.4, "exchange_seconds": 0.8}
NAMES: Mapping[str, Sequence[str]] = {
    "stats.test": ["127.0.0.1"],
    "city.test": ["127.0.0.1"],
    "elsewhere.test": ["127.0.0.1"],
    "inside.test": ["10.1.2.3"],
    "half-inside.test": ["127.0.0.1", "192.168.0.7"],
    "metadata.test": ["169.254.169.254"],
    "inside-v6.test": ["::ffff:10.0.0.1"],
}


def resolve(host: str, port: int) -> Sequence[str]:
    if host not in NAMES:
        raise OSError(f"{host} is not known")
    return NAMES[host]


class House:
    """A fetch folder driven as the job drives it: a catalogue file, a fetch, discovery."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.folder = folder / "fetched"
        self.catalogue = folder / "catalogue.toml"
        self.server = server
        self.resolve: Resolve = resolve
        self.hosts = [f"{name}:{server.port}" for name in NAMES if name != "elsewhere.test"]

    def fetch(self, *entries: str | Mapping[str, Any], loopback: bool = True, **manners: float) -> list[Fetch]:
        """Fetch paths of the server, or whole entries of a catalogue."""
        lines = [f"hosts = {json.dumps(self.hosts)}", "[manners]"]
        lines += [f"{name} = {value}" for name, value in {**MANNERS, **manners}.items()]
        for entry in entries:
            facts: dict[str, Any] = {"url": self.server.url(entry)} if isinstance(entry, str) else dict(entry)
            lines.append("[[address]]")
            for name, value in {"plain_http": True, **facts}.items():
                dated = isinstance(value, datetime.date)
                lines.append(f"{name} = {value if dated else json.dumps(value, ensure_ascii=False)}")
        self.catalogue.write_text("\n".join(lines), encoding="utf-8")
        catalogue = load(self.catalogue, Manners(max_bytes=LIMIT))
        return fetch(catalogue, self.folder, loopback=loopback, resolve=self.resolve)

    def one(self, path: str, answer: Answer | None = None, **manners: float) -> Fetch:
        """Fetch one path, answered from now on as said."""
        if answer is not None:
            self.server.answers[path] = answer
        (row,) = self.fetch(path, **manners)
        return row

    def inputs(self) -> Discovery:
        return discover(roots(self.folder))

    def bytes_of(self, row: Fetch) -> bytes:
        assert row.source_name is not None
        return (self.folder / "documents" / row.source_name).read_bytes()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture
def house(tmp_path: Path, server: Server) -> House:
    return House(tmp_path, server)
