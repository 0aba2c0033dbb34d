"""Which of four hundred seeded faults the rules name, by kind, and what they say of the build without them.

`python -m tests.bench.faults_seeded [HOME]` with a data home, such as `var`, whose build file is of its lake; `make bench` does it
with the reports it has read. The lake is judged as it was built, and built and judged again with the faults in it
(`tests.bench.seeded` says what they are). A fault is caught when a rule names the row struck, by its key, and did not in the build
without faults. It is counted apart for documents whose id is even and odd, so that who mends rules can look at the one half. Every
breach of the clean build that concerns a headline observation is counted as a false alarm, though most are true: the documents do
contain slips, and some are misread.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import duckdb

from expectations import GATES, Gate, decisions, quarantine, read_verdicts, register, run_gate
from orchestration import dbt
from orchestration.config import DBT_PROJECT, Settings
from tests.bench.seeded import HEADLINE, KINDS, Fault, choose, seed

EACH: Final = 20
SEED: Final = 20261126
LEDGER: Final = GATES[:1]

Breach = tuple[str, str]  # rule_id, key


def main(arguments: list[str]) -> int:
    settings = Settings(home=Path(arguments[0]).resolve()) if arguments else Settings.from_environment()
    if not settings.build.is_file():
        print(f"{settings.home} has no build: run `zhibiao nightly` first")
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        before = judged(settings.build, settings.lake, Path(scratch, "audit"), GATES)
        faults = choose(settings.build, EACH, SEED)
        # a ledger row that stands twice stops the night at the first gate and dbt at its first key: the gates behind judge
        # the other faults, in a build of their own
        faulty, behind = (Settings(home=Path(scratch, name)) for name in ("faulty", "behind"))
        seed(settings.lake, faulty.lake, faults)
        seed(settings.lake, behind.lake, [fault for fault in faults if fault.change.get("copies") != 2])
        made(faulty, "staging", "intermediate")
        made(behind, *dbt.LAYERS)
        new = judged(faulty.build, faulty.lake, faulty.audit, LEDGER)
        new |= judged(behind.build, behind.lake, behind.audit, GATES[1:])
        report(faults, new - before)
        alarms(settings.build, before)
    return 0


def made(settings: Settings, *layers: str) -> None:
    """Build layers of a data home with dbt, without its tests: a fault must not stop what it could do."""
    settings.build.parent.mkdir(parents=True, exist_ok=True)
    decisions.prepare(settings.audit)
    quarantine.prepare(settings.audit)
    register.prepare(settings.audit)
    options = ["--project-dir", DBT_PROJECT, "--profiles-dir", DBT_PROJECT, "--target-path", settings.dbt_target]
    run = [Path(sys.executable).parent / "dbt", "--quiet", "run", *options, "--log-path", settings.home / "logs"]
    select = ["--select", *(f"tag:{layer}" for layer in layers)]
    subprocess.run([*run, *select], check=True, env=os.environ | dbt.environment(settings), stdout=subprocess.DEVNULL)


def judged(build: Path, lake: Path, audit: Path, gates: Sequence[Gate]) -> set[Breach]:
    """Every breach that the gates find in a build, by rule and key."""
    for gate in gates:
        run_gate(gate, build, lake, "bench", audit)
    rows = read_verdicts(audit, "bench").select(["rule_id", "key", "passed"]).to_pylist()
    return {(row["rule_id"], row["key"]) for row in rows if not row["passed"] and row["key"] != "*"}


def report(faults: list[Fault], new: set[Breach]) -> None:
    """The table by kind."""
    by_part: dict[str, set[Breach]] = defaultdict(set)
    for rule_id, key in new:
        for part in key.split("/"):
            by_part[part].add((rule_id, key))
    seeded, caught = Counter(fault.kind for fault in faults), Counter[str]()
    halves, caught_halves = Counter(_half(fault) for fault in faults), Counter[str]()
    rules: dict[str, Counter[str]] = defaultdict(Counter)
    for fault in faults:
        places = {fault.row["document_id"], fault.row["ref_area"], fault.row["document_area"], fault.row["other_area"]}
        near = set().union(*(by_part[place] for place in places if place))
        named = {rule_id for rule_id, key in near if fault.named_by(key)}
        caught[fault.kind] += bool(named)
        caught_halves[_half(fault)] += bool(named)
        rules[fault.kind].update(named)
    print(f"{'fault':<42}{'seeded':>7}{'caught':>7}  by")
    for kind in KINDS:
        by = ", ".join(f"{rule} {n}" for rule, n in rules[kind.name].most_common(6))
        where = "print" if kind.in_print else "reading"
        print(f"{kind.name + ' (' + where + ')':<42}{seeded[kind.name]:>7}{caught[kind.name]:>7}  {by}")
    total = sum(caught.values())
    print(f"{'all':<42}{len(faults):>7}{total:>7}  {_share(total, len(faults))}")
    for half, n in sorted(halves.items()):
        print(f"{half:<42}{n:>7}{caught_halves[half]:>7}  {_share(caught_halves[half], n)}")
    print()


def _half(fault: Fault) -> str:
    return "  documents with an odd id" if int(fault.row["document_id"], 16) % 2 else "  documents with an even id"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "none could be seeded"


def alarms(build: Path, breaches: set[Breach]) -> None:
    """Breaches of the clean build that concern a headline observation, per thousand of these."""
    with duckdb.connect(str(build), read_only=True) as connection:
        rows = connection.execute(
            "SELECT o.document_id, o.span_start, o.ref_area, o.year, o.indicator_code, o.time_period "
            f"FROM core.fct_observation AS o INNER JOIN core.dim_document AS d USING (document_id) WHERE {HEADLINE}"
        ).fetchall()
    spans = {(str(document), str(span)) for document, span, *_ in rows}
    stated = {(str(row[0]), str(row[2]), str(row[5]), str(row[4])) for row in rows}
    places = {(str(row[2]), str(row[3])) for row in rows}
    counted = Counter[str]()
    figures = set[tuple[str, ...]]()
    for rule_id, key in breaches:
        parts = key.split("/")
        of_document = len(parts[0]) == 16
        if (
            (of_document and len(parts) == 1)
            or tuple(parts[:2]) in spans
            or tuple(parts[:4]) in stated
            or (not of_document and tuple(parts[:2]) in places)
        ):
            counted[rule_id] += 1
            figures.add(tuple(parts[:2]) if tuple(parts[:2]) in spans else tuple(parts[:3]))
    total = sum(counted.values())
    for rule_id, n in counted.most_common():
        print(f"{rule_id:<42}{n:>7}")
    for name, n in (("alarms without faults", total), ("  figures or keys that they name", len(figures))):
        share = 1000 * n / max(len(rows), 1)
        print(f"{name:<42}{n:>7}  {share:.2f} per 1,000 of {len(rows):,} headline observations")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
