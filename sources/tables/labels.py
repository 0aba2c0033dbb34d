"""Row labels → indicator phrases: enumerators and 其中 taken off, the parent's name put where the label needs it.

What belongs here: the wording of row heads. What does not: columns, values.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_ENUMERATOR: Final = re.compile(
    r"\s*(?:[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|[一二三四五六七八九十]{1,3}\s*[、.．]|\d{1,2}(?:\.\d{1,2}){0,2}\s*(?:[、)）]|[.．]\s*(?!\d)|\s+(?=[\u4e00-\u9fff])))\s*"
)
_PART: Final = re.compile(r"\s*(?:其中\s*[:：]?|[#＃]|[-—·•]+(?=[\u4e00-\u9fff])|[☆★]|★)\s*")
_UNIT: Final = re.compile(r"[（(]\s*([^（）()=\d]{1,14}?|\d?[^（）()=\d]{1,10})\s*[）)]\s*$")
#: A label that ends so names a quantity by itself.
_QUANTITY: Final = re.compile(
    r"(?:总值|产值|增加值|总额|额|总量|量|数|率|比|比重|强度|收入|支出|投资|人口|面积|余额|存款|贷款|指数|里程|税|利润|成本|价格|浓度|能耗|就业|产出|水平|GDP|涨幅|增速|密度|吨|户|市|省|计)(?:（[^（）]*）)?$"
)
_GROWTH: Final = re.compile(r"(?:比上年)?(?:的?同比)?(?:增长(?:率|速度|幅度)?|增速|增幅|涨幅|涨跌幅度?)$")


@dataclass(frozen=True, slots=True)
class Label:
    """`name` as a reader would say it, `unit` in its brackets, `growth`: the label itself says that it is a growth."""

    name: str
    unit: str | None
    growth: bool
    part: bool


def label(text: str, parent: str, known_units: frozenset[str]) -> Label:
    """Read a row head. `parent` is the last label that was no part, "" where there is none."""
    bare = _ENUMERATOR.sub("", text, count=1)
    part = bool(_PART.match(bare)) or bool(_PART.match(text))
    bare = _PART.sub("", bare, count=1) if _PART.match(bare) else bare
    bare = _ENUMERATOR.sub("", bare, count=1).strip("　 :：")
    unit = None
    if (found := _UNIT.search(bare)) and (found.group(1) in known_units or found.group(1) in ("%", "％", "元", "‰")):
        unit = found.group(1).replace("％", "%")
        bare = bare[: found.start()].strip()
    growth = bool(_GROWTH.search(bare))
    if growth and not re.search(r"价格.{0,4}涨", bare):
        shorter = _GROWTH.sub("", bare)
        bare = shorter or bare
    if part and parent and not _QUANTITY.search(bare) and bare != parent:
        bare = f"{parent}（{bare}）"
    return Label(bare, unit, growth, part)


def is_quantity(name: str) -> bool:
    """Whether a label names a quantity by itself (粮食产量), not only a thing (粮食)."""
    return bool(_QUANTITY.search(name))
