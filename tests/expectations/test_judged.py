"""What is on record of every key that a rule of an independent kind judged: which figures it touched, and what dbt reads."""

from __future__ import annotations

from typing import Any

import pyarrow.parquet as pq
import pytest

from expectations import register
from expectations.check import Kind
from expectations.classes import class_of, read_classes
from expectations.rule import read_rules
from expectations.verdict import GATES
from sources.errors import Invalid
from tests.expectations.builder import Build
from tests.expectations.frames import FIGURES, figure

NEAR = {
    "rule_id": "t.near",
    "kind": "near",
    "scope": "core.t",
    "severity": "warn",
    "key": ["ref_area", "year"],
    "parameters": {
        "of": "core.t",
        "where": "true",
        "by": ["indicator_code"],
        "years": [-1, 1],
        "factor": 10,
    },
}
LIKE_UNIT = {
    "rule_id": "t.unit",
    "kind": "not_null",
    "scope": "core.t",
    "key": ["year"],
    "parameters": {"column": "year"},
}


def judged(build: Build) -> dict[str, dict[str, Any]]:
    rows = pq.read_table(build.audit / "judged" / "core.parquet").to_pylist()
    return {row["key"]: row for row in rows}


def test_keys_that_hold_are_on_record_with_what_they_could_have_failed(build: Build) -> None:
    build.table(
        "core.t", FIGURES, figure("GRP", 100, year=2020), figure("GRP", 110, year=2021), figure("GRP", 9, year=1990)
    )
    build.judge(NEAR, LIKE_UNIT)
    rows = judged(build)
    assert set(rows) == {"370103/2020", "370103/2021"}, "a figure without a neighbour is touched by nothing"
    one = rows["370103/2020"]
    assert (one["passed"], one["expected"], one["found"]) == (True, "within 10 times 110", "100")
    assert one["touched"] == ["GRP/level/370103/2020/100", "GRP/level/370103/2021/110"], "either could be the wrong one"


def test_of_several_neighbours_none_is_touched_by_the_figure_between_them(build: Build) -> None:
    build.table("core.t", FIGURES, *(figure("GRP", value, year=2020 + n) for n, value in enumerate((100, 5000, 120))))
    build.judge(NEAR)
    middle = judged(build)["370103/2021"]
    assert (middle["passed"], middle["touched"]) == (False, ["GRP/level/370103/2021/5000"])


def test_a_comparison_that_cannot_be_made_touches_nothing(build: Build) -> None:
    build.table("core.t", FIGURES, figure("GRP", 0, year=2020), figure("GRP", 110, year=2021))
    build.judge(NEAR)
    assert judged(build) == {}


@pytest.mark.parametrize(
    ("parameters", "found"),
    [({"share": 1}, ["150"]), ({"points": 20}, ["150", "70"])],
    ids=["at most its whole", "within points"],
)
def test_a_place_is_held_against_the_place_above_it(parameters: dict[str, Any], found: list[str], build: Build) -> None:
    build.table(
        "core.t",
        FIGURES,
        figure("GRP", 100, area="370100"),
        figure("GRP", 150),
        figure("GRP", 70, area="370104"),
        figure("GRP", 999, area="420103"),
    )
    build.table(
        "core.areas",
        "area_sk, parent_ref_area",
        *(f"'a{area}', '{area[:4]}00'" for area in ("370103", "370104", "420103")),
        "'a370100', '370000'",
    )
    above = {"of": "core.t", "where": "true", "by": ["indicator_code"], "years": [0, 0], "place": "above"}
    build.judge({**NEAR, "parameters": {**above, "areas": "core.areas", **parameters}})
    assert [row["found"] for row in judged(build).values() if not row["passed"]] == found


def test_dbt_finds_rules_verdicts_and_the_history_of_whole_scopes(build: Build) -> None:
    build.table("core.t", FIGURES, figure("GRP", 100, year=2020), figure("GRP", 5000, year=2021))
    build.judge(NEAR, run_id="one")
    build.judge(NEAR, LIKE_UNIT, run_id="two")
    build.judge(NEAR, LIKE_UNIT, run_id="two")
    rules = pq.read_table(build.audit / "rules" / "rules.parquet").to_pylist()
    assert [(rule["run_id"], rule["rule_id"], rule["checked_against"]) for rule in rules] == [
        ("two", "t.near", "figures"),
        ("two", "t.unit", "structure"),
    ]
    latest = pq.read_table(build.audit / "latest" / "core.parquet")
    assert set(latest["run_id"].to_pylist()) == {"two"}
    history = pq.read_table(build.audit / "history" / "history.parquet")
    assert set(history["key"].to_pylist()) == {"*"}
    assert sorted(history["run_id"].to_pylist()) == ["one", "two", "two"]


def test_a_history_that_cannot_be_read_begins_anew(build: Build) -> None:
    build.table("core.t", FIGURES, figure("GRP", 100)).judge(LIKE_UNIT, run_id="one")
    (build.audit / "history" / "history.parquet").write_bytes(b"torn")
    assert build.judge(LIKE_UNIT, run_id="two").passed
    assert pq.read_table(build.audit / "history" / "history.parquet")["run_id"].to_pylist() == ["two"]


def test_every_shipped_rule_has_a_class_and_every_family_has_a_rule_or_the_class_a_reason() -> None:
    classes = read_classes()
    ids = [rule.rule_id for gate in GATES for rule in read_rules(gate)]
    assert [rule_id for rule_id in ids if not class_of(rule_id, classes)] == []
    covered = {class_of(rule_id, classes) for rule_id in ids}
    assert [one.class_id for one in classes if one.class_id not in covered and not one.missing] == []


#: What the catalogue of checks was asked to hold, by class_id.
INTENDED = (
    "codes quote conservation range slips identities shares order growth_level bounds target_outcome estimate_final revisions "
    "sources districts contradictions comparability coverage"
)


def test_every_class_that_is_intended_is_there() -> None:
    assert set(INTENDED.split()) - {one.class_id for one in read_classes()} == set()


def test_a_kind_that_holds_figures_against_something_says_which_figures(build: Build) -> None:
    """Without them its checks could not be counted."""
    from expectations import kinds

    for gate in GATES:
        for rule in read_rules(gate):
            find: Kind = kinds.find(rule.kind)
            if kinds.against(rule.kind) != "structure":
                assert find(rule, str).judged, rule.rule_id


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ('class_id = "x"\ntitle = "X"', "asks"),
        (
            'class_id = "x"\ntitle = "X"\ntitle_zh = "X"\nasks = "?"\nasks_zh = "?"\nrules = []\nmissing = ""\nmissing_zh = ""',
            "a reason why there are none",
        ),
        (
            'class_id = "x"\ntitle = "X"\ntitle_zh = "X"\nasks = "?"\nasks_zh = "?"\nrules = []\nmissing = "?"\nmissing_zh = ""',
            "in one language",
        ),
    ],
)
def test_a_class_that_is_not_whole_is_refused_by_name(entry: str, words: str, build: Build) -> None:
    (build.home / "classes.toml").write_text(f"[[class]]\n{entry}\n", encoding="utf-8")
    with pytest.raises(Invalid, match="x") as refused:
        read_classes(build.home)
    assert words in str(refused.value)


def test_there_is_a_part_of_every_dataset_before_any_gate_ran(build: Build) -> None:
    register.prepare(build.audit)
    for name, schema in register.DATASETS.items():
        assert pq.read_schema(build.audit / name / "none.parquet").names == schema.names
