"""Answers of the National Bureau's data library as it answers since March 2026, stored with or without their requests.

What belongs here: that protocol. What does not: asking (`sources.releases.library`), codes, text. Two answers carry data:
`esData` (periods with values by indicator id) and the default charts of a place (`xData` beside `yData`).
Values are strings; "", "无", null and an empty list mean that nothing is published.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from sources.errors import Invalid
from sources.releases import periods, places
from sources.releases.coding import LIBRARY, is_cumulative
from sources.releases.model import Point, Release, Series

UNPUBLISHED: Final = ("", "无", "--", "-", "None", "null")
DONE: Final = 20000


def recognises(head: bytes) -> bool:
    text = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    if not text.startswith(b"{"):
        return False
    return any(mark in head for mark in (b'"catalogId"', b"esData", b'"indicatorIds"', b'"i_showname"')) or (
        b'"success"' in head and b'"state"' in head
    )


def read(data: bytes, name: str, facts: Mapping[str, str]) -> Release:
    """Raises Invalid where the file is cut off, an error of the server, or holds nothing published."""
    try:
        stored = json.loads(data)
        answer = stored.get("response", stored)
        asked = stored.get("request", {})
        if answer.get("success") is not True or answer.get("state") != DONE:
            raise Invalid(
                name,
                f"is an error of the server ({answer.get('state')}: {str(answer.get('message'))[:80]})",
                expected=f"success and state {DONE}",
                remedy="ask again",
            )
        found = answer["data"]
        if isinstance(found, list) and found and "yData" in found[0]:
            series = tuple(_charts(found, facts))
        else:
            series = tuple(_joined(_stream(found, asked.get("json", asked))))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Invalid(
            name,
            f"is cut off or no answer of the library ({type(error).__name__}: {str(error)[:120]})",
            expected="the whole answer, as JSON",
            remedy="store the answer again",
        ) from error
    if not any(point.text for one in series for point in one.points):
        raise Invalid(name, "holds no data: nothing in it is published", expected="values", remedy="leave it out")
    return Release("nbs-library", "国家统计局数据库", series)


def value(text: object) -> str:
    """The number as sent, "" where nothing is published."""
    said = str(text if text is not None else "").strip().replace(",", "")
    return "" if said in UNPUBLISHED else said


def _stream(found: Any, asked: Mapping[str, Any]) -> Iterator[Series]:
    """esData: a list of periods, each with the values of several indicators, and perhaps of several areas."""
    regions = {str(one["text"]): str(one["value"]) for one in asked.get("das", ())}
    about: dict[tuple[str, str], Mapping[str, Any]] = {}
    points: dict[tuple[str, str], list[tuple[str, str, str, str]]] = {}
    for row, period in enumerate(found):
        for at, one in enumerate(period["values"] or ()):
            area = str(one.get("da_name") or next(iter(regions), ""))
            key = (str(one["_id"]), area)
            if one.get("i_showname"):
                about[key] = one
            place = f"/data/{row}/values/{at}"
            points.setdefault(key, []).append((str(period["code"]), str(period["name"]), value(one["value"]), place))
    for (identity, area), values in points.items():
        if (identity, area) not in about:  # never published for this area: nothing tells what it is
            continue
        one = about[identity, area]
        label = str(one["i_showname"]).strip()
        cumulative = is_cumulative(label)
        yield Series(
            label=label,
            database=f"{LIBRARY}/{one.get('catalogid') or asked.get('cid', '')}",
            key=identity,
            unit=str(one.get("du_name") or "").strip(),
            area=area,
            ref_area=places.division(regions.get(area, "")),
            points=tuple(
                Point(periods.library(code, cumulative=cumulative), header, text, place)
                for code, header, text, place in values
            ),
            cumulative=cumulative,
        )


def _joined(found: Iterator[Series]) -> list[Series]:
    """A series that the library splits over several ids (new ids for new years) is one, where no period is said twice."""
    kept: dict[tuple[str, str, str, str], list[Series]] = {}
    for one in found:
        same = kept.setdefault((one.database, one.label, one.unit, one.area), [])
        said = {point.header for point in one.points if point.text}
        for at, other in enumerate(same):
            if not said & {point.header for point in other.points if point.text}:
                points = {point.header: point for point in (*other.points, *one.points)}
                points |= {point.header: point for point in (*other.points, *one.points) if point.text}
                same[at] = replace(other, points=tuple(points.values()))
                break
        else:
            same.append(one)
    return [one for same in kept.values() for one in same]


def _charts(found: Any, facts: Mapping[str, str]) -> Iterator[Series]:
    """The default charts of one place, which the answer does not name: a sidecar's `ref_area` does."""
    ref_area = places.division(facts.get("ref_area", ""))
    for row, chart in enumerate(found):
        for at, line in enumerate(chart["yData"]):
            label = str(line["name"]).strip()
            if len(line["value"]) != len(chart["xData"]):
                raise ValueError(f"{len(line['value'])} values for {len(chart['xData'])} periods")
            yield Series(
                label=label,
                database=f"{LIBRARY}/{chart['catalogId']}",
                key=label,
                unit=str(line.get("du_name") or "").strip(),
                area=facts.get("area_name", "") or places.name(ref_area, None, ""),
                ref_area=ref_area,
                points=tuple(
                    Point(periods.words(str(when)), str(when), value(text), f"/data/{row}/yData/{at}/value/{number}")
                    for number, (when, text) in enumerate(zip(chart["xData"], line["value"], strict=True))
                ),
            )
