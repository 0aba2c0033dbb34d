"""What lies in the input folders: files, and what people wrote beside them about place, kind and year.

What belongs here: walking folders, sidecars, manifests, cards of releases. What does not: reading documents, remembering earlier runs.

A **sidecar** `<name>.meta.json` or `<name>.meta.toml` says things about one file, a **manifest** (`manifest.tsv` or
`manifest.csv`, any letter case) about the files below its folder: a column `file` with the path from there, and any of
`ref_area` (or `adcode`), `area_name` (or `place`), `kind`, `year`, `published_on`, `title`. What they say overrides what the document
says; a sidecar overrides a manifest. Where tables leave it out, `indicator` says what they measure, `unit` the unit of all
figures that print none, and `units`, a table, the unit by the name of an indicator, column or row. A folder with a `release.toml` (`sources.releases.folder`) is a **release**: the card holds
for all files below it, as far as a manifest or sidecar says nothing else. A key that nobody reads is counted (`Discovery.foreign`),
and one that looks like a slip is told with the document's outcome (`sources.ingest`).

Not inputs: files whose name starts with one dot, lock and partial files of other programs, `README*`, Python files,
sidecars, manifests and cards themselves. They are counted, so that nothing is passed over in silence.
"""

from __future__ import annotations

import csv
import json
import os
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sources.errors import Invalid
from sources.releases import folder as release
from sources.sidecar_fields import SYNONYMS, foreign

MANIFESTS: Final = ("manifest.tsv", "manifest.csv")
SIDECARS: Final = (".meta.json", ".meta.toml")
PARTIAL: Final = (".part", ".partial", ".crdownload", ".tmp", ".swp")
OURS: Final = (".py", ".pyc")


@dataclass(frozen=True, slots=True)
class Root:
    """A folder of inputs. `kind` is "sample", "inbox", "fetched" or "release"."""

    kind: str
    folder: Path


@dataclass(frozen=True, slots=True)
class Input:
    """One file to take in. `name` is its path below the root, forward slashes, always printable text.

    `problem`: why it cannot be taken although it is there (a broken sidecar, a folder that cannot be listed); else "".
    """

    kind: str
    name: str
    path: Path
    sidecar: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Discovery:
    """`ignored`: names of files that are no inputs."""

    inputs: tuple[Input, ...]
    ignored: tuple[str, ...]

    @property
    def foreign(self) -> Mapping[str, int]:
        """Keys beside inputs that nobody reads, and beside how many."""
        return Counter(key for item in self.inputs for key in foreign(item.sidecar))


def discover(roots: Sequence[Root]) -> Discovery:
    """All inputs below the roots, by root and then by name. Raises Invalid when a root is no folder."""
    inputs: list[Input] = []
    ignored: list[str] = []
    for root in roots:
        if not root.folder.is_dir():
            raise Invalid(
                str(root.folder), "is not a folder", expected=f"the {root.kind} folder", remedy="check the path"
            )
        inputs.extend(_walk(root, ignored))
    return Discovery(tuple(inputs), tuple(ignored))


