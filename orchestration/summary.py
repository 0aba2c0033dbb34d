"""The last lines of a run: what came in, what the gates said, what was published, what to do next.

What belongs here: wording for people. What does not: figures nobody counted before.
"""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq

from orchestration import runbook
from orchestration.config import Settings
from orchestration.nightly import Night
from orchestration.publish import current_manifest
from orchestration.terminal import counted, plain
from orchestration.trace import TABLE

SHOWN: Final = 10
PROGRAM: Final = "zhibiao"
EXAMPLE: Final = ("GRP", "370103", 2022)


def render(night: Night, settings: Settings, seconds: float) -> str:
    return plain("\n".join(_lines(night, settings, seconds)))


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
        for name, problem in facts.get("slips", [])[:SHOWN]:
            yield _row("misspelt", f"{name}: {problem}; see {runbook.page('inputs-left-out')}")
        for sentence in facts.get("repairs", [])[:SHOWN]:
            yield _row("repaired", sentence)
    if night.fetches:
        yield _row("addresses", ", ".join(f"{count:,} {outcome}" for outcome, count in night.fetches.items()))
    for address, outcome, problem in night.not_fetched[:SHOWN]:
        yield _row("", f"{outcome}: {address}: {problem}")
    if len(night.not_fetched) > SHOWN:
        yield _row("", f"… the rest is in {settings.lake / 'fetches'}")
    for sentence in night.without_effect[:SHOWN]:
        yield _row("without effect", f"{sentence}; see {runbook.page('decisions')}")
    for gate, verdicts in night.gates.items():
        yield from _gate(gate, verdicts)
    for step, message in night.failures[:SHOWN]:
        yield _row("failed", f"{step}: {message}")
        yield _row("", f"see {runbook.of_failure(step, message)}")
    for verdicts in night.gates.values():
        for message in verdicts["messages"][:SHOWN]:
            yield _row("", message)
    report = [verdicts["quality report file"] for verdicts in night.gates.values()]
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


def _gate(gate: str, verdicts: Mapping[str, Any]) -> Iterator[str]:
    words = f"{verdicts['passed']:,} rules passed, {verdicts['warned']:,} warned, {verdicts['failed']:,} failed"
    if verdicts.get("waived"):
        words += f", {verdicts['waived']:,} waived"
    if verdicts["keys held back"]:
        words += f", {counted(verdicts['keys held back'], 'key')} held back"
    yield _row(f"gate {gate}", words)
    if verdicts["holding rules"]:
        yield _row("", f"held back by: {', '.join(verdicts['holding rules'][:SHOWN])}; {runbook.page('held-back')}")
    for message in verdicts.get("decisions", [])[:SHOWN]:
        yield _row("decided, but", f"{message}; see {runbook.page('decisions')}")
    warned = verdicts.get("warned rules", [])
    if warned:
        yield _row("", f"warned: {', '.join(warned[:SHOWN])}{' …' if len(warned) > SHOWN else ''}")


def _row(name: str, text: str) -> str:
    return f"  {name:<15}{text}"


def _next(settings: Settings) -> str:
    return f"`{_program()} trace {_example(settings)}` walks from a figure to its sentence, `make ui` shows the graph."


def _program() -> str:
    """How this program is called from here: a newcomer's shell does not know it by name."""
    script = Path(sys.executable).with_name(PROGRAM)
    found = shutil.which(PROGRAM)
    if found and Path(found) == script:
        return PROGRAM
    if script.exists():
        return _from_here(script)
    return f"{_from_here(Path(sys.executable))} -m orchestration.cli"


def _from_here(path: Path) -> str:
    here = Path.cwd()
    return shlex.quote(str(path.relative_to(here) if path.is_relative_to(here) else path))


def _example(settings: Settings) -> str:
    """A question that the published build answers; if it can be, the README's."""
    if not (settings.current / TABLE).is_file():
        return "--help"
    rows = pq.read_table(settings.current / TABLE, columns=["indicator_code", "ref_area", "year"])
    keys = set(zip(*(column.to_pylist() for column in rows.columns), strict=True))
    if not keys:
        return "--help"
    indicator, area, year = EXAMPLE if EXAMPLE in keys else min(keys)
    return f"--indicator {indicator} --area {area} --year {year}"
