"""Damaged files of every format, read where nightly runs read: each is read or refused, none ends its process."""

from __future__ import annotations

from pathlib import Path

import pytest

from sources.readers import read
from sources.workers import Limits, run
from tests.sources.readers.damage import damaged, outcome, sound_files

PICTURES = ("png", "jpg")


@pytest.mark.parametrize("name", sound_files())
def test_what_is_damaged_was_sound_before(name: str) -> None:
    assert "2024" in read(sound_files()[name], name).text or name.endswith(PICTURES)


def test_two_hundred_damaged_files_are_read_or_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    seeds = [seed for seed in range(240) if not damaged(seed)[0].endswith(PICTURES)]  # those take seconds: in the bench
    results = list(run(seeds, outcome, Limits(processes=2, seconds=60, memory=4 * 1024**3)))
    assert {result.value.what if result.value else str(result.error) for result in results} == {"read", "refused"}
    assert list(tmp_path.iterdir()) == []
