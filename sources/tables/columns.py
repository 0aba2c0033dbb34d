"""Header rows → what each column of a section holds.

What belongs here: roles of columns and, for value columns, the measure, status, period, unit and noun of their header.
What does not: the rows' labels, single cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from sources.language.prices import Prices
from sources.model import Document, Kind, Measure, Status
from sources.tables import units as unit_words
from sources.tables.grid import Grid, Section, roles
from sources.tables.labels import is_quantity
from sources.tables.periods import index_base, is_period, period
from sources.tables.qualifiers import header_prices
from sources.tables.values import figures, is_placeholder

_UNIT_IN_BRACKETS: Final = re.compile(r"[（(]\s*(?:单位[:：]\s*)?([^（）()=±+\-—]{1,14}?)\s*[）)]")
_PERCENT: Final = re.compile(r"[（(]?[±+\-—/]*\s*[%％‰]\s*[）)]?$")
_CORNER: Final = re.compile(r"单位[:：]\s*([^\s）)。；]{1,24})")
_UNIT_AT_END: Final = re.compile(r"[（(](?:单位[:：])?([^（）()]{1,8})[）)]\s*$")
#: What a figure is compared with says nothing of the figure's own status: 预算数比上年执行数增长%.
_COMPARED: Final = re.compile(r"(?:比|较|为|占)(?:上年|去年|(?:19|20)\d\d年)[^增减升降%％]*")
_COMPARISON: Final = re.compile(r"^(?:同比|环比|定基|.{0,6}平均)(?:$|[^增降涨]*100$)")
_LAST_PERIOD: Final = re.compile(r"环比|^(?!.*(?:同比|平均)).*(?:上月|上季度?)[=＝]100")
#: The base of an index, for a header of rows that a shifted line of bases ran into.
_BASE_WORDS: Final = re.compile(r"上[月年季]度?(?:同[月期季])?[=＝]100")
_FORMULA: Final = re.compile(r"公式$|栏次|列次")
_CUMULATIVE: Final = re.compile(r"累计|accum|cumul", re.IGNORECASE)
_ONE_MONTH: Final = re.compile(r"当月|本月|单月")
_OF_LAST_YEAR: Final = re.compile(r"(?:为|占)(?:上年|去年)[^%％±]{0,8}[%％]")
_PART_MARKS: Final = str.maketrans("〔〕", "（）")
_WORD: Final = re.compile(r"[^\u4e00-\u9fff（）A-Za-z0-9]+")
_BRACKETED: Final = re.compile(r"[（(][^（）()]*[）)]")
#: Header words that say period, status or measure, which have fields of their own.
_SAID_ELSEWHERE: Final = re.compile(
    r"\d{1,2}\s*[-—~～至–]+\s*\d{1,2}月(?:份)?(?:平均|累计)?|(?<!\d)\d{1,2}月(?:份)?|(?:19|20)\d\d年?|(?:比|较|为|占)?(?:上年|去年)(?:同期|末|底)?|今年|本年|(?:同比|环比)?(?:增长|增速|增减|增幅|涨跌|升降)(?:幅度|率|速度)?|同期|同比|环比"
    r"|[^\s（）()]{0,8}[=＝]\s*100|预计|计划|目标|实际(?!使用|利用|到)|完成|预期|[%％‰±+=/]"
)
#: What a column about the figure's size in percent of last year's adds to a label.
OF_LAST_YEAR: Final = "相当于上年的比例"
_ALL_GROWTH: Final = re.compile(r"涨跌幅|(?<!及其)(?<!、)(?<!和)增长速度")
_MOSTLY: Final = 0.6
_TABLE_READERS: Final = frozenset(("workbook", "delimited"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `role`: "label", "number", "code", "unit", "nature", "note", "value", "unclear". The rest is for values.

    `noun` is what the header adds to the row's label (产量, 出口额), "" for generic words (绝对值). `growth_base`: what the
    growth is measured against where the header names it. `index`: a price or volume index with base 100.
    """

    role: str
    header: str = ""
    measure: Measure = Measure.LEVEL
    status: Status | None = None
    period: str | None = None
    unit: str | None = None
    noun: str = ""
    growth_base: str | None = None
    index: bool = False
    label: int | None = None  # the label column that names this column's figures
    part_of: str = ""  # the noun of the column that this one, under 其中, is a part of
    cumulative: bool | None = None  # months count from the year's first; None: the header does not say
    prices: Prices | None = None  # that the header names, with the words' place in the document


