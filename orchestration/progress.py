"""What a person sees while the job works.

What belongs here: the reporter that steps speak to, and its two faces (a terminal, a log file). What does not: counting.
Steps run in the process of the command line, so a module-level reporter is enough; without one, steps speak to nobody.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, TextIO

from orchestration.terminal import plain


class Reporter(Protocol):
    def stage(self, title: str) -> None:
        """A step begins."""

    def advance(self, done: int, total: int, name: str) -> None:
        """Work within the step; `total` 0 where it is not known."""

    def note(self, text: str) -> None:
        """A fact worth a line."""


class Silent:
    def stage(self, title: str) -> None: ...

    def advance(self, done: int, total: int, name: str) -> None: ...

    def note(self, text: str) -> None: ...


class Terminal:
    """Lines for people. On a terminal the running line is rewritten; elsewhere a line every few seconds."""

    def __init__(self, stream: TextIO | None = None, every: float = 5.0) -> None:
        self._stream = stream or sys.stderr
        self._live = self._stream.isatty()
        self._every = 0.1 if self._live else every
        self._began = time.monotonic()
        self._last = 0.0
        self._open = False

    def stage(self, title: str) -> None:
        self._line(f"[{time.monotonic() - self._began:6.1f} s] {plain(title)}")
        self._last = time.monotonic()

    def note(self, text: str) -> None:
        self._line(f"           {plain(text)}")

    def advance(self, done: int, total: int, name: str) -> None:
        now = time.monotonic()
        if now - self._last < self._every and not (total and done == total and self._live):
            return
        self._last = now
        count = f"{done:,} of {total:,}" if total else f"{done:,}"
        text = plain(f"           {count} {name}").replace("\n", "\ufffd")
        if self._live:
            self._stream.write("\r\x1b[2K" + text[:110])
            self._open = True
        else:
            self._stream.write(text + "\n")
        self._stream.flush()

    def _line(self, text: str) -> None:
        if self._open:
            self._stream.write("\r\x1b[2K")
            self._open = False
        self._stream.write(text + "\n")
        self._stream.flush()


_current: Reporter = Silent()


def current() -> Reporter:
    return _current


@contextmanager
def reporting(reporter: Reporter) -> Iterator[None]:
    """Let steps speak to `reporter` for a while."""
    global _current
    before, _current = _current, reporter
    try:
        yield
    finally:
        _current = before
