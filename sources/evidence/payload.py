"""What the page's script knows: one array of rows, one row a numeral, strings kept once.

What belongs here: the shape of the embedded JSON. What does not: HTML, labels' wording (assets/labels.json).

`rows[i][j]` is the field `fields[j]` of the i-th entry, entries by start. Fields of `strings` hold an index into
`strings` (0: absent). `start` and `end` are the ledger's; `from`, `to`, `sentence_from`, `sentence_to` count UTF-16
units, as browsers do, so that the script can cut the sentence out of the article's own text.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import fields
from typing import Final

from sources.evidence.inline import kind_of
from sources.model import Document, Ledger, Numeral, RelativeTarget
from sources.words import rows as vocabulary

NUMBERS: Final = ("start", "end", "from", "to", "sentence_from", "sentence_to", "value")
_PLACES: Final = ("sentence_start", "sentence_end")
STRINGS: Final = (
    "kind",
    *(field.name for field in fields(Numeral) if field.name not in NUMBERS + _PLACES),
    "relation",
    "reference",
)

_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")
#: Where the ledger names no sentence, its line is shown, this many characters to either side at most.
_REACH: Final = 240
_LONGEST: Final = 400


def payload(document: Document, ledger: Ledger, labels: Mapping[str, tuple[str, str]]) -> dict[str, object]:
    """The value that is embedded as JSON."""
    astral = [match.start() for match in _ASTRAL.finditer(document.text)]
    index: dict[str, int] = {"": 0}

    def units(at: int) -> int:
        return at + bisect_left(astral, at) if astral else at

    def row(entry: Numeral | RelativeTarget) -> list[float | int | None]:
        low, high = _sentence(document.text, entry)
        value = entry.value if isinstance(entry, Numeral) else None
        if value is not None and not math.isfinite(value):
            value = None
        kind = kind_of(entry) if isinstance(entry, Numeral) else "relative"
        places = [entry.start, entry.end, *map(units, (entry.start, entry.end, low, high))]
        said = (getattr(entry, name, None) for name in STRINGS[1:])
        names = [kind, *("" if value is None else _clip(str(value)) for value in said)]
        return [*places, _short(value), *(index.setdefault(name, len(index)) for name in names)]

    entries: list[Numeral | RelativeTarget] = [*ledger.numerals, *ledger.relative_targets]
    rows = [row(entry) for entry in sorted(entries, key=lambda entry: (entry.start, entry.end))]
    return {
        "fields": [*NUMBERS, *STRINGS],
        "numbers": len(NUMBERS),
        "strings": list(index),
        "rows": rows,
        "codes": _names({entry.code for entry in entries if entry.code}),
        "labels": labels,
    }


def _sentence(text: str, entry: Numeral | RelativeTarget) -> tuple[int, int]:
    if isinstance(entry, Numeral) and entry.sentence_start is not None and entry.sentence_end is not None:
        return min(max(0, entry.sentence_start), entry.start), max(min(len(text), entry.sentence_end), entry.end)
    low = max(0, entry.start - _REACH)
    low = max(low, *(text.rfind(sign, low, entry.start) + 1 for sign in "\n。"))
    high = min(len(text), entry.end + _REACH)
    return low, min(high, *((text.find(sign, entry.end, high) + 1 or high + 1) - (sign == "\n") for sign in "\n。"))


def _clip(name: str) -> str:
    """A card is no place for a line of ten million digits; the article has it whole."""
    return name if len(name) <= _LONGEST else name[:_LONGEST] + "…"


def _short(value: float | None) -> float | int | None:
    """1300.0 as 1300: the same number, fewer bytes, and as people write it."""
    return int(value) if value is not None and value == int(value) and abs(value) < 2**53 else value


def _names(codes: set[str]) -> dict[str, tuple[str, str]]:
    """The vocabulary's names of the codes that occur."""
    return {
        row["code"]: (row["name_zh"], row["name_en"]) for row in vocabulary("indicators.csv") if row["code"] in codes
    }
