"""The whole graph: landing → ledger → every dbt model, gates between the layers → published.

What belongs here: putting the pieces together. What does not: the pieces.
"""

from __future__ import annotations

from typing import Any

import dagster as dg
from dagster_dbt import get_asset_key_for_model

from orchestration import automation, dbt
from orchestration.config import Settings
from orchestration.gates import gate_check
from orchestration.intake import landing, ledger_asset
from orchestration.release import published_asset
from orchestration.steps import OWNERS, writer
from orchestration.warehouse import STAGES, Manifest, Rooms, frontier, layer_of, models, stage_assets, stage_models
from sources.lake import DATASETS


def definitions(settings: Settings) -> dg.Definitions:
    """The definitions for a data home. Parses the dbt project when it changed."""
    manifest = dbt.manifest(settings)
    rooms = Rooms()
    stages = {stage: stage_assets(manifest, stage, rooms) for stage in STAGES}
    keys = {
        key: get_asset_key_for_model([stages[stage]], models(manifest)[key]["name"])
        for stage in STAGES
        for key in stage_models(manifest, stage)
    }
    gates = [gate_check(stage, [keys[key] for key in frontier(manifest, stage)]) for stage in STAGES]
    public = [key for unique_id, key in keys.items() if layer_of(models(manifest)[unique_id]) in dbt.PUBLIC_LAYERS]
    lake = {
        str(node["name"]): rooms.get_asset_key(node) for node in _sources(manifest) if node["source_name"] == "lake"
    }
    missing = set(DATASETS) - set(lake)
    assert not missing, f"dbt's sources do not name the datasets {missing}"
    return dg.Definitions(
        assets=[
            landing,
            ledger_asset(lake),
            *stages.values(),
            published_asset(manifest, public),
            *(_given(node, rooms) for node in _sources(manifest) if node["source_name"] != "lake"),
        ],
        asset_checks=gates,
        jobs=[automation.nightly],
        schedules=[automation.schedule],
        sensors=[automation.inbox_sensor, automation.alert_on_failed_run],
        resources={"writer": writer},
        executor=dg.in_process_executor,
    )


def _sources(manifest: Manifest) -> list[dict[str, Any]]:
    return list(manifest["sources"].values())


def _given(node: dict[str, Any], rooms: Rooms) -> dg.AssetSpec:
    """Files that no asset of the graph makes: the vocabulary, and what the gates leave on record."""
    return dg.AssetSpec(
        rooms.get_asset_key(node),
        group_name=str(node["source_name"]),
        description=str(node["description"]),
        owners=OWNERS,
        kinds={"parquet" if node["source_name"] == "record" else "csv"},
    )
