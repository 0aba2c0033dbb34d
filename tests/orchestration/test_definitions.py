"""The graph holds together: every gate stands at every door, every dbt test is a check, the night has its hour."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from orchestration import dbt, instance
from orchestration.automation import SETTLED_SECONDS, inbox_sensor, schedule
from orchestration.config import Settings
from orchestration.gates import check_name
from orchestration.graph import definitions
from orchestration.warehouse import STAGES, Rooms, models, stage_models
from sources.lake import DATASETS


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(home=tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def graph(settings: Settings) -> Any:
    return definitions(settings).resolve_job_def("nightly").asset_layer.asset_graph


@pytest.fixture(scope="module")
def manifest(settings: Settings, graph: Any) -> Any:
    return dbt.manifest(settings)


def layer_keys(manifest: Any, *layers: str) -> set[dg.AssetKey]:
    found = [node for node in models(manifest).values() if node["fqn"][1] in layers]
    return {Rooms().get_asset_key(node) for node in found}


def test_every_model_belongs_to_one_stage(manifest: Any) -> None:
    staged = [key for stage in STAGES for key in stage_models(manifest, stage)]
    assert sorted(staged) == sorted(models(manifest))


def test_every_model_and_dataset_is_an_asset_with_words_and_owner(graph: Any, manifest: Any) -> None:
    keys = graph.get_all_asset_keys()
    assert layer_keys(manifest, *dbt.LAYERS) <= keys
    assert {dg.AssetKey(["lake", name]) for name in DATASETS} <= keys
    for key in keys:
        node = graph.get(key)
        assert node.description, key
        assert node.owners, key
        assert node.group_name not in (None, "default"), key


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.gate)
def test_a_blocking_gate_stands_at_every_door_out_of_its_stage(graph: Any, manifest: Any, stage: Any) -> None:
    inside = layer_keys(manifest, *stage.layers)
    doors = {key for key in inside if any(child not in inside for child in graph.get(key).child_keys)}
    assert doors
    for key in doors:
        check = graph.get(dg.AssetCheckKey(key, check_name(stage.gate)))
        assert check.blocking


def test_every_dbt_test_is_a_check(graph: Any, manifest: Any) -> None:
    tests = {node["name"] for node in manifest["nodes"].values() if node["resource_type"] == "test"}
    checks = {key.name for key in graph.asset_check_keys}
    assert len(tests) > 50
    assert tests - checks == set()


def test_publishing_reads_every_public_table_and_nothing_comes_after_it(graph: Any, manifest: Any) -> None:
    published = graph.get(dg.AssetKey("published"))
    assert published.parent_keys == layer_keys(manifest, *dbt.PUBLIC_LAYERS)
    assert not published.child_keys


def test_what_the_gates_said_is_told_after_the_last_of_them(graph: Any, manifest: Any) -> None:
    for key in layer_keys(manifest, "quality"):
        assert layer_keys(manifest, "marts") <= graph.get(key).parent_keys


def test_the_way_begins_at_the_raw_store(graph: Any) -> None:
    for name in DATASETS:
        assert graph.get(dg.AssetKey(["lake", name])).parent_keys == {dg.AssetKey("landing")}
    assert graph.get(dg.AssetKey(["staging", "stg_numeral"])).parent_keys & {dg.AssetKey(["lake", "numerals"])}


def test_an_unchanged_project_is_not_parsed_again(settings: Settings, manifest: Any) -> None:
    path = settings.dbt_target / "manifest.json"
    before = path.stat().st_mtime_ns
    dbt.manifest(settings)
    assert path.stat().st_mtime_ns == before


def test_the_night_begins_at_two_in_beijing() -> None:
    assert schedule.execution_timezone == "Asia/Shanghai"
    assert schedule.default_status == dg.DefaultScheduleStatus.RUNNING
    assert schedule.cron_schedule == "0 2 * * *"
    assert schedule.job_name == "nightly"


def look(cursor: str | None) -> dg.SensorResult | dg.SkipReason:
    context = dg.build_sensor_context(cursor=cursor)
    result = inbox_sensor(context)
    assert isinstance(result, dg.SensorResult | dg.SkipReason)
    return result


def test_the_sensor_asks_for_one_run_a_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIBIAO_INBOX", str(tmp_path))
    document = tmp_path / "a.txt"
    document.write_text("x")
    assert isinstance(look(None), dg.SkipReason), "it may still be on its way in"
    settled = document.stat().st_mtime - 2 * SETTLED_SECONDS
    os.utime(document, (settled, settled))
    first = look(None)
    assert isinstance(first, dg.SensorResult)
    assert len(first.run_requests or []) == 1
    assert isinstance(look(first.cursor), dg.SkipReason)
    os.utime(document, (settled - 1, settled - 1))
    assert isinstance(look(first.cursor), dg.SensorResult)


def test_the_sensor_without_an_inbox_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ZHIBIAO_INBOX", raising=False)
    skip = look(None)
    assert isinstance(skip, dg.SkipReason)
    assert "ZHIBIAO_INBOX" in (skip.skip_message or "")


def test_nobody_is_told_about_us(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAGSTER_HOME", "")
    instance.prepare(settings)
    with dg.DagsterInstance.get() as dagster:
        assert dagster.telemetry_enabled is False
        assert dagster.get_concurrency_config().run_queue_config.max_concurrent_runs == 1
