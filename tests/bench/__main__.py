"""Wall time, peak memory and rows of a first, an unchanged and a one-document night, beside their floors.

`make bench` runs over the reports in `../shared/corpus/reports` where they are, else over the bundled sample. Figures are of
this machine at this moment: compare runs made one after the other. What dbt costs as that lake grows to ten times its
documents, which seeded faults the rules catch, what the language room does with the same documents, and pages and cells a second
follow; each can be had alone (`python -m tests.bench.growth`, `faults_seeded`, `language`, `readers`, `tables`).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from orchestration.config import SAMPLES, Settings
from orchestration.publish import current_manifest
from tests.bench import faults_seeded, growth, language, readers, tables
from tests.bench.measure import Cost, measure

ROOT = Path(__file__).parents[2]
REPORTS = ROOT.parent / "shared" / "corpus" / "reports"
ONE_MORE = "# 济南市历下区2024年政府工作报告\n\n2023年，全区地区生产总值完成2010.8亿元，增长6.1%。\n"


def main() -> int:
    documents = REPORTS if REPORTS.is_dir() else SAMPLES
    with tempfile.TemporaryDirectory() as scratch:
        inbox = Path(scratch, "inbox")
        inbox.mkdir()
        for path in documents.iterdir():
            if path.is_file():
                (inbox / path.name).symlink_to(path)
        settings = Settings(home=Path(scratch, "home"))
        environment = {"ZHIBIAO_HOME": str(settings.home)}
        night = [sys.executable, "-m", "orchestration.cli", "nightly", "--quiet", "--inbox", str(inbox)]
        floor = [sys.executable, "-m", "tests.bench.floors"]

        print(f"{sum(1 for _ in inbox.iterdir()):,} documents of {documents}, {settings.processes} or more processes\n")
        print(f"{'':<34}{'wall':>10}{'processors':>12}{'peak memory':>14}{'rows':>14}")
        first = measure(night, ROOT, environment)
        failed = _line("first night", first, _rows(settings))
        failed |= _line(
            "  floor: reading and hashing", measure([*floor, "read_and_hash", str(inbox)], ROOT, environment)
        )
        sql = [*floor, "sql_alone", str(settings.dbt_target), str(Path(scratch, "marts.duckdb"))]
        failed |= _line("  floor: the same SQL without dbt", measure(sql, ROOT, environment))
        failed |= _line("unchanged night", measure(night, ROOT, environment), _rows(settings))
        failed |= _line("  floor: an empty Dagster job", measure([*floor, "empty_job"], ROOT, environment))
        (inbox / "one more.md").write_text(ONE_MORE, encoding="utf-8")
        failed |= _line("one document more", measure(night, ROOT, environment), _rows(settings))
        print()
        failed |= bool(growth.main([str(settings.lake)]))
        print()
        failed |= bool(faults_seeded.main([str(settings.home)]))
    print()
    language.main([])
    readers.main([])
    print()
    tables.main([])
    return int(failed)


def _rows(settings: Settings) -> int:
    manifest = current_manifest(settings.published)
    return sum(table["rows"] for table in manifest["tables"].values()) if manifest else 0


def _line(name: str, cost: Cost, rows: int | None = None) -> bool:
    """Print a line; True when the command failed."""
    shown = "" if rows is None else f"{rows:,}"
    print(f"{name:<34}{cost.seconds:>8.1f} s{cost.cpu:>10.1f} s{cost.peak / 2**20:>10,.0f} MiB{shown:>14}", flush=True)
    if cost.code not in (0, 3):
        print(f"  exit code {cost.code}\n{cost.problem}")
    return cost.code not in (0, 3)


if __name__ == "__main__":
    sys.exit(main())
