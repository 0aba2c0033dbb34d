"""The difference of two builds as lines for people; no line where there is none.

What belongs here: wording and layout. What does not: comparing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from orchestration.diff import Counts, TableDiff

_WIDTH: Final = 60


def render(differences: Sequence[TableDiff]) -> str:
    return "\n".join(line for one in differences for line in _lines(one))


def _lines(one: TableDiff) -> Iterator[str]:
    yield f"{one.table:<26} {_counts(one.total)}"
    if one.columns_added:
        yield f"  new columns: {', '.join(one.columns_added)}"
    if one.columns_removed:
        yield f"  columns gone: {', '.join(one.columns_removed)}"
    for indicator, counts in one.by_indicator.items():
        yield f"  {indicator:<24} {_counts(counts)}"
    for example in one.examples:
        yield f"  {example.key}: {example.column} {_short(example.before)} → {_short(example.after)}"


def _counts(counts: Counts) -> str:
    text = f"added {counts.added:,}, removed {counts.removed:,}, changed {counts.changed:,}"
    columns = ", ".join(f"{name} {rows:,}" for name, rows in counts.columns.items())
    return f"{text} ({columns})" if columns else text


def _short(value: Any) -> str:
    text = "nothing" if value is None else str(value)
    return text if len(text) <= _WIDTH else f"{text[:_WIDTH]}…"
