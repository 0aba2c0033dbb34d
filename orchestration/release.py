"""The last step: the audited build becomes the published one.

What belongs here: the asset and what it says about itself. What does not: how a build is published (`publish`).
"""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, Final

import dagster as dg

from orchestration import dbt, freshness, origin, pages, preview, progress, retention
from orchestration.config import Settings
from orchestration.publish import Published, Table, current_manifest, publish
from orchestration.steps import OWNERS, RETRY, our_errors, unmoved
from orchestration.warehouse import Manifest, layer_of, models
from sources.errors import ZhibiaoError
from sources.ingest import State
from sources.version import extractor_version

PUBLISHED: Final = dg.AssetKey("published")


def tables(manifest: Manifest) -> list[Table]:
    """What is published: every model of the public layers, by discovery."""
    return [
        Table(layer_of(node), str(node["database"]), str(node["schema"]), str(node["alias"]))
        for _, node in sorted(models(manifest).items())
        if layer_of(node) in dbt.PUBLIC_LAYERS
    ]


def published_asset(manifest: Manifest, upstream: Sequence[dg.AssetKey]) -> dg.AssetsDefinition:
    @dg.asset(
        key=PUBLISHED,
        deps=upstream,
        group_name="published",
        owners=OWNERS,
        kinds={"duckdb", "parquet"},
        retry_policy=RETRY,
        required_resource_keys={"writer"},
        description="The build that readers open: published/current. Audited, immutable, swapped in one step.",
    )
    def published(context: dg.AssetExecutionContext) -> dg.MaterializeResult[None]:
        with our_errors(context.resources.writer):
            settings = Settings.from_environment()
            report = progress.current()
            report.stage("publish: the audited build becomes the one that readers open")
            unmoved(context.resources.writer)
            state = State(settings.lake)
            begun = origin.of_build(settings)
            done = publish(
                settings.build,
                settings.published,
                settings.audit,
                context.run_id,
                tables(manifest),
                fingerprint=freshness.fingerprint(state.digest(), settings, begun.recipe),
                facts={
                    "documents": len(state.in_force),
                    "extractor_version": extractor_version(),
                    "recipe": begun.recipe,
                    "grown_from": begun.grown_from,
                },
                keep=settings.keep_builds,
            )
            retention.prune(settings, context.instance, datetime.datetime.now(datetime.UTC))
            report.note(f"{len(done.rows):,} tables in {done.folder}")
            page = _models_page(settings)
        return dg.MaterializeResult(metadata={**_metadata(settings, done), **page})

    return published


def _models_page(settings: Settings) -> Mapping[str, Any]:
    """The page of every model, made anew. What is published stays published when it cannot be made: that is on record."""
    try:
        page = dbt.docs(settings)
        return {
            "models page": dg.MetadataValue.url(pages.address(settings, page)),
            "models page file": dg.MetadataValue.path(page),
        }
    except (ZhibiaoError, OSError) as error:
        progress.current().note(f"no page of the models: {error}")
        return {"models page": f"not made: {error}"}


def _metadata(settings: Settings, done: Published) -> Mapping[str, Any]:
    manifest = current_manifest(settings.published) or {}
    report = settings.audit / "report" / str(manifest.get("run_id")) / "index.html"
    return {
        "build": done.build_id,
        "grown from": str(manifest.get("grown_from")) or "nothing",
        "quality report": dg.MetadataValue.url(pages.address(settings, report)),
        "quality report file": dg.MetadataValue.path(report),
        "folder": dg.MetadataValue.path(done.folder),
        "tables": len(done.rows),
        "bytes": done.bytes_,
        "rows": dg.MetadataValue.md(preview.facts(done.rows)),
        "builds removed": list(done.removed),
        "open it": f"duckdb -readonly {settings.current / 'marts.duckdb'}",
    }
