"""`release.toml`: the card of a release that lies in a folder of the inbox. Its files are read with that card.

What belongs here: the card's text → facts that go with every file below the folder. What does not: walking folders
(`sources.discover`), the cards that come with the shapes (`card`).

    title = "…"             the release's name
    producer = "…"          who answers for the figures
    licence = "…"           what may be done with them, in the producer's words or a licence's name
    cadence = "…"           how often it appears
    address = "https://…"   where it is found
    published_on = …        a day (2022-12-27) · "stated": the files say it · "retrieved": the day in `retrieved_on`; may be left out
    retrieved_on = 2023-01-03
    compiled = false        true where the producer collects figures of others; may be left out
    database = "…"          which of the producer's databases it is of, where the files do not say; so with ref_area, area_name, year
    indicator = "…"         what tables measure that do not say it; unit = "…" the unit of figures that print none
    [units]                 the unit by the name of an indicator, column or row: "财政收入" = "亿元"; stands last

The first five must be there; a key that nobody reads goes along as one of a sidecar does, and one that a sidecar reads and a card
does not (kind, file, adcode) is refused. What the card says of producer, licence, address and title stands in the text of what is read;
a manifest or a sidecar beside a file overrides it for that file. Files of no known shape (a workbook, a table) are read as
documents of the kind `release`.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from sources import entries, sidecar_fields
from sources.errors import Invalid
from sources.model import Kind
from sources.releases.card import RULES, Card
from sources.spelling import meant, unknown

NAME: Final = "release.toml"
#: Under which name the card goes with a file, as JSON.
FACT: Final = "release_card"
_WORDS: Final = ("title", "producer", "licence", "cadence", "address")
_FACTS: Final = ("database", "ref_area", "area_name", "year", "retrieved_on", "indicator", "unit")
_KEYS: Final = (*_WORDS, "published_on", "compiled", *_FACTS, "units")
_REMEDY: Final = "correct the card; sources/releases/folder.py explains every key"


def facts_of(text: str, subject: str) -> dict[str, str]:
    """What a card says, as facts of a sidecar. Raises Invalid for what is no card, with the key that is wrong."""
    said = entries.parse(text, subject, expected=" ".join(_WORDS), remedy=_REMEDY)
    others = sorted(set(said) - set(_KEYS))
    # kind, adcode, date: elsewhere they say something of a file, so here they may not pass for unread
    for other in others:
        if (read := sidecar_fields.SYNONYMS.get(other, other)) in _KEYS:
            raise Invalid(subject, f"{other!r} is {read} in a card", expected=" ".join(_KEYS), remedy=_REMEDY)
        if other in (*sidecar_fields.FIELDS, *sidecar_fields.OURS):
            raise Invalid(subject, f"{other!r} is no key of a card", expected=" ".join(_KEYS), remedy=_REMEDY)
    for key in _WORDS:
        if not isinstance(said.get(key), str) or not said[key].strip():
            slip = next((f": {unknown(other, _KEYS)}" for other in others if meant(other, _KEYS) == key), "")
            raise Invalid(subject, f"{key} is missing or no text{slip}", expected=" ".join(_WORDS), remedy=_REMEDY)
    if not said["address"].startswith(("https://", "http://")):
        raise Invalid(subject, f"address {said['address']!r} is no web address", expected="https://…", remedy=_REMEDY)
    if not isinstance(said.get("compiled", False), bool):
        raise Invalid(subject, "compiled is no true or false", expected="true or false", remedy=_REMEDY)
    facts = {key: _fact(said[key], key, subject) for key in ("title", *_FACTS) if key in said}
    facts |= {other: json.dumps(said[other], ensure_ascii=False, default=str) for other in others}
    if "units" in said:
        facts["units"] = json.dumps(said["units"], ensure_ascii=False, sort_keys=True, default=str)
        sidecar_fields.beside(facts, subject)
    card = {key: said[key] for key in (*_WORDS, "compiled") if key in said}
    when = said.get("published_on")
    if when in RULES:
        card["published_on"] = when
    elif when is not None:
        facts["published_on"] = _day(when, "published_on", subject)
    if "retrieved_on" in facts:
        facts["retrieved_on"] = _day(said["retrieved_on"], "retrieved_on", subject)
    if card.get("published_on") == "retrieved" and "retrieved_on" not in facts:
        raise Invalid(
            subject, "published_on is that of retrieval, which is not told", expected="retrieved_on = 2023-01-03"
        )
    return facts | {FACT: json.dumps(card, ensure_ascii=False, sort_keys=True)}


def carded(card: Card, facts: Mapping[str, str], name: str) -> Card:
    """A shape's card with what the folder's card says in its place. Raises Invalid for a fact that is no card."""
    return replace(card, **_said(facts, name))


def of_document(facts: Mapping[str, str], name: str) -> dict[str, str]:
    """The facts of a file that no shape recognises: it is of the kind that its release is of."""
    said = _said(facts, name)
    if not said:
        return dict(facts)
    given = {"kind": str(Kind.COMPILATION if said.get("compiled") else Kind.RELEASE)}
    if said.get("published_on") == "retrieved":
        given["published_on"] = facts["retrieved_on"]
    return given | dict(facts)


def _said(facts: Mapping[str, str], name: str) -> dict[str, Any]:
    try:
        said = json.loads(facts.get(FACT) or "{}")
        return {key: said[key] for key in (*_WORDS, "compiled", "published_on") if key in said}
    except (ValueError, TypeError, KeyError):
        raise Invalid(name, f"{FACT} is no card", expected=f"a {NAME} in its folder", remedy="leave it out") from None


def _fact(value: object, key: str, subject: str) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | datetime.date) or not str(value).strip():
        raise Invalid(subject, f"{key} is no text, number or day", expected=f"{key} = …", remedy=_REMEDY)
    return str(value).strip()


def _day(value: object, key: str, subject: str) -> str:
    day = value.date() if isinstance(value, datetime.datetime) else value
    try:
        return (day if isinstance(day, datetime.date) else datetime.date.fromisoformat(str(day))).isoformat()
    except ValueError:
        expected = f"{key} = 2022-12-27" + (f", or {' or '.join(RULES)}" if key == "published_on" else "")
        raise Invalid(subject, f"{key} {str(value)[:40]!r} is no day", expected=expected, remedy=_REMEDY) from None
