"""The client of the data library against a server that speaks it, faults included."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sources.discover import discover
from sources.errors import Invalid, Retriable
from sources.fetch import fetch, roots
from sources.fetching.addresses import load
from sources.fetching.guard import Guard
from sources.fetching.manners import Manners
from sources.fetching.record import Fetch
from sources.fetching.visit import Pace, Visitor
from sources.releases.library import Library, Question

from .reading import values
from .server import CID, LibraryServer

QUICK = Manners(read_seconds=0.3, exchange_seconds=0.5, attempts=2, backoff_seconds=0.01, pace_seconds=0)
BEIJING = Question(CID, ["id1", "id2"], [("北京市", "110000000000")], ["2023YY-2025YY"])


@pytest.fixture
def server() -> Iterator[LibraryServer]:
    server = LibraryServer()
    yield server
    server.close()


def library(server: LibraryServer, folder: Path, *, loopback: bool = True) -> Library:
    halt = threading.Event()
    host = f"stats.test:{server.port}"
    guard = Guard((host,), loopback, lambda name, port: ["127.0.0.1"])
    visitor = Visitor(guard, QUICK, Pace(0, halt), halt, time.monotonic() + 60)
    return Library(visitor, folder / "cache", f"http://{host}/external", plain_http=True)


def test_from_the_tree_over_the_indicators_to_the_figures(server: LibraryServer, tmp_path: Path) -> None:
    client = library(server, tmp_path)
    (branch,) = client.tree(6)
    assert not branch.leaf
    (leaf,) = client.tree(6, branch.id)
    assert leaf.leaf
    assert len(client.indicators(leaf.id)) == 25
    (stored,) = client.data(BEIJING)
    found = values(stored, "a.json")
    assert [(one.code, one.period, one.value, one.area, one.unit) for one in found] == [
        ("VA1", "2023", 105.7, "北京市", "亿元"),
        ("VA1", "2024", 112.2, "北京市", "亿元"),
    ]
    assert found[0].section is not None
    assert found[0].sentence_start == found[1].sentence_start  # two ids, one series, one row


def test_many_indicators_are_asked_for_in_batches(server: LibraryServer, tmp_path: Path) -> None:
    many = [f"id{at}" for at in range(45)]
    list(library(server, tmp_path).data(Question(CID, many, BEIJING.areas, BEIJING.periods)))
    sent = [asked for _, asked in server.asked]
    assert [len(asked["indicatorIds"]) for asked in sent] == [20, 20, 5]
    assert {asked["daCatalogId"] for asked in sent} == {""}


def test_what_was_asked_is_not_asked_again_while_the_cache_is_fresh(server: LibraryServer, tmp_path: Path) -> None:
    first = list(library(server, tmp_path).data(BEIJING))
    assert list(library(server, tmp_path).data(BEIJING)) == first
    assert len(server.asked) == 1
    (kept,) = (tmp_path / "cache").iterdir()
    kept.write_text("{", encoding="utf-8")
    assert list(library(server, tmp_path).data(BEIJING)) == first
    assert len(server.asked) == 2


@pytest.mark.parametrize("fault", ["firewall", "busy", "broken", "slow", "half"])
def test_a_passing_fault_is_mended_by_another_try(server: LibraryServer, tmp_path: Path, fault: str) -> None:
    server.faults = [fault]
    assert len(list(library(server, tmp_path).data(BEIJING))) == 1
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("fault", "kind", "problem"),
    [
        ("firewall", Retriable, "firewall"),
        ("page", Invalid, "text/html"),
        ("page in disguise", Retriable, "firewall"),
        ("truncated", Retriable, "cut off"),
        ("failed", Retriable, "50001"),
        ("other shape", Invalid, "another shape"),
        ("broken", Retriable, "503"),
        ("slow", Retriable, "silence|not complete"),
    ],
)
def test_a_lasting_fault_says_what_it_is_and_leaves_nothing_in_the_cache(
    server: LibraryServer, tmp_path: Path, fault: str, kind: type[Exception], problem: str
) -> None:
    server.faults = [fault] * 4
    with pytest.raises(kind, match=problem) as caught:
        list(library(server, tmp_path).data(BEIJING))
    assert isinstance(caught.value, Retriable | Invalid)
    assert caught.value.remedy
    assert not list(tmp_path.glob("cache/*"))


def test_this_machine_is_asked_only_where_that_is_allowed(server: LibraryServer, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="no public address"):
        library(server, tmp_path, loopback=False).tree(3)
    assert not server.asked


def catalogue(server: LibraryServer, folder: Path, *areas: str) -> Path:
    entries = "".join(
        f'[[address]]\nurl = "http://stats.test:{server.port}/external/stream/esData"\nplain_http = true\n'
        'thing = "release"\nformat = "json"\n'
        f'post = {{ cid = "{CID}", indicatorIds = ["ID"], das = [{{ text = "{area}", value = "110000000000" }}] }}\n'
        for area in areas
    )
    path = folder / "catalogue.toml"
    path.write_text(f'hosts = ["stats.test:{server.port}"]\n{entries}', encoding="utf-8")
    return path


def fetched(path: Path) -> list[Fetch]:
    folder = path.with_name("fetched")
    return fetch(load(path, QUICK), folder, loopback=True, resolve=lambda name, port: ["127.0.0.1"])


def test_a_question_in_the_catalogue_is_fetched_and_read_like_any_input(server: LibraryServer, tmp_path: Path) -> None:
    rows = fetched(catalogue(server, tmp_path, "北京市", "天津市"))
    assert [row.outcome for row in rows] == ["fetched", "fetched"]
    assert [asked["das"][0]["text"] for _, asked in server.asked] == ["北京市", "天津市"]
    found = discover(roots(tmp_path / "fetched")).inputs
    areas = [values(one.path.read_bytes(), one.name, one.sidecar)[0].area for one in found]
    assert sorted(filter(None, areas)) == ["北京市", "天津市"]
    assert json.loads(found[0].path.read_bytes())["success"] is True


def test_an_answer_that_says_it_failed_is_no_vintage(server: LibraryServer, tmp_path: Path) -> None:
    path = catalogue(server, tmp_path, "北京市")
    (first,) = fetched(path)
    server.faults = ["failed"] * 2
    (second,) = fetched(path)
    assert (second.outcome, second.sha256) == ("failed", first.sha256)
    assert "50001" in second.problem
    assert second.remedy
    assert len(discover(roots(tmp_path / "fetched")).inputs) == 1
