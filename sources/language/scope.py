"""Status of a statement: how far 预计, 力争 and 初步核算 reach, and what a part of the document makes of the rest.

What belongs here: the words that give a clause its status and their reach. What does not: periods, measures.
"""

from __future__ import annotations

import bisect
import re
from typing import Final

from sources.model import Status

_ESTIMATE: Final = re.compile(
    r"预计(?!划)|有望|可望|(?<!超)预期(?!目标|性|寿命|的|，|为|管理|引导|转|效果|较|向|稳|进)|预测(?!预警|预报|体系|系统|能力|模型|机制|分析|防控|性|、)|预估|估计|力争完成(?=.{0,10}年度)"
)
_PRELIMINARY: Final = re.compile(r"初步核算|初步统计|快报数?|初步测算|初步汇总|初步核实|初步(?:核算)?结果")
_TARGET: Final = re.compile(
    r"力争|争取|确保|目标(?:是|为|:|定为)|奋斗目标|预期目标|计划(?:到|于|在|总|完成|实施|新|建|用|投)|拟(?:新|建|投|安排)"
)
#: The same words, and weaker ones, of a year that is not over.
_AHEAD: Final = re.compile(
    rf"{_TARGET.pattern}|(?<![大不即勇闯部干上中少主小准老强激猛虎])将(?!近|士|军)|计划|规定|要求(?!的)|预算|安排|指标|(?<![主重需只纲摘简首])要(?!素|求|点|闻|道|地|害|是|么)|应当|应该|必须|准备"
)
#: Right after a figure: 实现产值80亿元（预计）, 是700亿元目标的115.2%.
_AFTER: Final = re.compile(
    r"(?P<estimate>（预计)|的?(?:全年|年度|预期|预定|奋斗|既定)?(?P<target>目标|任务)(?=[的，。；、）]|$)"
)
#: 增长8%（预计数，下同）: the figures of the accounts that follow are as unclosed as this one.
_SAME_BELOW: Final = re.compile(r"（[^（）]{0,4}预计[^（）]{0,8}下同）")
#: 预计（下同）全年实现生产总值990亿元: said before the first of them.
_SAME_AHEAD: Final = re.compile(r"(?:预计|预估|预测)数?（[^（）]{0,6}下同）")
_REVISED: Final = re.compile(r"修订为|核定为|核实为|调整后为|修正为")
#: In the plan part: a stock that stands already.
_STANDING: Final = re.compile(
    r"现有|已有|已达|(?<!人口)(?<![人均])拥有(?!量|率|数)|目前(?!的)|(?<![比较])去年|(?<![比较])上年(?!增|同|末)|截至|已经|过去|历年|(?:引进|建成|完成|实现|签订|争取|落实|出台)了|已(?:接近|超过|突破|经)|已(?:建成|完成|实施|落户|开工|签约|引进|竣工)|已(?:[增减提降达扩建由从发收拨支]|上升|下降)"
    r"|(?<![除为定选排划署出备])了(?:大?约|将?近|大概|差不多)?$"  # 增加了5%: what is planned has no such ending
)
_LOOKS_BACK: Final = re.compile(
    r"(?:^|[，；。])(?:另一方面，)?(?:去年以来|近年来|近[几两三]年来?|多年来|过去的?[一两三五]?年|[一五]年来|去年，|(?:目前，?)?[我全][省市县区]现有|目前(?!的|要|应|仍?需)，?|到(?:现在|目前)(?:为止)?，)"
)
_TURNS_AHEAD: Final = re.compile(r"今年|必须|明年|下一步|将|力争|确保|目标|计划|到20\d\d年")
#: A part of the place as the subject of a clause, at its beginning and not the object of a verb.
_PART_OF_PLACE: Final = re.compile(
    r"(?!(?:获批|入选|创建|建成|新增|完成|引进|举办|出台|设立|获得|结合|利用|统筹|针对|聚焦|立足|根据|按照|鼓励|引导|组织|推行|开展|做好|充分|打赢|加快|推进|推动|支持|建设|完善|深化|启动|打造|提升|加强|促进|实施|强化|抓好|坚持|优化|培育|发展|围绕|依托|随着|通过|突出|全面|大力|积极|扎实|深入|着力|在))"
    r"[^，。；、“]{0,8}?(?:中心城区|主城区|市区(?!居民|人均)|城区|园区|开发区|高新区|经开区|新区|保税区|自贸(?:试验)?区|集聚区|产业园|县域|各县|县（市|贫困县|贫困地区|山区|两翼|港区|口岸|兵团|经济圈|片区|都市圈|经济区|[一-鿿]{2}岛)(?!GDP|建设|内外|位|发展规划|转型|改革)"
)
_WHOLE: Final = re.compile(r"全[市省区县州国]|[我本][市省区县]")
_FORCE: Final = re.compile(r"力争|争取|确保|必保|努力|预期目标|预期|奋斗目标|目标|计划|不低于|保底")


def estimated(words: str) -> bool:
    """Whether the words of a clause before its numeral make it an estimate."""
    return _ESTIMATE.search(words) is not None


def preliminary(words: str) -> bool:
    """Whether a sentence's opening words make its figures preliminary."""
    return _PRELIMINARY.search(words) is not None


def ahead(words: str) -> bool:
    """Whether the words of a sentence up to a figure of a year that is not over speak of what is planned."""
    return _AHEAD.search(words) is not None


def planned(words: str) -> bool:
    """Whether words name what follows as a target, whatever part they stand in."""
    return _TARGET.search(words) is not None


def said_after(text: str, stop: int) -> Status | None:
    """The status that the words right after a figure give it, if any."""
    match = _AFTER.match(text, stop)
    if match is None:
        return None
    return Status.ESTIMATE if match["estimate"] else Status.TARGET


def same_below(text: str, stop: int) -> bool:
    """Whether the words right after a figure make it an estimate and all its like that follow in this section."""
    return _SAME_BELOW.match(text, stop) is not None


def same_ahead(words: str) -> bool:
    """Whether words before a figure make all the accounts that follow in this section estimates."""
    return "下同" in words and _SAME_AHEAD.search(words) is not None


def revised(words: str) -> bool:
    """Whether a figure is given as a correction of an earlier one."""
    return _REVISED.search(words) is not None


def standing(words: str) -> bool:
    """Whether a clause of the plan part tells what stands already: 现有9家; but 在已有9家的基础上力争达到12家 does not."""
    match = _STANDING.search(words)
    return match is not None and not _TARGET.search(words, match.end())


def outlook(sentence: str) -> list[tuple[int, bool]]:
    """Where a sentence turns to what was done before (去年以来, 近年来: True) or to what is planned (False), in order."""
    back = [(match.end(), True) for match in _LOOKS_BACK.finditer(sentence)]
    if not back:
        return back
    return sorted(back + [(match.end(), False) for match in _TURNS_AHEAD.finditer(sentence)])


def stands(turns: list[tuple[int, bool]], index: int) -> bool:
    """Whether a numeral at `index` of a sentence with these turns of `outlook` tells of what was done before."""
    place = bisect.bisect_right(turns, index, key=lambda turn: turn[0])
    return place > 0 and turns[place - 1][1]


def force(words: str) -> str | None:
    """The word that carries a target's force."""
    found = None
    for match in _FORCE.finditer(words):
        found = match.group()
    return found


def of_part_of_place(topic: str) -> bool:
    """Whether the first clause of a sentence makes a part of the place its subject: 中心城区…, 高新区…, 县域…"""
    return _PART_OF_PLACE.match(topic) is not None and _WHOLE.search(topic) is None
