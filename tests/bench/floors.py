"""What no arrangement of the same work can beat: each floor is a program of its own, measured like the job.

What belongs here: the floors. `python -m tests.bench.floors NAME …` runs one.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any


def empty_job() -> None:
    """A Dagster job with one asset that does nothing, recorded in an instance like ours."""
    from orchestration import instance
    from orchestration.config import Settings

    instance.prepare(Settings.from_environment())
    import dagster as dg

    @dg.asset
    def nothing() -> None: ...

    job = dg.Definitions(assets=[nothing], jobs=[dg.define_asset_job("empty")]).resolve_job_def("empty")
    with dg.DagsterInstance.get() as dagster:
        result = job.execute_in_process(
            instance=dagster, run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
        )
    assert result.success


def sql_alone(target: Path, database: Path) -> None:
    """The SELECTs that dbt compiled, in the order of their references, into a fresh DuckDB file. No tests, no contracts.

    DuckDB is set as dbt's profile sets it: without a limit it would keep all that it has read.
    """
    import duckdb

    from orchestration.config import Settings

    manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
    models = {key: node for key, node in manifest["nodes"].items() if node["resource_type"] == "model"}
    done: set[str] = set()
    with duckdb.connect(database) as connection:
        connection.execute(f"SET memory_limit = '{Settings.from_environment().warehouse_bytes}B'")
        connection.execute("SET preserve_insertion_order = false")
        connection.execute("SET TimeZone = 'UTC'")
        for schema in {node["schema"] for node in models.values()}:
            connection.execute(f'CREATE SCHEMA "{schema}"')
        while len(done) < len(models):
            for key, node in models.items():
                if key not in done and {up for up in node["depends_on"]["nodes"] if up in models} <= done:
                    connection.execute(_create(target, node))
                    done.add(key)


def _create(target: Path, node: dict[str, Any]) -> str:
    compiled = target / "compiled" / node["package_name"] / node["original_file_path"]
    kind = "VIEW" if node["config"]["materialized"] == "view" else "TABLE"
    return f'CREATE {kind} "{node["schema"]}"."{node["alias"]}" AS {compiled.read_text(encoding="utf-8")}'


def read_and_hash(folder: Path) -> None:
    for path in folder.iterdir():
        hashlib.sha256(path.read_bytes()).hexdigest()


def main(name: str, *arguments: str) -> None:
    floors = {"empty_job": empty_job, "sql_alone": sql_alone, "read_and_hash": read_and_hash}
    floors[name](*map(Path, arguments))


if __name__ == "__main__":
    main(*sys.argv[1:])
