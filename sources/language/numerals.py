"""Compact text → numerals with their units: the scan that every span comes from.

What belongs here: the shape of a number (points, thousands marks, signs, ranges' hyphens), the unit written after it, and
the words glued to both (多, 余). What does not: what the number means. One pass of one expression, linear in the text.
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
_NOUN: Final = "|".join(
    re.escape(word) + (f"(?![{_GUARDS[word]}])" if word in _GUARDS else "")
    for word in sorted(KIND_OF, key=len, reverse=True)
)
_MULTIPLIER: Final = "万亿|千亿|百亿|十亿|千万|百万|十万|亿万|亿|万|千|百"
#: A quantity: number, loose words, multiplier, measure word, "per" part. Loose words may stand before or after the multiplier.
_QUANTITY: Final = re.compile(
    rf"""
    (?P<number>
        \d{{1,3}}(?:[,，]\d{{3}}){{1,6}}(?![\d%])(?:\.\d+)?      # 6,175 and 6，175
      | \d{{1,3}}(?:[ ]\d{{3}}){{1,4}}(?=(?:{_MULTIPLIER})?(?:{_NOUN}))  # 1 210 207亿元
      | (?P<year>(?:19|20)\d\d)(?=\.\d{{1,2}}\.\d{{1,2}}(?!\d))  # 2025.1.27 is a date
      | \d+(?:\.{{1,2}}(?!(?:19|20)\d\d年)\d+)?
    )
    [ ]?
    (?P<loose>多|余|几|来(?=[万亿个家]))?
    (?:
        (?P<unit>
            (?:{_MULTIPLIER})?(?P<loose2>多|余|来)?
            (?P<noun>{_NOUN})
            (?:/(?:百万|万|千|百|日|年|月)?(?:平方公里|平方米|立方米|公里|吨标准煤|百亿元|亿元|万元|元|人·?[年月日次]?|户|小时|分钟|[年月日天周时秒吨亩升人公斤斤克件个处床h][·]?)+){{0,2}}
            (?:（(?:[套次件户人家场个座处部种项])）)?
        )
      | (?P<bare>(?:{_MULTIPLIER})(?![一-鿿]{{0,2}}(?:国|众一心|人空巷)))(?P<loose3>多|余)?
    )?
    """,
    re.VERBOSE,
)
_LOOSE: Final = re.compile("[多余来]")
#: Chinese numerals that state a rank: 全国第一, 居全省第2位 has its digit found by the scan above.
_RANK: Final = re.compile(
    r"(?:(?:全国|全省|全区|全市|全球|世界|国内|亚洲|省内|西部|东部|中部|东北|西北|西南|华东|华南|华北|北方|南方|沿海|同类|副省级)[^，。；：、]{0,14}?|(?:排名?|位居|居|列|位列|名列|升至|跃居|跃升至|升到|前进到|综合))"
    r"(?:第|前(?=[一二三四五六七八九十]{1,2}(?:[，。；、位名]|$)))(?P<rank>[一二三四五六七八九十]{1,3})(?!批|次|轮|届|期|代|产业|家|套|条|例|座|部|笔|只|艘|线|人民|医院|中学|小学|方|书记|时间|颗|块|站|枪|步|台|张|款|单|师|位的|大道|梯队|方阵|产|机械|动力|责任|资源|生产|战略|所|支|架|届|段|阶段|类|档|等|层|城|村|镇|高|大(?!$))"
)
#: Chinese numerals that state a share or a multiple: 三分之一, 近五成, 翻两番.
_SHARE: Final = re.compile(
    r"百分之(?P<percent>[零〇一二三四五六七八九十百千]+(?:点[零〇一二三四五六七八九]+)?)"
    r"|(?P<part>[一二三四五六七八九十]{1,3}分之[一二三四五六七八九十]{1,3})"
    r"|(?<![一-九分三完变])(?P<tenths>[一二两三四五六七八九])成(?=[，。；、以左多的]|$)"
    r"|翻(?:了)?(?P<doublings>[一两二三四])番"
)
_CHINESE_DIGIT: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_PLACES: Final = {"十": 10, "百": 100, "千": 1000}


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


def scan(text: str) -> list[Quantity]:
    """All numerals of a compact text in order: every run of digits is inside exactly one of them."""
    found: list[Quantity] = []
    for match in _QUANTITY.finditer(text):
        start, end = match.span("number")
        noun = match["noun"]
        loose = bool(match["loose"] or match["loose2"] or match["loose3"])
        if noun is not None:
            unit = match["unit"]
            if match["loose2"]:
                unit = _LOOSE.sub("", unit, count=1)
            kind = KIND_OF[noun]
            stop = match.end()
        elif match["bare"]:
            unit, noun, kind, stop = match["bare"], "", "", match.end()
        else:
            unit, noun, kind, stop = "", "", "", match.end() if loose else end
        number = match["number"].replace(",", "").replace("，", "").replace(" ", "").replace("..", ".")
        negative = (
            start > 0
            and text[start - 1] == "-"
            and (start == 1 or not (text[start - 2].isalnum() or text[start - 2] in "%‰）"))
        ) or (start > 1 and text[start - 1] == "-" and text[start - 2] in "长降为是率至到少低")
        found.append(Quantity(start, end, stop, float(number[:40]), unit, noun or "", kind, loose, negative))
    written: list[Quantity] = []
    if "第" in text:
        written.extend(_chinese_rank(match) for match in _RANK.finditer(text))
    if "分之" in text or "成" in text or "翻" in text:
        written.extend(_chinese_share(match) for match in _SHARE.finditer(text))
    if written:
        found = sorted(found + written, key=lambda quantity: quantity.start)
    return found


def _chinese_share(match: re.Match[str]) -> Quantity:
    if match["percent"]:
        start, end = match.span("percent")
        whole, _, decimals = match["percent"].partition("点")
        value = float(chinese_number(whole)) + sum(
            _CHINESE_DIGIT[digit] / 10 ** (place + 1) for place, digit in enumerate(decimals)
        )
        return Quantity(start, end, end, round(value, 6), "%", "%", "percent", False, chinese=True)
    if match["part"]:
        below, _, above = match["part"].partition("分之")
        start, end = match.span("part")
        return Quantity(
            start, end, end, chinese_number(above) / chinese_number(below), "", "", "share", False, chinese=True
        )
    name = "tenths" if match["tenths"] else "doublings"
    unit = "成" if match["tenths"] else "番"
    start, end = match.span(name)
    return Quantity(
        start, end, end + 1, float(_CHINESE_DIGIT[match[name]]), unit, unit, "multiple", False, chinese=True
    )


def _chinese_rank(match: re.Match[str]) -> Quantity:
    start, end = match.span("rank")
    return Quantity(start, end, end, float(chinese_number(match["rank"])), "位", "位", "rank", False, chinese=True)


def chinese_number(text: str) -> int:
    """A whole number in Chinese characters below ten thousand: 九, 十二, 三百零六, 二〇〇五. Never raises."""
    if not any(unit in text for unit in "十百千"):
        return int("".join(str(_CHINESE_DIGIT[c]) for c in text) or "0")
    total, digit = 0, 0
    for character in text:
        place = _PLACES.get(character)
        if place is None:
            digit = _CHINESE_DIGIT[character]
        else:
            total += (digit or 1) * place
            digit = 0
    return total + digit
