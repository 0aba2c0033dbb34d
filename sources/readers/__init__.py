"""Bytes → Document. `read(data, name)` is the only door; one module of `formats/` knows one format.

What belongs here: choosing a reader and keeping the limits. What does not: any format, any meaning of the text.

A format is added by adding a module to `sources/readers/formats/` that has

- `SUFFIXES: tuple[str, ...]`   lower case, with the dot
- `recognises(head: bytes) -> bool`   whether the first 4 KiB can be this format at all
- `read(data: bytes, name: str, limits: Limits) -> Document`

The file's suffix chooses; where its first bytes contradict it, a workbook or web page in disguise is read as what it is
(offices export html tables as .xls) and anything else is refused.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import PurePosixPath
from typing import Protocol, cast

from sources.errors import Invalid, ZhibiaoError
from sources.model import Document
from sources.readers import formats
from sources.readers.decode import signature
from sources.readers.limits import DEFAULT, Limits, check
from sources.readers.titles import titled

__all__ = ["Limits", "read", "suffixes"]

_HEAD = 4096


class Reader(Protocol):
    """What a module of `formats/` offers."""

    SUFFIXES: tuple[str, ...]

    def recognises(self, head: bytes) -> bool: ...

    def read(self, data: bytes, name: str, limits: Limits) -> Document: ...


@cache
def _readers() -> dict[str, Reader]:
    """Reader by suffix, found by listing the package."""
    found: dict[str, Reader] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(formats.__path__)):
        reader = cast(Reader, importlib.import_module(f"{formats.__name__}.{module}"))
        for suffix in reader.SUFFIXES:
            if suffix in found:
                raise RuntimeError(f"two readers claim {suffix}: {found[suffix]} and {reader}")
            found[suffix] = reader
    return found


def suffixes() -> tuple[str, ...]:
    """The file name suffixes that some reader takes, sorted."""
    return tuple(sorted(_readers()))


def read(data: bytes, name: str, limits: Limits = DEFAULT) -> Document:
    """Read one document. `name` is used for its suffix and in messages only; nothing is opened, nothing written.

    Raises Invalid where the document is empty, too large, in no known format, or not what its name says.
    """
    check(name, "bytes", len(data), limits.bytes_)
    if not data:
        raise Invalid(name, "the file is empty", expected="a document", remedy="fetch or save it again")
    reader = _choose(data[:_HEAD], name)
    try:
        document = reader.read(data, name, limits)
    except (ZhibiaoError, MemoryError):
        raise
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a damaged file finds ways to fail that no library documents: one bad file, one
        # refusal. Panics of libraries written in Rust are no Exception.
        raise Invalid(
            name,
            f"damaged or unsupported ({type(error).__name__}: {str(error)[:200]})",
            expected=f"a sound {PurePosixPath(name).suffix} file",
            remedy="open it in its own program and save it again",
        ) from error
    if not document.text.strip():
        raise Invalid(
            name,
            "no text in it",
            expected="a document with text",
            remedy="a scanned document needs text recognition first; else fetch it again",
        )
    check(name, "characters", len(document.text), limits.characters)
    return titled(document)


def _choose(head: bytes, name: str) -> Reader:
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    readers = _readers()
    named = readers.get(suffix)
    if named and named.recognises(head):
        return named
    what = signature(head)
    if named is None:
        # No suffix, or an unknown one (a web address ends in anything): the first bytes decide.
        for trial in (".pdf", ".xlsx", ".docx", ".png", ".html", ".txt"):
            if trial in readers and readers[trial].recognises(head) and (suffix == "" or trial != ".txt"):
                return readers[trial]
        raise Invalid(
            name,
            f"no reader for {suffix or 'a file without suffix'}" + (f", which is {what}" if what else ""),
            expected="one of " + " ".join(suffixes()),
            remedy="convert it, or add a module to sources/readers/formats",
        )
    if suffix in (".xls", ".xlsx", ".doc", ".csv") and readers[".html"].recognises(head):
        return readers[".html"]
    raise Invalid(
        name,
        f"this is {what or 'something else'}, not a {suffix} file",
        expected=f"a {suffix} file",
        remedy="give the file the suffix of its real format, or save it again",
    )
