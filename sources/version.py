"""Versions of code and data by content: what was extracted under the same version need not be extracted again.

What belongs here: hashing the files that shape a result. What does not: deciding what to do about a change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Final

ROOM: Final = Path(__file__).parent

#: What below `sources/` does not shape a ledger. Everything else does, so that a new module is never forgotten.
SHAPES_NO_LEDGER: Final = (
    "__init__.py",
    "__pycache__",
    "area_names.py",
    "areas_build.py",
    "catalogue.py",
    "discover.py",
    "durable.py",
    "evidence",
    "fetch.py",
    "fetching",
    "ingest.py",
    "lake.py",
    "landing.py",
    "samples",
    "seals.py",
    "version.py",
    "warm.py",
    "workers.py",
)
#: Libraries whose releases may read the same bytes differently.
READS_BYTES: Final = (
    "charset-normalizer",
    "office-oxide",
    "onnxruntime",
    "pypdfium2",
    "python-calamine",
    "pyyaml",
    "rapidocr",
    "sdmx1",
    "selectolax",
)

_PASSING: Final = ("__pycache__", "target", "logs", "dbt_packages")
_NOISE: Final = (".pyc", ".user.yml", ".swp")


def tree_hash(paths: Iterable[Path], *extra: str) -> str:
    """A hash over names and bytes of files and folders (recursively), 12 hex digits. Missing paths count as absent."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            name = file.relative_to(path.parent)
            if not file.is_file() or set(name.parts) & set(_PASSING) or file.name.endswith(_NOISE):
                continue
            digest.update(name.as_posix().encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    for text in extra:
        digest.update(text.encode())
    return digest.hexdigest()[:12]


def installed(library: str) -> str:
    """The version of an installed distribution; "" when it is not installed (a checkout run without installing)."""
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""


@cache
def extractor_version() -> str:
    """Changes whenever code, vocabulary or a library that shapes ledgers changes."""
    parts = [path for path in ROOM.iterdir() if path.name not in SHAPES_NO_LEDGER]
    return tree_hash(parts, *(f"{library}=={installed(library)}" for library in READS_BYTES))


@cache
def vocabulary_version() -> str:
    return tree_hash([ROOM / "vocabulary"])


def snapshot() -> str:
    """A hash over the code and data that shape ledgers as they are at this moment, and when they were last touched.

    Equal before and after a stretch of work if nothing changed in between, not even there and back.
    """
    parts = [path for path in ROOM.iterdir() if path.name not in SHAPES_NO_LEDGER]
    return touched_hash(parts)


def touched_hash(paths: Iterable[Path]) -> str:
    """`tree_hash` over the files' change times as well, 12 hex digits."""
    paths = list(paths)
    times: list[str] = []
    for path in sorted(paths):
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if set(file.relative_to(path.parent).parts) & set(_PASSING) or file.name.endswith(_NOISE):
                continue
            if file.is_file():
                times.append(str(file.stat().st_ctime_ns))
    return tree_hash(paths, *times)