@dataclass(frozen=True, slots=True)
class About:
    """What holds for a whole section: its words above, its unit corner, and the document's kind and year."""

    words: str
    units: tuple[str, ...]
    kind: Kind
    year: int | None
    near: tuple[str, ...] = ()  # names that tell like-named areas in the rows apart: the document's own place
    indices: bool = False  # some header of the section is one of an index with base 100
    in_currencies: bool = False  # columns are told apart by currency: 出口总额(人民币), 出口总额(美元)
    corner: str = ""  # what stands above the row heads
    said: str = ""  # the quantity that was said beside the file
    months: bool = False  # the header's bare numbers are months: accumulated till | 12 | 11 | 10

    @property
    def spoken(self) -> int | None:
        """The document's year, else the one that the caption names."""
        return self.year or int((period(self.words, None) or "0")[:4]) or None

    def cumulative(self, column: Column, label: str) -> bool:
        """Whether a figure counts from the year's beginning: the column says so, or else the row, or else the caption."""
        if column.cumulative is not None:
            return column.cumulative
        if _CUMULATIVE.search(self.corner) or _CUMULATIVE.search(label):
            return True
        return bool(_CUMULATIVE.search(self.words) and not _ONE_MONTH.search(self.words))


def about(grid: Grid, section: Section, document: Document) -> About:
    """Gather caption, title rows and unit corner of a section."""
    rows = [grid.text(row, column) for row in section.above for column in grid.columns if grid.cell(row, column)]
    # A title that stands in no cell was said beside the file: it is the caption that the table itself lacks.
    title = document.title if document.title not in grid.texts.values() and document.reader in _TABLE_READERS else ""
    named = [text for text in dict.fromkeys([grid.table.caption, grid.table.place, *rows, title]) if text]
    words = " ".join(named)
    corner = _CORNER.search(
        words + " " + " ".join(grid.text(row, c) for row in section.header for c in grid.columns[:2])
    )
    units = (
        tuple(part for part in re.split(r"[、，,/;；](?!人|年|日|月|亩)", corner.group(1)) if part) if corner else ()
    )
    if not units:
        at_ends = (found.group(1) for text in named if (found := _UNIT_AT_END.search(text)))
        units = tuple(unit for unit in at_ends if unit_words.known(unit))[:1]
    near = (document.area_name,) if document.area_name else ()
    corner_words = " ".join(grid.text(row, grid.columns[0]) for row in section.header)
    months = any(grid.counts_months(row) for row in section.header)
    indices = any(_BASE_WORDS.search(cell) for cell in _cells(grid, section))
    in_currencies = any("(人民币)" in cell.replace("（", "(").replace("）", ")") for cell in _cells(grid, section))
    return About(
        words,
        units,
        document.kind,
        document.year,
        near,
        indices,
        in_currencies,
        corner_words,
        document.beside.indicator,
        months,
    )


def _cells(grid: Grid, section: Section) -> Iterator[str]:
    return (grid.plain(cell).replace(" ", "") for row in section.header for cell in grid.anchored[row])


def columns(grid: Grid, section: Section, whole: About) -> dict[int, Column]:
    """Role and meaning of every column of a section."""
    headers = _paths(grid, section)
    found: dict[int, Column] = {}
    label: int | None = None
    last: Column | None = None
    parent = ""
    for column in grid.columns:
        texts = [grid.text(row, column) for row in section.body]
        filled = [text for text in texts if text]
        header = headers[column]
        if not any(figures(text) for text in texts):
            header = _BASE_WORDS.sub("", header).strip()
        role = _role(header, filled, first=label is None)
        if role == "label":
            label, last = column, None
        if role == "value":
            meaning = _meaning(header, whole, last, label)
            if header.startswith("其中"):
                meaning = replace(meaning, part_of=parent)
            elif meaning.measure == Measure.LEVEL:
                parent = meaning.noun
            last = meaning
            found[column] = replace(meaning, prices=header_prices(grid, section, column))
        else:
            found[column] = Column(role, header)
    # Columns of one header above the same rows (a header cell that lost its parts) cannot be told apart: none is read.
    values = [
        column
        for at, column in found.items()
        if column.role == "value" and any(figures(grid.text(row, at)) for row in section.body)
    ]
    return {
        at: replace(column, role="unclear") if column.role == "value" and values.count(column) > 1 else column
        for at, column in found.items()
    }


