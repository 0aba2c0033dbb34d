"""Bound, status, period and code of a numeral whose measure and phrase are known.

What belongs here: the rules that weigh what a clause says against the document part that it stands in. What does not:
finding the words (see `measures`, `scope`, `parts`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sources.language import plans, scope, stretches, subjects
from sources.language.carry import Carry
from sources.language.coding import code_of, unit_class
from sources.language.measures import Tail, bound_after
from sources.language.parts import Part
from sources.language.quantity import Quantity
from sources.model import Bound, Measure, Status

#: A part of the year that a clause opens with or names right after its subject.
_PART_OF_YEAR: Final = re.compile(
    r"(?:^|第|年|[，；]|(?<=[值额入资量数率P]))(?:(?P<three>前三季度)|(?P<quarter>[一二三四])季度(?!末)|(?P<half>[上下])半年)"
)
_PARTS: Final = {"一": "Q1", "二": "Q2", "三": "Q3", "四": "Q4", "上": "H1", "下": "H2"}
_FLOW: Final = re.compile(
    r"新[增批签设]|累计|建成|完成|减少|落实|投入|拉动|实施|发放|争取|引进|整合|关闭|淘汰|获得?|入选|投产|开工|竣工|荣获|招引|流转|改造|治理|新建|销售|跨过|跨越|迈上|整理|封育|植树|造林|创建|减负|减税|降费|腾退|挂牌|确权|发行|清理|化解|解决|取消|废止|提请|除险"
)
_STANDS: Final = re.compile(r"累计[^，。]{0,8}(?:达|为|至|到|超|注册|户数|拥有)")
#: Money that is counted up over years, also where it 累计达到 a sum.
_SPENT: Final = re.compile(
    r"(?:投入|投资|支出|资金|补助|贷款发放|减税|降费|收入|税收|零售总额|外资|内资|利润|利税|进出口总?额?|出口总?额?|进口总?额?)$"
)
#: People and things that are counted up as they come.
_COMING: Final = re.compile(r"新增(?!长|速)[^，。；]*累计|就业累计")
#: A multiple of what came over a term, not of what stood at its end.
_TIMES_A_TERM: Final = re.compile(
    rf"(?:{plans.NAME}(?:规划|计划)?(?:时期|期间)?|[上前](?:一个|个|一)?[五5]年|总和)的?[^，。；末年]{{0,4}}$"
)
#: Money over the term, said without a verb: 五年进出口总额118.2亿美元.
_TERM_OPENS: Final = re.compile(r"(?:过去)?(?:五|5)年(?:来|间|共|总)?(?!规划|计划)")
_NAMES_YEAR: Final = re.compile(r"\d年|[今去当]年")
_OWED: Final = re.compile(r"余额$|资产|市值|人均")
#: How far before a numeral the words of a promise may stand.
_NEAR: Final = 200
_LAST_CLAUSE: Final = re.compile("[，；:。]")
_LAST_YEAR: Final = ("上年", "去年", "上年末", "去年底", "去年末", "上年底")
#: The rules that take a subject from the clause before: 预计投资完成80亿元、出口完成60亿元，分别增长5%、6%.
_SAME_SUBJECT: Final = ("subject.elided", "subject.distributed_again", "subject.distributed_back")
#: Units of codes whose level is an amount or a count, never a percentage.
_AMOUNTS: Final = ("CNY", "USD", "PERSON", "ENTERPRISE", "CNY_PER_PERSON", "TONNE")
#: Units of codes whose level may be written without a unit.
_UNITLESS: Final = ("RATIO", "PER_MILLE", "PER_1000")
#: Units of codes whose level is never a plain count of things.
_UNCOUNTED: Final = ("CNY", "USD", "CNY_PER_PERSON", "PERCENT")


def bound_of(text: str, members: Sequence[Quantity], offset: int, tail: Tail, *, ranged: bool) -> str:
    """The bound of one member of a run: the ends of a range, a word after it or before the run, 多 and 余 inside it."""
    if ranged:
        return Bound.GE if offset == 0 else Bound.LE
    q = members[offset]
    after = bound_after(text, q.stop)[0]
    if after is None and q.loose:
        return Bound.GE
    if after is None and len(members) > 1:
        after = bound_after(text, members[-1].stop)[0]  # 分别增长7%和8%以上: the word holds for both
    return after or tail.bound or Bound.EQ


def status_of(
    words: str,
    lead: str,
    rule: str,
    part: Part,
    carry: Carry,
    *,
    preliminary: bool,
    estimated: bool = False,
    origin: bool = False,
    stood: bool = False,
    listed: bool = False,
) -> str:
    """The status that the words before a numeral give it in its part of the document.

    `lead` is what stands before the sentence's first clause; `estimated` that 预计 alone opens the sentence; `preliminary` tells that 初步核算 governs the sentence,
    `origin` that the number is a starting value (由 … 提高到), which stands already when the plan is made; `stood` that the
    sentence looks back (去年以来), `listed` that 、 alone parts the clause from the one before: 预计投资增长5%、出口增长6%.
    """
    if scope.revised(words):
        return Status.REVISED
    if part.name == "plan":
        return Status.ACTUAL if origin or stood or scope.standing(words) else Status.TARGET
    if preliminary:
        return Status.PRELIMINARY
    if estimated or scope.estimated(words) or scope.estimated(lead):
        return Status.ESTIMATE
    if carry.status == Status.ESTIMATE and (listed or rule in _SAME_SUBJECT or carry.parent):
        return Status.ESTIMATE
    return Status.ACTUAL


def settled(
    status: str, period: str | None, code: str | None, q: Quantity, words: str, sentence: str, part: Part
) -> str:
    """The status of a figure once its period and code are known; `words` come right before it, `sentence` is all before it."""
    if _foretold(status, period, words, sentence, part):
        return Status.TARGET
    if _past(status, period, part):
        return Status.ESTIMATE if scope.estimated(words) else Status.ACTUAL
    return Status.ESTIMATE if _unclosed(status, period, code, q, part) else status


def _foretold(status: str, period: str | None, words: str, sentence: str, part: Part) -> bool:
    """Whether a figure outside the plan part is a promise: of a year after the reviewed one, and said as one."""
    if status != Status.ACTUAL or part.name == "plan" or part.year is None or not (period and period[:4].isdigit()):
        return False
    if int(period[-4:] if len(period) == 9 else period[:4]) <= part.year:
        return False
    near = sentence[-_NEAR:]
    if re.search(rf"(?<!\d年)(?<!\d)到{period}年", near):
        return True
    return scope.ahead(near[near.rfind("；") + 1 :]) and not scope.standing(_LAST_CLAUSE.split(words)[-1])


def _past(status: str, period: str | None, part: Part) -> bool:
    """Whether a figure of the plan part is of a year that is over: no target, whatever its words."""
    if status != Status.TARGET or part.name != "plan" or part.year is None or not period:
        return False
    last = period.split("/")[-1][-4:] if len(period) == 9 else period[:4]
    return last.isdigit() and int(last) < part.year


def _unclosed(status: str, period: str | None, code: str | None, q: Quantity, part: Part) -> bool:
    """Whether （预计数，下同） said earlier in the section makes a figure of the reviewed year's accounts an estimate."""
    if not part.estimated or part.name == "plan" or status != Status.ACTUAL:
        return False
    return code is not None and q.kind in ("percent", "money") and period == str(part.year)


