"""SDMX-ML (2.1 and 3.0) and SDMX-JSON data messages, read by sdmx1.

What belongs here: messages → series. What does not: SDMX-CSV (`sdmx_csv`). Structures, constraints and footers are no data:
refused with what they are. sdmx1 was chosen over pysdmx because it reads all 15 messages of both notations that the
corpus holds, pysdmx 7; it costs 0.6 s and 13 MB to import beside pandas, so it is imported only where such a file is read.
"""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sources.errors import Invalid
from sources.releases import places, sdmx_parts
from sources.releases.model import Point, Release, Series

_XML: Final = re.compile(rb"sdmx\.org/resources/sdmxml/schemas")
_JSON: Final = (b'"dataSets"', b'"keyPosition"', b"sdmx-json", b'"structures"')


def recognises(head: bytes) -> bool:
    text = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    if text.startswith(b"<"):
        return bool(_XML.search(head))
    return text.startswith(b"{") and any(mark in head for mark in _JSON)


def read(data: bytes, name: str, facts: Mapping[str, str]) -> Release:
    """Raises Invalid for a message without data, a damaged one, and one with a document type (SDMX has none)."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Invalid(
            name, "has a document type or entities", expected="plain SDMX-ML", remedy="do not trust its source"
        )
    import sdmx
    from sdmx.message import DataMessage

    logging.getLogger("sdmx").setLevel(logging.ERROR)  # it reports every structure that a message leaves out
    is_xml = data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            message = sdmx.read_sdmx(io.BytesIO(data), format="XML" if is_xml else "JSON")
    except Exception as error:  # a damaged message fails in many ways inside the library
        raise Invalid(
            name,
            f"is damaged or no SDMX that is understood ({type(error).__name__}: {str(error)[:120]})",
            expected="an SDMX data message",
            remedy="fetch it again",
        ) from error
    if not isinstance(message, DataMessage):
        raise Invalid(name, f"is no data: {_contents(message)}", expected="an SDMX data message", remedy="leave it out")
    series = tuple(_series(message, name))
    if not series:
        told = " ".join(str(text) for text in message.footer.text)[:160] if message.footer else "no observations"
        raise Invalid(name, f"holds no data: {told}", expected="observations", remedy="ask for less, or later")
    prepared = message.header.prepared
    sender = message.header.sender
    words = str(getattr(sender, "name", "") or getattr(sender, "id", "") or "SDMX")
    flow = series[0].database
    return Release("sdmx", f"{words}: {flow}" if flow else words, series, prepared.date() if prepared else None)


def _contents(message: Any) -> str:
    """What a structure message holds: "12 codelist, 1 dataflow"."""
    kinds = ("codelist", "concept_scheme", "structure", "dataflow", "constraint", "category_scheme")
    found = [f"{len(items)} {kind}" for kind in kinds if (items := getattr(message, kind, None))]
    return "a structure message" + (f" with {', '.join(found)}" if found else "")


def _series(message: Any, name: str) -> Iterator[Series]:
    sender = getattr(message.header.sender, "id", "") or ""
    for dataset in message.data:
        structure = dataset.structured_by
        flow = getattr(structure, "id", "") or ""
        owner = getattr(getattr(structure, "maintainer", None), "id", "") or sender
        found: dict[tuple[tuple[str, str], ...], list[Point]] = {}
        words: dict[tuple[tuple[str, str], ...], tuple[dict[str, str], dict[str, str]]] = {}
        for observation in dataset.obs:
            said: dict[str, str] = {}
            labels: dict[str, str] = {}
            for concept, attribute in {**observation.attrib, **observation.key.values}.items():
                said[str(concept)] = _id(attribute.value)
                labels[str(concept)] = _words(attribute.value)
            key = tuple(
                (str(concept), said[str(concept)])
                for concept in observation.key.values
                if str(concept) not in sdmx_parts.OF_OBSERVATION
            )
            words.setdefault(key, (said, labels))
            value = "" if observation.value is None else str(observation.value)
            address = ".".join([*(text for _, text in key), said.get("TIME_PERIOD", "")]).rstrip(".")
            found.setdefault(key, []).append(sdmx_parts.point(said, value, address, name))
        for key, points in found.items():
            said, labels = words[key]
            area = sdmx_parts.area(said)
            yield Series(
                label=sdmx_parts.label({concept: labels[concept] for concept, _ in key}, labels),
                database=f"{owner}:{flow}" if flow else "",
                key=said.get("SERIES", said.get("INDICATOR", "")),
                unit=sdmx_parts.unit(said),
                area=sdmx_parts.area(labels) or area,
                ref_area=places.iso(area),
                points=tuple(points),
            )


def _id(value: Any) -> str:
    return str(getattr(value, "id", value))


def _words(value: Any) -> str:
    """The name of a coded value where the message carries one, else its id."""
    name = getattr(value, "name", None)
    text = name.localized_default() if name is not None and hasattr(name, "localized_default") else None
    return str(text) if text else _id(value)
