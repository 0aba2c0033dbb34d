"""The last lines of a run: what came in, what the gates said, what was published, what to do next.

What belongs here: wording for people. What does not: figures nobody counted before.
"""

from __future__ import annotations

from collections.abc import Iterator

from orchestration.config import Settings
from orchestration.nightly import Night
from orchestration.publish import current_manifest

SHOWN = 10


def render(night: Night, settings: Settings, seconds: float) -> str:
    return "\n".join(_lines(night, settings, seconds))


def _lines(night: Night, settings: Settings, seconds: float) -> Iterator[str]:
    facts = night.standing
    manifest = current_manifest(settings.published)
    yield ""
    if night.failures:
        yield f"FAILED after {seconds:.1f} s: what is published stays as it was."
    elif night.build:
        yield f"Published after {seconds:.1f} s."
    elif manifest:
        yield f"Nothing changed, nothing to publish ({seconds:.1f} s)."
    else:
        yield f"Nothing to publish: there are no documents ({seconds:.1f} s)."
    yield ""
    if facts:
        yield _row(
            "documents", f"{facts['documents']:,} in the warehouse, {facts['documents read']:,} read in this run"
        )
        yield _row("numerals", f"{facts['numerals']:,}, each with its disposition; {facts['numerals read']:,} new")
        yield _row("observations", f"{facts['observations']:,}; {facts['observations read']:,} new")
        others = {key: count for key, count in sorted(facts["outcomes"].items()) if key != "extracted"}
        if others:
            yield _row("inputs", ", ".join(f"{count:,} {key}" for key, count in others.items()))
        for name, outcome, problem in facts["left out"][:SHOWN]:
            yield _row("", f"{outcome}: {name}: {problem}")
        if len(facts["left out"]) > SHOWN:
            yield _row("", "… the rest is in the table fct_input_outcome")
    if night.fetches:
        yield _row("addresses", ", ".join(f"{count:,} {outcome}" for outcome, count in night.fetches.items()))
    for address, outcome, problem in night.not_fetched[:SHOWN]:
        yield _row("", f"{outcome}: {address}: {problem}")
    if len(night.not_fetched) > SHOWN:
        yield _row("", f"… the rest is in {settings.lake / 'fetches'}")
    for gate, verdicts in night.gates.items():
        words = f"{verdicts['passed']:,} rules passed, {verdicts['warned']:,} warned, {verdicts['failed']:,} failed"
        yield _row(f"gate {gate}", words)
    for step, message in night.failures[:SHOWN]:
        yield _row("failed", f"{step}: {message}")
    for verdicts in night.gates.values():
        for message in verdicts["messages"][:SHOWN]:
            yield _row("", message)
    report = [verdicts["quality report"] for verdicts in night.gates.values()]
    if report:
        yield _row("quality report", str(report[-1]))
    if night.failures:
        yield _row("alert", str(settings.alerts / f"{night.run_id}.json"))
    if manifest:
        rows = sum(table["rows"] for table in manifest["tables"].values())
        yield _row("published", f"{settings.current} → {manifest['build_id']}")
        yield _row("", f"{len(manifest['tables']):,} tables, {rows:,} rows; marts.duckdb and Parquet")
    yield ""
    yield "Next: " + ("`make ui` shows the run." if night.failures else _next(settings))


def _row(name: str, text: str) -> str:
    return f"  {name:<15}{text}"


def _next(settings: Settings) -> str:
    return "`zhibiao trace --help` walks from a figure to its sentence, `make ui` shows the graph."