def period_of(
    q: Quantity,
    tail: Tail,
    measure: str,
    phrase: str,
    clause: str,
    status: str,
    said: str | None,
    part: Part,
    carry: Carry,
) -> str | None:
    """The period a numeral holds for. `said`: the one that its sentence names, if any; None when nothing is known."""
    said = tail.year or said
    if (named := _PART_OF_YEAR.search(clause)) and part.year and not (said and "-" in said):
        year = said or part.year  # 一季度增长4.5%，上半年增长6.3%
        return f"{year}-01/{year}-09" if named["three"] else f"{year}-{_PARTS[named['quarter'] or named['half']]}"
    if part.name == "review" and not (said and "-" in said) and (stretch := stretches.within(clause, part.year)):
        return stretch.period
    if tail.based and measure == Measure.LEVEL and tail.base and tail.base[:4].isdigit():
        return tail.base[:4]  # 比1952年的827亿元增长68%: what it is measured against
    if (tail.origin or tail.based) and tail.base in _LAST_YEAR and part.year:
        return str((int(said) if said and said.isdigit() else part.year) - 1)
    split = carry.summed and carry.parent and q.kind == "money" and measure == Measure.LEVEL
    if split and not _NAMES_YEAR.search(clause):
        return carry.summed  # 进出口总额累计160亿美元，其中出口100亿美元
    if tail.origin and not tail.year and measure == Measure.LEVEL and part.year and part.name == "review":
        return _starting_year(said, part, carry)
    kept = carry.period if carry.period and len(carry.period) == 9 else None
    if (
        measure == Measure.GROWTH
        and kept
        and not (tail.base or tail.subject or tail.year)
        and (not said or q.noun == "番")
    ):
        return kept  # 五年年均增长20.2%，翻了1.4番: the same stretch of years
    if part.five_years and said == str(part.last) and measure == Measure.LEVEL and _counts_up(q, phrase, clause):
        return said if _NAMES_YEAR.search(clause) else part.span  # 到2025年，…，投资累计完成200亿元
    again = carry.noun == "倍" and not _NAMES_YEAR.search(clause)
    if q.noun == "倍" and measure == Measure.LEVEL and kept and (again or _TIMES_A_TERM.search(clause)):
        return kept  # 五年投入500亿元，是“十三五”时期的1.5倍
    if tail.average and measure == Measure.GROWTH and part.year and not (said and "-" in said):
        return _average_span(said, part, carry)
    if part.name == "plan" and tail.origin and part.year and not tail.year and (not said or measure == Measure.LEVEL):
        return carry.since or str((part.first if part.five_years else part.year) - 1)
    other = part.five_years and said is not None and len(said) == 9 and said[:4].isdigit() and said != part.span
    if other and said:
        part = replace(part, first=int(said[:4]), last=int(said[-4:]))  # 从1979年到1981年: another stretch
    if part.five_years and (said is None or (len(said) == 9 and "-" in said) or said == str(part.year)):
        if part.name == "plan":
            if status == Status.ACTUAL and not said and part.year:
                return str(part.year - 1)  # 目前人均生产总值已突破2000美元: what stands when the plan is made
            return said or _planned_over_years(q, tail, measure, phrase, clause, part, carry)
        return _reviewed_over_years(q, tail, measure, phrase, clause, said, part, carry, named=other)
    if said or part.year is None:
        return said
    if (status == Status.ACTUAL and part.name == "plan") or (tail.origin and measure == Measure.LEVEL):
        return str(part.year - 1)
    return str(part.year)


