"""Numerals in Chinese characters: ranks, shares and multiples anywhere, amounts where a document writes its figures so.

What belongs here: their shape and value. What does not: numerals in digits (`numerals`), years (`layout` spells them in
digits). Reports up to about 1990 write 六百二十八亿一千万元; in later ones such words are names and round phrases (百亿级园区,
十件实事), so amounts are read only where `writes_amounts` holds.
"""

from __future__ import annotations

import re
from typing import Final

from sources.language.quantity import KIND_OF, NOUN, Quantity

#: The decimal point of a number in characters: 三点五, and 八二·一 where each character stands for one digit.
_POINT: Final = "[点·•・]"
#: Chinese numerals that state a rank: 全国第一, 居全省第2位 has its digit found by the scan above.
_RANK: Final = re.compile(
    r"(?:(?:全国|全省|全区|全市|全球|世界|国内|亚洲|省内|西部|东部|中部|东北|西北|西南|华东|华南|华北|北方|南方|沿海|同类|副省级)[^，。；：、]{0,14}?|(?:排名?|位居|居|列|位列|名列|升至|跃居|跃升至|升到|前进到|综合))"
    r"(?:第|前(?=[一二三四五六七八九十]{1,2}(?:[，。；、位名]|$)))(?P<rank>[一二三四五六七八九十]{1,3}+)(?!批|次|轮|届|期|代|产业|家|套|条|例|座|部|笔|只|艘|线|人民|医院|中学|小学|方|书记|时间|颗|块|站|枪|步|台|张|款|单|师|位的|个五年|大道|梯队|方阵|产|机械|动力|责任|资源|生产|战略|所|支|架|届|段|阶段|类|档|等|层|城|村|镇|高|大(?!$))"
)
#: Chinese numerals that state a share or a multiple: 三分之一, 近五成, 翻两番.
_SHARE: Final = re.compile(
    rf"百分之(?P<percent>[零〇一二三四五六七八九十百千]+(?:{_POINT}[零〇一二三四五六七八九]+)?)"
    r"|(?P<part>[一二三四五六七八九十]{1,3}分之[一二三四五六七八九十]{1,3})"
    r"|(?<![一-九分三完变])(?P<tenths>[一二两三四五六七八九])成(?=[，。；、以左多的]|$)"
    r"|翻(?:了)?(?P<doublings>[一两二三四])番"
)
_CHINESE_DIGIT: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_PLACES: Final = {"十": 10, "百": 100, "千": 1000}
#: A number: by place (三亿零六十二万), or a character a digit, in thousands (一、二四九·九, 〇·五六).
_NUMBER: Final = (
    rf"(?:[一二三四五六七八九〇][一二三四五六七八九〇]{{0,2}}(?:、[一二三四五六七八九〇]{{3}}(?![一二三四五六七八九〇十百千]))++"
    rf"|[一二两三四五六七八九十][一二两三四五六七八九十百千万亿零〇]*+|[〇零](?={_POINT}))(?:{_POINT}[一二三四五六七八九零〇]++)?"
)
#: An amount: number, loose words, multiplier, measure word. The low end of a range may leave unit and measure word to the high one.
_AMOUNT: Final = re.compile(
    rf"(?<![第一二两三四五六七八九十百千万亿零〇几数每])(?<![一二三四五六七八九零〇]{_POINT})"
    rf"(?P<number>{_NUMBER})(?P<loose>多|余|几)?(?P<multiplier>万亿|亿|万)?(?P<loose2>多|余)?"
    rf"(?:(?P<noun>{NOUN})|(?=[至到—]{{1,2}}(?P<high>{_NUMBER})[多余]?(?:万亿|亿|万)?(?P<shared>{NOUN})))"
)
_CERTAIN: Final = re.compile(
    r"百分之[一二三四五六七八九十百零]++"
    r"|(?<![一二两三四五六七八九十百千万亿零几])[一二两三四五六七八九十][一二两三四五六七八九十百千零]*+(?:点[一二三四五六七八九零]++)?[多余]?[万亿]"
    r"[一二两三四五六七八九十百千万零]*+[多余]?(?:元|吨|人|户|斤|担|亩|头|公里|匹|台|件|立方|平方|千瓦|度|辆|箱)"
)
_DIGITS: Final = re.compile(r"\d++(?:\.\d++)?")
#: How many amounts a document must write in characters, and how often against each one in digits, to be read so.
_ENOUGH, _SHARE_OF_DIGITS = 5, 10
_LARGE: Final = 10_000
#: Measure words that are parts of words after a number below ten thousand: 一度, 两方面, 十里.
_PARTS_OF_WORDS: Final = frozenset(("度", "方", "升", "里", "克", "门", "字", "毫克"))


