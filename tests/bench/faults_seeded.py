"""Which of four hundred seeded faults the rules name, by kind, and what they say of the build without them.

`python -m tests.bench.faults_seeded LAKE` with the lake of a warehouse, such as `var/lake`. The lake is built and judged
twice, without and with the faults (`tests.bench.seeded` says what they are). A fault is caught when a rule names the row
struck, by its key, and did not in the build without faults. Every breach of the clean build that concerns a headline
observation is counted as a false alarm, though some are true: the documents do contain slips.
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

from expectations import GATES, Gate, read_verdicts, run_gate
from orchestration.config import DBT_PROJECT, Settings
from orchestration.dbt import environment
from tests.bench.seeded import HEADLINE, KINDS, Fault, choose, seed

EACH: Final = 20
SEED: Final = 20261125
EVERY_KEY: Final = 10**9
LEDGER: Final = GATES[:1]

Breach = tuple[str, str]  # rule_id, key


def main(arguments: list[str]) -> int:
    if not arguments or not (lake := Path(arguments[0]).resolve()).is_dir():
        print(__doc__)
        return 2
    with tempfile.TemporaryDirectory(dir=arguments[1] if len(arguments) > 1 else None) as scratch:
        clean, faulty, behind = (Path(scratch, name) for name in ("clean", "faulty", "behind"))
        clean.mkdir()
        (clean / "lake").symlink_to(lake)
        before = judged(clean, GATES)
        faults = choose(Settings(home=clean).build, EACH, SEED)
        # a ledger row that stands twice stops the night at the first gate and dbt at its first key: the gates behind judge
        # the other faults, in a build of their own
        seed(lake, faulty / "lake", faults)
        seed(lake, behind / "lake", [fault for fault in faults if fault.change.get("copies") != 2])
        new = (judged(faulty, LEDGER) | judged(behind, GATES[1:])) - before
        report(faults, new)
        alarms(Settings(home=clean).build, before)
    return 0


def judged(home: Path, gates: Sequence[Gate]) -> set[Breach]:
    """Build the lake of a data home with dbt as far as the gates want, run them, and return every breach by rule and key."""
    settings = Settings(home=home)
    settings.build.parent.mkdir(parents=True, exist_ok=True)
    options = ["--project-dir", DBT_PROJECT, "--profiles-dir", DBT_PROJECT, "--target-path", settings.dbt_target]
    stage = ["--select", "tag:staging"] if gates == LEDGER else []
    run = [Path(sys.executable).parent / "dbt", "--quiet", "run", *options, "--log-path", home / "logs", *stage]
    subprocess.run(run, check=True, env=os.environ | environment(settings), stdout=subprocess.DEVNULL)
    for gate in gates:
        run_gate(gate, settings.build, settings.lake, "bench", settings.audit, listed=EVERY_KEY)
    rows = read_verdicts(settings.audit, "bench").select(["rule_id", "key", "passed"]).to_pylist()
    return {(row["rule_id"], row["key"]) for row in rows if not row["passed"] and row["key"] != "*"}


def report(faults: list[Fault], new: set[Breach]) -> None:
    """The table by kind."""
    by_part: dict[str, set[Breach]] = defaultdict(set)
    for rule_id, key in new:
        for part in key.split("/"):
            by_part[part].add((rule_id, key))
    seeded, caught = Counter(fault.kind for fault in faults), Counter[str]()
    rules: dict[str, Counter[str]] = defaultdict(Counter)
    for fault in faults:
        places = {fault.row["document_id"], fault.row["ref_area"], fault.row["document_area"], fault.row["other_area"]}
        near = set().union(*(by_part[place] for place in places if place))
        named = {rule_id for rule_id, key in near if fault.named_by(key)}
        caught[fault.kind] += bool(named)
        rules[fault.kind].update(named)
    print(f"{'fault':<42}{'seeded':>7}{'caught':>7}  by")
    for kind in KINDS:
        by = ", ".join(f"{rule} {n}" for rule, n in rules[kind.name].most_common(6))
        where = "print" if kind.in_print else "reading"
        print(f"{kind.name + ' (' + where + ')':<42}{seeded[kind.name]:>7}{caught[kind.name]:>7}  {by}")
    total = sum(caught.values())
    print(f"{'all':<42}{len(faults):>7}{total:>7}  {100 * total / len(faults):.1f} %\n")


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
    total = sum(counted.values())
    for rule_id, n in counted.most_common():
        print(f"{rule_id:<42}{n:>7}")
    print(
        f"{'alarms without faults':<42}{total:>7}  {1000 * total / len(rows):.2f} per 1,000 of {len(rows):,} headline observations"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