def _starting_year(said: str | None, part: Part, carry: Carry) -> str:
    """The year of a starting value (由60亿元增加到80亿元).

    The one that others of the paragraph start from; the first of a stretch named by its years (2017年至2022年); else the
    year before the term, the five-year plan or the year that is reached.
    """
    if said and len(said) == 4 and said < str(part.year):
        return said
    if carry.since:
        return carry.since
    if said and len(said) == 9 and said[:4].isdigit():
        first, last = int(said[:4]), int(said[-4:])
        return str(first - 1 if first in plans.FIRST_YEARS and last == first + 4 else first)
    return str((part.first if part.five_years else part.year or 0) - 1)


def _average_span(said: str | None, part: Part, carry: Carry) -> str:
    """年均 never speaks of one year: from the starting value just given, or over the five years of the document."""
    last = int(said) if said and said.isdigit() else (part.last if part.five_years else part.year or 0)
    if carry.started and carry.started.isdigit() and int(carry.started) + 1 < last:
        return f"{int(carry.started) + 1}-{last}"
    if part.five_years and part.first <= last <= part.last:
        return part.span
    if part.name == "plan":
        first = next((first for first in plans.FIRST_YEARS if first <= last <= first + 4), last)
        return f"{first}-{first + 4}"
    return f"{last - 4}-{last}"


