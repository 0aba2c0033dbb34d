"""The raw store: the bytes of every document as they came, named by their sha256, never changed.

What belongs here: putting bytes in, getting the same bytes out, saying so when they are no longer the same.
What does not: where bytes come from (`catalogue`), what they mean (`readers`).

`<root>/<first two hex digits>/<sha256>`, read-only files. A file is complete under its name or absent. Each run looks
through a stretch of the store (`scrub`): bytes that changed are moved to `<root>/aside`, so that they count as absent and
are taken again from wherever they came.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sources import durable
from sources.errors import Invalid

#: Bytes that one run looks through: all of a store of some thousand documents, a stretch of a larger one, half a second.
SCRUB_BYTES: Final = 512 * 1024 * 1024
ASIDE: Final = "aside"
_CURSOR: Final = "scrubbed.json"


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def document_id_of(sha256: str) -> str:
    """The short name of a document: the first 16 hex digits of its bytes' sha256."""
    return sha256[:16]


@dataclass(frozen=True, slots=True)
class Landing:
    """A content-addressed folder. Safe for many readers and one writer."""

    root: Path

    def path(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256

    def put(self, data: bytes) -> str:
        """Keep `data` and return its sha256. Bytes already kept are compared, and written anew if they were damaged."""
        sha256 = sha256_of(data)
        if not self.holds(sha256, len(data)) or not self.intact(sha256):
            # the bytes are on disk before anything speaks of them
            durable.write(self.path(sha256), data, 0o444)
        return sha256

    def holds(self, sha256: str, size: int) -> bool:
        """Whether a file of that name and size is there; its bytes are not read."""
        try:
            return self.path(sha256).stat().st_size == size
        except OSError:
            return False

    def intact(self, sha256: str) -> bool:
        """Whether the bytes of that sha256 are there and are still the same."""
        try:
            return durable.sha256_of_file(self.path(sha256)) == sha256
        except OSError:
            return False

    def read(self, sha256: str) -> bytes:
        """The bytes of that sha256, checked. Raises Invalid when they are missing or no longer the same."""
        path = self.path(sha256)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            raise Invalid(
                sha256, "is not in the raw store", expected=f"a file {path}", remedy=self.remedy(sha256)
            ) from None
        if (found := sha256_of(data)) != sha256:
            raise Invalid(
                str(path),
                f"the stored bytes changed: their sha256 is now {found}",
                expected=sha256,
                remedy=self.remedy(sha256),
            )
        return data

    def remedy(self, sha256: str) -> str:
        return (
            f"put the original back into the inbox and run `zhibiao nightly`, or restore {sha256[:2]}/{sha256} of the "
            "raw store from a backup"
        )

    def stored(self) -> list[Path]:
        """All files of the store, by sha256."""
        return sorted(path for path in self.root.glob("[0-9a-f][0-9a-f]/*") if not path.name.startswith("."))

    def scrub(self, most: int = SCRUB_BYTES) -> tuple[str, ...]:
        """Read on from where the last run stopped, at most so many bytes, and move what changed to `aside`.

        Returns the sha256 of what was moved. Drafts that a killed run left are removed. Call it only while nobody else
        writes to the store.
        """
        for folder in self.root.glob("[0-9a-f][0-9a-f]"):
            durable.sweep(folder)
        files = self.stored()
        after = self._cursor()
        ahead = [path for path in files if path.name > after] + [path for path in files if path.name <= after]
        budget, last, moved = most, after, []
        for path in ahead:
            size = path.stat().st_size
            if size > budget:
                break
            budget -= size
            last = path.name
            if not self.intact(path.name):
                aside = self.root / ASIDE
                aside.mkdir(exist_ok=True)
                os.replace(path, aside / path.name)
                moved.append(path.name)
        else:
            last = ""
        if last != after:
            durable.write_text(self.root / _CURSOR, json.dumps({"after": last}))
        return tuple(moved)

    def _cursor(self) -> str:
        try:
            return str(json.loads((self.root / _CURSOR).read_text(encoding="utf-8"))["after"])
        except (OSError, ValueError, KeyError, TypeError):
            return ""
