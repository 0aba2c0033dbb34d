"""A verdict on one numeral, and the clause before it that many of them look at.

What belongs here: what the stages that tell numerals from observations share. What does not: any rule of theirs.
"""

from __future__ import annotations

Verdict = tuple[str, str]  # disposition, rule


def clause_ahead(text: str, at: int) -> str:
    """The text from the last clause mark to `at`, at most 40 characters."""
    low = max(0, at - 40)
    part = text[low:at]
    cut = max(part.rfind("，"), part.rfind("。"), part.rfind("；"), part.rfind("！"), part.rfind("？"))
    return part[cut + 1 :]
