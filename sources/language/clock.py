"""The period that the words of a sentence name: years, months, quarters, five-year plans at the head of a clause.

What belongs here: what a sentence itself says of time. What does not: the year that its part of the document holds for
(`parts`), how the two are weighed (`fields`).
"""

from __future__ import annotations

import re
from typing import Final

from sources.dates import to_month
from sources.language import plans
from sources.language.parts import Part

#: A dash opens a clause, but not the second year of a stretch: 空间规划（2021—2035年） is a name.
_YEAR_OPENER: Final = re.compile(
    r"(?:(?<=[，；。！？:”])|(?<![\d年]—)(?<=—)|^|(?<=其中)|(?<=[，。；:（]到)|(?<=[，。；:]至)|(?<=截至)|(?<=截止)|(?<=^到)|(?<=力争)|(?<=确保)|(?<=力争到)|(?<=确保到)|(?<=争取到)|(?<=预计)|(?<=预计到)|(?<=[在但而])|(?<=各位代表！))"
    r"(?:(?P<first>(?:19|20)\d\d)年?[-—~至到]{1,2})?(?P<year>(?:19|20)\d\d)年(?P<tail>上半年|下半年|[一二三四]季度|前三季度|前\d+个月|\d{1,2}(?:-\d{1,2})?月)?(?P<after>.{0,2})"
)
#: A year told from the one in which the report is given: 今年预计达到, 到明年.
_TOLD: Final = re.compile(
    r"(?:(?<=[，；。！:（—])|^|(?<=[到在而是至计以但把使对])(?=[今明]))(?P<word>[今去明前])年(?P<tail>上半年|下半年|[一二三四]季度|前三季度|\d{1,2}月(?=份|末|底))?(?!度|[^，。；]{0,3}(?:同期|相比)|初|(?<!今年)以来|开始|起|[^，。；]{0,24}基础上)"
)
_OPENS_AHEAD: Final = re.compile(r"(?:(?P<year>(?:19|20)\d\d)|今)年，(?![^。]{0,30}[已了])")
_IN_FIVE_YEARS: Final = re.compile(r"(?:^|(?<=[，。；:（]))(?:这|在)?五年(?:内|合计|共计)")
#: No item of a list is longer, and none is a heading.
_LONGEST_ITEM: Final = 120
#: What opens so has a time of its own, or is said to the assembly.
_NO_ITEM: Final = re.compile(r"各位代表|(?:刚刚)?过去的?|一年来|[今去当本]年|[一二三四五近]+年来")
_HEADING: Final = re.compile(r"#|第[一二三四五六七八九十]+[章节]|[一二三四五六七八九十]+、")
_UNFINISHED: Final = re.compile(r"预计|估计|已")
_TOLD_WORD: Final = re.compile("[今去明前]年")
_TOLD_YEARS: Final = {"前": -2, "去": -1, "今": 0, "明": 1}
_FIVE_YEAR_OPENER: Final = re.compile(
    rf"(?:(?<=[，；。！？:（—])|^){plans.NAME}(?:规划|计划)?(?P<what>期间|时期|以来|末|五年)"
)
#: A part of the year that a sentence, or what follows a semicolon, opens with: it holds until another is named.
_PART_OF_YEAR: Final = re.compile(
    r"(?:^|(?<=；))(?:其中|预计|[我全][省市县区州国]|确保|力争)?(?P<part>上半年|下半年|前三季度|第?[一二三四]季度)(?!末|以来|的基础|同期)"
)
_MONTH_OPENER: Final = re.compile(r"(?:截至|截止|到)(?P<month>1[0-2]|[1-9])月(?:末|底|份)?")
_PERIOD: Final = re.compile(r"(?:(?P<year>(?:19|20)\d\d)年)?(?P<part>上半年|下半年|前三季度|第?[一二三四]季度|全年)?")
_LISTED: Final = (
    r"(?:(?:19|20)\d\d年(?:上半年|下半年|前三季度|第?[一二三四]季度)?|上半年|下半年|前三季度|第?[一二三四]季度|全年)"
)
#: Periods one after another, or the first and last year of a stretch: 2020年、2021年; 2016年—2019年.
_PERIOD_LIST: Final = re.compile(
    rf"(?P<list>{_LISTED}(?:[、和及与]{_LISTED})+)(?![一-鿿]{{0,1}}度)|(?P<from>(?:19|20)\d\d)年?[—~至到-]{{1,2}}(?P<to>(?:19|20)\d\d)年"
)
_MONTHS: Final = re.compile(
    r"(?:^|(?<=[，；:]))(?:(?P<year>(?:19|20)\d\d)年|今年)?(?:1[-—~至]{1,2}(?P<last>\d{1,2})月份?|前(?P<first>\d{1,2})个月)"
)
_FROM_TO: Final = re.compile(
    r"(?:从|自)(?P<first>(?:19|20)\d\d)年?(?:起)?[-—~至到]{1,2}(?P<last>(?:19|20)\d\d)年(?:底|末)?(?:\d年)?(?:间|期间)?(?=，|[一-鿿]{0,8}(?:累计|共|投资))"
)
_WHOLE_YEAR: Final = re.compile(r"(?:^|(?<=[，；。]))(?:预计)?(?:全年|年内)")
_SUB_YEAR: Final = re.compile(
    r"(?P<half>上半年|下半年)|(?P<quarter>[一二三四])季度|(?P<three>前三季度)|(?P<from>1-)?(?P<month>\d{1,2})月(?:份|末|底)?$"
)
_QUARTERS: Final = {"一": "Q1", "二": "Q2", "三": "Q3", "四": "Q4"}