def printable(path: Path, folder: Path) -> str:
    """The name of a file below `folder`. Bytes that are no UTF-8 become question marks: the lake stores text."""
    name = path.relative_to(folder).as_posix()
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _walk(root: Root, ignored: list[str]) -> Iterator[Input]:
    broken: list[OSError] = []
    found: list[Path] = []
    manifests: list[Path] = []
    cards: list[Path] = []
    for parent, folders, files in os.walk(root.folder, onerror=broken.append):
        folders[:] = sorted(name for name in folders if not _is_hidden(name) and name != "__pycache__")
        for name in sorted(files):
            path = Path(parent, name)
            if name.lower() in MANIFESTS:
                manifests.append(path)
            elif name == release.NAME:
                cards.append(path)
            elif _is_ignored(name):
                if not name.endswith(SIDECARS):
                    ignored.append(printable(path, root.folder))
            else:
                found.append(path)
    for error in broken:
        path = Path(os.fsdecode(error.filename))
        yield Input(root.kind, printable(path, root.folder), path, problem=f"cannot be listed: {error.strerror}")
    told: dict[Path, dict[str, str]] = {}
    for manifest in manifests:
        try:
            for path, facts in _read_manifest(manifest).items():
                told.setdefault(path, {}).update(facts)
        except (OSError, ValueError, csv.Error) as error:
            yield Input(
                root.kind, printable(manifest, root.folder), manifest, problem=f"manifest not readable: {error}"
            )
    for card in cards:
        if not any(card.parent in path.parents for path in found):
            yield Input(root.kind, printable(card, root.folder), card, problem="is the card of a release without files")
    releases = {card.parent: _card_of(card.parent) for card in cards}
    for path in sorted(found):
        name = printable(path, root.folder)
        card_facts, problem = next((releases[above] for above in path.parents if above in releases), ({}, ""))
        if problem:
            yield Input(root.kind, name, path, problem=problem)
            continue
        try:
            facts = card_facts | told.get(path, {}) | sidecar_of(path)
        except (OSError, ValueError) as error:
            yield Input(root.kind, name, path, problem=f"its sidecar is not readable: {error}")
            continue
        yield Input(root.kind, name, path, dict(sorted(facts.items())))


def _card_of(folder: Path) -> tuple[dict[str, str], str]:
    """The facts of a folder's card and what is wrong with it, "" for nothing. Without a card there are no facts."""
    path = folder / release.NAME
    try:
        return release.facts_of(path.read_text(encoding="utf-8-sig"), release.NAME), ""
    except FileNotFoundError:
        return {}, ""
    except (OSError, ValueError) as error:
        return {}, f"the {release.NAME} of its folder is not readable: {error}"
    except Invalid as error:
        return {}, f"the {release.NAME} of its folder: {error.problem}; expected: {error.expected}"


def facts_beside(path: Path) -> dict[str, str]:
    """What stands beside one file: the card of its folder, its sidecar over it. Raises OSError or ValueError."""
    facts, problem = _card_of(path.parent)
    if problem:
        raise ValueError(problem)
    return facts | sidecar_of(path)


def _is_hidden(name: str) -> bool:
    return name.startswith(".") and not name.startswith("..")


def _is_ignored(name: str) -> bool:
    lower = name.lower()
    return (
        _is_hidden(name)
        or name.startswith("~$")
        or lower.startswith("readme")
        or lower.endswith(PARTIAL + OURS)
        or name.endswith(SIDECARS)
    )


def sidecar_of(path: Path) -> dict[str, str]:
    """What the sidecar beside a file says; nothing when there is none. Raises OSError or ValueError for a broken one."""
    for suffix in SIDECARS:
        sidecar = path.with_name(path.name + suffix)
        if sidecar.exists():
            text = sidecar.read_text(encoding="utf-8-sig")
            facts = json.loads(text) if suffix.endswith("json") else tomllib.loads(text)
            if not isinstance(facts, dict):
                raise ValueError(f"{sidecar.name} holds no table of facts")
            return _named(facts)
    return {}


def _read_manifest(path: Path) -> dict[Path, dict[str, str]]:
    """Facts by file. A line for a file that is not there is no error: manifests outlive their files."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        delimiter = "\t" if path.suffix.lower() == ".tsv" else ","
        rows = [_named(row) for row in csv.DictReader(handle, delimiter=delimiter)]
    if rows and "file" not in rows[0]:
        raise ValueError("no column `file`")
    facts: dict[Path, dict[str, str]] = {}
    for row in rows:
        name = row.pop("file", "")
        if name:
            facts[path.parent / name] = row
    return facts


def _named(facts: Mapping[Any, object]) -> dict[str, str]:
    """Strings under our names; empty values say nothing."""
    named: dict[str, str] = {}
    for key, value in facts.items():
        name = str(key or "").strip().lower()
        said = json.dumps(value, ensure_ascii=False, sort_keys=True) if isinstance(value, dict) else value
        text = str(said).strip() if said is not None else ""
        if name and text:
            named[SYNONYMS.get(name, name)] = text
    return named