def _paths(grid: Grid, section: Section) -> dict[int, str]:
    """Header words of each column from top to bottom, each text once; blanks on upper levels are taken from the left."""
    paths: dict[int, list[str]] = {column: [] for column in grid.columns}
    # A row that numbers the columns or says how one follows from the others (A=B+C) names nothing.
    header = [row for row in section.header if not _FORMULA.match(grid.plain(grid.anchored[row][0]).replace(" ", ""))]
    depth = len(header)
    for level, row in enumerate(header):
        carried = ""
        for column in grid.columns:
            text = grid.text(row, column)
            below = any(grid.text(lower, column) for lower in header[level + 1 :])
            if text:
                carried = text if column != grid.columns[0] else ""  # a title in the corner names no column
            elif level < depth - 1 and below and column != grid.columns[0]:
                text = carried  # a header over several columns, written into the first of them
            if text and text not in paths[column]:
                paths[column].append(text)
    # Tables pasted into pages lose a column here and there: a column of figures without header takes its left neighbour's.
    joined = {column: " ".join(path) for column, path in paths.items()}
    left = ""
    for column in grid.columns:
        if not joined[column] and any(figures(grid.text(row, column)) for row in section.body):
            joined[column] = left
            left = ""
        elif joined[column]:
            filled = any(grid.text(row, column) for row in section.body)
            left = "" if filled else joined[column]
    return joined


def _role(header: str, filled: list[str], *, first: bool) -> str:
    words = roles()
    compact = header.replace(" ", "")
    for role in ("code", "number", "unit", "nature", "note"):
        if words[role].search(compact):
            return role
    numbers = sum(bool(figures(text)) or is_placeholder(text) for text in filled)
    periods = sum(is_period(text) for text in filled)
    if filled and periods >= _MOSTLY * len(filled) and first:
        return "label"
    if filled and numbers >= _MOSTLY * len(filled):
        if first and not compact and _counts_up(filled):
            return "number"
        return "label" if first and not compact else "value"
    if words["label"].search(compact) and numbers < _MOSTLY * len(filled or [""]):
        return "label"
    if not header and filled and sum(unit_words.known(text) for text in filled) >= _MOSTLY * len(filled):
        return "unit"
    if filled and sum(bool(figures(text)) for text in filled) and header and not first:
        return "value"
    return "label" if first and filled else ("note" if filled else "value")


def _counts_up(filled: list[str]) -> bool:
    return [text for text in filled if text.isdigit()][:3] == ["1", "2", "3"]


def _meaning(header: str, whole: About, left: Column | None, label: int | None) -> Column:
    """A value column from its header, completed by the column to its left (增长% beside 2022年预计)."""
    words = roles()
    compact = header.replace(" ", "")
    measure = Measure.LEVEL
    index = bool(words["index"].search(compact) or (whole.indices and _COMPARISON.search(compact))) and not re.search(
        r"[%％]", compact
    )
    if index or _OF_LAST_YEAR.search(compact):
        pass
    elif words["completion"].search(compact):
        measure = Measure.PLAN_COMPLETION
    elif words["rank"].search(compact):
        measure = Measure.RANK
    elif words["growth"].search(compact):
        measure = Measure.GROWTH
    elif words["share"].search(compact):
        measure = Measure.LEVEL
    unit = _unit(compact, measure, whole)
    if (
        measure == Measure.GROWTH
        and not _is_percent(compact, whole)
        and re.search(r"增减(?!幅|率)|增加或减少|增减额", compact)
    ):
        measure = Measure.CHANGE
    status = _status(_COMPARED.sub("", compact))
    when = period(f"{compact}月" if whole.months and compact.isdigit() else header, whole.spoken)
    noun = _noun(header, whole.words)
    attached = measure in (Measure.GROWTH, Measure.CHANGE, Measure.PLAN_COMPLETION, Measure.RANK)
    share = bool(words["share"].search(compact))
    if _OF_LAST_YEAR.search(compact):
        share, noun = True, OF_LAST_YEAR
        status = (left.status if left else None) or status
    if attached and left is not None:
        # A growth column belongs to the figures left of it unless its own header says otherwise.
        status = status or left.status
        when = when or left.period
        noun = noun or left.noun
    if measure == Measure.LEVEL and unit == "%" and not share and _ALL_GROWTH.search(whole.words):
        measure, noun = Measure.GROWTH, ""  # 市区（%） under a caption about rises and falls
    base = re.search(r"(?:比|较)((?:19|20)\d\d)年", compact)
    if base:
        # The year named is what the growth is measured against, not the period.
        when = period(re.sub(r"(?:比|较)(?:19|20)\d\d年", "", header), whole.year) or (left.period if left else None)
    return Column(
        role="value",
        header=header,
        measure=measure,
        status=status,
        period=when,
        unit=unit,
        noun=noun or ("比重" if share and measure == Measure.LEVEL else ""),
        growth_base=base.group(1)
        if base
        else index_base(compact) or ("previous-period" if _LAST_PERIOD.search(compact) else None),
        index=index,
        label=label,
        cumulative=True if _CUMULATIVE.search(compact) else (False if _ONE_MONTH.search(compact) else None),
    )