class Clock:
    """The period of each numeral of one sentence, from the years its clauses name."""

    def __init__(self, part: Part, inherited: str | None = None) -> None:
        """`inherited`: the period that the head of the list in which the paragraph stands names."""
        self.part = part
        self._inherited = inherited
        self._said: list[tuple[int, str | None]] = []
        self._lists: list[tuple[int, list[str]]] = []

    def hear(self, sentence: str, at: int) -> None:
        """Note what a sentence that begins at compact index `at` says of time."""
        self._said = []
        self._lists = [(match.end(), self._each(match)) for match in _PERIOD_LIST.finditer(sentence)]
        if "年" in sentence:
            for match in _YEAR_OPENER.finditer(sentence):
                after = match["after"]
                if (
                    after[:1] in "，,全末底我政省市县区国实完经地累新共城规社财工固农居一人进外年财末粮主预力有达上工下"
                    or not after
                    or (
                        after[:1] > "一"
                        and after[:2] not in ("以来", "起，", "起至", "的基", "相比", "同期", "增长", "基础")
                    )
                ):
                    if after[:1] == "的" and sentence[match.start() - 1 : match.start()] in ("从", "由"):
                        continue
                    if after[:2] in ("以来", "起，", "相比", "同期", "的基", "基础", "制定", "计划", "之前", "度计"):
                        continue
                    period = _within(match["year"], match["tail"] or after)
                    if match["first"]:
                        period = f"{match['first']}-{match['year']}"
                    before = self.at(match.start())
                    self._said.append((match.end("year"), period))
                    if (stop := self._aside_ends(sentence, match.start())) is not None:
                        self._said.append((stop, before))
            self._said += [(m.end(), f"{m['first']}-{m['last']}") for m in _FROM_TO.finditer(sentence)]
            if self.part.speaks_in and _TOLD_WORD.search(sentence):
                self._hear_told(sentence, self.part.speaks_in)
        if self.part.year and ("季度" in sentence or "半年" in sentence):
            for half in _PART_OF_YEAR.finditer(sentence):
                self._said.append((half.end(), _within(self.part.year, half["part"])))
        if "月" in sentence and self.part.year and (opened := _MONTH_OPENER.match(sentence)):
            self._said.append((opened.end(), f"{self.part.year}-{int(opened['month']):02d}"))
        if "月" in sentence and self.part.year and self.part.name == "review":
            for match in _MONTHS.finditer(sentence):
                months = int(match["last"] or match["first"])
                if 1 < months <= 12:
                    self._said.append((match.end(), to_month(match["year"] or self.part.year, months)))
        if self._said and self.part.year and self.part.name == "review":
            self._said += [(match.end(), str(self.part.year)) for match in _WHOLE_YEAR.finditer(sentence)]
        if "五" in sentence:
            for match in _FIVE_YEAR_OPENER.finditer(sentence):
                first = plans.first_year(match)
                if first:
                    last = first + 4
                    if match["what"] == "以来":
                        last = max(first, min(last, self.part.year or last))
                    span = str(last) if match["what"] == "末" or last == first else f"{first}-{last}"
                    self._said.append((match.end(), span))
            if self.part.five_years:
                self._said += [(match.end(), self.part.span) for match in _IN_FIVE_YEARS.finditer(sentence)]
        self._said.sort(key=lambda said: said[0])

    def enter(self, paragraph: str) -> None:
        """The year after the reviewed one that a paragraph of a review opens with holds for all its sentences."""
        if self.part.name != "review" or not self.part.year or not (opened := _OPENS_AHEAD.match(paragraph)):
            return
        year = int(opened["year"]) if opened["year"] else self.part.speaks_in or 0
        if year == self.part.year + 1:
            self._inherited = str(year)

    def _hear_told(self, sentence: str, speaks_in: int) -> None:
        """Note the years told from the one in which the report is given; inside a sentence they hold to the semicolon."""
        for match in _TOLD.finditer(sentence):
            year = speaks_in + _TOLD_YEARS[match["word"]]
            if self.part.name == "plan" and year < (self.part.year or year) and not _UNFINISHED.search(sentence):
                continue  # 今年 of a plan given in December and read out in January
            before = self.at(match.start())
            self._said.append((match.end("word"), _within(year, match["tail"])))
            stop = sentence.find("；", match.end())
            if match.start() and stop >= 0 and not sentence.startswith("其中", stop + 1):
                self._said.append((stop, before))

    def _aside_ends(self, sentence: str, at: int) -> int | None:
        """Where a year named in passing in a review of several years ceases to hold; None: it holds to the sentence's end.

        人均生产总值增加到8万元，2016年升至第6位；财政收入增长53%: after the semicolon the term is spoken of again.
        """
        if not (self.part.five_years and self.part.name == "review") or sentence[at - 1 : at] != "，":
            return None
        said_before = re.search(r"\d", sentence[sentence.rfind("；", 0, at) + 1 : at])
        stop = sentence.find("；", at)
        return stop if said_before and stop >= 0 else None

    def at(self, index: int) -> str | None:
        """The period said for a numeral at `index` of the sentence, None: the part's own."""
        period = self._inherited
        for position, said in self._said:
            if position <= index:
                period = said
        return period

    def each(self, index: int, which: int, count: int) -> str | None:
        """The period of one of several numerals that a list of as many periods stands before; None without such a list.

        一季度、上半年分别增长5.8%、6.1%: a period for each, also for the lists of numerals that follow in the sentence.
        """
        if count > 1:
            for position, periods in reversed(self._lists):
                if position <= index and len(periods) == count:
                    return periods[which]
        return None

    def _each(self, match: re.Match[str]) -> list[str]:
        """The periods of a list, or of every year of a stretch; a part of a year is of the year that the list names first."""
        if match["from"]:
            return [str(year) for year in range(int(match["from"]), int(match["to"]) + 1)]
        year = self.part.year or 0
        periods = []
        for item in _PERIOD.finditer(match.group()):
            if item.group():
                year = int(item["year"] or year)
                periods.append(_within(year, item["part"] or ""))
        return periods


