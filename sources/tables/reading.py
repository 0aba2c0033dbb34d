"""Sections, columns and labels → one Numeral for every Arabic numeral in a table's cells.

What belongs here: putting headers, labels and cells together into ledger rows. What does not: geometry (`grid`), words of
headers (`columns`), of rows (`labels`), of cells (`values`). What is not understood is `context` with rule
"table.unread": on record, never guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from sources.areas import Area, areas
from sources.language.coding import code_of
from sources.language.prices import Prices, with_prices
from sources.language.targets import Assigned
from sources.model import Beside, BlockKind, Bound, Cell, Disposition, Document, Kind, Measure, Numeral, Status
from sources.tables.captions import caption_noun, completed, follows, index_of_sheet, scoped
from sources.tables.columns import OF_LAST_YEAR, About, Column, about, columns
from sources.tables.grid import Grid, Section, bare, plain, roles
from sources.tables.labels import Head, Heads, Label, is_quantity
from sources.tables.leftovers import Where, address, unvalued, words
from sources.tables.periods import cumulative, index_base, is_period, period
from sources.tables.qualifiers import prices_of, row_nature, row_prices
from sources.tables.values import NUMERAL, Figure, figures, is_placeholder
from sources.words import rows as vocabulary_rows

_BRACKETED: Final = re.compile(r"[（(][^（）()]*[）)]")
#: Year and status of a figure, which have fields of their own.
_STATED: Final = re.compile(r"(?:19|20)\d\d年|(?:预计)?(?:执行|决算|预算)数?|预计")
_COMPARED: Final = re.compile(r"[同环]比|平均$")
_SHARES: Final = frozenset(("比重", "占比", "构成", OF_LAST_YEAR))
_AREA_HEADERS: Final = frozenset(
    ("", "地区", "区域", "城市", "县区", "区县", "县市区", "县（市、区）", "市州", "省份", "省市", "省（区、市）")
)
#: A stock stands at the month's end, whatever months its neighbours add up.
_STOCK: Final = re.compile(r"余额|待售|库存|[年期月季]末")
_RATE: Final = re.compile(r"率$")
_RATE_UNITS: Final = {"PERCENT": "%", "PER_MILLE": "‰"}
_FLOW_KINDS: Final = (Kind.PLAN_REPORT, Kind.WORK_REPORT, Kind.ANNEX_TABLE)
_TOTALS: Final = frozenset(("合计", "总计", "总数", "全市", "全省", "全区", "全县", "全国", "总指数"))


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a header said, kept for a table without header that follows."""

    whole: About
    columns: dict[int, Column]


@dataclass(frozen=True, slots=True)
class _Row:
    """What is the same for all cells of a body row."""

    label: Label | None
    unit: str | None
    nature: Assigned | None
    prices: Prices | None
    period: str | None
    area: str | None
    start: int
    end: int
    of_areas: bool = False  # the label is an area's name, known or not


@cache
def _units_of_codes() -> dict[str, str]:
    return {row["code"]: row["unit"] for row in vocabulary_rows("indicators.csv")}


def read_tables(document: Document) -> tuple[Numeral, ...]:
    """Every Arabic numeral in the cells of the document's tables, ordered by start, disjoint.

    Values become observations with indicator, code, unit, measure, status, bound and period, as far as headers, the row
    and the document tell; years become `time`, row and table numbers `enumerator`, the rest `context`.
    """
    headings = [block for block in document.blocks if block.kind == BlockKind.HEADING]
    starts = [block.start for block in headings]
    found: list[Numeral] = []
    before: _Meaning | None = None
    for table in document.tables:
        at = bisect_right(starts, table.start) - 1
        heading = plain(document.text[headings[at].start : headings[at].end].lstrip("# ")) if at >= 0 else None
        where = Where(document, table, heading, document.area_name)
        numerals, before = _table(where, before)
        found.extend(numerals)
    found.sort(key=lambda numeral: numeral.start)
    return tuple(found)


