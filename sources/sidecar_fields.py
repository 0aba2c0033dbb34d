"""What a sidecar or manifest says about a document, checked against the keys there are and the code lists.

What belongs here: text of a sidecar's field → value, or a clear refusal. What does not: reading sidecar files, and what a
document says about itself (`sources.identify`).
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from sources.areas import Area, Areas
from sources.dates import arabic, dates, years
from sources.errors import Invalid
from sources.model import Beside, Kind
from sources.spelling import meant

#: Names of the same thing in lists that people already have.
SYNONYMS: Final[Mapping[str, str]] = {
    "adcode": "ref_area",
    "area_code": "ref_area",
    "place": "area_name",
    "area": "area_name",
    "path": "file",
    "name": "file",
    "date": "published_on",
}
#: Every key that is read.
FIELDS: Final = (
    *("kind", "ref_area", "area_name", "year", "published_on", "title"),
    *("indicator", "unit", "units", "database", "retrieved_on"),
)
#: What our own hands write beside a file: the store of what was fetched, the card of a release.
OURS: Final = ("file", "address", "release_card")


def foreign(given: Mapping[str, str]) -> tuple[str, ...]:
    """The keys that nobody reads: what came along in a list that was made for something else, and slips of known ones."""
    return tuple(sorted(set(given) - {*FIELDS, *OURS}))


def slips(given: Mapping[str, str]) -> str:
    """What to say of keys that are slips of known ones, "" where there are none. The document is read without them."""
    near = {key: _near(key) for key in foreign(given) if key not in SYNONYMS}
    told = [
        f"{key!r} (did you mean {one!r}?)" for key, one in near.items() if one and SYNONYMS.get(one, one) not in given
    ]
    return f"what stands beside it has keys that nobody reads: {', '.join(told)}" if told else ""


@lru_cache(maxsize=1024)
def _near(key: str) -> str:
    """The key that another is a slip of; a manifest asks it of the same columns for every file."""
    return meant(key, (*FIELDS, *SYNONYMS))


def given_kind(value: str, name: str) -> Kind:
    """A kind of `sources.model.Kind`. Raises Invalid."""
    try:
        return Kind(value)
    except ValueError as error:
        raise Invalid(
            name,
            f"unknown kind {value!r} in its sidecar",
            expected="one of " + " ".join(Kind),
            remedy="correct the sidecar",
        ) from error


def given_date(value: str, name: str) -> datetime.date:
    """The first date written in the field. Raises Invalid."""
    for _, found in dates(arabic(value)):
        return found
    raise Invalid(name, f"no date in {value!r} of its sidecar", expected="2023-01-05", remedy="correct the sidecar")


def given_year(value: str, name: str) -> int:
    """The first year written in the field. Raises Invalid."""
    found = years(arabic(value))
    if not found:
        raise Invalid(name, f"no year in {value!r} of its sidecar", expected="2023", remedy="correct the sidecar")
    return found[0]


def given_area(vocabulary: Areas, given: Mapping[str, str], year: int | None, name: str) -> Area:
    """The area of `ref_area`, or else of `area_name`, which may name its parents as well. Raises Invalid."""
    if code := given.get("ref_area"):
        area = vocabulary.code(code, year)
        if area is None:
            raise Invalid(
                name, f"unknown area {code!r} in its sidecar", expected="a GB/T 2260 code", remedy="correct it"
            )
        return area
    parts = [part for _, _, part in vocabulary.names_in(given["area_name"])]
    area = vocabulary.resolve(given["area_name"], year) or (
        vocabulary.resolve(parts[-1], year, parts) if parts else None
    )
    if area is None:
        raise Invalid(
            name,
            f"area {given['area_name']!r} of its sidecar is unknown or ambiguous",
            expected="a full name such as 济南市市中区, or ref_area",
            remedy="correct the sidecar",
        )
    return area


def beside(given: Mapping[str, str], name: str) -> Beside:
    """What `indicator`, `unit` and `units` say for tables that leave it out. Raises Invalid.

    `units` is a table of names and units: in a sidecar of JSON or TOML, in a manifest as JSON text.
    """
    try:
        said = json.loads(given.get("units") or "{}")
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise Invalid(
            name,
            "units of its sidecar is no table of names and units",
            expected='units = {"财政收入" = "亿元"} in TOML, {"财政收入": "亿元"} in JSON',
            remedy="correct the sidecar",
        )
    units = tuple(sorted((key.strip(), _unit(value, name)) for key, value in said.items()))
    unit = given.get("unit", "")
    return Beside(given.get("indicator", ""), _unit(unit, name) if unit else "", units)


def _unit(value: object, name: str) -> str:
    text = str(value).strip().replace("％", "%")
    if not isinstance(value, str) or not 0 < len(text) <= 14 or any(character.isspace() for character in text):
        raise Invalid(
            name,
            f"{str(value)[:20]!r} in its sidecar is no unit",
            expected="亿元, 万人, %",
            remedy="correct the sidecar",
        )
    return text
