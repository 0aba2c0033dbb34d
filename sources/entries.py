"""Files of entries that people write, in TOML: the one place where such a file is opened and its keys are looked at.

What belongs here: text → tables, and what is said of a file that is no TOML, or of a key that is missing or unknown. What does
not: what the entries mean, and what becomes of one that is not whole.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from sources.errors import Invalid
from sources.spelling import unknown


def parse(text: str, subject: str, *, expected: str, remedy: str) -> dict[str, Any]:
    """The table that a text is. Raises Invalid."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Invalid(subject, f"is no TOML: {error}", expected=expected, remedy=remedy) from None


def read(path: Path, entry: str, beside: Collection[str] = ()) -> dict[str, Any]:
    """A file of `[[entry]]` tables, with the tables `beside` them that it may hold. Raises Invalid, also for any other table."""
    expected = f"a TOML file of [[{entry}]]"
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid(path.name, f"cannot be read: {error}", expected=expected, remedy="restore the file") from error
    found = parse(text, path.name, expected=expected, remedy="mend the file")
    names = (entry, *beside)
    if other := sorted(set(found) - set(names)):
        raise Invalid(path.name, unknown(other[0], names), expected=expected, remedy="mend the file")
    listed = found.setdefault(entry, [])
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise Invalid(path.name, f"{entry} is no list of tables", expected=expected, remedy=f"write [[{entry}]]")
    return found


def whole(entry: Mapping[str, Any], subject: str, needed: Iterable[str], optional: Iterable[str] = ()) -> None:
    """Raises Invalid for an entry that lacks a key, says nothing under one that it needs, or has one that nobody knows."""
    needed, optional = tuple(needed), tuple(optional)
    problems = [unknown(key, (*needed, *optional)) for key in sorted(set(entry) - {*needed, *optional})]
    problems += [f"lacks {key}" for key in needed if entry.get(key) in (None, "", [], {})]
    if problems:
        raise Invalid(subject, "; ".join(problems), expected=", ".join((*needed, *optional)), remedy="mend the entry")
