"""What dbt reads of a run's gates: the rules and their classes, the newest verdicts, every key that was judged, earlier runs.

What belongs here: these datasets, one folder each below the audit folder, and their columns. What does not: the record that
publication rests on (`record`), what the warehouse makes of them (`dbt_project/models/quality`).

`rules`    one row a rule of every gate, as it stands; its run_id is the run that is newest
`classes`  one row a class of rules
`latest`   the newest verdicts of each gate, one file a gate, with the columns of `record.VERDICTS`
`judged`   one row a key that a rule of an independent kind judged in that run, with the figures it touched; one file a gate
`history`  whole-scope verdicts of every run, with the columns of `record.VERDICTS`
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from expectations import kinds
from expectations.classes import class_of, read_classes
from expectations.files import write_whole
from expectations.record import VERDICTS, by_name
from expectations.rule import RULES, read_every
from expectations.verdict import WHOLE_SCOPE, Gate

_TEXT: Final = pa.string()
RULE: Final = pa.schema(
    [
        *(
            (name, _TEXT)
            for name in ("run_id", "rule_id", "gate", "kind", "class_id", "checked_against", "severity", "holds")
        ),
        *((name, _TEXT) for name in ("scope", "condition", "key_columns", "parameters", "title", "title_zh")),
        *((name, _TEXT) for name in ("reason", "reason_zh")),
        ("evidence", _TEXT),
        ("since", pa.date32()),
    ]
)
CLASS: Final = pa.schema(
    [(name, _TEXT) for name in ("class_id", "title", "title_zh", "asks", "asks_zh", "missing", "missing_zh")]
)
JUDGED: Final = pa.schema(
    [
        *((name, _TEXT) for name in ("run_id", "gate", "rule_id", "key")),
        ("passed", pa.bool_()),
        *((name, _TEXT) for name in ("expected", "found", "tolerance")),
        ("touched", pa.list_(_TEXT)),
    ]
)
#: Every dataset and its columns.
DATASETS: Final = {"rules": RULE, "classes": CLASS, "latest": VERDICTS, "judged": JUDGED, "history": VERDICTS}


def prepare(audit: Path) -> None:
    """A part without rows of every dataset that has none yet, so that dbt can be run before any gate."""
    for name, schema in DATASETS.items():
        if not any((audit / name).glob("*.parquet")):
            write_whole(audit / name / "none.parquet", schema.empty_table())


def note_run(audit: Path, run_id: str, gate: Gate, verdicts: pa.Table, judged: pa.Table, rules: Path = RULES) -> None:
    """Put what a gate found where dbt reads it, in place of what that gate found before."""
    prepare(audit)
    write_whole(audit / "rules" / "rules.parquet", pa.Table.from_pylist(list(_rules(run_id, rules)), schema=RULE))
    classes = [{name: getattr(one, name) for name in CLASS.names} for one in read_classes(rules)]
    write_whole(audit / "classes" / "classes.parquet", pa.Table.from_pylist(classes, schema=CLASS))
    write_whole(audit / "latest" / f"{gate}.parquet", verdicts)
    write_whole(audit / "judged" / f"{gate}.parquet", judged)
    write_whole(audit / "history" / "history.parquet", _history(audit, run_id, gate, verdicts))


def _rules(run_id: str, folder: Path) -> Iterator[dict[str, Any]]:
    classes = read_classes(folder)
    for rule in read_every(folder):
        yield {
            "run_id": run_id,
            "class_id": class_of(rule.rule_id, classes),
            "checked_against": kinds.against(rule.kind),
            "condition": rule.where,
            "key_columns": ", ".join(rule.key),
            "parameters": json.dumps(rule.parameters, ensure_ascii=False, sort_keys=True, default=str),
            **{
                name: getattr(rule, name) for name in ("rule_id", "gate", "kind", "severity", "holds", "scope", "title")
            },
            **{name: getattr(rule, name) for name in ("title_zh", "reason", "reason_zh", "evidence", "since")},
        }


def _history(audit: Path, run_id: str, gate: Gate, verdicts: pa.Table) -> pa.Table:
    """What earlier runs found, with this gate's verdicts. A history that cannot be read begins anew: it decides nothing."""
    new = verdicts.filter(pc.equal(verdicts["key"], WHOLE_SCOPE))
    try:
        old = by_name(pq.read_table(audit / "history" / "history.parquet"))
    except (OSError, KeyError, ValueError, pa.ArrowException):
        return new
    own = pc.and_(pc.equal(old["run_id"], run_id), pc.equal(old["gate"], gate))
    return pa.concat_tables([old.filter(pc.invert(own)), new])
