"""Which part of a document a sentence stands in, and the period that holds there.

What belongs here: headings and opening words that turn a report from its review to its plan, five-year stretches, the
years that a sentence or a clause names. What does not: statuses (they follow from the part, see `scope`).

A work or plan report of year Y reviews Y-1 and plans Y; in between it may review or plan five years. A communique speaks of
its own year throughout.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from sources.language import openings, plans
from sources.language.layout import Paragraph
from sources.model import Document, Kind

_PLAN_NAME: Final = re.compile(
    rf"{plans.NAME}(?=规划|计划|时期|期间|以来|末|的|总体|及|和|与|、|经济|开局|主要|发展|重点|工作|奋斗|目标|$|[，。])"
)
_ENUMERATED: Final = re.compile(
    r"^(?:#+|（?[一二三四五六七八九十]{1,3}[、.）]|第[一二三四五六七八九十]+[部章节篇]分?|\d{1,2}[、.]|——)"
)
_TOP: Final = re.compile(r"^(?:#{1,2}(?!#)|[一二三四五六七八九十]{1,3}[、.]|第[一二三四五六七八九十]+[部章篇]分?)")
_PLAN: Final = re.compile(
    r"工作(?:的?(?:总体|主要|基本|指导)*(?:安排|部署|打算|重点|任务|思路|要求|建议|目标|计划|考虑|布局|设想|意见|举措|谋划))|重点工作|重点任务|主要(?:目标|任务|措施|举措|预期)"
    r"|(?:预期|奋斗|发展|总体|工作|经济社会发展|发展的)目标|目标任务|目标和|总体(?:要求|思路|部署|安排)|今后[五三一几]|下一步|未来[五三]|计划(?:安排|草案)|主要措施|工作举措|展望"
    r"|[今明]年[^，。]{0,8}[抓做]好(?:以下|如下|下列)|[今明]年的?(?:工作|目标|主要|重点|经济|政府|任务|发展)|新的?一年|指导思想|基本思路|努力(?:做好|完成|实现)|为实现|全力(?:做好|抓好)|扎实做好|认真做好|切实做好|经济社会发展(?:的)?(?:主要|总体)|远景目标|(?:建设|推进|抓好|做好).{0,12}(?:工作|任务)$|工作$|对今后|安排$|建议$"
)
_REVIEW: Final = re.compile(
    r"回顾|总结|执行情况|完成情况|成就|过去[的]?[一五]?年|[一五]年来(?:的|工作|，|$)|工作情况|主要成绩|主要工作(?:情况|和)|成效|历程|基本情况|取得的|发展情况|发展回顾|进展|过去的工作|时期(?:的)?(?:工作|发展)(?!目标|任务)"
)
_DONE: Final = re.compile(
    r"(?:做了|开展了|完成了|抓了|取得了)|(?:较好|圆满|如期|顺利|全面|超额|基本)(?:实现|完成)|开局之年|开好局|起好步|(?:目标|任务)[^，。]{0,4}(?:实现|完成)$|这一年|一年来"
)
#: 一、1996年的工作和1997年的目标
_BOTH_YEARS: Final = re.compile(
    r"(?P<gone>(?:19|20)\d\d)年[^，。\d]{0,12}(?:工作|情况|发展|回顾|总结)[^，。\d]{0,4}[和及与、](?P<coming>(?:19|20)\d\d)年"
)
_OUTLINE: Final = re.compile(r"纲要（?草案）?》?[^。]{0,60}(?:提出|设置|明确|安排)[^。]{0,30}(?:指标|目标)")
_LOOKS_BACK: Final = re.compile(r"回顾|总结|执行情况|完成情况")
#: A year that something is compared with is not the year spoken of: 比2002年增长4.8倍.
_YEAR: Final = re.compile(r"(?<![比较])(?P<year>(?:19|20)\d\d)年(?!代|来)")
_SESSION_LINE: Final = re.compile(
    r"^<|^[—\-（]*(?:19|20)\d\d年\d{1,2}月\d{1,2}日|(?:代表大会|大会|会议)第?[^，。]{0,10}(?:会议)?上?[）]?$|^各位代表[:，！]?$|^[市省区县州]长"
)
_TITLE: Final = re.compile(
    r"^[#*]*[^，。]{0,30}(?:工作报告|的报告)[^，。]{0,20}$|^(?:关于)?[^，。]{2,20}(?:计划执行情况|计划草案的报告)"
)
_FIVE_YEARS: Final = re.compile(
    r"(?:过去的?五年|过去5年|五年来|5年来|这五年|五年间|五年中|五年里|(?:回首|回顾|总结)(?:过去的?|这)?(?:五年|5年|“?[一二三四五六七八九十]{1,2}五”?)|近五年|本届政府(?:任期)?(?:以来|的?五年|任职以来|组成以来|成立以来|届满)|(?:过去的?)?四年来|任期(?:的)?五年|五年期间|"
    r"(?:“?[一二三四五六七八九十]{1,2}五”?|第[一二三四五六七八九十]{1,2}个五年)(?:规划|计划)?(?:以来|期间|时期|五年|这五年|胜利|圆满|收官))"
)
_ONE_YEAR: Final = re.compile(
    r"^(?:#*[一二三四五六七八九十（）、]*)?(?:各位代表[，！:])?在?(?:过去的?一年|一年来|刚刚过去的|(?:去|今|本)年(?:，|是|以来|我们|全)|(?:19|20)\d\d年(?:，|是|我们|以来|[全我][省市县区]|极|面对|来|政府))"
)
_PLAN_TALK: Final = re.compile(
    r"(?:主要)?(?:预期|奋斗|发展|工作)目标(?:和任务)?(?:是|为|:|建议)|做好(?:今|明|20\d\d)年(?:的|政府|经济|各项)?工作|(?:今|明|20\d\d)年(?:是|，|要|我们|政府|全[市省区县]|的|将|工作).{0,60}?(?:开局之年|目标|总体要求|关键之年|重点)|总体要求是|工作的总体|[抓做]好(?:以下|如下|下列)"
)


#: A plan still running at the end of the year reviewed, spoken of as what is to come.
_PLAN_SAYS: Final = re.compile(
    rf"(?:我国的?|在)?{plans.NAME}(?:(?:计划|规划)(?:草案|纲要)?(?:期间|时期)?|期间|时期)(?:内|，)*+[^，。；\d]{{0,16}}?(?:规定|要求|提出|确定|将|计划|安排|争取|应该|应当|要(?!素|求))(?!的|了)"
)
_ADDRESSED: Final = re.compile(r"^各位代表[！，:]")
_YEAR_GONE: Final = re.compile(r"(?:刚刚)?过去的?[这]?一年|刚刚过去的(?:19|20)\d\d年")
_THIS_YEAR: Final = re.compile(r"今年(?:，|是|要|我们|全[市省区县州]|[^，。]{0,12}目标)")
#: The targets of the year to come, said in the middle of a review.
_AIMS: Final = re.compile(
    r"(?:今年|(?P<year>(?:19|20)\d\d)年)[^，。]{0,24}(?:(?:预期|奋斗|主要|发展|计划)[^，。]{0,8}目标(?:任务)?|计划)(?:是|为|:)"
)


@dataclass(slots=True)
class Part:
    """Where the reader stands. `first`-`last` is the five-year stretch when `five_years`."""

    name: str  # "front", "review", "plan"
    year: int | None
    five_years: bool = False
    first: int = 0
    last: int = 0
    section: str | None = None
    kind: str = ""
    speaks_in: int | None = None  # the year that the report calls 今年
    estimated: bool = (
        False  # （预计数，下同） stood behind a figure: those of the accounts in this section are estimates
    )

    @property
    def label(self) -> str:
        return f"five-year-{self.name}" if self.five_years else self.name

    def hear(self, sentence: str) -> Part:
        """The part after a sentence's opening, for the rest of its paragraph.

        五年来 turns a review to five years, 今年的主要目标是 turns it to the plan; 过去的一年 turns a plan back to the
        review, and 今年 one of five years to its first.
        """
        if self.year is None or self.kind in (Kind.COMMUNIQUE, Kind.FIVE_YEAR_PLAN):
            return self
        opening = _ADDRESSED.sub("", sentence[:60].lstrip("—"))
        if self.name == "plan":
            if _YEAR_GONE.match(opening):
                return replace(self, name="review", year=self.year - 1, five_years=False)
            this_year = _THIS_YEAR.match(opening)
            return replace(self, five_years=False) if self.five_years and this_year else self
        if self.name != "review":
            return self
        if (aim := _AIMS.match(opening)) and aim["year"] in (None, f"{self.year + 1}"):
            return replace(self, name="plan", year=self.year + 1, five_years=False)
        if (
            "五" in opening
            and (said := _PLAN_SAYS.match(opening))
            and (first := plans.first_year(said)) <= self.year < first + 4
        ):
            return replace(self, name="plan", year=self.year + 1, five_years=True, first=first, last=first + 4)
        if self.five_years:
            return self
        opening = opening[:30]
        match = _FIVE_YEARS.match(opening)
        if match is None:
            return self
        name = _PLAN_NAME.search(match.group() + "，")
        first = plans.first_year(name) if name else self.year - 4
        if not first or first >= self.year:
            return self
        return replace(self, five_years=True, first=first, last=min(first + 4, self.year))

    @property
    def span(self) -> str:
        return f"{self.first}-{self.last}"


class PartReader:
    """Follows a document's paragraphs and tells the part each stands in."""

    def __init__(self, document: Document) -> None:
        self.kind = document.kind
        self.year = document.year if document.year is not None else _guess_year(document.text)
        #: The year in which the report is given: 今年 in a report of December is the year before its plan.
        self.speaks_in: int | None = None
        #: First year of the five-year plan that the report presents.
        self.presents = 0
        if self.year is not None and self.kind not in (Kind.COMMUNIQUE, Kind.FIVE_YEAR_PLAN):
            self.presents = openings.presented(document.text, self.year)
            self.year, self.speaks_in = openings.years(document.text, self.year)
            spoken = document.published_on
            if spoken is not None and spoken.year == self.year - 1:
                self.speaks_in = spoken.year
        base = self.year
        if self.kind == Kind.COMMUNIQUE:
            self.part = Part("review", base)
        elif self.kind == Kind.FIVE_YEAR_PLAN:
            self.part = Part("plan", base)
            if base is not None:
                self.part.five_years, self.part.first, self.part.last = True, base, base + 4
        else:
            self.part = Part("review", base - 1 if base is not None else None)
        self.part.kind, self.part.speaks_in = self.kind, self.speaks_in
        self._resumes: Part | None = None
        self._annual = 0  # paragraphs of the one-year review so far

    def enter(self, paragraph: Paragraph) -> Part:
        """Move to the next paragraph and return the part it stands in."""
        text = paragraph.text
        enumerated = _ENUMERATED.match(text)
        stop = text.find("。")
        head = text[: stop if 0 <= stop <= 50 else 50] if enumerated else text
        is_heading = (enumerated is not None and (0 <= stop <= 45 or len(text) <= 50)) or (
            len(text) <= 40 and (stop == -1 or stop == len(text) - 1) and "，" not in text
        )
        if is_heading and (enumerated or stop == -1):
            self.part.section = head.lstrip("#— ")[:60]
            self.part.estimated = False
        if self.kind in (Kind.COMMUNIQUE, Kind.FIVE_YEAR_PLAN) or self.year is None:
            return self.part
        if self.part.name == "review" and not self.part.five_years and len(text) > 80:
            self._annual += 1
        if paragraph.kind == "front" or _opens_with(_SESSION_LINE, text, 80) or _opens_with(_TITLE, text, 60):
            return self.part
        if is_heading:
            self._turn(head, top=_TOP.match(text) is not None or not enumerated)
        else:
            self._turn_by_talk(text)
        return self.part

    def _turn(self, head: str, *, top: bool) -> None:
        """A heading may open the plan or the review."""
        assert self.year is not None
        years = [int(m["year"]) for m in _YEAR.finditer(head)]
        review, plan = _REVIEW.search(head), _PLAN.search(head)
        five = _FIVE_YEARS.search(head) or (_PLAN_NAME.search(head) and "规划" not in head)
        name = _PLAN_NAME.search(head)
        first = plans.first_year(name)
        if first >= self.year:
            review = None  # “十五五”时期的发展…: a plan that begins with the report has nothing to look back on
        if self.part.name == "plan":
            if not top and first and first < self.year - 1 and _REVIEW.search(head):
                # 1.“十二五”发展的成就 inside the outline of the next plan: a look back until the next heading
                self._resumes = self.part
                self._open("review", [], True, first)
                return
            # back to a review only by a heading of the same rank that says so
            if (
                top
                and _LOOKS_BACK.search(head)
                and not plan
                and (not years or max(years) < self.year)
                and first < self.year
            ):
                self._open("review", years, five is not None, first)
            elif self._coming(first) and plan:
                self._open("plan", years, True, first)
            elif (
                (top and years and max(years) >= self.year and self.part.five_years)
                or (top and self.part.five_years and re.search(r"[今明]年", head))
                or (top and five is None and self.part.five_years and re.search(r"新的一年", head))
            ):
                self._open("plan", years, False, 0)
            return
        if self._resumes is not None:
            self.part, self._resumes = replace(self._resumes, section=self.part.section), None
        if (both := _BOTH_YEARS.search(head)) and int(both["gone"]) < self.year <= int(both["coming"]):
            return  # the heading of both parts: the first is still the review
        if (_DONE.search(head) and not (plan and first and first == self.presents)) or "去年" in head:
            return
        if (
            self._coming(first)
            and not review
            and (plan or first == self.presents or re.search(r"时期|期间|规划", head))
        ):
            self._open("plan", years, True, first)
        elif years and max(years) >= self.year and (plan or not review) and (plan or top) and not review:
            self._open("plan", years, False, 0)
        elif plan and not review and top and not (years and max(years) < self.year):
            later = re.search(r"今后[五几]|未来五|五年.{0,6}(?:目标|任务)", head)
            if "工作" in head and not re.search(
                r"[今明下]|总体|重点|任务|目标|要求|安排|打算|思路|部署|建议|计划|举措|意见|措施|考虑", head
            ):
                pass  # 一、政府工作: says nothing of the time
            else:
                self._open("plan", years, later is not None, self.year if later else 0)
        elif review and top:
            self._open("review", years, five is not None and not (years and "年主要工作" in head), first)
        elif five is not None and not plan and (not years):
            self._open("review", years, True, first)
        elif years and max(years) < self.year and self.part.name == "review":
            self._open("review", years, False, 0)

    def _turn_by_talk(self, text: str) -> None:
        """Running text may turn too: 做好今年工作…, 五年来…, 2022年，…"""
        assert self.year is not None
        named = [int(m["year"]) for m in _YEAR.finditer(text[:20])]
        if self.part.name == "review":
            five = self._five_years_opened(text)
            if five:
                name = _PLAN_NAME.search(five)
                self._open("review", [], True, plans.first_year(name), keep=True)
            elif self.part.five_years and _ONE_YEAR.match(text) and (not named or named[0] == self.year - 1):
                self._open("review", [], False, 0, keep=True)
            elif self.part.five_years and named and self.part.last < named[0] < self.year:
                self._open("review", named[:1], False, 0, keep=True)  # 第二个五年计划的第一年，即1958年
            if _OUTLINE.search(text[:240]) and not self._future_past(text[:240]):
                self._open("plan", [], True, self.year, keep=True)
            elif self._talks_of_plan(text, named):
                name = _PLAN_NAME.search(text[:16])
                first = plans.first_year(name)
                coming = self._coming(first)
                self._open("plan", [], coming, first if coming else 0, keep=True)
        elif not self.part.five_years:
            match = _PLAN_NAME.match(text)
            if match and re.match(r"[^，。]{0,8}(?:时期|期间|发展|的)", text):
                first = plans.first_year(match)
                if self._coming(first):
                    self._open("plan", [], True, first, keep=True)
        elif (named and named[0] == self.year and not re.match(r"到|至", text)) or (
            re.match(r"(?:各位代表[！，:])?(?:今年|做好今年|新的一年)", text)
            or (re.search(rf"。(?:今年|{self.year}年)", text[:200]) and _PLAN_TALK.search(text[:240]))
        ):
            self._open("plan", [], False, 0, keep=True)

    def _talks_of_plan(self, text: str, named: list[int]) -> bool:
        """Whether running text begins to speak of the year to come."""
        assert self.year is not None
        if named and named[0] < self.year:
            return False
        talk = _PLAN_TALK.search(text[:160])
        if talk is None:
            return False
        opening = text[: min(talk.end(), 160)]
        coming = "今年" if self.speaks_in == self.year else "明年"
        if f"{self.year}年" in opening or coming in opening or "新的一年" in opening:
            return True
        return re.match(r"[^，。]{0,20}(?:预期|奋斗|主要)目标(?:是|为|:)", text) is not None and "目标" in talk.group()

    def _five_years_opened(self, text: str) -> str:
        """The opening of one of the first sentences that begins to look back over five years, "" without one."""
        start = 0
        if self._annual > 2 and _FIVE_YEARS.search(text[:40]) and not self._future(text[:40]):
            return text[:40]
        for _ in range(6):
            opening = (
                text[start : start + 30].removeprefix("各位代表！").removeprefix("各位代表:").removeprefix("各位代表，")
            )
            if _FIVE_YEARS.match(opening) and not self._future(opening):
                return opening
            stop = text.find("。", start)
            if stop < 0:
                break
            start = stop + 1
        return (
            text[:30]
            if not self._future(text[:30])
            and re.search(r"(?:过去的?五年|五年来|本届政府(?:任期)?(?:以来|的?五年))", text[:30])
            else ""
        )

    def _future_past(self, text: str) -> bool:
        """Whether a text that names an outline speaks of one that has run its course."""
        name = _PLAN_NAME.search(text)
        return name is not None and self.year is not None and plans.first_year(name) < self.year - 1

    def _future(self, text: str) -> bool:
        name = _PLAN_NAME.search(text)
        return self._coming(plans.first_year(name))

    def _coming(self, first: int) -> bool:
        """Whether a five-year plan lies ahead: it begins with the report or later, or is what the report presents."""
        return bool(first and self.year is not None and (first >= self.year - 1 or first == self.presents))

    def _open(self, name: str, years: list[int], five: bool, first: int, *, keep: bool = False) -> None:
        assert self.year is not None
        section = self.part.section
        if name == "plan":
            part = Part("plan", max([self.year, *[y for y in years if self.year <= y <= self.year + 1]]))
            if five:
                part.five_years = True
                part.first = first or self.year
                part.last = part.first + 4
        else:
            past = [y for y in years if y < self.year or (y == self.year and len(years) == 1)]
            part = Part("review", max(past) if past else self.year - 1)
            last = min(first + 4, self.year - 1) if first else self.year - 1
            first = first or last - 4
            if years and max(years) > first + 4:
                five = False  # 第一个五年计划时期和1958年的成就: the five years and the one after them
            if five and first < last:  # a plan that has just begun has no years to look back on
                part.five_years, part.first, part.last = True, first, last
        part.section = section
        part.kind, part.speaks_in = self.kind, self.speaks_in
        self.part = part


def _opens_with(pattern: re.Pattern[str], text: str, reach: int) -> bool:
    """Whether a line's first `reach` characters fit a pattern; where they are cut off is no end of the line."""
    match = pattern.search(text[:reach])
    return match is not None and (match.end() < reach or len(text) <= reach)


def _guess_year(text: str) -> int | None:
    years = [int(m["year"]) for m in _YEAR.finditer(text[:400])]
    return max(years) if years else None
