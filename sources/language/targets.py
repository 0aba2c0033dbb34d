"""What a document says of its targets as a whole: those without a numeral, and which of them bind.

What belongs here: 居民收入增长与经济增长同步 (a promise that names no number), and the clause that makes targets binding or
anticipatory (资源环境和就业目标为约束性). What does not: targets with a numeral; the sentence reader gives those.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from sources.language.coding import code_of, group_of
from sources.language.layout import Paragraph
from sources.language.parts import Part
from sources.language.subjects import clean
from sources.model import Nature, Numeral, RelativeTarget, Status

_RELATION: Final = re.compile(
    r"(?P<what>[^，。；：:、（）“”]{2,24}?)(?:增长|增速|增幅|提高|涨幅)?(?:保持)?"
    r"(?:(?P<step>(?:与|和|同|跟)(?P<with>[^，。；、（）]{2,18}?)(?:保持)?(?:基本|大体|总体)?(?:同步|相匹配|相适应|持平|同步增长))"
    r"|(?P<above>(?:高于|快于|不低于|略高于|好于|超过|领先于?)(?P<than>(?:全国|全省|全市|地区|经济|生产总值|GDP|城镇|财政|上年|去年)[^，。；、（）\d]{0,14}?(?:增长|增速|增幅|水平|收入|平均水平|平均)?)))(?=[，。；、（）]|$)"
)
_MAY_RELATE: Final = re.compile(r"同步|高于|快于|不低于|好于|匹配|适应|持平|超过全|领先")
_NATURE: Final = re.compile(
    r"(?P<what>[^。；]{2,60}?)(?:指标|目标)?(?:均|都)?(?:为|是|属于?|作为)(?P<nature>约束性|预期性)(?:指标|目标)?"
)
_ASIDE: Final = re.compile(r"[，；、]?[^，；。（）\d]{0,8}(?P<aside>（(?P<nature>约束性|预期性)(?:指标|目标)?）)")
#: The words that open a list of targets: all that follow in the paragraph are of this nature, until other words say otherwise.
_HEAD: Final = re.compile(
    r"(?<![和与、及项个种类])(?P<nature>约束性|预期性)(?:指标|目标)(?:主要)?(?:[是为有]|包括)?[:：]"
    r"|(?:^|(?<=[。；])|(?<=[一二三四]是))(?P<alone>约束性|预期性)(?:指标|目标)[。—]"
)
_BEFORE: Final = re.compile(r"^.*(?:，|其中)")
_REST: Final = re.compile(r"其余|其他|其它|除此|别的")
_TOPICS: Final[dict[str, re.Pattern[str]]] = {
    "environment": re.compile(r"资源|环境|生态|节能|减排|降碳|能耗|排放|绿色"),
    "employment": re.compile(r"就业|失业"),
    "agriculture": re.compile(r"粮食|耕地"),
    "welfare": re.compile(r"民生|保障|安全|教育|养老"),
}
_PHRASES: Final[dict[str, re.Pattern[str]]] = {
    "environment": re.compile(r"能耗|排放|PM|颗粒物|优良天数|空气|水质|水体|断面|森林|林草|用水量|碳"),
    "employment": re.compile(r"就业|失业"),
    "agriculture": re.compile(r"粮食|耕地"),
    "welfare": re.compile(r"保险|学位|床位|教育年限|养老"),
}


def relative_targets(paragraph: Paragraph, part: Part) -> list[RelativeTarget]:
    """Targets of the plan part that are stated against something else and without a numeral."""
    text = paragraph.text
    if part.name != "plan" or not _MAY_RELATE.search(text):
        return []
    found: list[RelativeTarget] = []
    for match in _RELATION.finditer(text):
        subject = re.sub(r"(?:增长|增速|增幅|提高)$", "", clean(match["what"]))
        code = code_of(subject)
        if code is None and not subject.endswith(("收入", "增加值", "总值", "总额", "投资", "价格", "支出")):
            continue
        if match["step"]:
            relation, reference = "in_step_with", match["with"]
        else:
            relation = "not_below" if "不低于" in match["above"] else "faster_than"
            reference = match["than"]
        start, end = paragraph.offset(match.start("what")), paragraph.end_offset(match.end())
        found.append(
            RelativeTarget(
                start=start,
                end=end,
                text=paragraph.source[start - paragraph.first : end - paragraph.first],
                indicator=subject,
                code=code,
                relation=relation,
                reference=reference,
                status=Status.TARGET,
                period=part.span if part.five_years else (str(part.year) if part.year else None),
                rule=f"relative.{relation}",
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Assigned:
    """A nature and the words that assign it: [start, end) of what was read, in `part` of the document."""

    nature: Nature
    start: int
    end: int
    part: str | None = None

    def over(self, row: Numeral) -> Numeral:
        """The row with this nature, its span being one of the document."""
        return replace(row, nature=self.nature, nature_start=self.start, nature_end=self.end, nature_part=self.part)


class NatureReader:
    """Collects what a document says of the nature of its targets, and assigns it."""

    def __init__(self) -> None:
        self._topics: dict[str, Assigned] = {}
        self._rest: Assigned | None = None

    def hear(self, paragraph: Paragraph, part: Part) -> None:
        """Note the clauses of a paragraph that call targets binding or anticipatory."""
        text = paragraph.text
        if "约束性" not in text and "预期性" not in text:
            return
        for match in _NATURE.finditer(text):
            what = match["what"]
            # only the words of this clause: what stands before an earlier nature clause was said of others
            what = _BEFORE.sub("", what) or what
            if match["nature"] in what:
                continue
            said = _assigned(paragraph, match["nature"], match.end("what") - len(what), match.end(), part)
            if _REST.search(what):
                self._rest = said
            for topic, words in _TOPICS.items():
                if words.search(what):
                    self._topics.setdefault(topic, said)

    def assign(self, rows: list[Numeral]) -> list[Numeral]:
        """The rows with `nature` set on the targets that the document's clauses cover and nothing nearer does."""
        if not self._topics and self._rest is None:
            return rows
        return [self._with_nature(row) if row.status == Status.TARGET and not row.nature else row for row in rows]

    def _with_nature(self, row: Numeral) -> Numeral:
        group = (
            group_of(row.code)
            if row.code
            else next((topic for topic, words in _PHRASES.items() if words.search(row.indicator or "")), None)
        )
        said = self._topics.get(group or "", self._rest if row.code else None)
        return said.over(row) if said else row


def nature_beside(paragraph: Paragraph, start: int, stop: int, part: Part) -> Assigned | None:
    """The nature of a target said in its own paragraph; [start, stop) are its numeral and unit in the paragraph's text.

    In brackets right after it (单位GDP能耗下降3%（约束性）), or by the words that open its list (约束性指标是：单位GDP能耗下降3%).
    """
    text = paragraph.text
    if match := _ASIDE.match(text, stop):
        return _assigned(paragraph, match["nature"], match.start("aside"), match.end("aside"), part)
    heads = list(_HEAD.finditer(text, 0, start))
    if not heads:
        return None
    return _assigned(paragraph, heads[-1]["nature"] or heads[-1]["alone"], *heads[-1].span(), part)


def _assigned(paragraph: Paragraph, word: str, start: int, end: int, part: Part) -> Assigned:
    nature = Nature.BINDING if word == "约束性" else Nature.ANTICIPATORY
    return Assigned(nature, paragraph.offset(start), paragraph.end_offset(end), part.label)
