"""Compound files, the containers of Office before 2007: their chains of sectors are checked before a library follows them.

What belongs here: chains and lengths that cannot be true. What does not: streams and what they mean. Libraries follow a
chain until it ends and make room for as many bytes as an entry claims; a chain that comes back to itself has no end.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Final

from sources.errors import Invalid

MARK: Final = b"\xd0\xcf\x11\xe0"
#: Numbers from here on are marks (end of chain, free), not sectors.
_MARKS: Final = 0xFFFFFFFA
_ENTRY: Final = 128


def check_compound(data: bytes, name: str) -> None:
    """Raise Invalid where a chain of sectors comes back to itself or a stream claims more bytes than the file has."""
    if len(data) < 512 or data[:4] != MARK:
        raise _damaged(name, "its head is cut")
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        raise _damaged(name, "its sectors have no known size")
    size = 1 << shift
    directory, _, _, mini, _, more, _ = struct.unpack_from("<7I", data, 48)
    of_table = list(struct.unpack_from("<109I", data, 76))
    seen: set[int] = set()
    while more < _MARKS:
        if more in seen:
            raise _damaged(name, "its table of sectors has no end")
        seen.add(more)
        *part, more = _numbers(_sector(data, more, size)) or [_MARKS]
        of_table += part
    table = [entry for sector in of_table if sector < _MARKS for entry in _numbers(_sector(data, sector, size))]
    if _comes_back(table):
        raise _damaged(name, "a chain of its sectors has no end")
    if _comes_back(_numbers(_stream(data, table, mini, size))):
        raise _damaged(name, "a chain of its small sectors has no end")
    entries = _stream(data, table, directory, size)
    for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        (length,) = struct.unpack_from("<I", entries, at + 120)
        if entries[at + 66] and length > len(data):
            raise _damaged(name, f"a stream claims {length:,} bytes in a file of {len(data):,}")


def _damaged(name: str, what: str) -> Invalid:
    return Invalid(
        name,
        f"damaged file of the old Office format: {what}",
        expected="a sound file",
        remedy="open it in its own program and save it again",
    )


def _sector(data: bytes, number: int, size: int) -> bytes:
    return data[(number + 1) * size : (number + 2) * size]


def _numbers(content: bytes) -> list[int]:
    return list(struct.unpack_from(f"<{len(content) // 4}I", content))


def _stream(data: bytes, table: Sequence[int], first: int, size: int) -> bytes:
    """The sectors of a chain, which must have an end."""
    kept: list[bytes] = []
    while first < len(table):
        kept.append(_sector(data, first, size))
        first = table[first]
    return b"".join(kept)


def _comes_back(table: Sequence[int]) -> bool:
    """Whether following the numbers from some sector leads to a sector again."""
    on = [0] * len(table)  # the walk on which each sector was met
    for start in range(len(table)):
        at = start
        while at < len(table) and not on[at]:
            on[at] = start + 1
            at = table[at]
        if at < len(table) and on[at] == start + 1:
            return True
    return False