def _table(where: Where, before: _Meaning | None) -> tuple[list[Numeral], _Meaning | None]:
    """The numerals of a table, and the meaning of its last columns for a table without header that goes on with them."""
    grid = Grid(where.table)
    found: list[Numeral] = []
    for section in grid.sections() if grid.rows else ():
        whole = about(grid, section, where.document)
        meanings = columns(grid, section, whole)
        if section.header:
            before = _Meaning(whole, meanings)
        elif before and section.body and not section.above and set(meanings) == set(before.columns):
            # The rest of a table that a page break or a gap in its rules cut in two.
            whole, meanings = before.whole, before.columns
        else:
            before = None
        for row in (*section.above, *section.header, *section.below):
            note = row in section.below
            for cell in grid.anchored[row]:
                found.extend(words(where, cell, "table.note" if note else "table.header"))
        found.extend(_body(where, grid, section, whole, meanings))
    return found, before


def _body(where: Where, grid: Grid, section: Section, whole: About, meanings: dict[int, Column]) -> Iterator[Numeral]:
    since = ""  # the last period of a column of periods whose cells are left blank where it goes on
    heads = _heads(grid, section, meanings)
    for row in section.body:
        cells = grid.anchored[row]
        low, high = cells[0].start, cells[-1].end
        read: dict[int | None, _Row] = {}
        since = next((text for at in heads if is_period(text := grid.text(row, at))), since)
        for cell in cells:
            column = meanings.get(cell.column)
            if column is None or column.role in ("unit", "nature", "note"):
                yield from words(where, cell, "table.note")
            elif column.role == "code":
                yield from words(where, cell, "table.code")
            elif column.role == "number":
                yield from words(where, cell, "table.number")
            elif column.role == "label":
                yield from words(where, cell, "table.label")
            elif column.role == "unclear":
                yield from words(where, cell, "table.unread")
            else:
                if column.label not in read:
                    read[column.label] = _row(grid, row, column.label, meanings, heads, whole, low, high, since)
                yield from _value(where, whole, column, read[column.label], cell)
        if not read:
            for at, head in heads.items():
                if text := grid.text(row, at):
                    head.group(text)


def _heads(grid: Grid, section: Section, meanings: dict[int, Column]) -> dict[int, Heads]:
    """A reader of row heads for each label column."""
    units = [at for at, column in meanings.items() if column.role == "unit"]

    def head(row: int, at: int) -> Head:
        unit = " ".join(grid.text(row, column) for column in units)
        return Head(grid.text(row, at), unit, len(grid.anchored[row]) == 1, grid.indent(row, at))

    labels = [at for at, column in meanings.items() if column.role == "label"]
    return {at: Heads([head(row, at) for row in section.body if grid.text(row, at)]) for at in labels}


def _row(
    grid: Grid,
    row: int,
    at: int | None,
    meanings: dict[int, Column],
    heads: dict[int, Heads],
    whole: About,
    low: int,
    high: int,
    since: str,
) -> _Row:
    text = grid.text(row, at) if at is not None else ""
    unit = None
    nature = row_nature(grid, row, at, [column for column, meaning in meanings.items() if meaning.role == "nature"])
    prices = row_prices(grid, row, at)
    for column, meaning in meanings.items():
        if meaning.role == "unit" and (found := grid.text(row, column)):
            unit = "" if is_placeholder(found) else found.replace("％", "%").replace(" ", "")
    if not text or at is None:
        return _Row(None, unit, nature, prices, None, None, low, high)
    if is_period(text):
        return _Row(None, unit, nature, prices, period(text, whole.year), None, low, high)
    level = unit
    value: float | None = None
    for column, meaning in meanings.items():
        if meaning.role == "value" and meaning.label == at and meaning.measure == Measure.LEVEL:
            level = level or meaning.unit or _corner(whole, Measure.LEVEL)
            if found_figures := figures(grid.text(row, column)):
                value = found_figures[0].value
            break
    when = period(since, whole.year) if since else None
    name = heads[at].read(text, level, value, loose=whole.kind == Kind.COMMUNIQUE, indent=grid.indent(row, at))
    header = meanings[at].header.replace(" ", "")
    if header not in _AREA_HEADERS:
        return _Row(name, name.unit or unit, nature, prices, when, None, low, high)
    spelled = "" if is_quantity(name.name) else name.name.replace(" ", "")
    known = areas().resolve(spelled, whole.spoken, whole.near) if spelled else None
    full = known is not None and spelled in (known.name, known.short_name + known.name[-1])
    area = known if full else _short_named(spelled, header, whole)
    full_name = area.full_name if area else None
    return _Row(name, name.unit or unit, nature, prices, when, full_name, low, high, bool(header) or known is not None)


