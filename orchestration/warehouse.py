"""The dbt project in the graph: every model an asset, every dbt test a check, one step a stage.

What belongs here: stages (what runs between two gates), and dbt's results as Dagster events. What does not: running dbt
(`dbt`), judging (`gates`).

A stage is one step because gates lie between steps: a blocking check holds back later steps, not the rest of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtProject, dbt_assets
from dagster_dbt.asset_utils import get_asset_check_key_for_test

from expectations.verdict import Gate
from orchestration import dbt, origin, preview, progress
from orchestration.config import Settings
from orchestration.steps import OWNERS, RETRY, our_errors, unmoved

Manifest = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stage:
    """Layers that are built between two gates, and the gate that closes the stage."""

    name: str
    layers: tuple[str, ...]
    gate: Gate

    @property
    def select(self) -> tuple[str, ...]:
        return tuple(f"tag:{layer}" for layer in self.layers)


STAGES: Final = (
    Stage("statements", ("staging", "intermediate"), "ledger"),
    Stage("core", ("choice", "core"), "core"),
    Stage("marts", ("marts",), "marts"),
    Stage("quality", ("quality",), "quality"),
)


#: The layer that tells what the gates said: it comes after all of them, whatever its models read.
_AFTER_ALL: Final = "quality"


class Rooms(DagsterDbtTranslator):
    """Groups by layer, owners by default, the last layer after every other; keys and descriptions are dagster-dbt's own."""

    def get_asset_spec(
        self, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None = None
    ) -> dg.AssetSpec:
        spec = super().get_asset_spec(manifest, unique_id, project)
        node = models(manifest).get(unique_id)
        if node is None or layer_of(node) != _AFTER_ALL:
            return spec
        known = {dep.asset_key for dep in spec.deps}
        before = [self.get_asset_key(one) for one in models(manifest).values() if layer_of(one) == "marts"]
        return spec.replace_attributes(deps=[*spec.deps, *(key for key in before if key not in known)])

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        if dbt_resource_props["resource_type"] == "source":
            return str(dbt_resource_props["source_name"])
        return layer_of(dbt_resource_props)

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> Sequence[str] | None:
        return super().get_owners(dbt_resource_props) or OWNERS


def layer_of(node: Mapping[str, Any]) -> str:
    """The layer of a model: the folder below `models/`."""
    return str(node["fqn"][1])


def models(manifest: Manifest) -> dict[str, Mapping[str, Any]]:
    """Models by unique id."""
    return {key: node for key, node in manifest["nodes"].items() if node["resource_type"] == "model"}


def stage_models(manifest: Manifest, stage: Stage) -> list[str]:
    return sorted(key for key, node in models(manifest).items() if layer_of(node) in stage.layers)


def frontier(manifest: Manifest, stage: Stage) -> list[str]:
    """The stage's models that later steps read, publishing among them: where its gate must stand."""
    every = models(manifest)
    inside = set(stage_models(manifest, stage))
    return sorted(
        key
        for key in inside
        if layer_of(every[key]) in dbt.PUBLIC_LAYERS
        or any(child in every and child not in inside for child in manifest["child_map"][key])
    )


def stage_assets(manifest: Manifest, stage: Stage, rooms: DagsterDbtTranslator) -> dg.AssetsDefinition:
    """The step that builds and tests one stage."""

    @dbt_assets(
        manifest=manifest,
        select=" ".join(stage.select),
        name=f"dbt_{stage.name}",
        dagster_dbt_translator=rooms,
        required_resource_keys={"writer"},
        retry_policy=RETRY,
    )
    def build(context: dg.AssetExecutionContext) -> Iterator[Any]:
        with our_errors(context.resources.writer):
            settings = Settings.from_environment()
            report = progress.current()
            report.stage(f"dbt: {' and '.join(stage.layers)}")
            unmoved(context.resources.writer)
            if context.is_subset:
                origin.forget(settings)
            elif stage is STAGES[0]:
                begun = origin.begin(settings)
                report.note(f"the build starts from {begun.grown_from or 'nothing'}")
            elif stage is STAGES[1]:
                dbt.make_room(settings)
            wanted = _selection(context, manifest, stage, rooms)
            done = 0

            def finished(name: str, status: str) -> None:
                nonlocal done
                done += 1
                report.advance(done, 0, f"models and tests, last {name}: {status}")

            # a build that is grown has the recipe of one that was published, on which the unit tests passed
            known = origin.of_build(settings).grown_from
            nodes = dbt.build(settings, wanted, finished, unit_tests=not known)
            bad = [node for node in nodes if not node.passed and not node.skipped and node.status != "warn"]
            built = sum(node.passed for node in nodes if node.unique_id.startswith("model."))
            report.note(f"{built:,} models, {len(nodes) - built:,} tests" + (f", {len(bad):,} failed" if bad else ""))
            for node in bad[:10]:
                report.note(f"failed: {node.name}: {node.message[:300]}")
        yield from _events(settings, manifest, rooms, nodes)
        if bad:
            raise dg.Failure(
                f"dbt: {bad[0].name}: {bad[0].message}"[:2000],
                metadata={"failed": [f"{node.name}: {node.message}"[:500] for node in bad[:50]]},
                allow_retries=False,
            )

    return build


def _selection(
    context: dg.AssetExecutionContext, manifest: Manifest, stage: Stage, rooms: DagsterDbtTranslator
) -> list[str]:
    """What dbt is asked to build: the whole stage, or the models picked in the UI."""
    if not context.is_subset:
        return list(stage.select)
    picked = context.selected_asset_keys
    return [
        ".".join(manifest["nodes"][key]["fqn"])
        for key in stage_models(manifest, stage)
        if rooms.get_asset_key(manifest["nodes"][key]) in picked
    ]


def _events(
    settings: Settings, manifest: Manifest, rooms: DagsterDbtTranslator, nodes: Sequence[dbt.Node]
) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    built = {node.unique_id: node for node in nodes if node.passed and node.unique_id.startswith("model.")}
    tables = {
        key: (str(model["database"]), str(model["schema"]), str(model["alias"]))
        for key, model in models(manifest).items()
        if key in built and model["config"]["materialized"] != "view"
    }
    looks = preview.look(settings.build, tables.values()) if tables else {}
    for key, node in built.items():
        facts: dict[str, Any] = {"seconds": round(node.seconds, 3)}
        if key in tables and (seen := looks.get(tables[key])):
            facts |= {
                "dagster/row_count": seen.rows,
                "columns": seen.columns,
                "first rows": dg.MetadataValue.md(seen.sample),
            }
        yield dg.MaterializeResult(asset_key=rooms.get_asset_key(manifest["nodes"][key]), metadata=facts)
    for node in nodes:
        if node.skipped or not node.unique_id.startswith("test."):
            continue
        check = get_asset_check_key_for_test(manifest, rooms, node.unique_id, None)
        if check is not None:
            yield dg.AssetCheckResult(
                passed=node.passed,
                asset_key=check.asset_key,
                check_name=check.name,
                severity=dg.AssetCheckSeverity.WARN if node.status == "warn" else dg.AssetCheckSeverity.ERROR,
                metadata={"status": node.status, "failing rows": node.failures, "message": node.message},
            )