def _reviewed_over_years(
    q: Quantity,
    tail: Tail,
    measure: str,
    phrase: str,
    clause: str,
    said: str | None,
    part: Part,
    carry: Carry,
    *,
    named: bool = False,
) -> str:
    """In a review of several years a flow takes all of them, a stock or rate the last one.

    `named`: the sentence itself names the years, so that whatever neither stands nor is reached takes them.
    """
    if tail.origin:
        return said if said and (len(said) == 4 or named) else str(part.first - 1)
    if said and "-" not in said:
        return said
    if measure in (Measure.GROWTH, Measure.CHANGE) and tail.base not in ("上年", "去年", "同比"):
        return part.span
    if measure == Measure.RANK:
        return str(part.last)
    if tail.average or "每年" in clause or _counts_up(q, phrase, clause):
        return part.span
    if measure == Measure.LEVEL and q.kind == "percent":
        return str(part.last)
    if _TERM_OPENS.match(clause) and q.kind == "money" and measure == Measure.LEVEL and not _OWED.search(phrase):
        return part.span
    done = named or carry.flow or carry.cumulative or _FLOW.search(clause) or _FLOW.search(phrase)
    reached = tail.reached and not (tail.done and not tail.subject)  # 完成42个村的改造: the verb is of doing
    added = named and q.kind == "money" and re.search("共|合计|总计", clause) is not None  # 从1950年到1953年共有8亿元
    return part.span if added or (done and not reached and not subjects.STOCK.search(clause)) else str(part.last)


def _counts_up(q: Quantity, phrase: str, clause: str) -> bool:
    """Whether 累计 adds up what came over the years, and does not tell what stands by now (累计达到92家)."""
    if "累计" not in clause or "累计平均" in clause:
        return False
    return (
        not _STANDS.search(clause)
        or (q.kind == "money" and _SPENT.search(phrase) is not None)
        or _COMING.search(clause) is not None
    )


def _planned_over_years(
    q: Quantity, tail: Tail, measure: str, phrase: str, clause: str, part: Part, carry: Carry
) -> str:
    """In a plan of several years a growth or a flow takes all of them, a level the last one."""
    if tail.average or measure == Measure.GROWTH or (measure == Measure.LEVEL and _counts_up(q, phrase, clause)):
        return part.span
    done = carry.flow or _FLOW.search(phrase) or "就业" in phrase or "投资" in clause
    return part.span if done and not tail.reached else str(part.last)


def code_for(phrase: str, measure: str, q: Quantity, tail: Tail, *, partial: bool) -> str | None:
    """The code of a phrase, where the measure and the unit can be that indicator's.

    `partial`: the clause speaks of a part of the place (5个县的生产总值), so that no code of the whole applies.
    """
    if (
        partial
        or tail.elsewhere
        or measure == Measure.RANK
        or q.noun in ("位", "个位次")
        or (tail.joint and ("、" in phrase or "和" in phrase))
    ):
        return None
    code = code_of(phrase)
    if code is None or measure != Measure.LEVEL:
        return code
    if q.kind == "multiple":
        return None  # 是2015年的1.5倍: a ratio of two figures, not the indicator
    unit = unit_class(code)
    if q.unit == "" and unit not in _UNITLESS:
        return None
    if (q.kind == "percent" and unit in _AMOUNTS) or (
        q.kind in ("count", "time") and unit in _UNCOUNTED and code != "BEDS"
    ):
        return None
    return code
