"""What somebody may have meant by a word that is not on a list: one place for every "did you mean".

What belongs here: finding the nearest word. What does not: the lists, and what becomes of a word that is on none.
"""

from __future__ import annotations

from collections.abc import Iterable


def meant(word: str, known: Iterable[str]) -> str:
    """The known word that `word` is a slip of, "" where none is near: at most one letter in four, and one of a short word, was left
    out, put in, exchanged or swapped with its neighbour. Letter case and the signs between words do not count.
    """
    near = [(_slips(_bare(word), _bare(one)), one) for one in known]
    slips, one = min(near, default=(0, ""))
    return one if one and slips <= max(1, len(_bare(one)) // 4) else ""


def unknown(word: str, known: Iterable[str]) -> str:
    """What to say of a word that is not on a list: `'yaer' is unknown; did you mean 'year'?`."""
    one = meant(word, known)
    return f"{word!r} is unknown" + (f"; did you mean {one!r}?" if one else "")


def _bare(word: str) -> str:
    return "".join(letter for letter in word.lower() if letter not in " -_")


def _slips(one: str, other: str) -> int:
    """The distance of Damerau and Levenshtein between two words, a pair of letters swapped at most once.

    `difflib` cannot tell: two letters swapped in a word of four (yaer) are further apart to it than publisher and published_on.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, their in enumerate(other, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != their)))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == their:
                row[j] = min(row[j], earlier[j - 2] + 1)
    return row[-1]
