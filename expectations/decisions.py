"""What people decided about single figures: waivers and corrections, as data with who, why and until.

What belongs here: reading the two tables of the decisions folder and saying which rows hold today. What does not: which keys
fail (`gate`), what a correction does to a value (`dbt_project`).

`waivers.csv`      rule_id, key, who, why, until: the failing key is let pass and is shown as waived. The key stands in the
                   gate's page and in fct_quarantine; a document_id alone lets every key of that document pass.
`corrections.csv`  document_id, span_start, says, value, who, why, until: the numeral at that place, while it still says `says`,
                   counts as `value` in the same unit. The printed value stays beside it.

`until` is the last day on which a decision holds. One that has ended, or whose row is not whole, decides nothing; rules of the
ledger gate name it (`given.waivers`, `given.corrections`). A figure whose correction has ended, or no longer meets its source, is
held back: as printed, somebody said, it is wrong.
"""

from __future__ import annotations

import csv
import datetime
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from expectations.files import write_whole
from sources.spelling import unknown

#: The folder of a checkout. It ships with headings only.
DECISIONS: Final = Path(__file__).parent / "decisions"

#: A key that begins with one is of that document; others begin with a place or a code, of which nobody waives all.
DOCUMENT_ID: Final = re.compile(r"[0-9a-f]{16}")

_WHO: Final = ("who", "why", "until")
_WAIVER: Final = ("rule_id", "key", *_WHO)
_CORRECTION: Final = ("document_id", "span_start", "says", "value", *_WHO)

#: What the rules read: the rows as they were given, with what is wrong with each.
WAIVERS: Final = pa.schema(
    [(name, pa.string()) for name in _WAIVER[:-1]] + [("until", pa.date32()), ("problem", pa.string())]
)
CORRECTIONS: Final = pa.schema(
    [
        ("document_id", pa.string()),
        ("span_start", pa.int64()),
        ("span_end", pa.int64()),  # of what it says, where it says it
        ("says", pa.string()),
        ("value", pa.float64()),
        ("who", pa.string()),
        ("why", pa.string()),
        ("until", pa.date32()),
        ("problem", pa.string()),
    ]
)

#: What dbt reads: the corrections that hold.
CORRECTING: Final = pa.schema([field for field in CORRECTIONS if field.name not in ("span_end", "problem")])


@dataclass(frozen=True, slots=True)
class Waiver:
    """Somebody let a failing key of a rule pass. `key` is a verdict's key, or the document it begins with."""

    rule_id: str
    key: str
    who: str
    why: str
    until: datetime.date

    @property
    def words(self) -> str:
        return f"waived by {self.who} until {self.until.isoformat()}: {self.why}"


@dataclass(frozen=True, slots=True)
class Decisions:
    """Both tables, as given, and what holds of them today: `holding` the waivers, by rule and key, `correcting` the
    corrections. `ended` counts what no longer holds.
    """

    waivers: pa.Table
    corrections: pa.Table
    holding: Mapping[tuple[str, str], Waiver]
    correcting: pa.Table
    ended: int

    @property
    def in_force(self) -> str:
        """What was decided, and how much of it has ended: a build is due when a row is written, changed, or ends."""
        return repr((self.waivers.to_pylist(), self.corrections.to_pylist(), self.ended))

    @property
    def rules_waived(self) -> frozenset[str]:
        """The rules of which somebody let a key pass."""
        return frozenset(rule_id for rule_id, _ in self.holding)

    def waiver(self, rule_id: str, key: str) -> Waiver | None:
        """The waiver of a failing key, found by the whole key or by its document."""
        document = key.partition("/")[0]
        whole = self.holding.get((rule_id, document)) if DOCUMENT_ID.fullmatch(document) else None
        return self.holding.get((rule_id, key)) or whole


def read_decisions(folder: Path = DECISIONS, today: datetime.date | None = None) -> Decisions:
    """Read both tables; one that is missing holds no decision. A row that is not whole is kept with its problem."""
    day = today or datetime.datetime.now(datetime.UTC).date()
    waivers = [_with_until(row, _WAIVER) for row in _rows(folder / "waivers.csv", _WAIVER)]
    corrections = [_correction(row) for row in _rows(folder / "corrections.csv", _CORRECTION)]
    holding = {
        (row["rule_id"], row["key"]): Waiver(*(row[name] for name in _WAIVER))
        for row in waivers
        if not row["problem"] and row["until"] >= day
    }
    correcting = [row for row in corrections if not row["problem"] and row["until"] >= day]
    ended = sum(bool(row["until"]) and row["until"] < day for row in (*waivers, *corrections))
    return Decisions(
        pa.Table.from_pylist(waivers, schema=WAIVERS),
        pa.Table.from_pylist(corrections, schema=CORRECTIONS),
        holding,
        pa.Table.from_pylist(correcting, schema=CORRECTING),
        ended,
    )


def corrections_path(audit: Path) -> Path:
    """Where dbt finds the corrections that a run goes by."""
    return audit / "corrections" / "corrections.parquet"


def prepare(audit: Path) -> None:
    """A file without rows where there is none yet, so that dbt can be run before any gate."""
    if not corrections_path(audit).exists():
        write_whole(corrections_path(audit), CORRECTING.empty_table())


def hand_over(audit: Path, decisions: Decisions) -> None:
    """Give dbt the corrections that hold in this run."""
    write_whole(corrections_path(audit), decisions.correcting)


def _rows(path: Path, columns: Sequence[str]) -> Iterator[dict[str, str]]:
    if not path.is_file():
        return
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        yield dict.fromkeys(columns, "") | {"problem": f"{path.name} cannot be read: {error}"}
        return
    given = csv.DictReader(text.splitlines())
    heading = [name.strip() for name in given.fieldnames or ()]
    if lacking := [name for name in columns if name not in heading]:
        other = "; ".join(unknown(name, columns) for name in heading if name not in columns)
        problem = f"no column {', '.join(lacking)} in {path.name}" + (f": {other}" if other else "")
        yield dict.fromkeys(columns, "") | {"problem": f"{problem}; expected {','.join(columns)}"}
        return
    given.fieldnames = heading
    for row in given:
        yield {name: (row.get(name) or "").strip() for name in columns} | {"problem": ""}


def _with_until(row: dict[str, str], columns: Sequence[str]) -> dict[str, Any]:
    """The row with its end as a date, and with what it lacks as its problem."""
    lacking = [name for name in columns if not row[name]]
    problem = row["problem"] or (f"lacks {', '.join(lacking)}" if lacking else "")
    until: datetime.date | None = None
    try:
        until = datetime.date.fromisoformat(row["until"])
    except ValueError:
        problem = problem or f"until {row['until']!r} is no date like 2026-12-31"
    return {**row, "until": until, "problem": problem}


def _correction(row: dict[str, str]) -> dict[str, Any]:
    whole = _with_until(row, _CORRECTION)
    try:
        span_start, value = int(row["span_start"]), float(row["value"])
        if not math.isfinite(value):
            raise ValueError(row["value"])
    except ValueError:
        span_start, value = None, None
        whole["problem"] = (
            whole["problem"] or f"span_start {row['span_start']!r} or value {row['value']!r} is no number"
        )
    span_end = None if span_start is None else span_start + len(row["says"])
    return {**whole, "span_start": span_start, "span_end": span_end, "value": value}
