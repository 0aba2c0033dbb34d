"""In which prices a figure is stated: of its own year, of a fixed year, comparable ones, or freed of their change.

What belongs here: the words beside a figure (按2015年不变价格计算, 扣除价格因素), the notes that speak for all figures of a text
(增加值绝对数按现价计算，增长速度按不变价格计算), and the same words in the heads of tables and releases. What does not: what a
growth is measured against (`measures`), and what an indicator's prices are by definition: where nothing is said, nothing is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from sources.language.layout import Paragraph
from sources.model import Disposition, Measure, Numeral, PriceBasis, Status

_WORDS: Final = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d|[一二][九〇○零一二三四五六七八]{3})年)?的?(?P<constant>不变价格?)"
    r"|(?P<of>(?:19|20)\d\d|[一二][九〇○零一二三四五六七八]{3})年价格?(?![值])"
    r"|(?P<comparable>可比价格?)"
    r"|(?P<current>(?<![体实表呈出发兑涌再])现行?价格?(?![值])|当年价格?(?![值])|名义(?=(?:分别|年均)*(?:增|上升|上涨|下降|提高)))"
    r"|(?P<real>扣除[^，。；（）\d]{0,8}(?:价格|物价|涨价)[^，。；（）\d]{0,8}|实际(?=(?:分别|年均|平均|累计|约)*(?:增长|增幅|增速|下降|上升|提高|减少|降低|收入[增下])))"
    r"|(?P<english_constant>constant(?: (?P<english_year>(?:19|20)\d\d))?(?= ?(?:[A-Z]|prices|LCU)))"
    r"|(?P<english_current>current(?= ?(?:[A-Z]{3}|prices|LCU)))"
)
_MAY_SAY: Final = re.compile(r"价|名义|实际|constant|current")
_NAMES: Final = {
    "constant": PriceBasis.CONSTANT,
    "comparable": PriceBasis.COMPARABLE,
    "current": PriceBasis.CURRENT,
    "real": PriceBasis.REAL,
    "of": PriceBasis.CONSTANT,
    "english_constant": PriceBasis.CONSTANT,
    "english_current": PriceBasis.CURRENT,
}
_DIGITS: Final = str.maketrans("一二三四五六七八九〇○零", "123456789000")
#: Words that open a sentence and hold for every growth in it: 按可比价格计算，第一产业增长3%，第二产业增长5%.
_OPENS: Final = re.compile(
    r"(?:初步核算，|其中，?)?(?:如?按|以)[^，。；\d]{0,6}(?:\d{4}年)?[^，。；\d]{0,6}价格?(?:计算|计)?，"
)
_ASIDE: Final = re.compile(r"（[^（）。；]{0,12}价格?[^（）。；\d]{0,6}）")

_KIND: Final = r"(?:现行?价格?|当年价格?|(?:(?:19|20)\d\d年)?不变价格?|可比价格?)"
_NOTE: Final = re.compile(
    r"(?P<what>[^。；:（］\d]{0,70}?)(?:绝对[数值量额]|数字|数据|指标)?[，、]?(?:均|都|是|为|系)*按?(?P<level>"
    + _KIND
    + r")"
    r"(?:进行)?(?:计算?|统计)?的?[，；、]?(?:而|其|比上年|较上年|的){0,3}(?:增长|发展)(?:速度|率|幅度?|指数)?(?:均|都|是|为|系|则)*按?(?P<growth>"
    + _KIND
    + r")"
)
#: What a note may speak of, as an indicator's phrase ends.
_TOPICS: Final = ("生产总值", "增加值", "总产值", "国民总收入", "国民收入", "劳动生产率")
_ACCOUNTS: Final = ("生产总值", "增加值", "总产值")
_BRACKETS: Final = re.compile(r"（[^（）]*）|\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Prices:
    """A basis, the year of constant prices where it is named, and where the words stand: [start, end) of what was read."""

    basis: PriceBasis
    year: int | None
    start: int
    end: int

    def moved(self, offset: int) -> Prices:
        return replace(self, start=self.start + offset, end=self.end + offset)


def stated(text: str, low: int = 0, high: int | None = None) -> Prices | None:
    """The last words on prices in `text[low:high]`, the whole of what they say together: 扣除价格因素，实际."""
    stop = len(text) if high is None else high
    if not _MAY_SAY.search(text, low, stop):
        return None
    found: Prices | None = None
    # the words may look at what follows them: at the numeral, where `high` is its start
    for match in _WORDS.finditer(text, low):
        if match.start() >= stop:
            break
        one = _said(match)
        if found and found.basis == one.basis and one.start - found.end <= 2:
            one = replace(one, start=found.start, year=found.year or one.year)
        found = one
    return found


def _said(match: re.Match[str]) -> Prices:
    basis = next(basis for name, basis in _NAMES.items() if match[name])
    year = match["year"] or match["of"] or match["english_year"]
    return Prices(basis, int(year.translate(_DIGITS)) if year else None, match.start(), match.end())


def opening(sentence: str) -> Prices | None:
    """What a sentence says of prices before anything else."""
    match = _OPENS.match(sentence)
    return stated(sentence, 0, match.end()) if match else None


def beside(text: str, stop: int) -> Prices | None:
    """What the brackets right after a figure say: 增长5.2%（按可比价计算）. Brackets that are a note speak for more."""
    match = _ASIDE.match(text, stop)
    return stated(text, match.start(), match.end()) if match else None


def of_figure(text: str, stop: int, start: int, after: int) -> Prices | None:
    """What holds for the figure whose numeral begins at `start` and whose words end at `after`.

    `stop` is where the words of the figure before end; a semicolon ends what they say.
    """
    if said := beside(text, after):
        return said
    if spoken := _ASIDE.match(text, stop):
        stop = spoken.end()  # that was said of the figure before
    return stated(text, max(stop, text.rfind("；", stop, start) + 1), start)


class PriceReader:
    """Collects the notes of a document on the prices of its figures, and applies them where a figure says nothing itself."""

    def __init__(self) -> None:
        self._level: dict[str, Prices] = {}
        self._growth: dict[str, Prices] = {}

    def hear(self, paragraph: Paragraph) -> None:
        """Note what a paragraph says of levels and growths of the accounts."""
        text = paragraph.text
        if text.count("价") < 2 or ("增长" not in text and "发展" not in text):  # one of the levels, one of the growths
            return
        for match in _NOTE.finditer(text):
            topics = [topic for topic in _TOPICS if topic in match["what"]]
            if not topics:
                # in brackets behind a figure of the accounts: 增长9.1%（绝对值为当年价，增长率按可比价计，下同）
                if text[max(0, match.start() - 1) : match.start()] != "（":
                    continue
                topics = list(_ACCOUNTS)
            for name, known in (("level", self._level), ("growth", self._growth)):
                said = stated(text, *match.span(name))
                if said is None:
                    continue
                here = replace(said, start=paragraph.offset(said.start), end=paragraph.end_offset(said.end))
                for topic in topics:
                    known.setdefault(topic, here)

    def assign(self, rows: list[Numeral]) -> list[Numeral]:
        """The rows with the prices that the notes give them."""
        if not (self._level or self._growth):
            return rows
        return [self._with_prices(row) for row in rows]

    def _with_prices(self, row: Numeral) -> Numeral:
        known = {Measure.LEVEL: self._level, Measure.GROWTH: self._growth}.get(Measure(row.measure or "rank"))
        if (
            known is None
            or row.disposition != Disposition.OBSERVATION
            or row.price_basis
            or row.status == Status.TARGET
            or (row.measure == Measure.LEVEL and "元" not in (row.unit or ""))
        ):
            return row
        phrase = _BRACKETS.sub("", row.indicator or "")
        found = next((prices for topic, prices in known.items() if phrase.endswith(topic)), None)
        return with_prices(row, found)


def with_prices(row: Numeral, prices: Prices | None) -> Numeral:
    """The row with a basis whose span is one of the document; as it is where there is none."""
    if prices is None:
        return row
    return replace(
        row, price_basis=prices.basis, price_year=prices.year, price_start=prices.start, price_end=prices.end
    )
