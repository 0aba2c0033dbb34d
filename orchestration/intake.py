"""The first two steps: inputs into the raw store (`landing`), and their readings into the lake (`ledger`).

What belongs here: the two assets and what they say about themselves. What does not: how it is done (`sources`).
No postponed annotations in modules of steps: Dagster reads the types of `context` and `config` at run time.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import dagster as dg

from expectations.decisions import read_decisions
from expectations.unmet import unmet
from orchestration import evidence, fetching, freshness, pages, preview, progress
from orchestration.config import SAMPLES, Settings
from orchestration.publish import open_for_writing, restore
from orchestration.steps import OWNERS, RETRY, our_errors
from sources import catalogue, discover, workers
from sources.ingest import Ingested, ingest
from sources.lake import DATASETS, document_ids
from sources.landing import Landing

LANDING: Final = dg.AssetKey("landing")

_ABOUT: Final[Mapping[str, str]] = {
    "documents": "One row a document and reading: what it is, where it came from, how much was found in it.",
    "texts": "The text that every span points into, one row a document and reading.",
    "numerals": "The ledger: every numeral of every document, one row a span, with what it is and why.",
    "relative_targets": "Targets stated without a number (“in step with growth”), one row a span.",
    "outcomes": "What became of every input: extracted, unplaced, duplicate, refused, vanished or failed, and why.",
}


class Inputs(dg.Config):
    """Which folders are read. Empty values mean: as the environment says."""

    inbox: str = ""
    sample: bool | None = None
    rehash: bool = False


class Reading(dg.Config):
    """`anyway`: build and publish although nothing changed."""

    anyway: bool = False


def roots(settings: Settings, inputs: Inputs) -> list[discover.Root]:
    found: list[discover.Root] = []
    if settings.sample if inputs.sample is None else inputs.sample:
        found.append(discover.Root("sample", SAMPLES))
    inbox = inputs.inbox or settings.inbox
    if inbox:
        found.append(discover.Root("inbox", Path(inbox).expanduser().absolute()))
    return found + fetching.roots(settings)


@dg.asset(
    key=LANDING,
    group_name="landing",
    owners=OWNERS,
    kinds={"file"},
    retry_policy=RETRY,
    required_resource_keys={"writer"},
    description="The raw store: bytes as they came, named by their sha256, never changed. Unchanged files are not read again.",
)
def landing(context: dg.AssetExecutionContext, config: Inputs) -> dg.MaterializeResult[None]:
    with our_errors(context.resources.writer):
        settings = Settings.from_environment()
        report = progress.current()
        open_for_writing(settings.published)
        fetches = fetching.fetch_all(settings, context.run_id)
        report.stage("landing: inputs into the raw store")
        if restored := restore(settings.published):
            report.note(f"the published build was damaged: {restored} is the current one until this run publishes")
        without_effect = unmet(read_decisions(settings.decisions), settings.audit, document_ids(settings.lake))
        for sentence in without_effect:
            report.note(f"decides nothing: {sentence}")
        store = Landing(settings.landing)
        moved = store.scrub()
        found = discover.discover(roots(settings, config))
        landed = catalogue.land(
            found.inputs,
            store,
            settings.landed,
            max_bytes=settings.max_bytes,
            rehash=config.rehash,
            progress=lambda done: report.advance(done, len(found.inputs), "inputs"),
        )
        report.note(f"{len(found.inputs):,} inputs, {landed.read:,} read, {landed.new:,} new or changed")
        for sha256 in moved:
            state = "taken again" if store.path(sha256).exists() else f"lost; next: {store.remedy(sha256)}"
            report.note(f"damaged bytes {sha256} of the raw store set aside: {state}")
        if found.ignored:
            more = " …" if len(found.ignored) > 3 else ""
            report.note(f"not documents, left aside: {', '.join(found.ignored[:3])}{more}")
        if found.foreign:
            report.note(f"keys beside inputs that nobody reads: {_counted(found.foreign)}")
    return dg.MaterializeResult(
        metadata={
            "inputs": len(found.inputs),
            "read": landed.read,
            "bytes read": landed.read_bytes,
            "new or changed": landed.new,
            "ignored files": list(found.ignored[:50]),
            "keys that nobody reads": dict(found.foreign),
            "damaged bytes set aside": list(moved),
            "decisions that decide nothing": list(without_effect),
            "raw store": dg.MetadataValue.path(settings.landing),
            **fetches,
        }
    )


def ledger_asset(keys: Mapping[str, dg.AssetKey]) -> dg.AssetsDefinition:
    """The lake's datasets as one step. `keys` are the asset keys under which dbt knows them, by dataset."""

    @dg.multi_asset(
        name="ledger",
        specs=[
            dg.AssetSpec(
                keys[dataset],
                deps=[LANDING],
                group_name="ledger",
                owners=OWNERS,
                kinds={"parquet"},
                description=_ABOUT[dataset],
                skippable=True,
            )
            for dataset in DATASETS
        ],
        retry_policy=RETRY,
        required_resource_keys={"writer"},
    )
    def ledger(context: dg.AssetExecutionContext, config: Reading) -> Iterator[dg.MaterializeResult[None]]:
        with our_errors(context.resources.writer):
            settings = Settings.from_environment()
            report = progress.current()
            report.stage("ledger: every numeral of new and changed documents")
            done = ingest(
                catalogue.load(settings.landed),
                settings.landing,
                settings.lake,
                context.run_id,
                workers.Limits(settings.processes, settings.document_seconds, settings.worker_bytes),
                progress=report.advance,
            )
            report.note(
                f"{done.extracted:,} documents read: {done.numerals:,} numerals, {done.observations:,} observations;"
                f" in the lake: {done.documents:,} documents"
            )
            for name, problem in done.slips:
                report.note(f"{name}: {problem}")
            for item in done.damage:
                report.note(item.sentence)
            context.log_event(dg.AssetObservation(keys["outcomes"], metadata=_standing(done)))
            if not done.documents:
                report.note("there are no documents: nothing to build")
                return
            if freshness.fingerprint(done.state, settings) == freshness.published(settings) and not config.anyway:
                report.note("nothing changed since the published build: nothing to build")
                return
            made = evidence.write_pages(settings, context.run_id)
        for dataset in DATASETS:
            yield dg.MaterializeResult(asset_key=keys[dataset], metadata=_metadata(settings, dataset, done, made))

    return ledger


