"""How much one document may cost.

What belongs here: the limits every reader keeps, with why they are what they are. What does not: how they are checked.
"""

from __future__ import annotations

from dataclasses import dataclass

from sources.errors import Invalid


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest real report has 0.2 MB of text, the largest official PDF with scans 30 MB; a limit leaves room above that.

    `bytes_`: of the file. `unpacked`: bytes of a zip-based file once unpacked. `characters`: of the text.
    `lines`: line breaks in a text. `cells`: of all tables of one document. `pages`: of a PDF.
    `scans`: pages of a PDF that are pictures; each takes seconds. `pixels`: of a picture.
    """

    bytes_: int = 256 * 1024 * 1024
    unpacked: int = 256 * 1024 * 1024
    characters: int = 12_000_000
    lines: int = 400_000
    cells: int = 300_000
    pages: int = 3_000
    scans: int = 200
    pixels: int = 50_000_000


DEFAULT = Limits()


def check(name: str, what: str, found: int, allowed: int) -> None:
    """Raise Invalid where `found` is over the limit; `what` is the unit people read ("bytes")."""
    if found > allowed:
        raise Invalid(
            name,
            f"too large: {found:,} {what}",
            expected=f"at most {allowed:,} {what}",
            remedy="split the document into files below the limit",
        )
