"""The raw store gives back the bytes it was given, or says that it cannot."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from sources.errors import Invalid
from sources.landing import Landing


def test_bytes_come_back_under_their_sha256(tmp_path: Path) -> None:
    landing = Landing(tmp_path)
    sha256 = landing.put("地区生产总值".encode())
    assert sha256 == hashlib.sha256("地区生产总值".encode()).hexdigest()
    assert landing.read(sha256) == "地区生产总值".encode()


def test_landed_files_are_read_only_and_complete_under_their_name(tmp_path: Path) -> None:
    landing = Landing(tmp_path)
    path = landing.path(landing.put(b"report"))
    assert path.stat().st_mode & 0o222 == 0
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    landing = Landing(tmp_path)
    before = landing.path(landing.put(b"report")).stat()
    after = landing.path(landing.put(b"report")).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_damaged_bytes_are_found_when_read_and_healed_when_landed_again(tmp_path: Path) -> None:
    landing = Landing(tmp_path)
    sha256 = landing.put(b"report")
    landing.path(sha256).chmod(0o644)
    landing.path(sha256).write_bytes(b"rep0rt")
    with pytest.raises(Invalid, match="changed"):
        landing.read(sha256)
    landing.put(b"report")
    assert landing.read(sha256) == b"report"


def test_unknown_bytes_are_an_error_with_a_next_step(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="next: put the original back"):
        Landing(tmp_path).read("0" * 64)