def writes_amounts(text: str) -> bool:
    """Whether a document writes its amounts in Chinese characters, at least in part."""
    if "百分之" not in text and "万" not in text:
        return False
    written = sum(1 for _ in _CERTAIN.finditer(text))
    return written >= _ENOUGH and written * _SHARE_OF_DIGITS >= sum(1 for _ in _DIGITS.finditer(text))


def written_quantities(text: str, *, amounts: bool) -> list[Quantity]:
    """The quantities of a compact text that are written in Chinese characters; amounts only if `amounts`."""
    found: list[Quantity] = []
    if "第" in text:
        found.extend(_chinese_rank(match) for match in _RANK.finditer(text))
    if "分之" in text or "成" in text or "翻" in text:
        found.extend(_chinese_share(match) for match in _SHARE.finditer(text))
    if amounts:
        taken = [(q.start, q.end) for q in found]
        for match in _AMOUNT.finditer(text):
            q = _chinese_amount(match)
            if q is not None and not any(start < q.end and q.start < end for start, end in taken):
                found.append(q)
    return found


def _chinese_amount(match: re.Match[str]) -> Quantity | None:
    """An amount, or None where the characters are more likely part of a word (一个, 十条, 三年)."""
    number, multiplier, noun = match["number"], match["multiplier"] or "", match["noun"] or match["shared"]
    if match["noun"] is None:
        high = match["high"]
        multiplier = multiplier or (
            "" if number[-1] in "万亿" else high[len(high.rstrip("万亿")) :]
        )  # 一百五十至一百八十万吨
    if not multiplier and number.endswith("千") and len(number) > 1 and "千" + noun in KIND_OF:
        number, noun = number[:-1], "千" + noun  # 六十五万千瓦
    whole = number.rstrip("万亿")
    if not multiplier and not ("万" in whole or "亿" in whole):
        multiplier, number = number[len(whole) :], whole  # 三千九百二十亿斤: the multiplier belongs to the unit
    value = written_value(number)
    large = bool(multiplier) or value >= _LARGE
    if multiplier == "万" and "亿" in number:
        value, multiplier = written_value(number + "万"), ""  # 一亿一千七百多万亩
    kind = KIND_OF[noun]
    if kind in ("time", "percent") or noun in ("成", "番"):
        return None
    before = match.string[max(0, match.start() - 2) : match.start()]
    if before[1:] == "、" and _CHINESE_DIGIT.get(before[0], 9) + 1 == _CHINESE_DIGIT.get(number[0]):
        return None  # 四、五百元: between four and five hundred
    if not large and (noun in _PARTS_OF_WORDS or (kind == "count" and value <= 10) or (value == 1 and noun != "倍")):
        return None
    loose = bool(match["loose"] or match["loose2"])
    start = match.start()
    return Quantity(start, start + len(number), match.end(), value, multiplier + noun, noun, kind, loose)


def _chinese_share(match: re.Match[str]) -> Quantity:
    if match["percent"]:
        start, end = match.span("percent")
        return Quantity(start, end, end, written_value(match["percent"]), "%", "%", "percent", False, chinese=True)
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


def written_value(text: str) -> float:
    """The value of a number in Chinese characters of any size: 一百二十三亿七千万, 三点六, 一、二四九·九. Never raises."""
    whole, decimals = [*re.split(_POINT, text.replace("、", ""), maxsplit=1), ""][:2]
    hundred_millions, mark, rest = whole.rpartition("亿")
    total = written_value(hundred_millions) * 1e8 if mark and hundred_millions else 0.0
    ten_thousands, mark, ones = rest.rpartition("万")
    total += chinese_number(ten_thousands.replace("万", "")) * 1e4 if mark else 0
    total += chinese_number(ones.lstrip("零〇"))
    fraction = sum(_CHINESE_DIGIT[digit] / 10 ** (place + 1) for place, digit in enumerate(decimals))
    return round(total + fraction, 6) if fraction else float(total)
