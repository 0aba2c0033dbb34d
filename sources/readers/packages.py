"""Zip-based office files: opened with care.

What belongs here: refusing packages that unpack too large, and reading a part's XML without entities. What does not:
what the parts mean.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree

from sources.errors import Invalid
from sources.readers.limits import Limits, check

#: Real office files pack xml 5-60 fold; text of one repeated byte reaches 1000.
_MOST_RATIO: Final = 400
_SMALL: Final = 4 * 1024 * 1024


def open_package(data: bytes, name: str, limits: Limits) -> zipfile.ZipFile:
    """The package, its sizes checked before anything is unpacked. Raises Invalid."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Invalid(
            name, f"damaged package ({error})", expected="a sound office file", remedy="fetch or save it again"
        ) from error
    check(name, "parts in the package", len(package.infolist()), 20_000)
    check(name, "bytes unpacked", sum(part.file_size for part in package.infolist()), limits.unpacked)
    for part in package.infolist():
        if part.file_size > _SMALL and part.file_size > _MOST_RATIO * max(1, part.compress_size):
            raise Invalid(
                name,
                f"part {part.filename[:80]!r} unpacks {part.file_size // max(1, part.compress_size)} fold",
                expected="an office file, not a compression bomb",
                remedy="do not open it; ask its producer",
            )
    return package


def part_bytes(package: zipfile.ZipFile, path: str, name: str, limits: Limits) -> bytes:
    """One part, unpacked no further than the limit whatever its header claims. Empty where there is none."""
    try:
        with package.open(path) as handle:
            content = handle.read(limits.unpacked + 1)
    except KeyError:
        return b""
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
        # zipfile: RuntimeError for an encrypted part, NotImplementedError for a compression that it does not know
        raise Invalid(
            name, f"damaged or encrypted part {path}: {error}", remedy="save it again without password"
        ) from error
    check(name, "bytes unpacked", len(content), limits.unpacked)
    if b"<!DOCTYPE" in content[:2048] or b"<!ENTITY" in content:
        raise Invalid(
            name,
            f"part {path} declares entities",
            expected="plain office xml",
            remedy="do not open it; ask its producer",
        )
    return content


def elements(content: bytes, name: str) -> Iterator[tuple[str, ElementTree.Element]]:
    """("start" | "end", element) pairs of a part; tags keep their namespace. Raises Invalid on broken XML."""
    try:
        yield from ElementTree.iterparse(io.BytesIO(content), events=("start", "end"))
    except ElementTree.ParseError as error:
        raise Invalid(name, f"broken xml ({error})", remedy="open it in its own program and save it again") from error