def _short_named(spelled: str, header: str, whole: About) -> Area | None:
    """The area of a short name, where the header says of which level (城市: 吉林 is the city) or one alone bears it."""
    found = [area for area in areas().named(spelled, whole.spoken) if area.level in ("province", "prefecture")]
    if header == "城市":
        # The four municipalities are cities with the code of a province.
        found = [area for area in found if area.name.endswith("市")]
    elif header in ("省份", "省市", "省（区、市）"):
        found = [area for area in found if area.level == "province"]
    elif not header:
        return None
    return found[0] if len(found) == 1 else None


def _value(where: Where, whole: About, column: Column, row: _Row, cell: Cell) -> Iterator[Numeral]:
    found = figures(bare(cell.text))
    if not found:
        yield from words(where, cell, "table.unread")
        return
    taken: list[tuple[int, int]] = []
    for figure in found:
        taken.append((figure.start, figure.end))
        yield _observation(where, whole, column, row, cell, figure) or unvalued(
            where, cell, figure.start, figure.end, Disposition.CONTEXT, "table.unread", (row.start, row.end)
        )
    for match in NUMERAL.finditer(cell.text):
        if not any(low <= match.start() < high for low, high in taken):
            yield unvalued(where, cell, *match.span(), Disposition.CONTEXT, "table.ratio", (row.start, row.end))


def _observation(where: Where, whole: About, column: Column, row: _Row, cell: Cell, figure: Figure) -> Numeral | None:
    """The full reading of a figure, or None where indicator, unit or period is missing."""
    measure = column.measure
    unit = figure.unit or column.unit or (row.unit if row.unit is not None else _corner(whole, measure))
    indicator = _indicator(where, whole, column, row, unit)
    if not indicator:
        return None
    if row.label and row.label.growth and measure == Measure.LEVEL and unit in ("%", None):
        measure, unit = Measure.GROWTH, "%"
    index = measure == Measure.LEVEL and unit != "%" and (column.index or "指数" in indicator)
    if unit is None and measure == Measure.LEVEL and not index and _RATE.search(indicator):
        # A rate of the vocabulary has its unit by definition, whether the table prints it or not.
        unit = _RATE_UNITS.get(_units_of_codes().get(code_of(indicator) or "", ""))
    if unit is None and measure == Measure.LEVEL and not index:
        unit = _said_unit(where.document.beside, indicator, column, row)
    if unit is None and measure == Measure.LEVEL and roles()["index"].search(whole.words):
        index = True
    if unit is None:
        if not index:
            return None
        unit = ""
    composed = row.label is not None and row.label.composed and row.label.phrase in indicator
    code = None if index or composed or column.noun == "比重" else code_of(indicator)
    if code in ("CPI", "PPI") and measure == Measure.LEVEL and unit == "%":
        measure = Measure.GROWTH
    said = row.label.year if row.label else None
    when = said or column.period or row.period or period(whole.words, None) or _default_period(whole, column)
    if when is None:
        return None
    if whole.cumulative(column, indicator if row.label is None else row.label.name) and not _STOCK.search(indicator):
        when = cumulative(when)
    status = column.status or _default_status(whole, when)
    found = Numeral(
        start=cell.start + figure.start,
        end=cell.start + figure.end,
        text=cell.text[figure.start : figure.end],
        disposition=Disposition.OBSERVATION,
        rule="table.value",
        indicator=indicator,
        code=code,
        measure=measure,
        value=figure.value,
        unit=unit,
        bound=figure.bound if figure.bound else Bound.EQ,
        status=status,
        period=when,
        area=row.area or where.area,
        base=column.growth_base or (index_base(row.label.name) if row.label and index else None),
        part="table",
        section=where.section,
        sentence_start=row.start,
        sentence_end=row.end,
        place=where.table.place or None,
        cell=address(cell),
    )
    found = with_prices(found, prices_of(measure, row.prices, column.prices))
    return row.nature.over(found) if row.nature and status == Status.TARGET else found


