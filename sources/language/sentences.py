"""One sentence's candidate observations → readings: subject, measure, value, unit, bound, status, period, code.

What belongs here: walking a sentence from numeral to numeral and asking each stage in turn. What does not: patterns of the
single questions (their own modules answer those).
"""

from __future__ import annotations

import re
from typing import Final

from sources.language import prices, scope, stretches, subjects
from sources.language.carry import Carry, Reading
from sources.language.clauses import (
    chain_length,
    clause_start,
    is_range,
    run_length,
    topic_of,
    words_after,
)
from sources.language.clock import Clock
from sources.language.coding import code_of
from sources.language.fields import bound_of, code_for, period_of, settled, status_of
from sources.language.marks import lead_change, share_units, without_marks
from sources.language.measures import Tail, bound_after, grows_after, measure_of, read_tail
from sources.language.parts import Part
from sources.language.phrases import PhraseReader
from sources.language.prices import Prices
from sources.language.quantity import Quantity
from sources.language.structure import share_names
from sources.language.verdicts import Verdict
from sources.language.wording import compared, named
from sources.model import Measure, PriceBasis, Status

_SPLIT_VIEW: Final = re.compile(r"^(?:分[^，]{1,8}看|从[^，]{1,10}看|按[^，]{1,10}分|其中)")
_RANKED: Final = re.compile(r"(?:排名|位次|名次|排位)$")
_SPLIT_BY: Final = re.compile(r"(?:^|，)(?:分|按)[^，。]{1,10}看，")
_MILESTONE: Final = re.compile(r"新?台阶|大关|关口|门槛")
_WIDER_PLACE: Final = re.compile(
    r"(?:其中|(?:19|20)\d\d年末?)?全国(?!第|首|各|最|性|一|人大|政协|文明|卫生|重点|示范|试点|百|双|社保|性)"
)
#: What is left of a ratio before the next number: 由2.95:1缩小到.
_WITHIN: Final = re.compile(r"(?:^|[，；。])在?(?P<whole>[^，；。]{3,23})中，$")
_RATIO_REST: Final = re.compile(r"^:1(?!\d)")
_SECOND_TIER: Final = re.compile(r"(?:力争|争取|确保|冲刺|奋斗目标)(?:更高|更好)?(?:达到|实现|为)?$")
_RATE_MOVED: Final = re.compile(r"(?:收窄|放缓|回落|回升|加快|提速)[至到为]-?$")
#: Codes of price indices, and what no percentage of theirs reaches unless it is the index itself (103.5%).
_PRICES: Final = ("CPI", "PPI")
_NO_INDEX: Final = 50
_ESTIMATE_OPENS: Final = re.compile(
    r"(?:各位代表[！，])?(?:初步)?(?:预计|预测|预估)(?:，?(?:(?:19|20)\d\d年|全年|今年|到?年底))*[，,]"
)
_IN_LIST: Final = "、和及与"
_PULLS: Final = re.compile(r"拉动|带动|贡献|影响")


