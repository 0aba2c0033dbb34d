"""What holds for the ledger of any text whatever.

What belongs here: one check, that raises AssertionError with the place where it fails. What does not: how texts are made.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from typing import Final

from sources.language import read_ledger
from sources.model import Bound, Disposition, Document, Ledger, Measure, Nature, Status

ARABIC: Final = re.compile(r"[0-9０-９]+")


def sound(document: Document) -> Ledger:
    """The ledger of a document without tables, after checking spans, coverage and fields."""
    found = read_ledger(document)
    text = document.text
    end = 0
    for row in found.numerals:
        assert end <= row.start < row.end <= len(text), ("spans overlap or stand out of order", row)
        assert text[row.start : row.end] == row.text, ("text is not the slice of its span", row)
        assert row.rule.split(".")[0], ("no rule", row)
        assert row.disposition in set(Disposition), row
        end = row.end
        if row.disposition == Disposition.OBSERVATION:
            assert row.indicator is not None, row
            assert row.unit is not None, row
            assert row.value is not None, row
            assert math.isfinite(row.value), row
            assert row.measure in set(Measure), row
            assert row.bound in set(Bound), row
            assert row.status in set(Status), row
            assert row.nature is None or row.nature in set(Nature), row
            assert row.sentence_start is not None, row
            assert row.sentence_end is not None, row
            assert row.sentence_start <= row.start < row.end <= row.sentence_end, ("outside its sentence", row)
        else:
            assert row.rule.startswith(f"{row.disposition}."), row
    starts = [row.start for row in found.numerals]
    for match in ARABIC.finditer(text):
        at = bisect_right(starts, match.start()) - 1
        assert at >= 0, ("not covered", match)
        # a run of digits may be cut where a date has no marks, but no digit may fall between two rows
        stop = found.numerals[at].end
        while stop < match.end() and at + 1 < len(starts) and starts[at + 1] == stop:
            at += 1
            stop = found.numerals[at].end
        assert stop >= match.end(), ("not covered", match, text[max(0, match.start() - 20) : match.end() + 20])
    for target in found.relative_targets:
        assert 0 <= target.start < target.end <= len(text), target
        assert text[target.start : target.end] == target.text, target
        assert target.rule, target
    return found
