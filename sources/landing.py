"""The raw store: the bytes of every document as they came, named by their sha256, never changed.

What belongs here: putting bytes in, getting the same bytes out, saying so when they are no longer the same.
What does not: where bytes come from (`catalogue`), what they mean (`readers`).

`<root>/<first two hex digits>/<sha256>`, read-only files. A file is complete under its name or absent.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from sources.errors import Invalid


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
        final = self.path(sha256)
        if final.exists() and final.stat().st_size == len(data) and self._intact(final, sha256):
            return sha256
        final.parent.mkdir(parents=True, exist_ok=True)
        draft = final.with_name(f".{sha256}.{os.getpid()}")
        with draft.open("wb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())  # the bytes are on disk before anything speaks of them
        draft.chmod(0o444)
        os.replace(draft, final)
        return sha256

    def read(self, sha256: str) -> bytes:
        """The bytes of that sha256, checked. Raises Invalid when they are missing or no longer the same."""
        path = self.path(sha256)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            raise Invalid(
                sha256,
                "is not in the raw store",
                expected=f"a file {path}",
                remedy="restore it from a backup, or run `zhibiao nightly --rehash` with the original in the inbox",
            ) from None
        if (found := sha256_of(data)) != sha256:
            raise Invalid(
                str(path),
                f"the stored bytes changed: their sha256 is now {found}",
                expected=sha256,
                remedy="restore it from a backup, or run `zhibiao nightly --rehash` with the original in the inbox",
            )
        return data

    @staticmethod
    def _intact(path: Path, sha256: str) -> bool:
        return sha256_of(path.read_bytes()) == sha256