def _within(year: int | str, tail: str) -> str:
    """The period that the words behind a year name, the year itself where they name none."""
    match = _SUB_YEAR.match(tail or "")
    if match is None:
        return str(year)
    if match["half"]:
        return f"{year}-{'H1' if match['half'] == '上半年' else 'H2'}"
    if match["quarter"]:
        return f"{year}-{_QUARTERS[match['quarter']]}"
    if match["three"]:
        return to_month(year, 9)
    month = int(match["month"])
    return to_month(year, month) if match["from"] and month <= 12 else f"{year}-{month:02d}"


class ListHeads:
    """The period that the head of a list names for its items: 1985年主要产品的产量指标如下."""

    def __init__(self) -> None:
        self._period: str | None = None

    def over(self, text: str, part: Part) -> str | None:
        """The period that a paragraph stands under; a head sets the one of the short paragraphs after it."""
        if text.endswith(":"):
            sentence = text[text.rfind("。") + 1 :]
            clock = Clock(part)
            clock.hear(sentence, len(text) - len(sentence))
            said = clock.at(len(sentence))
            # the targets of a plan are of its end, what is spent in its five years is of all of them
            self._period = None if said == part.span and not _IN_FIVE_YEARS.search(sentence) else said
            return None
        if len(text) > _LONGEST_ITEM or _HEADING.match(text) or _NO_ITEM.match(text):
            self._period = None
        return self._period
