"""Answers of the National Bureau's easyquery (until March 2026): bare JSON, or recordings in YAML with their requests.

What belongs here: that protocol. What does not: codes, text. An answer does not name its database; the recorded request
does, a sidecar's key `database`, or the address that it was fetched from. Without any its series have no code. A missing
value is `data: 0, hasdata: false`.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import yaml

from sources.areas import NATION
from sources.errors import Invalid
from sources.releases import periods, places
from sources.releases.coding import is_cumulative
from sources.releases.model import Point, Release, Series

_NATION: Final = "全国"


def recognises(head: bytes) -> bool:
    text = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    if text.startswith(b"interactions:"):
        return b"easyquery" in head or b"returncode" in head
    return (text.startswith(b"{") and b'"returncode"' in head[:200]) or (text.startswith(b"[{") and b'"wdcode"' in head)


def read(data: bytes, name: str, facts: Mapping[str, str]) -> Release:
    """Raises Invalid where the file holds no data: a tree, an error of the server, nothing published."""
    series: list[Series] = []
    others: list[str] = []
    day: datetime.date | None = None
    for number, (database, answer, said) in enumerate(_answers(data, name, facts)):
        if isinstance(answer, list):
            others.append("a list of the tree")
            continue
        found = answer.get("returndata")
        if answer.get("returncode") != 200 or not isinstance(found, dict):
            others.append(f"an error ({answer.get('returncode')}: {str(found)[:40]})")
            continue
        day = max(filter(None, (day, said)), default=None)
        series.extend(_series(found, database, f"/{number}" if number else "", name))
    if not any(point.text for one in series for point in one.points):
        told = ", ".join(sorted(set(others))) or "no value is published in it"
        raise Invalid(
            name, f"holds no data: {told}", expected="an answer to QueryData with values", remedy="leave it out"
        )
    left_out = f"{len(others)} answers without data" if others else ""
    return Release("nbs-easyquery", "国家统计局数据库", tuple(series), day, left_out)


def _answers(data: bytes, name: str, facts: Mapping[str, str]) -> Iterator[tuple[str, Any, datetime.date | None]]:
    """(database, answer, day on which it was given) of every answer in the file."""
    try:
        if not data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"interactions:"):
            yield _database(facts), json.loads(data), None
            return
        for one in yaml.load(data, Loader=yaml.CSafeLoader)["interactions"]:
            said = parse_qs(str(one["request"].get("body") or ""))
            day = [parsedate_to_datetime(text).date() for text in one["response"]["headers"].get("Date", [])[:1]]
            yield (
                said.get("dbcode", [_database(facts)])[0],
                json.loads(one["response"]["body"]["string"]),
                day[0] if day else None,
            )
    except (ValueError, KeyError, TypeError, AttributeError, yaml.YAMLError, RecursionError) as error:
        raise Invalid(
            name,
            f"is cut off or no answer of easyquery ({type(error).__name__}: {str(error)[:120]})",
            expected="the whole answer, as JSON or as a recording",
            remedy="store the answer again",
        ) from error


def _database(facts: Mapping[str, str]) -> str:
    """What was said beside the answer, else what the question in its address asked for, else ""."""
    asked = parse_qs(urlsplit(facts.get("address", "")).query)
    return facts.get("database") or asked.get("dbcode", [""])[0]


def _series(found: Mapping[str, Any], database: str, root: str, name: str) -> Iterator[Series]:
    try:
        nodes = {
            dimension["wdcode"]: {node["code"]: node for node in dimension.get("nodes") or ()}
            for dimension in found["wdnodes"] or ()
        }
        values: dict[tuple[str, str], list[tuple[str, Mapping[str, Any], str]]] = {}
        for at, node in enumerate(found["datanodes"] or ()):
            key = {one["wdcode"]: one["valuecode"] for one in node["wds"]}
            place = f"{root}/returndata/datanodes/{at}"
            values.setdefault((key["zb"], key.get("reg", "")), []).append((key["sj"], node["data"], place))
        for (code, area), points in values.items():
            about = nodes["zb"][code]
            label = str(about["cname"]).strip()
            cumulative = is_cumulative(label)
            ref_area = places.division(area) if area else NATION
            yield Series(
                label=label,
                database=database,
                key=code,
                unit=str(about.get("unit") or "").strip(),
                area=str(nodes["reg"][area]["cname"]) if area else _NATION,
                ref_area=ref_area,
                points=tuple(
                    Point(
                        period=periods.easyquery(when, cumulative=cumulative),
                        header=str(nodes["sj"][when]["cname"]) if when in nodes["sj"] else when,
                        text=(str(value.get("strdata") or "") or str(value["data"])) if value["hasdata"] else "",
                        address=place,
                    )
                    for when, value, place in points
                ),
                cumulative=cumulative,
            )
    except (KeyError, TypeError, AttributeError) as error:
        raise Invalid(
            name, f"an answer of another shape ({type(error).__name__}: {error})", expected="datanodes and wdnodes"
        ) from error