def _said_unit(beside: Beside, indicator: str, column: Column, row: _Row) -> str | None:
    """The unit that was said beside the file, by indicator, header or row head, or for all that print none."""
    names = (indicator, column.header, row.label.name if row.label else "")
    return next((unit for name, unit in beside.units if name in names), None) or beside.unit or None


def _indicator(where: Where, whole: About, column: Column, row: _Row, unit: str | None) -> str | None:
    """Row label and column noun as one phrase."""
    if row.label is None:
        return _columns_indicator(where, whole, column) if row.period else None
    name = row.label.name
    caption = caption_noun(whole, unit)
    noun = completed(scoped(column.noun, whole.words), caption.noun)
    if row.area:
        return _of_area(where, column, noun, caption.full, whole.words)
    noun = follows(noun)
    if row.of_areas or not re.search(r"[\u4e00-\u9fffA-Za-z]", name):
        return None
    if noun in _SHARES:
        return f"{row.label.phrase}{noun}"
    if noun.endswith("本级"):
        return f"{row.label.phrase}（{noun}）"
    noun = noun or caption.noun
    if name in _TOTALS:
        return (noun if column.noun else caption.full) or name
    if noun == "增加值" and not column.noun and not name.endswith("业"):
        noun = ""
    # What a column names holds for every row (利润总额 beside 规模以上工业); what a caption names only where a row needs it.
    if noun and not is_quantity(name) and (column.noun or not code_of(name)):
        return name if name.endswith(noun) else f"{name}{noun}"
    return row.label.phrase


def _of_area(where: Where, column: Column, noun: str, caption: str, words: str) -> str | None:
    """What is measured where the row names only an area: the column's noun, else the caption's, else the sheet's."""
    if column.index and not noun:
        topic = _topic(where)
        return (f"{caption}（{topic}）" if topic else caption) if caption else index_of_sheet(where.table.place)
    own = _STATED.sub("", _BRACKETED.sub("", column.header.replace(" ", "")))
    return noun or caption or (scoped(own, words) if is_quantity(own) and not _COMPARED.search(own) else None)


def _topic(where: Where) -> str:
    """What a sheet's name adds to the caption: 202511新房 → 新房."""
    words = "".join(re.findall(r"[\u4e00-\u9fff]+", where.table.place))
    return re.sub(r"[年月]", "", words)


def _columns_indicator(where: Where, whole: About, column: Column) -> str | None:
    """The indicator of a column whose rows are periods: its header, or the sheet's name where the header is generic."""
    name = column.noun or _BRACKETED.sub("", column.header.replace(" ", ""))
    if not column.noun and (column.measure == Measure.GROWTH or _is_generic(name)):
        sheet = _BRACKETED.sub("", where.table.place)
        return whole.said or (sheet if re.search(r"[\u4e00-\u9fff]{3}", sheet) else None)
    if column.part_of and not name.startswith(column.part_of):
        name = f"{column.part_of}（{name}）"
    return name if re.search(r"[\u4e00-\u9fffA-Za-z]{2}", name) else None


def _is_generic(name: str) -> bool:
    """Whether a header has nothing but generic words: 年末余额, and not 年末从业人数, 能源消费总量."""
    generic = roles()["generic"]
    return bool(generic.search(name)) and not re.search(r"[\u4e00-\u9fff]{2}", generic.sub(" ", name))


def _corner(whole: About, measure: Measure) -> str | None:
    """The unit of the corner: of 万元、% levels take the first, growth the second."""
    if measure == Measure.LEVEL:
        levels = [unit for unit in whole.units if unit not in ("%", "％")]
        return levels[0] if len(levels) == 1 else ("%" if whole.units and not levels else None)
    return "%"


def _default_period(whole: About, column: Column) -> str | None:
    if whole.year is None:
        return None
    closing = whole.kind in _FLOW_KINDS and column.status in (Status.ACTUAL, Status.ESTIMATE)
    return str(whole.year - 1 if closing else whole.year)


def _default_status(whole: About, when: str | None) -> Status:
    if whole.kind in _FLOW_KINDS and when and whole.year and when[:4] >= str(whole.year):
        return Status.TARGET
    return Status.ACTUAL
