"""The National Bureau's data library as it answers since March 2026: tree → indicators → data, asked politely and kept.

What belongs here: that protocol's questions, batches, and a cache on disk. What does not: HTTP (`sources.fetching`), what an
answer says (`shapes.nbs_library`). What the nightly run fetches stands in its catalogue as `post`; this is how one finds
out what to ask for, and how to take many series at once.

How sure the names of fields are: the charts of a place (`xData`, `yData`, `du_name`) are read from a recording. Of `esData`
(`data` of `code`, `name`, `values` of `_id`, `i_showname`, `value`, `du_name`, `da_name`, `catalogid`), of the tree (`_id`,
`name`, `isLeaf`) and of indicators (`data.list` of `_id`, `i_showname`) no recording is at hand: they are as several clients
that others published read them, in agreement. `da_name` for several areas in one answer is told by the fewest of them.

An answer counts only if it says success and state 20000. A page or a redirect instead of JSON is a firewall: Retriable, the
remedy is to ask less often. `daCatalogId` is always empty: with a value in it the server ignores the region.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from sources.errors import Invalid, Retriable
from sources.fetching.addresses import RELEASE, Address
from sources.fetching.exchange import LATER
from sources.fetching.visit import Visitor
from sources.releases.shapes.nbs_library import DONE

BASE: Final = "https://data.stats.gov.cn/dg/website/publicrelease/web/external"
#: The roots of the tree: national by month, quarter, year; provinces by month, quarter, year; city prices; cities by year;
#: Hong Kong, Macao and Taiwan by month, year.
DATABASES: Final = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
DAY: Final = 86_400
#: The structure changes seldom, figures any morning.
TREE_SECONDS: Final = 30 * DAY
DATA_SECONDS: Final = 20 * 3_600
INDICATORS_AT_ONCE: Final = 20
AREAS_AT_ONCE: Final = 10


@dataclass(frozen=True, slots=True)
class Node:
    """One node of the tree. A leaf is a catalogue of indicators: its `id` is the `cid` of what follows."""

    id: str
    name: str
    leaf: bool


@dataclass(frozen=True, slots=True)
class Indicator:
    """One id. A series may be split over several ids of one name: the reader puts them together."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Question:
    """`areas`: (name, code of twelve digits). `periods`: "202601MM-202608MM", "2015YY-2025YY"."""

    cid: str
    indicators: Sequence[str]
    areas: Sequence[tuple[str, str]]
    periods: Sequence[str]
    root: str = ""


@dataclass(frozen=True, slots=True)
class Library:
    """`visitor` keeps hosts, pace, tries and limits; `cache` is a folder of answers, each complete or absent."""

    visitor: Visitor
    cache: Path
    base: str = BASE
    plain_http: bool = False

    def tree(self, database: int, parent: str = "") -> list[Node]:
        """The nodes below `parent` in one of `DATABASES`. Raises Retriable and Invalid, as all that asks here."""
        found = self._ask("/new/queryIndexTreeAsync?" + urlencode({"pid": parent, "code": database}), TREE_SECONDS)
        return [Node(str(one["_id"]), str(one["name"]), bool(one.get("isLeaf"))) for one in _rows(found)]

    def indicators(self, cid: str) -> list[Indicator]:
        found = self._ask("/new/queryIndicatorsByCid?" + urlencode({"cid": cid, "dt": "", "name": ""}), TREE_SECONDS)
        return [Indicator(str(one["_id"]), str(one["i_showname"])) for one in _rows(found)]

    def data(self, question: Question) -> Iterator[bytes]:
        """Answers with their questions, as `shapes.nbs_library` reads them: one a batch of indicators and areas."""
        batches = product(_batches(question.indicators, INDICATORS_AT_ONCE), _batches(question.areas, AREAS_AT_ONCE))
        for indicators, areas in batches:
            asked = {
                "cid": question.cid,
                "indicatorIds": indicators,
                "daCatalogId": "",
                "das": [{"text": name, "value": code} for name, code in areas],
                "dts": list(question.periods),
                "showType": "1",
                "rootId": question.root,
            }
            answer = self._ask("/stream/esData", DATA_SECONDS, asked)
            stored = {"request": {"json": asked}, "response": answer}
            yield json.dumps(stored, ensure_ascii=False, sort_keys=True).encode()

    def _ask(self, path: str, seconds: float, asked: dict[str, Any] | None = None) -> Any:
        post = json.dumps(asked, ensure_ascii=False, sort_keys=True) if asked else ""
        address = Address(self.base + path, RELEASE, "json", self.plain_http, post)
        kept = self.cache / f"{hashlib.sha256(f'{address.url} {post}'.encode()).hexdigest()[:20]}.json"
        try:
            if time.time() - kept.stat().st_mtime < seconds:
                return json.loads(kept.read_bytes())
        except (OSError, ValueError):  # not asked yet, or damaged: asked again
            kept.unlink(missing_ok=True)
        visit = self.visitor.visit(address, None)
        if visit.error is not None:
            raise visit.error
        assert visit.answer is not None
        answer = _checked(address.url, visit.answer.body)
        self.cache.mkdir(parents=True, exist_ok=True)
        draft = kept.with_name(f".{kept.name}.{os.getpid()}")
        draft.write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
        os.replace(draft, kept)
        return answer


def _checked(url: str, body: bytes) -> Any:
    """The answer, if it is one. What says of itself that it failed never comes here (`sources.fetching.answers`).

    Raises Retriable for a cut and an odd state, Invalid for another protocol.
    """
    try:
        answer = json.loads(body)
    except ValueError as error:
        raise Retriable(url, f"the JSON is cut off: {error}", expected="a whole answer", remedy=LATER) from None
    if not isinstance(answer, dict) or "success" not in answer:
        raise Invalid(
            url,
            "answers in another shape",
            expected="success, state and data",
            remedy="the library may have changed: look at it, and at sources/releases/library.py",
        )
    if answer["success"] is not True or answer.get("state") != DONE:
        told = f"{answer.get('state')}: {str(answer.get('message'))[:80]}"
        raise Retriable(url, f"says that it failed ({told})", expected=f"state {DONE}", remedy=LATER)
    return answer


def _rows(answer: Any) -> list[dict[str, Any]]:
    """The rows of an answer, whether they lie in `data` or in a list inside it."""
    data = answer.get("data")
    rows = data.get("list", []) if isinstance(data, dict) else data
    if not isinstance(rows, list):
        raise Invalid("data.stats.gov.cn", "answers in another shape", expected="a list in data")
    return rows


def _batches(items: Sequence[Any], size: int) -> list[list[Any]]:
    return [list(items[at : at + size]) for at in range(0, len(items), size)]
