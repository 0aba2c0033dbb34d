"""The figures checked by hand: enough of them over levels, eras and measures, and the reader still reads them so.

The documents lie beside the checkout; where they do not, only the table itself is looked at. A misreading that is known
(misreadings.csv, with what is right) is no golden.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from expectations.kinds import golden
from sources.extraction import extract
from sources.landing import document_id_of
from sources.model import Numeral
from tests.sources.language.beside import reports

RULES = Path(golden.__file__).parents[1] / "rules"

Row = Mapping[str, str]


def table(name: str) -> list[Row]:
    with (RULES / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


GOLDENS = [row for row in table("goldens.csv") if row["document_id"]]
MISREADINGS = table("misreadings.csv")


def place(row: Row) -> tuple[str, str]:
    return row["document_id"], row["span_start"]


def era(row: Row) -> str:
    year = int(row["time_period"][:4])
    return next(name for name, last in (("old", 1978), ("reform", 2000), ("boom", 2012), ("new", 9999)) if year <= last)


def level(row: Row) -> str:
    area = row["ref_area"]
    ends = (("000000", "nation"), ("0000", "province"), ("00", "prefecture"), ("", "county"))
    return next(name for end, name in ends if area.endswith(end))


def test_there_are_two_hundred_over_levels_eras_measures_and_kinds_of_statement() -> None:
    assert len({place(row) for row in GOLDENS}) == len(GOLDENS) >= 200
    assert min(Counter(map(level, GOLDENS)).values()) >= 20
    assert {name for name, count in Counter(map(era, GOLDENS)).items() if count >= 5} == {
        "old",
        "reform",
        "boom",
        "new",
    }
    assert {row["measure"] for row in GOLDENS} == {"level", "growth", "change", "plan_completion"}
    assert {row["statement_type"] for row in GOLDENS} == {"target", "estimate", "preliminary", "actual"}


def test_a_known_misreading_is_no_golden_and_says_what_is_right() -> None:
    assert {place(row) for row in MISREADINGS} & {place(row) for row in GOLDENS} == set()
    assert [row for row in MISREADINGS if not row["truth"]] == []


@cache
def read() -> Mapping[str, Mapping[int, Numeral]]:
    """The ledgers of the documents that goldens name and that are here, by document and start of span."""
    wanted = {row["document_id"] for row in GOLDENS}
    names = {row["evidence"].split(":")[0] for row in GOLDENS}
    found = {}
    for path in reports():
        if path.name not in names:
            continue
        data = path.read_bytes()
        document_id = document_id_of(sha256(data).hexdigest())
        if document_id in wanted:
            _, ledger = extract(data, path.name)
            found[document_id] = {numeral.start: numeral for numeral in ledger.numerals}
    return found


@pytest.mark.skipif(not reports(), reason="no corpus lies beside the checkout")
def test_the_reader_reads_them_as_a_person_did() -> None:
    ledgers = read()
    moved = []
    for row in GOLDENS:
        numeral = ledgers.get(row["document_id"], {}).get(int(row["span_start"]))
        due = (row["indicator_code"], row["measure"], row["statement_type"], row["time_period"], row["bound"])
        found = numeral and (numeral.code, numeral.measure, numeral.status, numeral.period, numeral.bound)
        if numeral is None or found != due or numeral.value is None or numeral.value != float(row["printed_value"]):
            moved.append((row["evidence"], due, found))
    assert moved == []
