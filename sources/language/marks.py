"""What belongs to a numeral itself and stands around it: 第, 前, 翻, 百分之, a unit written once, a verb before its object.

What belongs here: taking such words off a clause and putting down on the numeral what they say of it. What does not: who
the numeral speaks of, what its verb means.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sources.language import subjects
from sources.language.clauses import REACH
from sources.language.measures import Tail
from sources.language.quantity import Quantity

#: Words of rank, and the places or the number of places among which it holds: 在全国168个重点城市中列, 位居全省.
_RANKS: Final = r"成为|[位排]?列|排名?在?|位居|居|排在|位于|分列|分居|分获|分别列|(?:提升|上升|跃升|攀升|晋升|前移|前进)[至到]|升至|跃居|均|保持|稳居|名列|进入|跻身|综合"
_AMONG: Final = r"(?:在(?:[^，。；、:0-9]{1,6}的)?)?(?:全国|全省|全区|全市|全球|世界|国内)?[0-9]+个[^，。；、:0-9]{0,10}?(?:城市|地级市|[市州县区省]|机场|单位|地区)(?:中|里)?(?:的)?"
_RANKING: Final = re.compile(
    rf"(?:{_RANKS})*(?:连续[^，。]{{1,6}}(?:年|季度|月))?(?:保持|居|位居|排名?|位列|列|稳居)?(?:{_AMONG})?"
    r"(?:全国|全省|全区|全市|全球|世界|国内|亚洲|省内|西部|东部|中部|东北|西北|西南|华东|华南|华北|北方|南方|沿海|同类|副省级|省直|非?省会)?(?:同类|城市|地级市|设区市|各市|市州|省会|[0-9]+个|排名|主要|省份|各省)*(?:城市)?(?:中|里)?(?:的)?(?:(?:继续)?(?:保持|排名|排|位列|位居|名列|稳居|居|列))?$"
)
#: No words of rank are longer.
_LONGEST_RANKING: Final = 48
_LEADING_CHANGE: Final = re.compile(
    r"^(?:[^，]{2,12}?再)?(?P<verb>压缩|压减|减少|降低|缩短|提高|提升|节约|精简|削减|调高|上调|下调|调增|降)(?![^，]{0,2}(?:到|至))(?P<what>.{2,})$"
)
_RISING: Final = ("提高", "提升", "调高", "上调", "调增")


def share_units(members: Sequence[Quantity]) -> None:
    """A numeral of a run without its own unit takes that of the next: 0.6、0.9个百分点, 5-6%."""
    for left, right in zip(reversed(members[:-1]), reversed(members[1:]), strict=True):
        begun = left.unit == "个" and right.unit.startswith("个") and "点" in right.unit  # 0.5个、0.2个百分点
        if right.unit and (not left.unit or begun or (left.kind == "" and right.unit.endswith(left.unit))):
            left.unit, left.noun, left.kind = right.unit, right.noun, right.kind


def without_marks(clause: str, head: Quantity) -> str:
    """The clause without what belongs to the numeral itself: 第, 前, 翻, 百分之; tells ranks apart on the way."""
    if head.noun in ("位", "名", "") and clause.endswith("第"):
        head.kind = "rank"
    among = clause.endswith("前") and (head.noun in ("位", "名") or (head.chinese and head.kind == "rank"))
    if among:
        head.kind = "rank"
    if head.kind == "rank":
        clause = _among(clause.removesuffix("第").removesuffix("前"))
        return clause + "不超过" if among else clause
    if head.noun == "番" and "翻" in clause:
        return clause[: clause.rfind("翻")]
    return clause.removesuffix("百分之") if head.chinese else clause


def _among(clause: str) -> str:
    """The clause without the words that say among whom a rank holds."""
    cut = max(0, len(clause) - _LONGEST_RANKING)
    return clause[cut - REACH if cut > REACH else 0 : cut] + _RANKING.sub("", clause[cut:])


def lead_change(head: Quantity, tail: Tail) -> None:
    """压缩审批时间50%, 调高低保85元: the verb of change stands before its object."""
    match = _LEADING_CHANGE.match(subjects.clean(tail.subject))
    if match is None:
        return
    if head.kind == "percent" or (head.kind == "money" and match["verb"] in ("调高", "上调", "下调", "调增")):
        tail.rose = match["verb"] in _RISING
        tail.fell = not tail.rose
        tail.subject = match["what"]
