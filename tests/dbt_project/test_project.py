"""The project as a whole: it stops at bad data, rebuilds over its own file, runs on nothing, and explains itself."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from expectations import decisions, quarantine, register
from sources import lake
from tests.dbt_project.warehouse import VOCABULARY, Paper, Warehouse, stated

TABLES = "select schema_name || '.' || table_name as name from duckdb_tables() where schema_name in ('core', 'mart', 'quality')"


@pytest.fixture(scope="session")
def manifest(warehouse: Warehouse) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((warehouse.home / "target" / "manifest.json").read_text(encoding="utf-8"))
    return loaded


def models(manifest: dict[str, Any], *layers: str) -> list[dict[str, Any]]:
    return [
        node
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and (not layers or node["fqn"][1] in layers)
    ]


def test_a_second_build_over_the_same_file_changes_nothing(warehouse: Warehouse, tmp_path: Path) -> None:
    own = Warehouse(Path(shutil.copytree(warehouse.home, tmp_path / "home")))

    def contents() -> dict[str, list[dict[str, Any]]]:
        names = [row["name"] for row in own.rows(TABLES)]
        return {name: sorted(own.rows(f"from {name}"), key=repr) for name in names}

    before = contents()
    run = own.dbt("run", "--select", "core", "marts", "quality")
    assert run.returncode == 0, run.stdout
    assert contents() == before


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """A warehouse over a lake in which every dataset has its part without rows and nothing else."""
    built = Warehouse(tmp_path_factory.mktemp("empty"))
    run = built.dbt("run")
    assert run.returncode == 0, run.stdout
    return built


def test_an_empty_lake_gives_empty_facts(empty: Warehouse) -> None:
    facts = [row["name"] for row in empty.rows(TABLES) if ".dim_" not in row["name"]]
    assert {name: empty.row(f"select count(*) as rows from {name}")["rows"] for name in facts} == dict.fromkeys(
        facts, 0
    )
    assert empty.row("select count(*) as rows from core.dim_indicator")["rows"] > 1


def test_an_observation_without_a_measure_stops_the_build_at_the_contract(empty: Warehouse) -> None:
    broken = Warehouse(empty.home)
    reading = {**stated("GRP", "level", 1, "亿元", "actual", "2022"), "measure": None}
    broken.write("night-1", Paper("broken").say("总产值1亿元。", ("1", reading)))
    run = broken.dbt("run", "--select", "staging", "intermediate", "core")
    assert run.returncode == 1
    assert "NOT NULL constraint failed" in run.stdout
    assert "measure" in run.stdout
    assert broken.row("select count(*) as rows from core.fct_observation")["rows"] == 0, "the table before it stays"


def test_every_column_of_every_model_is_explained(warehouse: Warehouse, manifest: dict[str, Any]) -> None:
    built = {
        (row["schema_name"], row["table_name"], row["column_name"])
        for row in warehouse.rows(
            """select schema_name, table_name, column_name from duckdb_columns()
            where schema_name in ('staging', 'intermediate', 'choice', 'core', 'mart', 'quality')"""
        )
    }
    explained = {
        (node["schema"], node["name"], name)
        for node in models(manifest)
        for name, column in node["columns"].items()
        if column["description"].strip()
    }
    assert built == explained


def test_the_build_file_explains_every_column_and_table_to_readers(warehouse: Warehouse) -> None:
    silent = warehouse.rows(
        """select schema_name, table_name, column_name from duckdb_columns()
        where schema_name in ('core', 'mart', 'quality') and coalesce(trim(comment), '') = ''
        union all by name
        select schema_name, table_name from duckdb_tables()
        where schema_name in ('core', 'mart', 'quality') and coalesce(trim(comment), '') = ''"""
    )
    assert silent == []


def test_the_sources_explain_the_columns_that_the_lake_and_the_vocabulary_have(manifest: dict[str, Any]) -> None:
    explained = {
        (node["source_name"], node["name"]): [n for n, column in node["columns"].items() if column["description"]]
        for node in manifest["sources"].values()
    }
    there = {("lake", name): schema.names for name, schema in lake.DATASETS.items()}
    there |= {
        ("audit", "quarantine"): quarantine.QUARANTINE.names,
        ("audit", "corrections"): decisions.CORRECTING.names,
    }
    there |= {("record", name): schema.names for name, schema in register.DATASETS.items()}
    for path in sorted(VOCABULARY.glob("*.csv")):
        if ("vocabulary", path.stem) in explained:
            there["vocabulary", path.stem] = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    assert explained == there


def test_public_models_say_what_a_row_is_and_what_may_be_summed(manifest: dict[str, Any]) -> None:
    silent = [
        node["name"]
        for node in models(manifest, "core", "marts", "quality")
        if not {"What is one row", "What may I sum"} <= {part.split(":")[0] for part in _sentences(node["description"])}
    ]
    assert silent == []


def test_facts_and_marts_say_what_may_not_be_summed(manifest: dict[str, Any]) -> None:
    silent = [
        node["name"]
        for node in models(manifest, "core", "marts", "quality")
        if not node["name"].startswith("dim_")
        and "What may I not" not in {part.split(":")[0] for part in _sentences(node["description"])}
    ]
    assert silent == []


def test_no_member_of_a_dimension_is_without_its_names(warehouse: Warehouse) -> None:
    labels = {
        "dim_indicator": (
            "name_zh",
            "name_en",
            "indicator_group_zh",
            "indicator_group_en",
            "unit_measure",
            "direction",
        ),
        "dim_area": ("name", "full_name", "short_name", "name_en", "area_level_zh", "area_level_en"),
        "dim_code": ("name_zh", "name_en"),
        "dim_document": ("document_kind_zh", "document_kind_en"),
        "dim_statement_type": ("name_zh", "name_en", "meaning"),
        "dim_unit": ("name_en", "unit_measure"),
    }
    for dimension, columns in labels.items():
        unnamed = " or ".join(f"coalesce(trim({column}), '') = ''" for column in columns)
        assert warehouse.rows(f"select * from core.{dimension} where {unnamed}") == [], dimension


def test_every_code_has_its_labels_and_no_fact_is_without_its_code(warehouse: Warehouse) -> None:
    lists = {row["code_list"] for row in warehouse.rows("select distinct code_list from core.dim_code")}
    columns = warehouse.rows(
        """select schema_name || '.' || table_name as relation, column_name as name from duckdb_columns()
        where schema_name in ('core', 'mart')"""
    )
    unlabelled = [
        (column["relation"], column["name"], row["code"])
        for column in columns
        if column["name"] in lists
        for row in warehouse.rows(
            f"""select distinct {column["name"]} as code from {column["relation"]}
            where coalesce({column["name"]}, '') not in (
                select code from core.dim_code where code_list = '{column["name"]}'
            )"""
        )
    ]
    assert unlabelled == []
    assert len(lists) > 10


def test_every_accepted_code_has_a_label(manifest: dict[str, Any], warehouse: Warehouse) -> None:
    known = {(row["code_list"], row["code"]) for row in warehouse.rows("from core.dim_code")}
    lists = {code_list for code_list, _ in known}
    accepted = {
        (node["test_metadata"]["kwargs"]["column_name"], value)
        for node in manifest["nodes"].values()
        if node["resource_type"] == "test" and node.get("test_metadata", {}).get("name") == "accepted_values"
        for value in node["test_metadata"]["kwargs"].get(
            "values", node["test_metadata"]["kwargs"].get("arguments", {}).get("values", ())
        )
    }
    assert {pair for pair in accepted if pair[0] in lists} - known == set()


def test_facts_join_their_dimensions_by_surrogate_keys(warehouse: Warehouse) -> None:
    for fact in ("fct_observation", "fct_indicator_year", "fct_indicator_year_vintage"):
        joined = warehouse.row(
            f"""select count(*) as rows from core.{fact} as facts
            join core.dim_indicator as indicators on facts.indicator_sk = indicators.indicator_sk
            join core.dim_document as documents on facts.document_sk = documents.document_sk
            join core.dim_statement_type as types on facts.statement_type_sk = types.statement_type_sk
            join core.dim_area as areas on facts.area_sk = areas.area_sk
            where facts.indicator_code = indicators.indicator_code and facts.document_id = documents.document_id
            and facts.statement_type = types.statement_type"""
        )
        assert joined == warehouse.row(f"select count(*) as rows from core.{fact}"), fact


def test_every_area_but_the_nation_hangs_under_one_that_is_there(warehouse: Warehouse) -> None:
    loose = warehouse.rows(
        """select ref_area from core.dim_area
        where ref_area not in ('000000', '_U') and (parent_ref_area is null or parent_name is null)"""
    )
    assert loose == []


def _sentences(text: str) -> list[str]:
    return [part.strip() for part in text.replace("\n", " ").replace(". ", ".\n").replace("? ", "?\n").split("\n")]


def test_public_models_have_contract_key_and_group(manifest: dict[str, Any]) -> None:
    for node in models(manifest, "core", "marts", "quality"):
        assert node["config"]["contract"]["enforced"], node["name"]
        assert node["group"], node["name"]
        keys = [c for column in node["columns"].values() for c in column["constraints"] if c["type"] == "primary_key"]
        assert len(keys) == 1, node["name"]
        first = next(iter(node["columns"].values()))
        assert [c["type"] for c in first["constraints"]] == ["primary_key"], f"{node['name']}: the key comes first"


def test_marts_read_core_only(manifest: dict[str, Any]) -> None:
    parents = {(node["name"], parent) for node in models(manifest, "marts") for parent in node["depends_on"]["nodes"]}
    layer = {node["unique_id"]: node["fqn"][1] for node in models(manifest)}
    assert {(name, parent) for name, parent in parents if layer[parent] != "core"} == set()


def test_derived_measures_have_unit_tests(manifest: dict[str, Any]) -> None:
    tested = {unit["model"] for unit in manifest["unit_tests"].values()}
    derived = {
        "int_unit",
        "int_period",
        "int_place",
        "int_observation_value",
        "int_observation",
        "int_observation_beside",
        "int_observation_candidate",
        "int_observation_ranked",
        "int_indicator_year_known",
        "fct_contradiction",
        "fct_revision",
        "fct_source_defect",
        "fct_target_attainment",
        "plan_vs_actual",
        "agg_area_year",
        "target_bunching",
        "target_chain",
        "fct_verdict",
        "dim_rule_class",
        "check_coverage",
    }
    assert derived - tested == set()


#: What marts compute, beside the columns that their own files call derived.
MEASURES = {
    "fct_revision": ("change_absolute", "change_percent", "tolerance", "is_revised", "vintage"),
    "fct_target_attainment": ("gap", "verdict", "verdict_reason", "better", "accepted_lower", "accepted_upper"),
    "fct_source_defect": ("expected_value", "found_value", "difference", "tolerance", "readings_tried"),
    "plan_vs_actual": ("gap", "verdict"),
    "target_bunching": ("pairs", "met", "missed", "share_of_group", "group_asymmetry", "distance", "side"),
    "target_chain": ("gap_to_above", "chain", "links"),
}


def _loop_columns(manifest: dict[str, Any]) -> tuple[str, ...]:
    """The columns of agg_area_year that its loops make."""
    (node,) = (node for node in models(manifest, "marts") if node["name"] == "agg_area_year")
    return tuple(name for name, column in node["columns"].items() if column["data_type"] == "double")


def test_every_column_called_derived_is_expected_by_a_unit_test(manifest: dict[str, Any]) -> None:
    """By one of its model, or of a model that it is taken from as it is."""
    expected: dict[str, set[str]] = {}
    for unit in manifest["unit_tests"].values():
        expected.setdefault(unit["model"], set()).update(*(row.keys() for row in unit["expect"]["rows"] or []))
    names = {node["unique_id"]: node["name"] for node in models(manifest)}
    derived = {
        (node["name"], column, (node["name"], *(names[p] for p in node["depends_on"]["nodes"] if p in names)))
        for node in models(manifest)
        for column, facts in node["columns"].items()
        if facts["meta"].get("derived")
    }
    assert {model for model, _, _ in derived} >= {"fct_contradiction", "fct_indicator_year_vintage"}
    measures = {**MEASURES, "agg_area_year": ("indicators_with_outcome", *_loop_columns(manifest))}
    derived |= {(model, column, (model,)) for model, columns in measures.items() for column in columns}
    untested = [(m, column) for m, column, near in derived if not any(column in expected.get(n, ()) for n in near)]
    assert untested == []
