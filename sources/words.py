"""Loads the word lists of `sources/vocabulary`: the one place where the language room's data is read from disk.

What belongs here: files → frozen Python values, cached. What does not: any rule about what the words mean.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

_VOCABULARY: Final = files("sources") / "vocabulary"


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a CSV file below `sources/vocabulary`, header names as keys."""
    return tuple(csv.DictReader(io.StringIO((_VOCABULARY / name).read_text(encoding="utf-8"))))


@cache
def word_lists(name: str) -> Mapping[str, tuple[str, ...]]:
    """A file of `kind,words` rows (words split by blanks); a kind may have several rows. Order is kept."""
    lists: dict[str, list[str]] = {}
    for row in rows(name):
        lists.setdefault(row["kind"], []).extend(row["words"].split())
    return {kind: tuple(words) for kind, words in lists.items()}
