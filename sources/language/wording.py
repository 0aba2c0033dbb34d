"""The phrase of an indicator as the ledger shows it: the noun that says what is counted, the words that add nothing.

What belongs here: the last touch to a phrase whose subject is known. What does not: finding the subject (`phrases`), codes;
those are looked up before.
"""

from __future__ import annotations

import re
from typing import Final

from sources.language import subjects
from sources.language.carry import Carry
from sources.language.measures import Tail
from sources.language.quantity import Quantity
from sources.model import Measure

_PERSON_END: Final = re.compile(
    r"(?:人员|学生|教师|医师|护士|专家|人才|职工|群众|人口|居民|老人|儿童|劳动力|干部|队员|农民|工匠|党员|旅客|游客|志愿者|教职工|在校生|毕业生|大学生|生|员|者|师|工|士|人)$"
)
_SUFFIX: Final[dict[str, str]] = {
    "人": "人数", "人次": "人次", "户": "户数", "户次": "户次", "次": "次数", "场": "场次", "场次": "场次", "辆次": "辆次", "件": "数", "口": "数",
    "亩": "面积", "平方米": "面积", "平方公里": "面积", "公顷": "面积", "公里": "长度", "米": "长度", "千米": "长度",
}  # fmt: skip
#: A list of places compared with, and the verb before it.
PLACES: Final = re.compile(r"[、和与及](?=[全省市东中西周])")
_OVER: Final = re.compile(r"高于|高出|低于|快于|慢于|好于|优于|超出|领先于?|多于|[高低快超]")
#: Verbs that only say that what is counted exists or is under way; what is counted is the noun.
_MERE: Final = re.compile(
    r"^(?:举办|拥有|建有|实施|建成(?!通车|交付|投|运|并|使|开)|打造|建设(?=[^，。]{2})|推进|开展)(?=[^，。]{3,}$)"
)
_REALISED: Final = re.compile(r"(?<=[^网络])实现(?=[^，。]{2})(?!程度|率|度)")
#: Deeds whose amount of money has no noun of its own: 发放就业补贴, 解决欠薪.
_PAID: Final = re.compile(r"^(?:累计)?(?:发放|解决|办理|免除|减免|兑付|清偿|追回|提供)")
_JOBS: Final = re.compile(r"(?:新增(?:城镇)?|城镇|带动)就业$")
_SHARE_OF_THINGS: Final = re.compile(r"(?:率|占比|比重|比例|额|值|收入|投资|数|量|目标)$")


def compared(phrase: str, tail: Tail, carry: Carry, which: int = 0) -> str:
    """The phrase of a comparison with another place: 进出口增速高于全国幅度, 森林覆盖率高于全国幅度.

    `which` of several places that the clause names one after another: 分别高于全国、全省0.3和0.2个百分点.
    """
    if not tail.elsewhere:
        return phrase
    of_growth = (carry.measure == Measure.GROWTH or tail.rate) and not phrase.endswith(("增速", "增幅"))
    first, *others = PLACES.split(tail.elsewhere)
    verb = _OVER.match(first)
    place = first if not which or len(others) < which or verb is None else verb.group() + others[which - 1]
    return f"{phrase}{'增速' if of_growth else ''}{place}幅度"


def named(phrase: str, q: Quantity, measure: str, rule: str = "") -> str:
    """The phrase as shown: without words that add nothing, with the noun that says what is counted (文化馆 → 文化馆数).

    `rule` is the name of the rule that found the phrase; a percentage of the things named after it is their share.
    """
    phrase = _REALISED.sub("", phrase)
    if measure == Measure.RANK or q.kind == "temperature" or "点" in q.noun or not phrase:
        return phrase
    if q.kind in ("percent", "multiple"):
        shares = rule == "subject.after" and measure == Measure.LEVEL and not _SHARE_OF_THINGS.search(phrase)
        return phrase + "占比" if shares and q.kind == "percent" else phrase
    if measure == Measure.LEVEL and (q.kind == "count" or phrase.endswith("完成投资")):
        phrase = _MERE.sub("", phrase)
    if phrase.endswith(("数", "量", "率")) or (q.noun == "人" and _JOBS.search(phrase)):
        return phrase
    if q.kind == "money" and measure == Measure.LEVEL and _PAID.match(phrase):
        return (
            phrase if subjects.has_head(phrase) and not phrase.endswith(("贷款", "补贴", "补助")) else phrase + "金额"
        )
    if subjects.has_head(phrase) and not (q.kind == "count" and phrase.endswith(("床位", "标准"))):
        return phrase
    if q.noun in ("人", "名") and _PERSON_END.search(phrase):
        return phrase + "数"
    suffix = _SUFFIX.get(q.noun)
    if suffix is None:
        return phrase + "数" if q.kind == "count" else phrase
    if suffix in ("面积", "长度") and not subjects.action_of(phrase):
        return phrase
    return phrase + (suffix.removeprefix("户") if phrase.endswith("户") else suffix)