class SentenceReader:
    """Reads the sentences of one paragraph in order."""

    def __init__(self, text: str, part: Part, clock: Clock, place: tuple[str, ...] = ()) -> None:
        self.text = text
        self.part = part
        self.clock = clock
        clock.enter(text)
        self.carry = Carry()
        self.phrases = PhraseReader(text, place, self.carry)
        self.national = "全国" in place
        self._preliminary = False
        self._estimated = False
        self._stretch: stretches.Stretch | None = None
        self._prices: Prices | None = None
        self._heard = 0
        self._turns: list[tuple[int, bool]] = []

    def read(
        self, start: int, end: int, quantities: list[Quantity], verdicts: list[Verdict | None]
    ) -> list[Reading | None]:
        """The readings of one sentence's quantities; None where a verdict stands already."""
        out: list[Reading | None] = [None] * len(quantities)
        first = next((i for i, verdict in enumerate(verdicts) if verdict is None), None)
        if first is None:
            return out
        self._open(start, end, self.text[start : quantities[first].start])
        index, stop = first, start
        while index < len(quantities):
            if verdicts[index] is not None:
                index += 1
                continue
            chain = chain_length(self.text, quantities, index)
            if chain >= 3:
                self._read_structure(start, stop, quantities[index : index + chain], out, index)
                index += chain
                stop = bound_after(self.text, quantities[index - 1].stop)[1]
            else:
                run = run_length(self.text, quantities, verdicts, index)
                stop = self._read_run(start, end, stop, quantities, verdicts, index, run, out)
                index += run
        return out

    def _open(self, start: int, end: int, opening: str) -> None:
        """Begin a sentence: what of the one before still holds, and what its opening words set."""
        carry = self.carry
        sentence = self.text[start:end]
        self.clock.hear(sentence, start)
        for passed in self.text[self._heard : start].split("。"):
            self.part = self.part.hear(passed)  # a sentence without numerals turns the part as well
        self._heard = end
        self.part = self.part.hear(sentence)
        self.part.estimated = self.part.estimated or scope.same_ahead(opening)
        self._turns = scope.outlook(sentence)
        continues = (
            opening.startswith("其中")
            or _SPLIT_VIEW.match(subjects.clean(opening[:14]) or opening) is not None
            or ("看，" in opening[-40:] and _SPLIT_BY.search(opening) is not None)
        )
        self.phrases.splits = continues
        self._preliminary = scope.preliminary(opening) or (self._preliminary and continues)
        self._estimated = _ESTIMATE_OPENS.match(opening) is not None
        said = prices.opening(sentence)
        self._prices = said.moved(start) if said else (self._prices if continues else None)
        self._stretch = stretches.compared(opening) or (
            stretches.opened(opening, self.part.year) if self.part.name == "review" else None
        )
        carry.started = carry.aside = None
        if self._stretch and self._stretch.compares:
            carry.since = str(self._stretch.first - 1)  # 1986年同1978年相比，由3480亿元增加到9380亿元
        carry.recent, carry.share, carry.status, carry.origin, carry.cumulative = [], "", None, False, False
        carry.prices = None
        carry.right, carry.left = False, ""
        if not continues:
            carry.parent, carry.scope, carry.verb, carry.listed = "", "", "", []
        carry.partial = carry.elsewhere = False
        if match := subjects.SCOPE.search(opening):
            carry.scope = match.group()

    def _read_run(
        self,
        start: int,
        end: int,
        stop: int,
        quantities: list[Quantity],
        verdicts: list[Verdict | None],
        index: int,
        run: int,
        out: list[Reading | None],
    ) -> int:
        """Read the run of quantities from `index` on; returns where the next clause may begin."""
        text, carry = self.text, self.carry
        members = quantities[index : index + run]
        share_units(members)
        head = members[0]
        begin, linked = clause_start(text, start, stop, head.start)
        clause = _RATIO_REST.sub("", text[begin : head.start])
        lead = text[max(start, begin - 24) : begin]
        clause = without_marks(self._enter(text[stop:begin], clause, lead), head)
        tail = read_tail(clause, head)
        grows_after(text, members[-1].stop, head, tail)
        if not (tail.rose or tail.fell or tail.reached or tail.plan):
            lead_change(head, tail)
        bounded, bounded_to = bound_after(text, members[-1].stop)
        after = bounded_to
        if milestone := _MILESTONE.match(text, after):
            after = milestone.end()  # 迈上3万亿元新台阶、达到…: the words belong to the number before them
        right, follows, consumed = words_after(text, after, quantities, verdicts, index + run, end)
        self.phrases.since = stop
        counted = begin == stop > start and carry.right  # 10个园区完成产值: of the things just counted
        leads = "" if carry.recent else lead
        found, rule = self.phrases.read(tail, head, members, (right, follows), linked, bounded is not None)
        status = status_of(
            clause,
            leads,
            rule,
            self.part,
            carry,
            preliminary=self._preliminary,
            estimated=self._estimated,
            origin=tail.origin,
            stood=scope.stands(self._turns, head.start - start),
            listed=linked and text[begin - 1] in _IN_LIST,
        )
        if status == Status.ACTUAL and head.kind != "count":
            status = scope.said_after(text, bounded_to) or status
        carry.status = status
        ranged = is_range(text, members)
        carry.cumulative = carry.cumulative or ("累计" in clause and not tail.reached)
        elsewhere = self._elsewhere(clause, head) or (carry.elsewhere and rule == "subject.elided")
        of_counted = counted and rule != "subject.after"
        listed = linked and carry.partial and text[begin - 1] in _IN_LIST  # 园区产值50亿元、固定资产投资8亿元
        partial = elsewhere or of_counted or listed or scope.of_part_of_place(topic_of(text, start, begin, clause))
        carry.partial, carry.elsewhere = partial, elsewhere
        stated = prices.of_figure(text, stop, head.start, bounded_to)
        for offset, q in enumerate(members):
            phrase = found[offset] if offset < len(found) else found[-1]
            measure, value, phrase = self._measured(q, tail, phrase, rule, clause, joint=len(found) > 1)
            said = self.clock.at(q.start - start)
            period = self.clock.each(q.start - start, offset, len(members)) or period_of(
                q, tail, measure, phrase, clause, status, said, self.part, carry
            )
            code = code_for(phrase, measure, q, tail, partial=partial)
            status = settled(status, period, code, q, lead + clause, text[start : head.start], self.part)
            if tail.elsewhere and rule == "subject.elided" and carry.period:
                period = carry.period
            period, base = self._spanned(tail, measure, rule, clause, period)
            shown = compared(phrase, tail, carry, offset)
            if (
                tail.plan
                and rule in ("subject.before", "subject.after")
                and not (subjects.has_head(phrase) or code_of(phrase))
            ):
                shown = f"{phrase}{tail.plan_of}完成比例"
            out[index + offset] = Reading(
                indicator=named(shown, q, measure, rule),
                code=code,
                measure=measure,
                value=value,
                unit="位" if measure == Measure.RANK else q.unit,
                bound=bound_of(text, members, offset, tail, ranged=ranged),
                status=status,
                period=period,
                base=base,
                force=scope.force(lead + clause) if status == Status.TARGET else None,
                rule=rule,
                area="全国" if elsewhere else None,
                prices=self._priced(stated, measure, elided=rule == "subject.elided"),
            )
        self.part.estimated = self.part.estimated or scope.same_below(text, bounded_to)
        self._hand_on(out[index + run - 1], members[-1], tail)
        return consumed if rule == "subject.after" and not follows else after

    def _priced(self, stated: Prices | None, measure: str, *, elided: bool) -> Prices | None:
        """The prices of a level or growth: its own words, those of the level it grows from, those that open its sentence."""
        if measure == Measure.LEVEL:
            self.carry.prices = stated if stated and stated.basis != PriceBasis.CURRENT else None
            return stated
        if measure != Measure.GROWTH:
            return None
        return stated or (self.carry.prices if elided else None) or self._prices

    def _hand_on(self, last: Reading | None, quantity: Quantity, tail: Tail) -> None:
        """What the last reading of a run leaves for the numerals after it."""
        carry = self.carry
        carry.origin = tail.origin
        if last is None:
            return
        if not tail.elsewhere:
            carry.measure, carry.period = last.measure, last.period
        if last.measure == Measure.LEVEL:
            carry.noun = quantity.noun
            carry.summed = last.period if quantity.kind == "money" and len(last.period or "") == 9 else None
        if tail.origin:
            carry.started = last.period
            if tail.year and last.measure == Measure.LEVEL:
                carry.since = last.period

    def _enter(self, between: str, clause: str, lead: str) -> str:
        """Begin a clause: a semicolon ends what the clauses before share, 其中 splits the last subject.

        Returns the clause, with the words before an aside where it goes on right behind one.
        """
        carry = self.carry
        if carry.aside and "）" in between:
            clause = (carry.before if between.endswith("）") else "") + clause
            carry.resume()
        if between.endswith("（"):
            opened = between[:-1]
            carry.pause(opened[max(map(opened.rfind, "，；:。、（）")) + 1 :])
        if between.count("，") > 1:
            carry.left = ""  # a clause without numbers ends what the verb before it governs
        if "；" in between:
            carry.cumulative = False
            if not self.phrases.splits:
                carry.parent = carry.scope = ""
        if carry.recent and f"{self.part.year}年" in between + clause:
            self._stretch = None  # 2018年以来年均增长6%，2023年增长5%
        if not carry.recent and (match := _WITHIN.search(lead)):
            whole = subjects.clean(match["whole"])
            if subjects.has_head(whole):
                carry.parent, self.phrases.splits = whole, True  # 商品零售额中，汽车类增长…
        if "其中" in clause[:4] or lead.endswith(("其中，", "其中:")):
            carry.parent = carry.subject
        return clause

    def _elsewhere(self, clause: str, head: Quantity) -> bool:
        """Whether a clause speaks of the nation in a document of another place.

        A title or a rank that the nation gives is the place's own: 全国安全社区3个, 全国百强市第27位.
        """
        of_nation = head.kind not in ("count", "rank") or head.noun in ("人", "户")
        return of_nation and not self.national and _WIDER_PLACE.match(clause) is not None

    def _spanned(
        self, tail: Tail, measure: str, rule: str, clause: str, period: str | None
    ) -> tuple[str | None, str | None]:
        """Period and base of a reading: a growth may be one of more years than its own words and its part say."""
        base = "年均" if tail.average and measure == Measure.GROWTH else tail.base
        if measure not in (Measure.GROWTH, Measure.CHANGE) or tail.base or tail.elsewhere:
            return period, base
        if (counted := stretches.within(clause, self.part.year)) and period == counted.period:
            return period, base or counted.base
        stretch = None
        if rule == "subject.elided" and not tail.average:
            stretch = stretches.started(self.carry.started, period)
        opened = self._stretch
        if stretch is None and opened and (tail.average or period in (str(self.part.year), str(opened.last))):
            stretch = opened
        if stretch is None:
            return period, base
        return f"{stretch.first}-{stretch.last}" if tail.average else stretch.period, base or stretch.base

    def _measured(
        self, q: Quantity, tail: Tail, phrase: str, rule: str, clause: str, *, joint: bool
    ) -> tuple[str, float, str]:
        """Measure, signed value and phrase, where the phrase corrects what the verb alone would say."""
        measure, value = measure_of(q, tail)
        if tail.rate and tail.rate_reached and joint and phrase.endswith("率"):
            return Measure.LEVEL, value, phrase  # 失业率、价格指数涨幅分别控制在: the last one alone is a growth
        if (
            rule == "subject.elided"
            and q.kind == "percent"
            and measure == Measure.LEVEL
            and (_SECOND_TIER.search(clause) or _RATE_MOVED.search(clause))
        ):
            # 增长13%、力争14%: the second tier of the same target; 下降8.7%，上半年收窄至-4.3%: the growth itself moved
            return (Measure.GROWTH if self.carry.measure == Measure.GROWTH else measure), value, phrase
        if measure == Measure.LEVEL and q.kind == "percent" and value < _NO_INDEX and code_of(phrase) in _PRICES:
            return Measure.GROWTH, value, phrase  # 居民消费价格总水平控制在3.5%左右: a price level has no percentage
        if measure == Measure.LEVEL and q.noun == "位" and _RANKED.search(phrase):
            return Measure.RANK, value, phrase
        if measure == Measure.CHANGE and "点" in q.noun and _PULLS.search(clause):
            return Measure.LEVEL, value, phrase if phrase.endswith(("增长", "上涨")) else phrase + "增长"
        if measure == Measure.CHANGE and rule == "subject.after" and "点" not in q.noun:
            return Measure.LEVEL, abs(value), phrase  # 提升743个村供水设施: a count of what was done
        return measure, value, phrase

    def _read_structure(
        self, start: int, stop: int, members: list[Quantity], out: list[Reading | None], index: int
    ) -> None:
        """三次产业结构为 9.0:44.9:46.1: three shares of one whole."""
        text = self.text
        begin, _ = clause_start(text, start, stop, members[0].start)
        clause = text[begin : members[0].start]
        tail = read_tail(clause, members[0])
        if not tail.subject and any(r is not None and r.rule == "subject.structure" for r in out[:index]):
            clause = "三次产业结构" + clause
        status = status_of(clause, "", "", self.part, self.carry, preliminary=False)
        names = share_names(clause, subjects.clean(tail.subject), len(members))
        for offset, (q, name) in enumerate(zip(members, names, strict=True)):
            said = self.clock.at(q.start - start)
            out[index + offset] = Reading(
                indicator=name,
                measure=Measure.LEVEL,
                value=q.value,
                unit="%",
                status=status,
                period=period_of(q, tail, Measure.LEVEL, name, clause, status, said, self.part, self.carry),
                rule="subject.structure",
            )
