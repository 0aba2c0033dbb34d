"""Inputs are landed once, remembered cheaply, and read again when they may have changed."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from sources.catalogue import SETTLED_NS, Landed, land, load, save
from sources.discover import Root, discover
from sources.landing import Landing


class House:
    def __init__(self, folder: Path) -> None:
        self.inbox = folder / "inbox"
        self.inbox.mkdir()
        self.landing = Landing(folder / "landing")
        self.catalogue = folder / "catalogue.json"

    def put(self, name: str, data: bytes) -> Path:
        path = self.inbox / name
        path.write_bytes(data)
        return path

    def land(self, *, rehash: bool = False, max_bytes: int = 1000) -> Landed:
        found = discover([Root("inbox", self.inbox)])
        return land(found.inputs, self.landing, self.catalogue, max_bytes=max_bytes, rehash=rehash)

    def settle(self) -> None:
        """Make the catalogue believe that it read everything long after the last change."""
        landed = load(self.catalogue)
        later = {
            key: replace(entry, read_at_ns=entry.read_at_ns + 2 * SETTLED_NS) for key, entry in landed.entries.items()
        }
        save(self.catalogue, replace(landed, entries=later))


def test_unchanged_files_are_not_read_again(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.put("a.txt", b"one")
    house.put("b.txt", b"two")
    assert house.land().read == 2
    house.settle()
    second = house.land()
    assert (second.read, second.new) == (0, 0)
    assert len(second.seen) == 2


def test_a_vintage_that_was_away_comes_anew_and_one_that_stayed_does_not(tmp_path: Path) -> None:
    house = House(tmp_path)

    def retrieved(sidecar: str) -> int:
        house.put("a.txt", b"one")
        house.put("a.txt.meta.json", sidecar.encode())
        return house.land().entries["inbox", "a.txt"].retrieved_ns

    first = retrieved('{"retrieved_on": "2026-01-01"}')
    assert retrieved('{"retrieved_on": "2026-01-01", "title": "x"}') == first
    assert retrieved('{"retrieved_on": "2026-03-01"}') > first


def test_a_file_changed_moments_ago_is_not_trusted(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.put("a.txt", b"one")
    house.land()
    assert house.land().read == 1


def test_a_changed_file_costs_one_reading_even_with_its_old_time(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.put("a.txt", b"one")
    path = house.put("b.txt", b"two")
    house.land()
    house.settle()
    before = path.stat()
    path.write_bytes(b"TWO")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    landed = house.land()
    assert (landed.read, landed.new) == (1, 1)
    sha256 = landed.entries["inbox", "b.txt"].sha256
    assert sha256 is not None
    assert house.landing.read(sha256) == b"TWO"


def test_rehash_reads_everything(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.put("a.txt", b"one")
    house.land()
    house.settle()
    assert house.land(rehash=True).read == 1


def test_a_damaged_catalogue_costs_reading_everything_once(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.put("a.txt", b"one")
    house.land()
    house.catalogue.write_text('{"format": 1, "entries": [{"kind"')
    assert house.land().read == 1


def test_inputs_of_earlier_runs_stay_known(tmp_path: Path) -> None:
    house = House(tmp_path)
    path = house.put("a.txt", b"one")
    house.land()
    path.unlink()
    landed = house.land()
    assert landed.seen == frozenset()
    assert ("inbox", "a.txt") in landed.entries


def test_what_cannot_be_landed_says_why(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.put("empty.txt", b"")
    house.put("large.txt", b"x" * 1001)
    (house.inbox / "gone.txt").symlink_to(house.inbox / "nowhere.txt")
    os.mkfifo(house.inbox / "pipe.txt")
    began = time.monotonic()
    troubles = {name: (entry.trouble, entry.problem) for (_, name), entry in house.land().entries.items()}
    assert troubles == {
        "empty.txt": ("refused", "is empty"),
        "large.txt": ("refused", "too large: 1,001 bytes"),
        "gone.txt": ("vanished", "vanished before it was read"),
        "pipe.txt": ("refused", "is no regular file"),
    }
    assert time.monotonic() - began < 5, "a pipe must not be waited for"


def test_a_truncated_catalogue_counts_as_the_one_before_it(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.put("a.txt", b"one")
    house.land()
    house.put("b.txt", b"two")
    house.land()
    house.catalogue.write_bytes(house.catalogue.read_bytes()[:80])
    assert set(load(house.catalogue).entries) == {("inbox", "a.txt")}
    assert len(house.land().entries) == 2


def test_a_flipped_digit_in_the_catalogue_is_found(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.put("a.txt", b"one")
    sha256 = house.land().entries["inbox", "a.txt"].sha256
    assert sha256 is not None
    text = house.catalogue.read_text(encoding="utf-8")
    house.catalogue.write_text(text.replace(sha256, sha256[::-1]), encoding="utf-8")
    assert load(house.catalogue).entries == {}
    assert house.land().entries["inbox", "a.txt"].sha256 == sha256


def test_bytes_that_changed_in_the_raw_store_are_moved_aside_and_taken_again(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.put("a.txt", b"one")
    sha256 = house.land().entries["inbox", "a.txt"].sha256
    assert sha256 is not None
    house.settle()
    path = house.landing.path(sha256)
    path.chmod(0o644)
    path.write_bytes(b"0ne")
    assert house.landing.scrub() == (sha256,)
    assert house.land().read == 1
    assert house.landing.read(sha256) == b"one"
    assert house.landing.scrub() == ()


def test_a_small_budget_looks_through_the_store_in_turns(tmp_path: Path) -> None:
    house = House(tmp_path)
    shas = sorted(house.landing.put(text) for text in (b"one", b"two", b"six"))
    for sha256 in shas:
        house.landing.path(sha256).chmod(0o644)
        house.landing.path(sha256).write_bytes(b"bad")
    assert [house.landing.scrub(most=3) for _ in shas] == [(sha256,) for sha256 in shas]


def test_of_two_files_under_one_name_the_later_read_is_later_though_the_clock_went_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = House(tmp_path)
    house.put("a.txt", b"one")
    first = house.land().entries["inbox", "a.txt"]
    monkeypatch.setattr("sources.catalogue.time.time_ns", lambda: first.read_at_ns - 10**18)
    house.put("a.txt", b"the second")
    assert house.land().entries["inbox", "a.txt"].order_ns > first.order_ns
