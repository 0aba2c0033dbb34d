"""Fetching what a catalogue names: every address asked, every outcome a row, every vintage kept as a file.

What belongs here: going through a catalogue, comparing with what was there. What does not: HTTP and files (`fetching`),
landing and reading (`catalogue`, `ingest`), which take the folders `documents` and `releases` like any other inputs.

Hosts are asked side by side, each host one thing at a time. A page's frames, scripts and links are not followed: only
addresses that somebody wrote down are asked for.
"""

from __future__ import annotations

import datetime
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from sources.discover import Root
from sources.errors import Invalid, Retriable, ZhibiaoError
from sources.fetching.addresses import DOCUMENT, RELEASE, Address, Catalogue
from sources.fetching.exchange import LATER
from sources.fetching.guard import Guard, Resolve, parse, system_resolve
from sources.fetching.record import Fetch, refusal
from sources.fetching.store import Memory, Store, is_trusted
from sources.fetching.visit import Pace, Visit, Visitor

Progress = Callable[[int, int, str], None]


def roots(folder: Path) -> list[Root]:
    """What was fetched so far, as folders of inputs; none where nothing was."""
    store = Store(folder)
    found = [Root("fetched", store.folder(DOCUMENT)), Root("release", store.folder(RELEASE))]
    return [root for root in found if root.folder.is_dir()]


def fetch(
    catalogue: Catalogue,
    folder: Path,
    *,
    loopback: bool = False,
    resolve: Resolve = system_resolve,
    progress: Progress = lambda done, total, name: None,
) -> list[Fetch]:
    """Ask for every address of the catalogue and keep what is new below `folder`. One row an entry, in their order.

    Never raises for an address. `loopback` lets servers on this machine be asked; `resolve` turns names into addresses.
    """
    halt = threading.Event()
    manners = catalogue.manners
    visitor = Visitor(
        Guard(catalogue.hosts, loopback, resolve),
        manners,
        Pace(manners.pace_seconds, halt),
        halt,
        time.monotonic() + manners.run_seconds,
    )
    round_ = _Round(visitor, Store(folder), len(catalogue.addresses), progress)
    hosts: dict[str, list[Address]] = {}
    for address in catalogue.addresses:
        hosts.setdefault(parse(address.url).host, []).append(address)
    places = {address.id: place for place, address in enumerate(catalogue.addresses)}
    order = [places[address.id] for asked in hosts.values() for address in asked]
    with ThreadPoolExecutor(manners.hosts_at_once, thread_name_prefix="fetch") as pool:
        try:
            found = [row for rows in pool.map(round_.host, hosts.values()) for row in rows]
        finally:
            halt.set()  # whoever still waits when this is left by Ctrl-C stops waiting
    now = datetime.datetime.now(datetime.UTC)
    return [refusal(error, now) for error in catalogue.refused] + [
        row for _, row in sorted(zip(order, found, strict=True), key=lambda pair: pair[0])
    ]


@dataclass(slots=True)
class _Round:
    """One walk through a catalogue, host by host."""

    visitor: Visitor
    store: Store
    total: int
    progress: Progress
    done: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def host(self, addresses: Sequence[Address]) -> list[Fetch]:
        """The rows of one host's addresses, asked in order. A host that keeps failing is left for the next run."""
        rows: list[Fetch] = []
        in_a_row = 0
        for address in addresses:
            if in_a_row < self.visitor.manners.host_failures:
                row = self._address(address)
            else:
                error = Retriable(address.url, f"not asked: {in_a_row} addresses of this host failed", remedy=LATER)
                row = _trouble(_blank(address), error)
            in_a_row = in_a_row + 1 if row.outcome == "failed" else 0
            rows.append(row)
            with self.lock:
                self.done += 1
                self.progress(self.done, self.total, address.url)
        return rows

    def _address(self, address: Address) -> Fetch:
        began = time.monotonic()
        memory: Memory | None = None
        visit = Visit(address)
        try:
            memory = self.store.recall(address)
            trusted = memory if memory and is_trusted(memory, self.visitor.manners.reread_days) else None
            visit = self.visitor.visit(address, trusted)
            row = self._kept(visit, memory)
            self.store.describe(address)
        except Exception as error:  # a full disk, or a mistake of ours: it costs this address and no other
            visit.error = Retriable(address.url, f"{type(error).__name__}: {error}", remedy=LATER)
            row = _seen(visit, memory)
        if visit.error is not None:
            row = _trouble(row, visit.error)
        return replace(row, seconds=time.monotonic() - began)

    def _kept(self, visit: Visit, memory: Memory | None) -> Fetch:
        """Keep what the visit brought, remember it, and say what it is beside what was there."""
        row = _seen(visit, memory)
        answer = visit.answer
        if visit.error is not None or answer is None:
            return row
        if answer.status == 304:
            return replace(row, outcome="not_modified")
        assert visit.final is not None
        assert visit.format is not None
        before = memory.sha256 if memory else ""
        name, sha256 = self.store.keep(visit.address, answer.body, visit.format.suffixes[0], in_force=before)
        etag, modified = answer.headers.get("etag", ""), answer.headers.get("last-modified", "")
        outcome, hidden = "fetched", ""
        if memory is not None:
            outcome = "unchanged" if sha256 == memory.sha256 else "changed"
            if outcome == "changed":
                hidden = _hidden(memory, etag, modified)
        self.store.remember(
            visit.address,
            Memory(
                url=visit.address.url,
                final_url=visit.final.url,
                sha256=sha256,
                name=name,
                read_at=time.time(),
                etag=etag,
                last_modified=modified,
                distrusted=bool(hidden) or (memory is not None and memory.distrusted),
            ),
        )
        return replace(
            row,
            outcome=outcome,
            bytes=len(answer.body),
            bytes_sent=answer.sent,
            sha256=sha256,
            source_name=name,
            problem=hidden,
            expected="another mark for other bytes" if hidden else "",
            remedy="nothing: from now on the whole document is asked for every time" if hidden else "",
        )


def _hidden(memory: Memory, etag: str, modified: str) -> str:
    """How the server's headers hide that the bytes changed; "" where they do not."""
    if etag and etag == memory.etag:
        return f"the bytes changed under the same ETag {etag}"
    if not etag and not memory.etag and modified and modified == memory.last_modified:
        return f"the bytes changed under the same Last-Modified {modified}"
    return ""


def _blank(address: Address) -> Fetch:
    return Fetch(address.url, address.thing, "", datetime.datetime.now(datetime.UTC))


def _seen(visit: Visit, memory: Memory | None) -> Fetch:
    """The row of a visit as far as the wire goes. What was in force before stays so until something else is kept."""
    row = _blank(visit.address)
    headers = visit.answer.headers if visit.answer else {}
    return replace(
        row,
        final_address=visit.final.url if visit.final else None,
        status=visit.answer.status if visit.answer else None,
        attempts=visit.attempts,
        redirects=visit.redirects,
        media_type=headers.get("content-type"),
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
        sha256=memory.sha256 if memory else None,
        source_name=memory.name if memory else None,
    )


def _trouble(row: Fetch, error: ZhibiaoError) -> Fetch:
    """The row of an address that gave nothing: refused for good, or failed for this time."""
    return replace(
        row,
        outcome="refused" if isinstance(error, Invalid) else "failed",
        problem=error.problem,
        expected=error.expected,
        remedy=error.remedy,
    )
