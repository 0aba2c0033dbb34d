"""The ledger of the bundled samples: complete, and right on the figures that were checked by hand."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import pytest

from sources.extraction import placed_extract
from sources.model import Ledger

from .bundled import EXPECTED, HEADS, document

DIGITS = re.compile(r"[0-9０-９]+")
#: How a ledger may name a place; the document's own place may also be left to the document.
NAMES = {"000000": "全国", "370100": "济南市", "370103": "市中区"}


@cache
def ledger(name: str) -> Ledger:
    """Running text and tables together, as the nightly job reads them."""
    return placed_extract((files("sources") / "samples" / name).read_bytes(), name)[1]


@pytest.mark.parametrize("name", HEADS)
def test_every_arabic_numeral_has_exactly_one_row(name: str) -> None:
    text = document(name).text
    numerals = ledger(name).numerals
    covered = [at for one in numerals for at in range(one.start, one.end)]
    assert len(covered) == len(set(covered)), "two rows share a character"
    assert all(text[one.start : one.end] == one.text for one in numerals)
    missing = [text[m.start() - 8 : m.end() + 8] for m in DIGITS.finditer(text) if m.start() not in set(covered)]
    assert not missing


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: "-".join(row.values()))
def test_the_ledger_yields_the_figure(row: dict[str, str]) -> None:
    name = row["document"]
    own = HEADS[name].ref_area == row["ref_area"]
    of_indicator = [one for one in ledger(name).numerals if one.code == row["code"]]
    found = {
        (one.period, one.measure, one.status, one.bound, one.value, one.unit or "")
        for one in of_indicator
        if (own and one.area is None) or (one.area or "").endswith(NAMES[row["ref_area"]])
    }
    wanted = (row["period"], row["measure"], row["status"], row["bound"], float(row["value"]), row["unit"])
    assert wanted in found, sorted(found, key=str)


@pytest.mark.parametrize("place", ["000000", "370100"])
@pytest.mark.parametrize("year", ["2022", "2023"])
def test_what_was_aimed_at_is_accounted_for_later(place: str, year: str) -> None:
    """At least four indicators of each place and year have a target in one document and an outcome in another."""
    targets: dict[tuple[str, str], set[str]] = {}
    outcomes: dict[tuple[str, str], set[str]] = {}
    for name, head in HEADS.items():
        if head.ref_area != place:
            continue
        for one in ledger(name).numerals:
            if one.code and one.measure and one.period == year:
                kept = targets if one.status == "target" else outcomes
                kept.setdefault((one.code, one.measure), set()).add(name)
    met = {key for key in targets.keys() & outcomes.keys() if outcomes[key] - targets[key]}
    assert len(met) >= 4, met
