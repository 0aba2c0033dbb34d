"""Files that are complete under their name or absent, also after a power cut.

What belongs here: write, flush to disk, rename, flush the folder. What does not: what is in a file.

A file's bytes are on disk before its name is, and the name is on disk before the caller goes on: whoever speaks of a file
afterwards speaks of one that a power cut cannot take back. Drafts bear the file's name with a dot before and the process
after it; one that a killed process left is removed by `sweep`.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path


def draft_of(path: Path) -> Path:
    """Where this process writes a file before it appears. File names end at 255 bytes, and drafts are longer."""
    return path.with_name(f".{path.name[:60]}.{os.getpid()}")


def write(path: Path, data: bytes, mode: int = 0o644) -> Path:
    """Put `data` under `path`, whole or not at all. Raises OSError; then nothing of it stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = draft_of(path)
    try:
        with draft.open("wb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        draft.chmod(mode)
        os.replace(draft, path)
    except BaseException:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    sync(path.parent)
    return path


def write_text(path: Path, text: str, mode: int = 0o644) -> Path:
    return write(path, text.encode("utf-8"), mode)


def appear(draft: Path, path: Path) -> None:
    """Give a finished draft its name: its bytes first, then the name, then the folder that holds the name."""
    sync(draft)
    os.replace(draft, path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Flush a file or a folder to disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(folder: Path, pattern: str = ".*.*") -> list[Path]:
    """Remove the drafts that killed processes left in a folder. Call it only while nobody else writes there."""
    left = [path for path in folder.glob(pattern) if path.suffix[1:].isdigit()]
    for path in left:
        path.unlink(missing_ok=True)
    return left


def sha256_of_file(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
