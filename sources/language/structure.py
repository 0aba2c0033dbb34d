"""The parts of a whole that a chain of numerals gives shares of: 三次产业结构为 9.0:44.9:46.1.

What belongs here: naming the shares from the words before the chain. What does not: finding the chain (`clauses`), its
status and period (`fields`).
"""

from __future__ import annotations

from typing import Final

_INDUSTRIES: Final = ("第一产业", "第二产业", "第三产业")


def share_names(clause: str, subject: str, count: int) -> list[str]:
    """The indicators of `count` shares, in their order; `clause` is what stands before them, `subject` its phrase."""
    parts = _INDUSTRIES if count == 3 else tuple(f"第{which + 1}项" for which in range(count))
    if "投资" in clause:
        return [f"{part}投资占固定资产投资比重" for part in parts]
    if "就业" in clause or "从业" in clause:
        return [f"{part}就业人员占全部就业人员比重" for part in parts]
    if "产业" in clause or "产" in clause or "经济结构" in clause or count == 3:
        return [f"{part}增加值占地区生产总值比重" for part in parts]
    return [subject + part for part in parts]
