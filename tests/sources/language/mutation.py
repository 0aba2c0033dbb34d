"""Ways to damage a text as copying, scanning and hostile hands do: cut, doubled, shuffled, odd widths, controls.

What belongs here: text → damaged text, decided by a random generator alone. What does not: reading or judging the result.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Final

_FULL_WIDTH: Final = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_HALF_WIDTH: Final = {full: half for half, full in _FULL_WIDTH.items()}
_ODD: Final = (
    *map(chr, range(0x20)),
    *"\x7f\x85\xa0\xad\u200b\u200d\u200e\u2028\u2029\u202e\u2060\u3000\ufeff\ufffc\ufffd\ue000\U000f0000",
    *"٣７²½①㈠Ⅷ〇％‰．，：∶－–—～（［【“《<$|#*\t\r\n",
    *("1 2", "1..2", "１,２", "-", "1:2:3:4", "第", "分别", "其中", "[1]", "----", "%%"),
)


def cut(text: str, chance: random.Random) -> str:
    """A stretch of it, torn anywhere."""
    first, last = sorted((chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)))
    return text[first:last]


def doubled(text: str, chance: random.Random) -> str:
    """A stretch stands twice, in the middle of a word or a number."""
    first, last = sorted((chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)))
    return text[:last] + text[first:]


def shuffled(text: str, chance: random.Random) -> str:
    """Paragraphs in another order."""
    lines = text.splitlines(keepends=True)
    chance.shuffle(lines)
    return "".join(lines)


def swapped(text: str, chance: random.Random) -> str:
    """Sentences and clauses in another order, without regard to where a paragraph ends."""
    pieces = re.split(r"(?<=[，。；、\n])", text)
    chance.shuffle(pieces)
    return "".join(pieces)


def widened(text: str, chance: random.Random) -> str:
    """Half-width characters made full-width and the other way round, some of them."""
    return "".join(
        character.translate(chance.choice((_FULL_WIDTH, _HALF_WIDTH))) if chance.random() < 0.5 else character
        for character in text
    )


def sprinkled(text: str, chance: random.Random) -> str:
    """Controls, blanks of every width and odd marks between its characters."""
    out: list[str] = []
    position = 0
    while position < len(text):
        step = 1 + int(chance.expovariate(1 / 40))
        out += (text[position : position + step], chance.choice(_ODD))
        position += step
    return "".join(out)


def torn(text: str, chance: random.Random) -> str:
    """Wrapped at a fixed width, as text copied out of a page is."""
    width = chance.randrange(3, 60)
    end = chance.choice(("\n", "\r\n", "\n\n", "\n　　", "\u2028"))
    return end.join(text[at : at + width] for at in range(0, len(text), width))


def joined(text: str, chance: random.Random) -> str:
    """All line breaks gone, perhaps all full stops too."""
    flat = "".join(text.split())
    return flat.replace("。", chance.choice(("。", "", "，")))


def renumbered(text: str, chance: random.Random) -> str:
    """Other digits in every place: years out of range, months of ninety days."""
    return re.sub(r"[0-9]", lambda _: chance.choice("0123456789０９"), text)


WAYS: Final[tuple[Callable[[str, random.Random], str], ...]] = (
    cut, doubled, shuffled, swapped, widened, sprinkled, torn, joined, renumbered,
)  # fmt: skip


def mutated(text: str, chance: random.Random) -> str:
    """One to three of the ways, one after the other; never more than twice as long and a little."""
    for way in chance.sample(WAYS, chance.randint(1, 3)):
        text = way(text, chance)[: 2 * len(text) + 100]
    return text
