"""One bad item costs only itself: crashes, runaways, errors, memory."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

from sources.errors import Invalid, ZhibiaoError
from sources.workers import Died, Limits, Result, going_on, run


def behave(item: str) -> str:
    """What a worker does with an item: the item says."""
    if item == "abort":
        os.abort()
    if item == "crash":
        os._exit(7)
    if item == "run away":
        time.sleep(60)
    if item == "refuse":
        raise Invalid(item, "is not for us")
    if item == "bug":
        raise KeyError(item)
    if item == "glutton":
        return "x" * 3_000_000_000
    return item.upper()


def outcomes(items: list[str], limits: Limits) -> dict[str, str | ZhibiaoError | None]:
    return {result.item: result.error or result.value for result in run(items, behave, limits)}


def test_good_items_survive_every_kind_of_bad_one() -> None:
    items = ["a", "crash", "b", "run away", "c", "refuse", "d", "bug", "e"]
    began = time.monotonic()
    found = outcomes(items, Limits(processes=2, seconds=2))
    assert {name: found[name] for name in "abcde"} == {name: name.upper() for name in "abcde"}
    crash, runaway, refused, bug = (found[name] for name in ("crash", "run away", "refuse", "bug"))
    assert isinstance(crash, Died)
    assert "exit code 7" in crash.problem
    assert isinstance(runaway, Died)
    assert "2 s" in runaway.problem
    assert isinstance(refused, Invalid)
    assert isinstance(bug, Died)
    assert "test_workers.py" in bug.problem
    assert time.monotonic() - began < 20


def test_a_glutton_meets_the_memory_limit_and_its_worker_goes_on() -> None:
    found = outcomes(["glutton", "a"], Limits(processes=1, seconds=20, memory=2_000_000_000))
    assert isinstance(found["glutton"], Invalid)
    assert found["a"] == "A"


def test_items_are_drawn_as_workers_become_free() -> None:
    drawn: list[int] = []

    def items() -> Iterator[str]:
        for number in range(50):
            drawn.append(number)
            yield str(number)

    results: Iterator[Result[str, str]] = run(items(), behave, Limits(processes=2, seconds=20))
    next(results)
    assert len(drawn) <= 4
    assert len(list(results)) == 49


def test_no_items_need_no_process() -> None:
    assert outcomes([], Limits(processes=2, seconds=1)) == {}


def test_an_abort_in_a_library_costs_its_own_item_only() -> None:
    found = outcomes(["abort", "a"], Limits(processes=1, seconds=20))
    assert isinstance(found["abort"], Died)
    assert "exit code -6" in found["abort"].problem
    assert found["a"] == "A"


def plod(item: str) -> str:
    for _ in range(4):
        time.sleep(0.6)
        going_on()
    return item


def test_work_that_says_it_goes_on_gets_its_time_anew() -> None:
    (result,) = run(["a"], plod, Limits(processes=1, seconds=2))
    assert result.value == "a"
