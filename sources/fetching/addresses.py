"""The catalogue of addresses that a person writes, as TOML: what to fetch, from which hosts, what is known about it.

What belongs here: reading and checking the catalogue. What does not: fetching. `catalogue.example.toml` beside this module
explains every key.

An entry that cannot be taken is in `refused` with the reason; the others are fetched.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

from sources import entries
from sources.errors import Invalid
from sources.fetching.formats import BY_NAME
from sources.fetching.guard import check_host, parse
from sources.fetching.manners import Manners
from sources.model import Kind
from sources.spelling import unknown

DOCUMENT: Final = "document"
RELEASE: Final = "release"
#: What a catalogue may say about a document: the keys of a sidecar.
FACTS: Final = ("kind", "ref_area", "area_name", "year", "published_on", "title")
#: `database`: which of a producer's databases a release is of, where its answer does not say.
KEYS: Final = ("url", "thing", "format", "plain_http", "post", "database", *FACTS)


@dataclass(frozen=True, slots=True)
class Address:
    """One thing to fetch. `url` is normalised; `facts` go into the sidecar of what is fetched.

    `post`: JSON to send with a POST, "" for a plain GET; two questions to one address are two things.
    """

    url: str
    thing: str = DOCUMENT
    format: str = ""
    plain_http: bool = False
    post: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return hashlib.sha256("\n".join(filter(None, (self.url, self.post))).encode()).hexdigest()[:10]


@dataclass(frozen=True, slots=True)
class Catalogue:
    hosts: tuple[str, ...]
    addresses: tuple[Address, ...]
    refused: tuple[Invalid, ...] = ()
    manners: Manners = field(default_factory=Manners)


def load(path: Path, manners: Manners | None = None) -> Catalogue:
    """Read a catalogue. Raises Invalid when it is no catalogue at all: missing, not TOML, no list of hosts."""
    remedy = "mend it; catalogue.example.toml in sources/fetching shows every key"
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid(str(path), f"cannot be read: {error}", expected="a catalogue", remedy=remedy) from None
    stored = entries.parse(text, str(path), expected="a catalogue", remedy=remedy)
    try:
        _only(stored, ("hosts", "manners", "address"))
        hosts = tuple(check_host(str(host)) for host in _list(stored, "hosts"))
        kept = _manners(stored.get("manners", {}), manners or Manners())
        listed = _list(stored, "address")
    except ValueError as error:
        raise Invalid(str(path), str(error), expected="hosts, manners, address", remedy=remedy) from None
    addresses: dict[str, Address] = {}
    refused: list[Invalid] = []
    for number, entry in enumerate(listed, 1):
        subject = str(entry.get("url", "")) if isinstance(entry, dict) else ""
        try:
            address = _address(entry)
            if address.id in addresses:
                raise ValueError("is in the catalogue twice")
        except Invalid as error:
            refused.append(error)
        except ValueError as error:
            refused.append(Invalid(subject or f"{path.name}, address {number}", str(error), remedy=remedy))
        else:
            addresses[address.id] = address
    return Catalogue(hosts, tuple(addresses.values()), tuple(refused), kept)


def _address(entry: Any) -> Address:
    if not isinstance(entry, dict) or not isinstance(entry.get("url"), str):
        raise ValueError("has no url")
    _only(entry, KEYS)
    thing = entry.get("thing", DOCUMENT)
    if thing not in (DOCUMENT, RELEASE):
        raise ValueError(f"unknown thing {thing!r}: {DOCUMENT} or {RELEASE}")
    format_ = entry.get("format", "")
    if format_ and format_ not in BY_NAME:
        raise ValueError(f"unknown format {format_!r}: one of {' '.join(BY_NAME)}")
    plain_http = entry.get("plain_http", False)
    if not isinstance(plain_http, bool):
        raise ValueError("plain_http is true or false")
    post = entry.get("post", {})
    if not isinstance(post, dict):
        raise ValueError("post is a table: what is sent as JSON")
    try:
        sent = json.dumps(post, ensure_ascii=False, sort_keys=True) if post else ""
    except TypeError:
        raise ValueError("post holds something that JSON has no word for, such as a date: write it as text") from None
    return Address(parse(entry["url"]).url, thing, format_, plain_http, sent, _facts(entry))


def _facts(entry: Mapping[str, Any]) -> dict[str, str]:
    facts: dict[str, str] = {}
    for name in (*FACTS, "database"):
        value = entry.get(name, "")
        if isinstance(value, datetime.datetime):
            value = value.date()
        if not isinstance(value, str | int | datetime.date) or isinstance(value, bool):
            raise ValueError(f"{name} is text, a number or a date")
        if text := str(value).strip():
            facts[name] = text
    if "kind" in facts and facts["kind"] not in set(Kind):
        raise ValueError(f"unknown kind {facts['kind']!r}: one of {' '.join(Kind)}")
    return facts


def _manners(table: Any, manners: Manners) -> Manners:
    if not isinstance(table, dict):
        raise ValueError("manners is a table")
    _only(table, tuple(slot.name for slot in fields(Manners) if slot.name != "max_bytes"))
    for name, value in table.items():
        whole = isinstance(getattr(manners, name), int) and not name.endswith("_seconds")
        allowed = int if whole else int | float
        if isinstance(value, bool) or not isinstance(value, allowed) or not 0 <= value < 1e6:
            raise ValueError(f"manners.{name} is {'a whole number' if whole else 'a number'}, not {value!r}")
        if value < 1 and name in ("attempts", "hosts_at_once", "host_failures"):
            raise ValueError(f"manners.{name} is at least 1")
    return replace(manners, **table)


def _only(table: Mapping[str, Any], keys: tuple[str, ...]) -> None:
    if other := sorted(set(table) - set(keys)):
        raise ValueError(f"{unknown(other[0], keys)}; expected one of {' '.join(keys)}")


def _list(table: Mapping[str, Any], name: str) -> list[Any]:
    value = table.get(name, [])
    if not isinstance(value, list):
        raise ValueError(f"{name} is no list")
    return value
