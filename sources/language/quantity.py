"""One numeral as scanned, and the measure words that may follow a number.

What belongs here: the record that the stages after the scan read, the measure words and their kinds. What does not: how a
numeral is found (`numerals` for digits, `written` for Chinese characters).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from sources.words import rows, word_lists

_WORDS: Final = word_lists("language/measure_words.csv")
#: Measure word → its kind ("money", "count" …); the first kind that lists it wins.
KIND_OF: Final[dict[str, str]] = {}
for _kind, _members in _WORDS.items():
    for _word in _members:
        KIND_OF.setdefault(_word, _kind)

#: Measure word → characters that, standing right after it, make it the beginning of another word (5个人, 8家庭).
_GUARDS: Final = {row["word"]: row["not_before"] for row in rows("language/measure_word_guards.csv")}
#: Pattern of a measure word, the longest first.
NOUN: Final = "|".join(
    re.escape(word) + (f"(?![{_GUARDS[word]}])" if word in _GUARDS else "")
    for word in sorted(KIND_OF, key=len, reverse=True)
)
#: Pattern of the multiplier between a number and its measure word.
MULTIPLIER: Final = "万亿|千亿|百亿|十亿|千万|百万|十万|亿万|亿|万|千|百"


@dataclass(slots=True)
class Quantity:
    """A numeral as scanned. `start`/`end`: the digits; `stop`: end of the unit; all compact indices."""

    start: int
    end: int
    stop: int
    value: float
    unit: str  # as written, loose words out: "万个", "%", ""
    noun: str  # the measure word: "个"
    kind: str  # KIND_OF the measure word, "" without one
    loose: bool  # 多, 余 written after the number
    negative: bool = False
    chinese: bool = False  # written in Chinese characters
