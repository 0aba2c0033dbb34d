"""The units, ranks and types that the warehouse computes with are of one mind."""

from __future__ import annotations

import csv
import math
from collections import Counter, defaultdict

import pytest

from sources.model import Kind, Status
from tests.dbt_project.warehouse import VOCABULARY


def read(name: str) -> list[dict[str, str]]:
    with (VOCABULARY / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_a_unit_is_listed_once() -> None:
    counts = Counter(row["unit"] for row in read("units"))
    assert [unit for unit, count in counts.items() if count > 1] == []


def test_units_of_one_base_measure_one_quantity_at_one_ratio() -> None:
    quantities, ratios = defaultdict(set), defaultdict(list)
    for row in read("units"):
        quantities[row["unit_measure"]].add(row["quantity"])
        ratios[row["unit_measure"]].append(float(row["per_reference"]) / float(row["multiplier"]))
    assert {measure: found for measure, found in quantities.items() if len(found) > 1} == {}
    assert [m for m, found in ratios.items() if not math.isclose(min(found), max(found), rel_tol=1e-9)] == []


def test_the_power_of_ten_is_that_of_the_multiplier() -> None:
    wrong = [
        row["unit"]
        for row in [*read("units"), *({"unit": row["magnitude"], **row} for row in read("magnitudes"))]
        if (row["unit_mult"] != "" and not math.isclose(10.0 ** int(row["unit_mult"]), float(row["multiplier"])))
        or (row["unit_mult"] == "" and math.log10(float(row["multiplier"])).is_integer())
    ]
    assert wrong == []


def test_every_indicator_is_kept_in_a_unit_that_can_be_printed() -> None:
    measures = {row["unit_measure"] for row in read("units")}
    assert {row["code"]: row["unit"] for row in read("indicators") if row["unit"] not in measures} == {}


@pytest.mark.parametrize(
    ("unit", "measure", "multiplier"),
    [
        ("元", "CNY", 1.0),
        ("斤", "TONNE", 0.0005),
        ("公斤", "TONNE", 0.001),
        ("千瓦时", "KWH", 1.0),
        ("吨标准煤", "TCE", 1.0),
        ("个百分点", "PERCENT_POINT", 1.0),
        ("微克/立方米", "UG_PER_M3", 1.0),
        ("亩", "MU", 1.0),
        ("平方公里", "KM2", 1.0),
    ],
)
def test_units_that_reports_live_on(unit: str, measure: str, multiplier: float) -> None:
    (row,) = [row for row in read("units") if row["unit"] == unit]
    assert (row["unit_measure"], float(row["multiplier"])) == (measure, multiplier)


def test_a_hectare_is_fifteen_mu() -> None:
    per = {row["unit"]: float(row["per_reference"]) for row in read("units")}
    assert per["公顷"] == pytest.approx(15 * per["亩"])


def test_every_kind_of_document_and_statement_has_its_place_in_the_rule() -> None:
    assert {row["document_kind"] for row in read("source_ranks")} == {str(kind) for kind in Kind}
    assert {row["statement_type"] for row in read("statement_types")} == {str(status) for status in Status}
