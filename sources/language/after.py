"""The noun that a numeral counts, where it stands after it: 119个重点项目, 3亿元专项资金.

What belongs here: whether the words after a numeral are its noun, and where that noun ends. What does not: subjects before
a numeral (`phrases`).
"""

from __future__ import annotations

import re
from typing import Final

from sources.language import subjects
from sources.language.carry import Carry
from sources.language.measures import Tail, is_tail_word, leads_on
from sources.language.quantity import Quantity

_RIGHT_VERB: Final = re.compile(
    r"完成投资|累计完成投资|完成|实现|增加|新增|达到?|带动|覆盖|提供|占|总投资|计划总投资|投资|投入|惠及|减少|平均|(?<!公)共|安置|吸纳|(?<!公共)服务(?!业|区|中心|站|平台|体系|网|点|设施|综合|大厅|型|外包|贸易|机构|组织|企业|队|项目)|创造|产值|年产值|涉及|受益|总面积|面积|获得?|发放|接待|建成|升至|跃升|提升|提高|增长|下降|开工|投产|累计"
)
_PREDICATE: Final = re.compile(
    r"(?:立起|入选|上榜|获得|获评|获批|建成|开工|投产|竣工|落户|完成|通过|实现|列入|纳入|被|成功|全部|加快|顺利|投入|启动|正式|进入|成为|荣获|达到|已|实施|扎实|引领|有序|相继|陆续)"
)
_MILESTONE: Final = re.compile(r"(?:的)?(?:新?台阶|大关|关口|门槛|新高)")
#: Before a number whose noun follows, they are no part of the phrase: 对100家市场实施…
_PREPOSITIONS: Final = ("对", "为", "给", "向", "使", "让")
#: 在面积调减30万亩的情况下: no noun that the number is of.
_CIRCUMSTANCE: Final = re.compile(
    r"的(?:预[期定]|既定|年度|奋斗)?(?:情况|基础|条件|前提|背景|同时|形势|目标|水平|规模)"
)

_MEDAL: Final = re.compile(r"(?P<metal>[金银铜])(?=\d|[，。、；的）]|$)")
#: Money with a name of its own right after the number: 用好3亿元产业补偿资金.
_FUNDS: Final = re.compile(
    r"(?![增提下])[^，。；、\d]{2,14}?(?:资金|经费|基金|债券|国债|补贴|补助|补偿金|消费券|前期费)"
)


def medal(text: str, head: Quantity) -> str:
    """The medals that a number alone counts, "" for any other number: 3金2银."""
    match = None if head.unit else _MEDAL.match(text, head.stop)
    return match["metal"] + "牌数" if match else ""


def stands(own: str, head: Quantity, right: str, tail: Tail, *, bounded: bool) -> bool:
    """Whether the words after a numeral (`right`) are the noun of it, `own` being what stands before."""
    if not right or head.chinese or head.kind == "rank":
        return False
    if is_tail_word(right) or leads_on(right) or _MILESTONE.match(right) or _CIRCUMSTANCE.match(right):
        return False
    if right[0] == "的" and subjects.ends_bare(own) and len(right) > 2:
        return True
    if right[0] == "的":
        return not (subjects.has_head(own) or tail.rose or tail.fell) or head.kind == "count"
    if head.kind in ("count", "") and head.unit and not (tail.plan or tail.elsewhere):
        return True
    bare = not own or subjects.is_action(own) or own in _PREPOSITIONS
    if head.kind in ("percent", "multiple") or "点" in head.noun:
        return (
            bounded
            and head.kind == "percent"
            and len(own) <= 4
            and not (tail.rose or tail.fell or tail.plan or subjects.has_head(own))
            and (not tail.reached or (tail.done and not own))
        )
    if head.kind == "money" and _FUNDS.match(right) and len(own) <= 10 and not (subjects.has_head(own) or tail.reached):
        return True
    return bare and (not tail.reached or (tail.done and head.kind in ("length", "area", "volume", "mass")))


def phrase(own: str, head: Quantity, right: str, follows: bool, carry: Carry) -> str:
    """The phrase of a numeral whose noun stands after it; `follows`: another numeral ends `right`."""
    if head.kind == "money" and (funds := _FUNDS.match(right)) and not subjects.ends_bare(own):
        own = own.lstrip("".join(_PREPOSITIONS))
        return (own if subjects.is_action(own) else "") + subjects.clean(funds.group())
    noun = right.removeprefix("的")
    if right[0] == "的" and subjects.ends_bare(own):
        own = subjects.ends_bare(own)
        return subjects.clean(_PREDICATE.split(noun)[0]) + own
    if follows:
        verbs = list(_RIGHT_VERB.finditer(noun))
        cuts = [m.start() for m in (*verbs, *subjects.SCOPE.finditer(noun)) if m.start() > 1]
        noun = noun[: min(cuts)] if cuts else noun  # 10个平台规上工业营业收入…: what is counted ends there
    noun = subjects.clean(noun)
    if follows and head.kind == "count":
        noun = subjects.owner_of(noun)  # 30座水库蓄水总量12亿立方米
    if len(noun) > 26 and (match := _PREDICATE.search(noun)) and match.start() > 3:
        noun = noun[: match.start()]
    if own in _PREPOSITIONS:
        own = ""
    elif not own and carry.right and carry.left:
        own = carry.left
    carry.left = own if subjects.is_action(own) else ""
    if carry.right and own and len(own) > 6:
        # the words since the last numeral belong to its own noun: keep what follows the last link
        own = re.split("并", subjects.split_list(own)[-1])[-1]
    return own + noun
