"""What the clause before a numeral's own speaks of: a topic named and left (发电量，由…), a label (水泥：从…), a thing told of.

What belongs here: clauses without numeral of their own, read for the noun that the next clause leaves out. What does not: which
of several subjects a numeral takes (`phrases`).
"""

from __future__ import annotations

import re
from typing import Final

from sources.language import subjects
from sources.language.clauses import clause_before
from sources.language.coding import code_of

_THING: Final = re.compile(
    r"(?P<thing>[^，。；]{2,14}?)(?:发展|增长|生产(?!总值)|保持|运行|持续|稳步|稳中|不断|较快|快速|加快|平稳|进一步|明显|总体|逐步|支撑|增势|实现|取得|得到|全面|大幅|稳定|迈上|跃上|跨上|再上|站上)[^，。；]*$"
)
_YEAR_AHEAD: Final = re.compile(r"^(?:到|截至)?(?:19|20)\d\d年(?=\D)")
_DIGIT: Final = re.compile(r"\d")
#: A name at the beginning of a paragraph or sentence, and a colon: 钢：从135万吨增加到412万吨.
_LABEL: Final = re.compile(r"(?:^|(?<=[。；]))[-—·]*(?P<label>[^，。；:“”\d]{1,16}):(?=[^:，。；]*$)")
#: How far back a topic is looked for; the longest one, and the longest that is no quantity by itself.
_REACH, _LONGEST, _LONGEST_NAME = 60, 24, 12
#: What a topic stands under: 农民收入在价格下调的情况下，仍然达到….
_CONDITION: Final = re.compile(r"在[^，]{2,24}(?:情况|条件|形势|背景|基础)[下上]$")
#: Words that no topic holds: it only names what the next clause speaks of.
_NO_TOPIC: Final = re.compile(
    r"增[长加]|下降|提高|达到|完成|实现|超过|其中|同时|因此|此外|例如|比如|但是|由于|为了|根据|按照|随着|以来|期间|方面|情况|如下|[也都将已就要]|进一步|代表|同志|[们]|比较|相比|发展|突破|创|跨|呈现|回[升落]|保持|持续|取得|启动|纳入|深化|加[强快]|推进|强化|[这它其]|明显|改善|拓宽|优化|完善|低于|提升|^[在对从到由把]"
)


def spoken_of(text: str, at: int, since: int, place: tuple[str, ...]) -> str:
    """The quantity that a clause without numeral just spoke of: 财政收入突破千亿元大关，增长…; "" for none."""
    clause = _YEAR_AHEAD.sub("", clause_before(text, at, since))
    if not clause or _DIGIT.search(clause):
        return ""
    what = subjects.spoken_of(clause)
    for name in place:
        what = what.removeprefix(name)
    return what if code_of(what) or len(what) > 3 else ""


def named(text: str, at: int, since: int, place: tuple[str, ...]) -> str:
    """What a clause or label without verb and numeral names: 发电量，由1975年的…; 水泥：从286万吨…; "" for none.

    A name that is no quantity by itself (水泥, 高等学校的学生) must open its sentence.
    """
    low = max(since, at - _REACH)
    label = _LABEL.search(text, low, at) if text.find(":", low, at) >= 0 else None
    clause = label["label"] if label else clause_before(text, at, since)
    if not clause:
        return ""
    begin = text.rfind(clause, low, at)
    opens = label is not None or begin == 0 or text[begin - 1 : begin] == "。"
    clause = _CONDITION.sub("", _YEAR_AHEAD.sub("", clause))
    if not clause or _DIGIT.search(clause) or _NO_TOPIC.search(clause):
        return ""
    what = subjects.clean(clause).lstrip("-—·")
    for name in place:
        what = what.removeprefix(name).lstrip("的")
    if not what or len(what) > _LONGEST or (len(what) == 1 and not opens) or subjects.action_of(what):
        return ""
    return what if subjects.has_head(what) or (opens and len(what) <= _LONGEST_NAME) else ""


def thing(text: str, at: int) -> str:
    """The thing that the clause before speaks of: 工业新兴产业发展迅速，增加值增长…"""
    match = _THING.match(clause_before(text, at))
    return subjects.clean(match["thing"]) if match else ""
