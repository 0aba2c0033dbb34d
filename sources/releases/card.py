"""Cards: what is known of a release besides its data. One TOML file in `cards/` a release; it is found by being there.

What belongs here: reading and checking cards. What does not: data, addresses to fetch (the catalogue's business).

    title = "…"             the release's name
    producer = "…"          who answers for the figures
    licence = "…"           what may be done with them, in the producer's words or a licence's name
    cadence = "…"           how often it appears
    address = "https://…"   where it is found
    media = "…"             the media type of its files
    shape = "…"             the module of `shapes/` that reads it
    published_on = "…"      "stated": the file says it · "retrieved": the day on which these bytes were first fetched
    compiled = false        true where the producer collects figures of others: the originals are preferred to it
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Final

from sources import entries
from sources.errors import Invalid
from sources.spelling import unknown

_FOLDER: Final = files("sources") / "releases" / "cards"
RULES: Final = ("stated", "retrieved")


@dataclass(frozen=True, slots=True)
class Card:
    id: str
    title: str
    producer: str
    licence: str
    cadence: str
    address: str
    media: str
    shape: str
    published_on: str
    compiled: bool


def parse(name: str, text: str) -> Card:
    """A card from its TOML. Raises Invalid for a key that is missing, unknown or of another type."""
    remedy = "correct the card; sources/releases/card.py explains every key"
    said = {"id": name, **entries.parse(text, f"card {name}", expected="a card", remedy=remedy)}
    wanted = {field.name: bool if field.name == "compiled" else str for field in fields(Card)}
    for key, kind in wanted.items():
        if not isinstance(said.get(key), kind) or said[key] == "":
            raise Invalid(f"card {name}", f"{key} is missing or no {kind.__name__}", remedy=remedy)
    if other := sorted(set(said) - set(wanted)):
        raise Invalid(f"card {name}", unknown(other[0], wanted), expected=" ".join(wanted), remedy=remedy)
    if said["published_on"] not in RULES:
        raise Invalid(f"card {name}", "unknown rule published_on", expected=" or ".join(RULES), remedy=remedy)
    return Card(**said)


@cache
def cards() -> dict[str, Card]:
    """All cards by id, which is the file's name without its suffix."""
    found = sorted((path for path in _FOLDER.iterdir() if path.name.endswith(".toml")), key=lambda path: path.name)
    return {path.name[:-5]: parse(path.name[:-5], path.read_text(encoding="utf-8")) for path in found}
