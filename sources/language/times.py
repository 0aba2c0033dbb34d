"""Numerals of time: years, dates, hours of the day, lengths of time that are not observed.

What belongs here: one numeral and its neighbourhood → time, or why a length of time is none. What does not: which period an
observation holds for (`clock`, `fields`).
"""

from __future__ import annotations

import re
from typing import Final

from sources.language.quantity import Quantity
from sources.language.verdicts import Verdict, clause_ahead

_DURATION_NAME: Final = re.compile(
    r"[^，。；、\d“”]{0,8}?(?:圈|热线|自助|服务(?!业|量|收入|时)|值班|值守|营业|制度|不打烊|响应|待命|经济圈|直达|通达|通勤|高铁圈)"
)
_DURATION_SUBJECT: Final = re.compile(
    r"(?:时间|时限|时长|周期|期限|工期|寿命|年限|工时|年龄|间隔|环节|天数|日数|日照|停电|无霜期|假期?|耗时|用时|缩短|压缩|压减|减少|提速|延长|提前|缩减|[达为]到?|内)"
)
_SETTLED: Final = re.compile(r"(?:以)?内(?:办结|完成审批|审批|办理完|完成办理)")


def time_verdict(
    text: str, q: Quantity, before: str, after: str, quantities: list[Quantity], index: int
) -> Verdict | None:
    """The verdict of a year, a date, a time of day or a length of time; None for any other numeral, and for a length observed.

    `before` and `after`: the text beside the digits; `index`: of `q` among the `quantities`.
    """
    if q.noun in ("年", "年度", "年底", "年末"):
        if q.value >= 1900 and q.value == int(q.value):
            return ("time", "time.year")
        if re.search(r"年限|寿命|学制|工龄", text[max(0, q.start - 16) : q.start]) and not before.endswith("近"):
            return None
        if q.unit[:1] in "万亿千百":
            return ("context", "context.age")
        return ("time", "time.years")
    if after.startswith("世纪海上"):
        return ("name", "name.route")
    if after.startswith("世纪") or (q.noun in ("月", "月底", "月末", "日") and not q.unit.startswith("万")):
        return ("time", "time.date")
    if after[:2] in ("月份", "年代", "时许", "时整") or (
        after[:1] == "时" and after[1:2] in "，。至-（开" and q.value <= 24
    ):
        return ("time", "time.date")
    whole = q.value == int(q.value)
    year = whole and 1900 <= q.value <= 2100 and q.end - q.start == 4
    if year and not q.unit:
        if after[:1] in "-—~至到、和.／/" and re.match(r"[-—~至到、和./]{1,2}(?:\d{2,4}年?|今|[一二三])", after):
            return ("time", "time.year")
        if before[-1:] in "-—~至到./" and re.search(r"\d{1,4}[-—~至到./]{1,2}$", before):
            return ("time", "time.year")
        if (
            after[:1] == "财年"
            or before.endswith(("截至", "截止", "自从"))
            or (before[-1:] == "（" and after[:1] == "）")
        ):
            return ("time", "time.year")
        if re.match(r"[-/.]\d{1,2}[-/.]\d", after):
            return ("time", "time.date")
    if not q.unit or q.noun in ("年", "月", "日"):
        if re.search(r"(?:19|20)\d\d[-/.](?:\d{1,2}[-/.])?$", before) and q.value <= 31:
            return ("time", "time.date")
        if re.match(r"[-—~至到]{1,2}\d{1,2}(?:年|月|日|季度)", after) or re.match(r"、\d{1,2}[月日]", after):
            return ("time", "time.date")
        if re.match(r":[0-5]\d(?![\d.:%])", after) and q.value <= 24 and not re.search(r"[为比构例是达至到]$", before):
            return ("time", "time.clock")
        if re.match(r":\d\d(?!\d)", after) and re.search(r"[上下午晨晚点时]$|日$", before):
            return ("time", "time.clock")
        if re.search(r"(?:[月日时午晨晚点]|^|[，。；、至（-])\d{1,2}:$", before) and q.end - q.start == 2:
            return ("time", "time.clock")
        if index and re.match(r"[、-]$", before[-1:]) and after[:1] in "年":
            return ("time", "time.year")
    if q.kind == "time" and q.noun not in ("岁", "周岁", "年级"):
        return _duration(text, q, before, after)
    return None


def _duration(text: str, q: Quantity, before: str, after: str) -> Verdict | None:
    tail = text[q.stop : q.stop + 14]
    if q.noun in ("小时", "分钟", "秒", "天", "日", "周", "个小时", "工作日", "个工作日") and _DURATION_NAME.match(
        tail
    ):
        return ("name", "name.duration")
    clause = clause_ahead(text, q.start)
    if re.search(r"(?:历时|用时|仅用|耗时)$", before) and q.noun in ("个月", "天", "小时", "分钟", "年"):
        return None
    if q.noun in ("个月", "季度", "个季度", "月", "周", "星期", "个星期", "年度", "学年", "年级"):
        if _DURATION_SUBJECT.search(clause) and tail[:1] in "，。；、）以" and not clause.endswith("连续"):
            return None
        return ("time", "time.duration")
    if q.noun in ("天", "小时", "分钟", "秒", "个小时", "工作日", "个工作日", "日历天", "学时", "课时") or not tail:
        if "连续" in clause[-4:]:
            return ("time", "time.duration")
        if q.noun in ("天",) or _SETTLED.match(tail) or _DURATION_SUBJECT.search(clause):
            if tail[:1] == "内" and tail[1:2] not in "，。；、）" and not _SETTLED.match(tail):
                return ("context", "context.duration")
            return None
        if (
            len(clause) >= 4
            and (not tail or tail[0] in "，。；、）" or tail[:2] in ("以内", "左右"))
            and q.noun != "日历天"
        ):
            return None
        return ("context", "context.duration")
    return ("time", "time.duration")