def _is_percent(compact: str, whole: About) -> bool:
    return bool(re.search(r"[%％]", compact)) or any("%" in unit for unit in whole.units)


def _unit(compact: str, measure: Measure, whole: About) -> str | None:
    """The unit that a header states; None where it must come from the row or the corner."""
    if measure == Measure.RANK:
        return "位"
    if measure in (Measure.GROWTH, Measure.PLAN_COMPLETION):
        return "%"
    unit: str
    for unit in reversed(_UNIT_IN_BRACKETS.findall(compact)):  # 货币(M2)数量(亿元): names stand in brackets too
        # Where one column is in 人民币, 美元 beside it names the currency as well, not the amount in which it counts.
        currency = unit == "人民币" or (unit == "美元" and whole.in_currencies)
        if unit_words.looks(unit) and not currency:
            return unit.replace("％", "%")
    if _PERCENT.search(compact):
        return "‰" if "‰" in compact else "%"
    if roles()["share"].search(compact):
        return "%"
    return None


def _status(compact: str) -> Status | None:
    words = roles()
    if words["estimate"].search(compact):
        return Status.ESTIMATE
    if words["preliminary"].search(compact):
        return Status.PRELIMINARY
    if words["completion"].search(compact):
        return None
    if words["target"].search(compact) and not re.search(r"计划(?:完成|执行)情况|实际", compact):
        return Status.TARGET
    if words["actual"].search(compact):
        return Status.ACTUAL
    return None


def _noun(header: str, words: str) -> str:
    """What the header adds to a label: 产量, 出口额, 比重; "" for generic words, years and statuses.

    Under a caption about exports or imports 数量 and 金额 are those of exports or imports.
    """
    levels = [_BRACKETED.sub("", level.replace("（", "(").replace("）", ")")) for level in header.split(" ")]
    # Of the levels of a header tree those that say only how it is counted are left out: 招生 / 绝对量.
    named = [level for level in levels if not roles()["generic"].search(level)] if len(levels) > 1 else levels
    parts = "".join(named[1:])
    if parts and is_quantity(named[0]) and not is_quantity(parts) and re.search(r"[\u4e00-\u9fff]{2}", parts):
        named = [named[0], f"〔{parts}〕"]  # a part of what stands over it: 债务限额 / 一般债务
    name = _BRACKETED.sub("", "".join(named)).translate(_PART_MARKS).removeprefix("其中").lstrip(":：")
    trade = re.search(r"(?<!进)(出口|进口)", words)
    if trade and re.fullmatch("数量|金额", name):
        return trade.group(1) + ("数量" if name == "数量" else "额")
    if roles()["generic"].search(name):
        return ""
    name = _SAID_ELSEWHERE.sub("", name)
    name = _WORD.sub("", name).replace("（）", "")
    if len(name) < 2 or roles()["generic"].search(name) or not re.search(r"[\u4e00-\u9fff]", name):
        return ""
    return name
