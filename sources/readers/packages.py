"""Zip-based office files: opened with care.

What belongs here: refusing packages that unpack too large, and reading a part's XML without entities. What does not:
what the parts mean.
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree

from sources.errors import Invalid
from sources.readers.limits import Limits, check

#: Real office files pack xml 5-60 fold; text of one repeated byte reaches 1000.
_MOST_RATIO: Final = 400
_SMALL: Final = 4 * 1024 * 1024
_ENTRY: Final = b"PK\x01\x02"
_MOST_PARTS: Final = 20_000
#: Office files are written in Unicode; in other encodings markup would pass unseen.
_ENCODING: Final = re.compile(
    rb"""<\?xml[^>]{0,200}encoding\s*=\s*["'](?!utf-?(?:8|16)["'])[^"']*["']""", re.IGNORECASE
)


def open_package(data: bytes, name: str, limits: Limits) -> zipfile.ZipFile:
    """The package, its sizes checked before anything is unpacked. Raises Invalid."""
    # counted by their marks, before the library makes an object of each
    check(name, "parts in the package", data.count(_ENTRY), _MOST_PARTS)
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Invalid(
            name, f"damaged package ({error})", expected="a sound office file", remedy="fetch or save it again"
        ) from error
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
    letters = content.replace(b"\0", b"")  # of UTF-16 as of UTF-8
    foreign = _ENCODING.match(letters.lstrip(codecs.BOM_UTF8 + codecs.BOM_UTF16)[:300])
    if foreign or b"<!DOCTYPE" in letters or b"<!ENTITY" in letters:
        raise Invalid(
            name,
            f"part {path} " + ("is in a foreign encoding" if foreign else "declares entities"),
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
