"""Statistical releases → Document and ledger. `read_release(data, name, facts)` is the only door.

What belongs here: telling releases from documents, and the order card → shape → text. What does not: any wire format.

A release is a file that some module of `shapes/` recognises by its first bytes, wherever it lies: in the inbox, below a
fetched catalogue, in the sample. A shape is added by adding a module with `recognises(head: bytes) -> bool` and
`read(data, name, facts) -> Release`; what is known of a release besides its data is one card in `cards/`, or `release.toml`
in its folder (`folder`), which comes before it. A sidecar or manifest may say `database` (of an answer that does not name its own), `ref_area`, `published_on`, `retrieved_on`, `title`.
"""

from __future__ import annotations

import datetime
import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Final, Protocol, cast

from sources import sidecar_fields
from sources.areas import NATION, areas
from sources.errors import Invalid
from sources.identify import Placement
from sources.model import Document, Ledger
from sources.readers.limits import DEFAULT, check
from sources.releases import shapes
from sources.releases.card import Card, cards
from sources.releases.folder import carded
from sources.releases.model import Release
from sources.releases.rendering import render

__all__ = ["read_release", "suffixes"]

_HEAD: Final = 8192
#: What a file must be called to be looked at: a page that talks about releases is no release.
_SUFFIXES: Final = (".json", ".xml", ".yaml", ".yml", ".csv")
#: Formats that no reader of documents takes: what no shape recognises is refused here, with the shapes that are known.
_OURS: Final = (".json", ".xml", ".yaml", ".yml")


class Shape(Protocol):
    """What a module of `shapes/` offers."""

    def recognises(self, head: bytes) -> bool: ...

    def read(self, data: bytes, name: str, facts: Mapping[str, str]) -> Release: ...


@cache
def _shapes() -> dict[str, Shape]:
    """Shape by module name, found by listing the package."""
    return {
        module: cast(Shape, importlib.import_module(f"{shapes.__name__}.{module}"))
        for module in sorted(info.name for info in pkgutil.iter_modules(shapes.__path__))
    }


def suffixes() -> tuple[str, ...]:
    return _SUFFIXES


def read_release(
    data: bytes, name: str, facts: Mapping[str, str] | None = None
) -> tuple[Document, Ledger, Placement] | None:
    """One release, or None where the file is none. Raises Invalid for a release that cannot be read, with the reason."""
    if not name.lower().endswith(_SUFFIXES):
        return None
    said = {key: value.strip() for key, value in (facts or {}).items() if value and value.strip()}
    shape = next((shape for shape in _shapes().values() if shape.recognises(data[:_HEAD])), None)
    if shape is None:
        if not name.lower().endswith(_OURS):
            return None
        raise Invalid(
            name,
            "is no release that is known",
            expected=f"one of the shapes {' '.join(_shapes())}",
            remedy="leave it out, or add a module to sources/releases/shapes",
        )
    check(name, "bytes", len(data), DEFAULT.bytes_)
    release = shape.read(data, name, said)
    card = carded(cards()[release.card], said, name)
    if "title" in said:
        release = replace(release, title=said["title"])
    document, ledger = render(release, card, name, _published(release, card, said, name))
    return _placed(document, ledger, release, said, name)


def _published(release: Release, card: Card, said: Mapping[str, str], name: str) -> datetime.date | None:
    """A sidecar's word first, then what the card's rule names."""
    if "published_on" in said:
        return sidecar_fields.given_date(said["published_on"], name)
    if release.published_on is not None:
        return release.published_on
    if card.published_on == "retrieved" and "retrieved_on" in said:
        return sidecar_fields.given_date(said["retrieved_on"], name)
    return None


def _placed(
    document: Document, ledger: Ledger, release: Release, said: Mapping[str, str], name: str
) -> tuple[Document, Ledger, Placement]:
    """The place of a release: its one area, or the nation where it speaks of several of ours."""
    codes = {one.ref_area for one in release.series if one.ref_area}
    code = codes.pop() if len(codes) == 1 else NATION if codes else None
    area = areas().code(code, document.year) if code else None
    placed_by = "body" if area else "none"
    if "ref_area" in said or "area_name" in said:
        area, placed_by = sidecar_fields.given_area(areas(), said, document.year, name), "sidecar"
    document = replace(
        document,
        ref_area=area.ref_area if area else None,
        area_name=area.full_name if area else None,
        year=sidecar_fields.given_year(said["year"], name) if "year" in said else document.year,
        kind=sidecar_fields.given_kind(said["kind"], name) if "kind" in said else document.kind,
    )
    doubt = "" if area else "none of its series is about an area that the area list knows"
    placement = Placement(
        "body", "sidecar" if placed_by == "sidecar" else "body" if area else "none", "body", "body", doubt
    )
    return document, ledger, placement
