"""Texts that make careless readers slow, by the number of times that something stands in them.

What belongs here: number → text. What does not: reading or timing it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

Shape = Callable[[int], str]

#: Texts that grow without a mark, without a numeral, or with nothing but one thing: what makes careless readers slow.
SHAPES: Final[Mapping[str, Shape]] = {
    "counts": lambda n: "1个" * n,
    "a list of numbers": lambda n: "1、" * n,
    "blanks between digits": lambda n: "1 234" * n,
    "thousands marks": lambda n: "1,234," * n,
    "one subject, many growths": lambda n: "增长5%，" * n,
    "brackets never closed": lambda n: "（1" * n,
    "quotes never closed": lambda n: "“1" * n,
    "titles never closed": lambda n: "《1" * n,
    "colons": lambda n: "1:" * n,
    "fenbie over a list": lambda n: "甲、" * n + "分别为" + "1、" * n,
    "qizhong again and again": lambda n: "其中1个，" * n,
    "projects and their investment": lambda n: "甲项目1个、" + "总投资1亿元、" * n,
    "shares of shares": lambda n: "甲投资增长1%，" + "占比1%，占乙的1%，" * n,
    "torn lines": lambda n: "中文中文中文中文中文中文中文中文中文12\n" * n,
    "years": lambda n: "2020年" * n,
}
#: The same with few numerals: what grows is the text between them.
LONG_SHAPES: Final[Mapping[str, Shape]] = {
    "no mark at all": lambda n: "发展" * n + "5%" + "工作" * n + "6个",
    "angle brackets": lambda n: "<" * n + "1",
    "square brackets": lambda n: "[" * n + "1",
    "dollars": lambda n: "$" * n + "1",
    "deng": lambda n: "等" * n + "1个",
    "comparisons": lambda n: "高于全国" * n + "1个百分点",
    "natures": lambda n: "约束性预期性为，" * n + "1个",
    "steps": lambda n: "高于同步与" * n + "。2021年目标",
    "lines without numerals": lambda n: "中文中文中文中文中文中文中文中文中文\n" * n,
    "blanks": lambda n: "1" + " \u3000" * n + "1",
    "dashes": lambda n: "---\n" * n + "1",
    "hashes": lambda n: "#" * n + "\n1个",
}
