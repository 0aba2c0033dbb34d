"""Indicator phrase → the vocabulary's code, only where the phrase names that very indicator for the whole place.

What belongs here: the exact look-up of names and aliases after a few words that change nothing are taken off. What does
not: reading the phrase. A phrase with anything left over (a scope, an origin, 新增) has no code.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from sources.words import rows

_IGNORED: Final = re.compile(
    r"^(?:(?:累计(?=完成|实现)|(?:累计)?完成|全[市省区县州盟旗国年]|[我本][市省区县国]|地区(?=实现|完成)|地区性|实现|完成|提出|细化提出|争取|力争|年内|年末|年底|年均|累计|全部?口径的?|其中|预计|总体|期末|辖区|地方(?=财政|一般)|各地|城乡(?=居民)|全社会(?=固|社会|用)|全部(?=金融)|金融机构(?=各项|存款|贷款|本外币)|[市省区县](?=一般公共|一般预算|公共财政|地方)|年度)(?!性)(?:的)?)+"
)
#: 市外贸进出口总额: the place itself, named by its rank alone.
_OF_PLACE: Final = frozenset("省市县州")
_BRACKETS: Final = re.compile(r"（[^（）]*）|[“”\"]")
_SHARE_OF_GRP: Final = re.compile(
    r"(?:占(?:全[市省区县州国])?(?:(?:地区|国内)?生产总值|GDP)的?(?:比重|比例|比)|与(?:(?:地区|国内)?生产总值|GDP)(?:之比|的?比[例值重]))$"
)
_COUNTED_AS: Final = re.compile(r"(?:总数量?|数量|数|规模)$")
_INNER: Final = re.compile(r"(?<=.)(?:实现|完成)(?=增加值|总产值|产值|收入|投资|支出|总额|进出口|出口|进口)")


@cache
def _codes() -> dict[str, str]:
    table: dict[str, str] = {}
    for row in rows("indicators.csv"):
        for name in (row["name_zh"], *row["aliases_zh"].split("|")):
            if name:
                table.setdefault(_plain(name), row["code"])
    for row in rows("language/aliases.csv"):
        table.setdefault(_plain(row["alias"]), row["code"])
    return table


def _plain(phrase: str) -> str:
    """One spelling of a phrase: without brackets and marks, the regional product in a share named as one."""
    plain = _BRACKETS.sub("", phrase).replace(" ", "").replace("、", "").replace("·", "")
    return _SHARE_OF_GRP.sub("占GDP比重", plain) if "占" in plain or "比" in plain else plain


@cache
def _kinds() -> dict[str, str]:
    return {row["code"]: row["unit"] for row in rows("indicators.csv")}


def code_of(phrase: str) -> str | None:
    """The code of an indicator phrase, None when it is no vocabulary indicator for the whole place."""
    plain = _plain(phrase)
    table = _codes()
    code = table.get(plain)
    if code is None:
        trimmed = _INNER.sub("", _IGNORED.sub("", plain))
        code = table.get(trimmed) or (table.get(trimmed[1:]) if trimmed[:1] in _OF_PLACE else None)
        if code is None and (tail := _COUNTED_AS.search(trimmed)):
            code = table.get(trimmed[: tail.start()])
    return code


def unit_class(code: str) -> str:
    """The vocabulary's unit of a code: CNY, PERCENT, PERSON …"""
    return _kinds().get(code, "")


@cache
def _groups() -> dict[str, str]:
    return {row["code"]: row["group"] for row in rows("indicators.csv")}


def group_of(code: str) -> str:
    """The vocabulary's group of a code: accounts, environment, employment …"""
    return _groups().get(code, "")
