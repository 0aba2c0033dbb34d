"""How many figures of a build something other than their own reading could contradict, for the page of a run.

What belongs here: taking the counts from the build and keeping them beside the page. What does not: what counts
(`dbt_project/models/quality/check_coverage`), HTML (`overview`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from expectations.files import write_whole
from expectations.warehouse import Warehouse

#: One row a level of government and era, headline figures apart from the others.
Row = Mapping[str, Any]

_RELATION: Final = "quality.check_coverage"
_COUNTS: Final = ("figures", "checked_by_figures", "checked_by_words", "checked_figures")


def take(warehouse: Warehouse, audit: Path, run_id: str) -> None:
    """Keep the counts of this build beside the page of the run. A build that has none yet, before its last layer, leaves none."""
    if not warehouse.has(_RELATION):
        return
    counts = ", ".join(f"CAST(sum({name}) AS BIGINT) AS {name}" for name in _COUNTS)
    rows = warehouse.table(
        f"SELECT is_headline, area_level, era, {counts} FROM {warehouse.name(_RELATION)} "
        "GROUP BY ALL ORDER BY is_headline DESC, area_level, era"
    )
    write_whole(_path(audit, run_id), rows)


def read(audit: Path, run_id: str) -> Sequence[Row]:
    """The counts of a run; none where its last layer was not built or they cannot be read."""
    try:
        rows: list[dict[str, Any]] = pq.read_table(_path(audit, run_id)).to_pylist()
    except (OSError, pa.ArrowException):
        return ()
    return rows


def _path(audit: Path, run_id: str) -> Path:
    return audit / "report" / run_id / "coverage.parquet"
