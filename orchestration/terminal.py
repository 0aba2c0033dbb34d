"""Text on its way to a terminal or a page: what would steer either is shown as a sign that cannot be shown.

What belongs here: which characters those are, and a count with its noun. What does not: HTML and Markdown (`sources.evidence.markup`, `preview`).
"""

from __future__ import annotations

from typing import Final

#: Control characters but line ends and tabs (escape sequences begin with one), and marks that turn the direction of text.
_STEERING: Final = (
    *(code for code in range(0x20) if chr(code) not in "\n\t"),
    *range(0x7F, 0xA0),
    0x061C,
    *range(0x200E, 0x2010),
    *range(0x2028, 0x202F),
    *range(0x2066, 0x206A),
)
_SHOWN: Final = dict.fromkeys(_STEERING, "\ufffd")


def plain(text: str) -> str:
    """`text` with each steering character replaced by one U+FFFD. Lines and tabs stay."""
    return text.translate(_SHOWN)


def counted(count: int, noun: str) -> str:
    """`1 key`, `2 keys`: nouns that take an s."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