def _counted(keys: Mapping[str, int], shown: int = 5) -> str:
    listed = [f"{key} ({count:,})" for key, count in sorted(keys.items(), key=lambda item: (-item[1], item[0]))]
    return ", ".join(listed[:shown]) + (" …" if len(listed) > shown else "")


def _standing(done: Ingested) -> dict[str, Any]:
    """How the inputs of this run stand, for the summary and for whoever looks at the graph."""
    return {
        "outcomes": dict(done.outcomes),
        "documents": done.documents,
        "documents read": done.extracted,
        "documents without a place": done.unplaced,
        "numerals": done.all_numerals,
        "numerals read": done.numerals,
        "observations": done.all_observations,
        "observations read": done.observations,
        "slips": [list(item) for item in done.slips],
        "left out": [list(item) for item in done.left_out],
        "repairs": [item.sentence for item in done.damage],
    }


def _metadata(settings: Settings, dataset: str, done: Ingested, made: Mapping[str, Path]) -> dict[str, Any]:
    folder = settings.lake / dataset
    facts: dict[str, Any] = {
        "dagster/row_count": preview.parquet_rows(folder),
        "parts": preview.parquet_parts(folder),
        "folder": dg.MetadataValue.path(folder),
    }
    if dataset == "outcomes":
        facts |= _standing(done)
    if dataset in ("documents", "outcomes"):
        facts["newest"] = dg.MetadataValue.md(preview.parquet_markdown(folder, 10))
    if dataset == "numerals":
        for name, path in made.items():
            facts[f"evidence page: {name}"] = dg.MetadataValue.url(pages.address(settings, path))
            facts[f"evidence page file: {name}"] = dg.MetadataValue.path(path)
    return facts
