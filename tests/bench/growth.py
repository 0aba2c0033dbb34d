"""What dbt costs as the lake grows: `python -m tests.bench.growth [LAKE] [TIMES …]`.

What belongs here: the warehouse alone, from a lake that has been read: a build from nothing of 100 and 400 documents, of all,
and of all of them as many times over as asked (10 unless told), each beside the same SELECTs without dbt. What does not:
making those lakes (`lakes`), reading documents (`language`, `readers`).

"ms a document more" is processor time, the slope between a line and the one before it: a build that grows worse than its
documents shows a larger one on each line. Then come the models and tests whose wall time grew faster than the documents:
where to look, when the machine had nothing else to do.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration import dbt
from orchestration.config import Settings
from tests.bench import lakes
from tests.bench.measure import Cost, measure

ROOT = Path(__file__).parents[2]
SIZES = (100, 400)
TIMES = 10
#: A node is told of when its seconds grew this much faster than the documents, and it took this many.
FASTER, SECONDS = 1.5, 2.0


@dataclass(frozen=True, slots=True)
class Built:
    """What one lake cost. `nodes`: seconds of each model and test."""

    documents: int
    rows: int
    dbt: Cost
    bare: Cost
    nodes: Mapping[str, float]


def main(arguments: Sequence[str]) -> int:
    lake = Path(arguments[0]) if arguments else Settings.from_environment().lake
    times = [int(text) for text in arguments[1:]] or [TIMES]
    print(
        f"{'a build from nothing':<28}{'rows':>12}{'wall':>10}{'processors':>12}{'ms a document more':>20}{'peak memory':>14}"
    )
    before = None
    sizes = [size for size in SIZES if size < lakes.documents(lake)]
    for make, size in [*((lakes.some, size) for size in sizes), (lakes.copied, 1), *((lakes.copied, n) for n in times)]:
        with tempfile.TemporaryDirectory() as scratch:
            settings = Settings(home=Path(scratch))
            documents = make(lake, settings.lake, size)
            before = _told(_built(settings, documents), before)
        if before.dbt.code or before.bare.code:
            print(before.dbt.problem, before.bare.problem)
            return 1
    return 0


def build(home: Path) -> None:
    """Build every layer in the stages of a night, and print what each node took, in seconds."""
    settings = Settings(home=home)
    dbt.manifest(settings)
    stages = (("staging", "intermediate"), ("choice", "core"), ("marts",), ("quality",))
    nodes = [node for layers in stages for node in dbt.build(settings, [f"tag:{layer}" for layer in layers])]
    bad = [f"{node.name}: {node.message}"[:300] for node in nodes if not node.passed and node.status != "warn"]
    if bad:
        sys.exit("\n".join(bad))
    print(json.dumps({node.name: node.seconds for node in nodes}))


def _built(settings: Settings, documents: int) -> Built:
    python = [sys.executable, "-m"]
    whole = measure([*python, "tests.bench.growth", "--build", str(settings.home)], ROOT, {})
    bare_build = settings.home / "bare" / settings.build.name  # of the same name: compiled SQL names the catalogue
    bare_build.parent.mkdir()
    sql = [*python, "tests.bench.floors", "sql_alone", str(settings.dbt_target), str(bare_build)]
    bare = measure(sql, ROOT, {})
    return Built(documents, _rows(settings.build), whole, bare, {} if whole.code else json.loads(whole.output))


def _rows(database: Path) -> int:
    """Rows of the layers that are published."""
    with duckdb.connect(database, read_only=True) as connection:
        found = connection.sql(
            "SELECT sum(estimated_size) FROM duckdb_tables() WHERE schema_name IN ('core', 'mart', 'quality')"
        ).fetchone()
    return int(found[0] or 0) if found else 0


def _told(built: Built, before: Built | None) -> Built:
    """Print the lines of a lake, then the nodes that grew faster than its documents."""
    for name, cost, cost_before in (
        (f"{built.documents:,} documents", built.dbt, before and before.dbt),
        ("  the same SQL without dbt", built.bare, before and before.bare),
    ):
        slope = ""
        if before and cost_before:
            slope = f"{1000 * (cost.cpu - cost_before.cpu) / (built.documents - before.documents):,.1f}"
        rows = f"{built.rows:,}" if cost is built.dbt else ""
        print(
            f"{name:<28}{rows:>12}{cost.seconds:>8.1f} s{cost.cpu:>10.1f} s{slope:>20}{cost.peak / 2**20:>10,.0f} MiB",
            flush=True,
        )
    for node, seconds in built.nodes.items():
        was = before.nodes.get(node, 0.0) if before else 0.0
        if before and was and seconds > SECONDS and seconds / was > FASTER * built.documents / before.documents:
            print(f"  faster than the documents: {node}: {was:.2f} s, now {seconds:.2f} s", flush=True)
    return built


if __name__ == "__main__":
    if sys.argv[1:2] == ["--build"]:
        build(Path(sys.argv[2]))
    else:
        sys.exit(main(sys.argv[1:]))
