"""Fixtures: a build file to fill, judge and break."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.expectations.builder import Build


@pytest.fixture
def build(tmp_path: Path) -> Build:
    return Build(tmp_path)


@pytest.fixture(scope="session")
def new_build(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Build]:
    """For builds that several tests share."""
    return lambda: Build(tmp_path_factory.mktemp("home"))
