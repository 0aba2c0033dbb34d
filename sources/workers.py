"""Work on many items in several processes, where one bad item costs only itself.

What belongs here: processes, deadlines, memory limits. What does not: what the work is.

`concurrent.futures` is not enough: there a crash fails every item under way and nothing ends a runaway. Here each worker
has one item at a time; one that dies or overruns its time is replaced, and the item's result says so.
"""

from __future__ import annotations

import multiprocessing as mp
import resource
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from sources.errors import Invalid, ZhibiaoError

Item = TypeVar("Item")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Result(Generic[Item, Value]):
    """What became of one item: a value, or an error. `error` is a ZhibiaoError for every kind of failure."""

    item: Item
    value: Value | None
    error: ZhibiaoError | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` and `memory` (bytes of address space, 0: none) hold for each item, `processes` for all.

    Work that says `going_on()` gets its seconds anew, `MOST_TIMES` times at most.
    """

    processes: int
    seconds: float
    memory: int = 0


#: A scan of as many pages as readers take may take as many times the seconds of one document.
MOST_TIMES: Final = 200


class _GoingOn:
    """Sent instead of a result by work that is long but alive."""


#: In a worker process the pipe to its parent, elsewhere empty.
_parent: list[Connection[Any, Any]] = []


def going_on() -> None:
    """Say that long work made a step (a page of a scan), so that its time begins anew. Nothing outside a worker."""
    for connection in _parent:
        with suppress(BrokenPipeError, ConnectionResetError):
            connection.send(_GoingOn())


class Died(ZhibiaoError):
    """The process that worked on the item crashed, ran out of memory or time, or met a bug."""


def run(
    items: Iterable[Item],
    work: Callable[[Item], Value],
    limits: Limits,
    *,
    subject: Callable[[Item], str] = str,
    preload: Sequence[str] = (),
) -> Iterator[Result[Item, Value]]:
    """Yield one result an item, in the order in which they finish. `work` must be importable by name.

    Items are taken from the iterable as workers become free, so that a long list needs no memory here.
    """
    context = mp.get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    waiting = iter(items)
    crew: list[_Worker[Item, Value]] = []
    try:
        for item in waiting:
            crew.append(_Worker(context, work, limits, subject))
            crew[-1].start(item)
            if len(crew) >= limits.processes:
                break
        while crew:
            for worker in _ready(crew):
                result = worker.finish()
                if result is None:
                    continue
                yield result
                following = next(waiting, _END)
                if isinstance(following, _End):
                    worker.stop()
                    crew.remove(worker)
                else:
                    worker.start(following)
    finally:
        for worker in crew:
            worker.kill()


class _End:
    pass


_END = _End()


class _Worker(Generic[Item, Value]):
    """One process and the item it works on."""

    def __init__(
        self,
        context: ForkServerContext,
        work: Callable[[Item], Value],
        limits: Limits,
        subject: Callable[[Item], str],
    ) -> None:
        self._context = context
        self._work = work
        self._limits = limits
        self._subject = subject
        self._process: BaseProcess | None = None
        self._item: Item | None = None
        self._began = 0.0
        self._steps = 0
        self.connection: Connection[Any, Any] | None = None

    @property
    def deadline(self) -> float:
        return self._began + self._limits.seconds

    def start(self, item: Item) -> None:
        if self._process is None or self.connection is None:
            self.connection, theirs = self._context.Pipe()
            self._process = self._context.Process(
                target=_serve, args=(theirs, self._work, self._limits.memory), daemon=True
            )
            self._process.start()
            theirs.close()
        self._item = item
        self._steps = 0
        self._began = time.monotonic()
        with suppress(BrokenPipeError, ConnectionResetError):  # died at birth: `finish` finds the pipe closed
            self.connection.send(item)

    def finish(self) -> Result[Item, Value] | None:
        """The result of the item under way, None while it goes on: to be called when the pipe has news or the deadline passed."""
        item, connection = self._item, self.connection
        assert item is not None
        assert connection is not None
        try:
            if connection.poll():
                news = connection.recv()
                if isinstance(news, _GoingOn):
                    self._steps += 1
                    if self._steps <= MOST_TIMES:
                        self._began = time.monotonic()
                    return None
                value, error = news
                return Result(item, value, error, time.monotonic() - self._began)
            self.kill()
            error = Died(
                self._subject(item),
                f"was stopped after {self._limits.seconds:g} s",
                expected="a document that can be read in that time",
                remedy="look at it with `zhibiao extract`, or raise ZHIBIAO_DOCUMENT_SECONDS",
            )
        except (EOFError, OSError):
            error = self._post_mortem(item)
        return Result(item, None, error, time.monotonic() - self._began)

    def _post_mortem(self, item: Item) -> Died:
        code: int | None = None
        if self._process is not None:
            self._process.join(5)
            code = self._process.exitcode
        self.kill()
        return Died(
            self._subject(item),
            f"ended the process that read it (exit code {code})",
            expected="a document that can be read",
            remedy="look at it with `zhibiao extract`",
        )

    def stop(self) -> None:
        """Let the process end by itself: it does when its pipe closes."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None
        if self._process is not None:
            self._process.join(5)
        self.kill()

    def kill(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None
        if self._process is not None:
            if self._process.is_alive():
                self._process.kill()
            self._process.join()
            self._process.close()
            self._process = None


def _ready(crew: Sequence[_Worker[Item, Value]]) -> list[_Worker[Item, Value]]:
    """Workers that have a result, died, or overran; waits until there is one."""
    while True:
        patience = max(0.0, min(worker.deadline for worker in crew) - time.monotonic())
        news = wait([worker.connection for worker in crew if worker.connection is not None], timeout=patience)
        now = time.monotonic()
        ready = [worker for worker in crew if worker.connection in news or now >= worker.deadline]
        if ready:
            return ready


def _serve(connection: Connection[Any, Any], work: Callable[[Any], Any], memory: int) -> None:
    """The life of a worker process: one item after the other until the pipe closes."""
    if memory:
        with suppress(ValueError, OSError):  # not every system limits address space; the time limit still holds
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    _parent.append(connection)
    while True:
        try:
            item = connection.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        try:
            answer: tuple[Any, ZhibiaoError | None] = (work(item), None)
        except ZhibiaoError as error:
            answer = (None, error)
        except MemoryError:
            answer = (None, Invalid("memory", f"needs more than {memory:,} bytes", remedy="raise ZHIBIAO_WORKER_BYTES"))
        except KeyboardInterrupt:
            return
        except Exception as error:
            answer = (None, _as_died(error))
        try:
            connection.send(answer)
        except (BrokenPipeError, ConnectionResetError):
            return


def _as_died(error: Exception) -> Died:
    """A bug, said in one line with the place where it happened; the traceback itself does not cross the pipe."""
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    where = f" in {Path(last.filename).name}:{last.lineno}" if last else ""
    return Died(
        type(error).__name__,
        f"{error}{where}"[:500],
        expected="no error",
        remedy="a bug of ours: report it with the document",
    )
