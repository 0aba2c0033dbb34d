"""One address, asked until it answers or there is no use: redirects, pauses, further tries.

What belongs here: the order of requests to one address. What does not: a single request (`exchange`), files (`store`).
"""

from __future__ import annotations

import datetime
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from sources.errors import Invalid, Retriable, ZhibiaoError
from sources.fetching.addresses import Address
from sources.fetching.answers import NOT_NOW, check_answer
from sources.fetching.exchange import LATER, Answer, exchange
from sources.fetching.formats import Format, check_beginning, format_of
from sources.fetching.guard import Guard, Target, parse
from sources.fetching.manners import Manners, pause, retry_after
from sources.fetching.store import Memory

AGENT: Final = "zhibiao/0.1 (statistical documents, once a night)"
REDIRECTS: Final = (301, 302, 303, 307, 308)


class Pace:
    """Keeps requests to one host apart. Hosts are asked side by side, so it is shared and locked."""

    def __init__(self, seconds: float, halt: threading.Event) -> None:
        self._seconds = seconds
        self._halt = halt
        self._lock = threading.Lock()
        self._free: dict[str, float] = {}

    def wait(self, host: str) -> None:
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._free.get(host, now))
            self._free[host] = turn + self._seconds
        self._halt.wait(turn - now)


@dataclass(slots=True)
class Visit:
    """What happened so far at an address. `answer` is the last one, `format` that of a 200,
    `conditional`: whether it was asked for only if changed, `error` what ended the visit."""

    address: Address
    final: Target | None = None
    attempts: int = 0
    redirects: int = 0
    conditional: bool = False
    answer: Answer | None = None
    format: Format | None = None
    error: ZhibiaoError | None = field(default=None)


class _Wait(Retriable):
    """Try again, after the seconds that the server asked for."""

    seconds: float = 0.0


class _TooLong(Retriable):
    """The server asks to wait longer than a run does: over for this run, due again in the next."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """`ends`: the monotonic second at which the whole fetch has to be over; `halt`: set to stop it at once."""

    guard: Guard
    manners: Manners
    pace: Pace
    halt: threading.Event
    ends: float

    def visit(self, address: Address, memory: Memory | None) -> Visit:
        """Ask for one address; with `memory`, only for what changed since. Never raises for what a server does."""
        visit = Visit(address)
        while True:
            visit.attempts += 1
            visit.error = visit.answer = visit.format = None
            try:
                self._follow(visit, memory)
                return visit
            except (Invalid, _TooLong) as error:
                visit.error = error
                return visit
            except Retriable as error:
                visit.error = error
                if visit.attempts >= self.manners.attempts:
                    return visit
                seconds = error.seconds if isinstance(error, _Wait) else pause(self.manners, visit.attempts)
                if time.monotonic() + seconds > self.ends or self.halt.wait(seconds):
                    return visit

    def _follow(self, visit: Visit, memory: Memory | None) -> None:
        address = visit.address
        here = self.guard.target(address.url, plain_http=address.plain_http)
        seen = {here.url}
        visit.redirects = 0
        while True:
            answer = self._ask(visit, here, memory)
            if answer.status not in REDIRECTS:
                self._judge(visit, here, answer)
                return
            if address.post:
                raise Retriable(
                    here.url,
                    f"answers a question with {answer.status}: a firewall stands before the server",
                    expected="an answer",
                    remedy=f"{LATER}; pace_seconds in the catalogue's [manners] asks less often",
                )
            location = answer.headers.get("location", "")
            if not location:
                raise Invalid(here.url, f"answers {answer.status} without saying where to", expected="a Location")
            here = self.guard.follow(here, location, plain_http=address.plain_http)
            visit.redirects += 1
            if here.url in seen:
                raise Invalid(address.url, f"redirects in a circle, back to {here.url}", expected="a document")
            if visit.redirects > self.manners.redirects:
                raise Invalid(
                    address.url,
                    f"redirects more than {self.manners.redirects} times",
                    expected="a document",
                    remedy="put the last address into the catalogue",
                )
            seen.add(here.url)

    def _ask(self, visit: Visit, here: Target, memory: Memory | None) -> Answer:
        headers = {"User-Agent": AGENT, "Accept": "*/*"}
        asked: dict[str, str] = {}
        if memory is not None and here.url == parse(memory.final_url).url:
            asked = conditions(memory)
        headers |= asked
        if visit.address.post:
            headers["Content-Type"] = "application/json"
        visit.conditional = bool(asked)

        def check(headers: Mapping[str, str]) -> None:
            visit.format = format_of(here, headers.get("content-type", ""), visit.address.format)

        self.pace.wait(here.host)
        if self.halt.is_set() or time.monotonic() > self.ends:
            raise Retriable(here.url, "the time for fetching was used up", remedy=LATER)
        visit.final = here
        visit.answer = exchange(here, self.guard.addresses(here), headers, self.manners, check, visit.address.post)
        return visit.answer

    def _judge(self, visit: Visit, here: Target, answer: Answer) -> None:
        """Raise where the answer is not what was asked for."""
        said = f"answers {answer.status} {answer.reason}".rstrip()
        if answer.status == 200:
            if not answer.body:
                raise Retriable(here.url, "sends an empty document", expected="a document", remedy=LATER)
            assert visit.format is not None
            check_beginning(here, visit.format, answer.body)
            if visit.format.name == "json":
                check_answer(here.url, answer.body)
        elif answer.status == 304:
            if not visit.conditional:
                raise Retriable(here.url, f"{said} to a request without conditions", expected="200", remedy=LATER)
        elif answer.status in NOT_NOW:
            self._not_now(here, answer, said)
        else:
            gone = "look for the document's new address" if answer.status in (404, 410) else "look at the address"
            raise Invalid(here.url, said, expected="200", remedy=gone)

    def _not_now(self, here: Target, answer: Answer, said: str) -> None:
        header = answer.headers.get("retry-after", "")
        seconds = retry_after(header, datetime.datetime.now(datetime.UTC)) if header else None
        if seconds is None:
            raise Retriable(here.url, said, expected="200", remedy=LATER)
        if seconds > self.manners.longest_wait_seconds:
            raise _TooLong(
                here.url,
                f"{said} and asks to wait {seconds:,.0f} seconds",
                expected=f"at most {self.manners.longest_wait_seconds:g} seconds",
                remedy=LATER,
            )
        error = _Wait(here.url, said, expected="200", remedy=LATER)
        error.seconds = max(seconds, pause(self.manners, 1))
        raise error


def conditions(memory: Memory) -> dict[str, str]:
    """The headers that ask for a document only if it changed since."""
    headers: dict[str, str] = {}
    if memory.etag:
        headers["If-None-Match"] = memory.etag
    if memory.last_modified:
        headers["If-Modified-Since"] = memory.last_modified
    return headers
