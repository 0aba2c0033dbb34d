"""SDMX-CSV 1.0 and 2.x: one line an observation, columns named by dimension.

What belongs here: that layout. What does not: SDMX-ML and SDMX-JSON (`sdmx_message`). sdmx1 reads CSV only with the data
structure at hand, which a release seldom brings; without it every column but a few known ones is taken as part of the key.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Final

from sources.errors import Invalid
from sources.releases import places, sdmx_parts
from sources.releases.model import Point, Release, Series

_HEADS: Final = ("STRUCTURE", "DATAFLOW")
_ABOUT: Final = ("STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "DATAFLOW", "ACTION", "UPDATED")


def recognises(head: bytes) -> bool:
    first = head.lstrip(b"\xef\xbb\xbf").partition(b"\n")[0].upper()
    return b"OBS_VALUE" in first and (first.startswith((b"STRUCTURE", b"DATAFLOW")) or b"TIME_PERIOD" in first)


def read(data: bytes, name: str, facts: Mapping[str, str]) -> Release:
    """Raises Invalid where the first column does not say which dataflow it is: without it no code means anything."""
    try:
        lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error) as error:
        raise Invalid(name, f"no CSV in UTF-8: {error}", expected="SDMX-CSV") from error
    header = [_id(text) for text in lines[0]]
    if header[0] not in _HEADS:
        raise Invalid(
            name,
            f"its first column is {header[0]}, so it does not say which dataflow it is of",
            expected=" or ".join(_HEADS),
            remedy="ask the service for SDMX-CSV 2.0, or add the column",
        )
    if short := next((at for at, row in enumerate(lines[1:], 2) if row and len(row) != len(header)), None):
        raise Invalid(name, f"line {short} is cut off", expected=f"{len(header)} fields", remedy="fetch it again")
    found: dict[tuple[tuple[str, str], ...], list[Point]] = {}
    words: dict[tuple[tuple[str, str], ...], dict[str, str]] = {}
    for number, row in enumerate(lines[1:], 2):
        if not row or row[0].strip() == "":
            continue
        said = {key: _id(text) if ": " in text else text for key, text in zip(header, row, strict=True)}
        if said.get("ACTION") == "D":
            continue
        database = said.get("STRUCTURE_ID") or said.get("DATAFLOW", "")
        key = (
            ("", database),
            *(
                (column, text)
                for column, text in said.items()
                if column not in _ABOUT and column not in sdmx_parts.OF_OBSERVATION and column.isupper() and text
            ),
        )
        words.setdefault(key, said)
        found.setdefault(key, []).append(sdmx_parts.point(said, said.get("OBS_VALUE", ""), f"line {number}", name))
    series = tuple(_series(key, points, words[key]) for key, points in found.items())
    if not any(point.text for one in series for point in one.points):
        raise Invalid(name, "holds no value", expected="observations", remedy="leave it out")
    return Release("sdmx-csv", series[0].database, series)


def _series(key: tuple[tuple[str, str], ...], points: list[Point], said: Mapping[str, str]) -> Series:
    area = sdmx_parts.area(said)
    database = key[0][1].partition("(")[0]
    return Series(
        label=sdmx_parts.label(dict(key[1:]), said),
        database=database,
        key=said.get("SERIES", said.get("INDICATOR", "")),
        unit=sdmx_parts.unit(said),
        area=area,
        ref_area=places.iso(area),
        points=tuple(points),
    )


def _id(text: str) -> str:
    """The id of "DIM1: Dimension 1"; language marks of a column are left off (ATTR_1[en;fr])."""
    return text.partition(":")[0].partition("[")[0].strip()
