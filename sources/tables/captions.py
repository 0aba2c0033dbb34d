"""Captions, sheet names and words said beside a file → the quantity that a table's rows and columns leave out.

What belongs here: which quantity a caption names, and the form in which it follows a thing's name. What does not: headers
(`columns`), row heads (`labels`), putting them together (`reading`).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final, NamedTuple

from sources.tables.columns import About
from sources.words import rows as vocabulary_rows

_NOUN: Final = re.compile(
    r"(固定资产投资（不含农户）|固定资产投资|居民消费价格[^ 0-9]{0,4}指数|居民消费价格(?=比|涨|月度|同比)|社会消费品零售总额|限额以上商品零售类值|零售类值|对外(?:非金融类)?直接投资额?"
    r"|(?:商品)?住宅销售价格指数|工业生产者(?:出厂|购进)价格指数|商品零售价格指数|主要农产品产量|产品产量|外商直接投资额?|(?:地区)?生产总值(?!能耗)"
    r"|(?:一般公共|政府性基金|国有资本经营|社会保险基金)预算支出|每百户[\u4e00-\u9fff]{0,14}?拥有量)"
)
#: A caption's words in the form in which they follow a thing's name.
_FOLLOWS: Final = {
    "主要农产品产量": "产量",
    "产品产量": "产量",
    "零售类值": "零售额",
    "限额以上商品零售类值": "零售额",
    "社会消费品零售总额": "零售额",
    "生产总值": "增加值",
    "地区生产总值": "增加值",
    "居民消费价格累计指数": "居民消费价格指数",
    "居民消费价格分类指数": "居民消费价格指数",
}
#: Header words that mean what the caption says in full.
_SHORT: Final = {"指数": "指数", "价格指数": "居民消费价格", "类值": "零售额"}
_MONEY: Final = frozenset(
    (
        "固定资产投资（不含农户）",
        "固定资产投资",
        "零售额",
        "支出",
        "外商直接投资",
        "外商直接投资额",
        "对外直接投资额",
        "对外非金融类直接投资额",
    )
)
_DEBT: Final = re.compile(r"(一般|专项)债务")


class CaptionNoun(NamedTuple):
    """`full`: the quantity as the caption names it; `noun`: as it follows a thing's name. "" for none."""

    full: str
    noun: str


def caption_noun(whole: About, unit: str | None) -> CaptionNoun:
    """The quantity that a caption names for rows that name only things (分行业固定资产投资)."""
    if whole.said:
        return CaptionNoun(whole.said, whole.said)
    full = _named(whole.words)
    if not full:
        return CaptionNoun("", "")
    noun = follows(full)
    if noun in _MONEY and unit is not None and "%" not in unit and "元" not in unit:
        return CaptionNoun("", "")
    return CaptionNoun(full, noun)


@lru_cache(maxsize=4096)
def _named(words: str) -> str:
    """The quantity in a caption's words. A section's heading names it in short, the table's own title with its scope."""
    named = [found.group(1) for found in _NOUN.finditer(words)]
    return max((name for name in named if name.startswith(named[0])), key=len) if named else ""


def follows(noun: str) -> str:
    """A quantity in the form in which it follows a thing's name."""
    if noun.endswith("预算支出"):
        return "支出"
    return "每百户拥有量" if noun.startswith("每百户") else _FOLLOWS.get(noun, noun)


def completed(noun: str, caption: str) -> str:
    """A header's noun in the caption's words where those say more: 指数 under 居民消费价格指数."""
    wanted = _SHORT.get(noun)
    if wanted is None or wanted not in caption:
        return noun
    return caption if caption.endswith(("指数", "额")) else f"{caption}指数"


def scoped(noun: str, words: str) -> str:
    """债务限额 under a caption of nothing but 一般债务 is 一般债务限额."""
    scopes = set(_DEBT.findall(words)) if noun.startswith("债务") else set()
    return f"{scopes.pop()}{noun}" if len(scopes) == 1 else noun


@cache
def _topics() -> tuple[tuple[str, str], ...]:
    return tuple((row["word"], row["indicator"]) for row in vocabulary_rows("tables/topics.csv"))


def index_of_sheet(place: str) -> str | None:
    """The price index that a sheet of areas is about, where its name has a word for it: 202511新房."""
    return next((indicator for word, indicator in _topics() if word in place), None)
