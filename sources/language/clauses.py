"""A sentence cut around its numerals: the clause before each, the words after it, runs and chains of numerals.

What belongs here: positions only. What does not: what the words mean. Every look ahead or back is bounded, so that a
text without marks costs no more than one with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from sources.language.measures import bound_after
from sources.language.quantity import Quantity
from sources.language.verdicts import Verdict

#: No subject is longer than this; what stands farther from a numeral is not read with it.
REACH: Final = 200

_SENTENCE: Final = re.compile(r"[。！？]+[”）]*")
_LINK: Final = re.compile(r"(?:、|和|及|与|以及|，|；|或|,|/)?")
_LIST_LINK: Final = re.compile(r"(?:、|和|及|与|以及|/|，和)$")
_RANGE_LINK: Final = re.compile(r"(?:-|~|—|——|至|到|－)$")
_RATE_RAISED: Final = re.compile(r"(?:率|比例|比重|占比)(?:再)?(?:提高|提升|上升)$")
#: 由2.95:1缩小到: the colon of a ratio parts no clauses.
_RATIO: Final = re.compile(r"\d:\d")
_RANK_AHEAD: Final = re.compile(r"(?:国家|[省市县区部州盟乡])级")
_RANK_ALONE: Final = re.compile(rf"(?P<rank>{_RANK_AHEAD.pattern})(?:、|和|及|与|，)$")
#: What says how large the things counted are, before the number that says it.
_MODIFIES: Final = re.compile(r"(?:计划|合同|协议|单体)?总?(?:投资|规模|面积|产值|长度?|金额)(?:超过?|达到?|约|近|过)?")
_DELIMITER: Final = re.compile(r"[，。；、:！？（）,\n［]")


def sentences(text: str, quantities: list[Quantity]) -> Iterator[tuple[int, int, int, int]]:
    """Stretches that hold quantities: (start, end, first quantity, last + 1)."""
    ends = [match.end() for match in _SENTENCE.finditer(text)]
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    start = 0
    index = 0
    for end in ends:
        first = index
        while index < len(quantities) and quantities[index].start < end:
            index += 1
        if index > first:
            yield start, end, first, index
        start = end


def run_length(text: str, quantities: Sequence[Quantity], verdicts: Sequence[Verdict | None], index: int) -> int:
    """How many quantities from `index` on are only parted by 、 or 和: 8.7%、31.5%和32.3%."""
    count = 1
    while index + count < len(quantities) and verdicts[index + count] is None:
        left, right = quantities[index + count - 1], quantities[index + count]
        gap = _gap(text, left, right)
        if not (_LIST_LINK.match(gap) or _RANGE_LINK.match(gap)) or "rank" in (left.kind, right.kind):
            break
        if gap in ("至", "到") and (_unlike(left, right) or _raised(text, left, right)):
            break  # 提高1.2个百分点至96.4%: from the change to the level reached
        count += 1
    return count


def _gap(text: str, left: Quantity, right: Quantity) -> str:
    """What stands between two quantities: neither a bound word after the first nor 百分之 before the second."""
    gap = text[bound_after(text, left.stop)[1] : right.start]
    return gap.removesuffix("百分之") if right.chinese else gap


def chain_length(text: str, quantities: Sequence[Quantity], index: int) -> int:
    """How many quantities from `index` on are joined by colons: 9.0:44.9:46.1."""
    count = 1
    while index + count < len(quantities):
        left, right = quantities[index + count - 1], quantities[index + count]
        if text[left.stop : right.start] != ":":
            break
        count += 1
    return count


def _unlike(left: Quantity, right: Quantity) -> bool:
    """Whether two quantities cannot be the ends of one range."""
    if not left.unit or not right.unit:
        return False
    return left.kind != right.kind or ("点" in left.noun) != ("点" in right.noun)


def _raised(text: str, left: Quantity, right: Quantity) -> bool:
    """Whether a rate is raised by the one and reaches the other: 报销比例提高10%至40%."""
    if left.kind != "percent" or right.kind != "percent" or right.value <= left.value:
        return False
    return _RATE_RAISED.search(text, max(0, left.start - 12), left.start) is not None


def is_range(text: str, members: Sequence[Quantity]) -> bool:
    """Whether two numerals are the ends of a range: 5%-6%."""
    return len(members) == 2 and _RANGE_LINK.match(_gap(text, *members)) is not None


def clause_start(text: str, start: int, stop: int, at: int) -> tuple[int, bool]:
    """Where the clause of a numeral begins, and whether a list link ties it to the numeral before."""
    low = max(start, stop, at - REACH)
    opened = text.rfind("（", low, at)
    if opened >= 0 and text.find("）", opened, at) < 0:
        return opened + 1, False
    cut = low - 1
    encloses = text.find("）", low, at) >= 0 or text.find("”", low, at) >= 0
    for mark in "，；:,！":
        found = text.rfind(mark, low, at)
        while found >= 0:
            if encloses and (opening := _enclosing(text, low, found, at)) >= 0:
                found = text.rfind(mark, low, opening)
                continue
            if mark == ":" and _RATIO.match(text, found - 1):
                found = text.rfind(mark, low, found)
                continue
            break
        cut = max(cut, found)
    begin = cut + 1
    if stop > start and begin == stop:
        match = _LINK.match(text, begin, at)
        if match and match.end() > begin:
            return match.end(), True
        if text[begin : begin + 1] == "）":
            return begin + 1, False
    return begin, False


def _enclosing(text: str, low: int, mark: int, at: int) -> int:
    """Where the brackets or quotation marks open that hold a mark and close before `at`; -1 where none do."""
    for left, right in (("（", "）"), ("“", "”")):
        if text.find(right, mark, at) >= 0:
            opening = text.rfind(left, low, mark)
            if opening >= 0 and text.find(right, opening, mark) < 0:
                return opening
    return -1


def words_after(
    text: str,
    stop: int,
    quantities: Sequence[Quantity],
    verdicts: Sequence[Verdict | None],
    index: int,
    end: int,
    *,
    paired: bool = False,
) -> tuple[str, bool, int]:
    """The text after a numeral up to the next mark or numeral, whether a numeral follows, and where it ends."""
    end = min(end, stop + REACH)
    while index < len(quantities) and verdicts[index] is not None and quantities[index].start < end:
        index += 1
    second = index < len(quantities) and not paired
    if second and quantities[index].start == stop and quantities[index].kind != "rank":
        # 8条120公里幸福河湖: two numbers of one noun
        after = bound_after(text, quantities[index].stop)[1]
        right, follows, high = words_after(text, after, quantities, verdicts, index + 1, end, paired=True)
        return right, follows, stop
    if second and text[stop : quantities[index].start] == "的" and quantities[index].kind == "count":
        # 总投资4400亿元的700个重点项目: the noun stands after the second number
        after = bound_after(text, quantities[index].stop)[1]
        noun, _, _ = words_after(text, after, quantities, verdicts, index + 1, end, paired=True)
        return "的" + noun, False, stop + 1
    if second and quantities[index - 1].kind == "count" and _MODIFIES.fullmatch(text, stop, quantities[index].start):
        after = bound_after(text, quantities[index].stop)[1]
        if text.startswith("的", after):  # 359个总投资2471亿元的重大项目: the noun stands after the second number
            noun, _, _ = words_after(text, after + 1, quantities, verdicts, index + 1, end, paired=True)
            return noun, False, stop
    match = _DELIMITER.search(text, stop, end)
    high = match.start() if match else end
    while (
        match
        and match.group() == "、"
        and high - stop < 24
        and text[stop:high]
        and not text[high + 1 : high + 2].isdigit()
    ):
        # 、 inside the noun after the numeral (10个省、市级重点项目)
        match = _DELIMITER.search(text, high + 1, end)
        high = match.start() if match else end
    while match and match.group() == "（" and high > stop:
        close = text.find("）", high, end)
        if close < 0 or any(high < q.start < close for q in quantities[index : index + 3]):
            break
        match = _DELIMITER.search(text, close + 1, end)
        high = match.start() if match else end
    if not paired and index < len(quantities) and (rank := _RANK_ALONE.match(text, stop, quantities[index].start)):
        # 6个国家级、5个省级试验区: the noun stands after the second rank
        after = bound_after(text, quantities[index].stop)[1]
        noun, _, _ = words_after(text, after, quantities, verdicts, index + 1, end, paired=True)
        if second_rank := _RANK_AHEAD.match(noun):
            return rank["rank"] + noun[second_rank.end() :], False, stop + len(rank["rank"])
    follows = False
    if index < len(quantities) and quantities[index].start < high:
        high = quantities[index].start
        follows = True
    right = text[stop:high]
    if follows and quantities[index].kind == "percent":
        right = right.removesuffix("百分之")  # 827亿元增长百分之68
    if follows and right.endswith(("和", "及", "与", "、", "，")):
        return right[:-1], False, high - 1
    return right, follows, high


def topic_of(text: str, start: int, begin: int, clause: str) -> str:
    """The first clause since the last full stop or semicolon: what the clause at `begin` is said of."""
    low = max(start, text.rfind("；", start, begin) + 1, begin - REACH)
    if low >= begin:
        return clause
    stop = text.find("，", low, begin)
    return text[low : stop if stop >= 0 else begin]


def clause_before(text: str, at: int, since: int = 0) -> str:
    """The clause before the one that ends at `at`, no farther back than `since`."""
    low = max(since, at - 60)
    window = text[low:at]
    cut = window.rfind("，")
    if cut < 0:
        return ""
    before = window[:cut]
    edge = max(before.rfind("，"), before.rfind("。"), before.rfind("；"))
    return before[edge + 1 :]
