"""What one numeral's reading is, and what it hands to the next.

What belongs here: two plain records, and setting one aside while brackets are read. What does not: any rule about how they are filled.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sources.language.prices import Prices
from sources.model import Bound, Measure, Status


@dataclass(slots=True)
class Reading:
    """The reading of one observation: the fields of `sources.model.Numeral` that a sentence decides."""

    indicator: str = ""
    code: str | None = None
    measure: str = Measure.LEVEL
    value: float = 0.0
    unit: str = ""
    bound: str = Bound.EQ
    status: str = Status.ACTUAL
    period: str | None = None
    base: str | None = None
    force: str | None = None
    rule: str = ""
    area: str | None = None  # another place than the document's, where the clause names it
    prices: Prices | None = None  # with the span in the paragraph's text


@dataclass(slots=True)
class Carry:
    """What later numerals of a paragraph may take over."""

    subject: str = ""  # the last subject said in full
    noun: str = ""  # the measure word of the last level
    listed: list[str] = field(default_factory=list)  # the subjects of the last 分别
    queue: list[str] = field(default_factory=list)  # and those still without a number: 分别增长4.8%、下降7.1%
    bases: list[str] = field(default_factory=list)  # and what their shares are shares of: 第一产业增加值
    share: str = ""  # the last phrase of a share: 制造业投资占固定资产投资比重
    cumulative: bool = False  # 累计 governs the rest of the sentence
    flow: bool = False  # the last phrase is of something done, not of something standing
    recent: list[str] = field(default_factory=list)  # subjects of this sentence, in order
    parent: str = ""  # what 其中 splits
    verb: str = ""  # the verb of doing that governs a list
    scope: str = ""  # 规模以上 …
    status: str | None = None  # of the last clause
    partial: bool = False  # the last clause speaks of a part of the place
    elsewhere: bool = False  # the last clause speaks of the nation, not of the place
    right: bool = False  # the last phrase stood after its numeral
    left: str = ""  # and the words before that numeral
    origin: bool = False  # the last numeral was a starting value: 由 … 提高到
    started: str | None = None  # the year of that starting value
    since: str | None = None  # the year that starting values of this paragraph are of, where one or an opening names it
    aside: Carry | None = None  # what held where the brackets opened that the reader stands in
    before: str = ""  # and the words of that clause: 城乡收入比（以农村为1）1.9
    summed: str | None = None  # the years that the last level adds up, where it is money over several
    measure: str = ""  # of the last reading
    prices: Prices | None = None  # of the last level, where its prices are not those of its year
    period: str | None = None

    def pause(self, before: str) -> None:
        """Brackets open behind the words `before`: what they say is an aside, the sentence goes on behind them."""
        self.before = before
        self.aside = replace(self, aside=None, recent=list(self.recent), listed=list(self.listed))

    def resume(self) -> None:
        """Brackets close: the sentence goes on with the subject that it had before."""
        if held := self.aside:
            self.subject, self.noun, self.listed, self.recent = held.subject, held.noun, held.listed, held.recent
            self.share, self.measure, self.period, self.parent = held.share, held.measure, held.period, held.parent
        self.aside = None
