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
from typing import Final

from sources.areas import areas
from sources.dates import arabic
from sources.language.coding import code_of
from sources.model import BlockKind, Bound, Cell, Disposition, Document, Kind, Measure, Nature, Numeral, Status, Table
from sources.tables.columns import About, Column, about, columns
from sources.tables.grid import Grid, Section, bare, plain, roles
from sources.tables.labels import Heads, Label, is_quantity
from sources.tables.periods import is_period, period
from sources.tables.values import NUMERAL, Figure, figures, is_placeholder

_NATURES: Final = (("约束", Nature.BINDING), ("预期", Nature.ANTICIPATORY), ("任务", Nature.TASK))
_BRACKETED: Final = re.compile(r"[（(][^（）()]*[）)]")
_CAPTION_NOUN: Final = re.compile(
    r"(固定资产投资（不含农户）|固定资产投资|居民消费价格[^ 0-9]{0,4}指数|居民消费价格(?=比|涨|月度|同比)|社会消费品零售总额|限额以上商品零售类值|零售类值|对外(?:非金融类)?直接投资额?"
    r"|主要农产品产量|产品产量|外商直接投资额?|(?:地区)?生产总值(?!能耗))"
)
#: A caption's words in the form in which they follow a thing's name.
_CAPTION_SAYS: Final = {
    "主要农产品产量": "产量",
    "产品产量": "产量",
    "零售类值": "零售额",
    "限额以上商品零售类值": "零售额",
    "社会消费品零售总额": "零售额",
    "生产总值": "增加值",
    "地区生产总值": "增加值",
    "居民消费价格累计指数": "居民消费价格指数",
    "居民消费价格分类指数": "居民消费价格指数",
}
_MONEY: Final = frozenset(
    (
        "固定资产投资（不含农户）",
        "固定资产投资",
        "零售额",
        "外商直接投资",
        "外商直接投资额",
        "对外直接投资额",
        "对外非金融类直接投资额",
    )
)
_SHARES: Final = frozenset(("比重", "占比", "构成"))
_AREA_HEADERS: Final = frozenset(("", "地区", "区域", "城市", "县区", "区县", "县市区", "县（市、区）", "市州", "省份"))
_FLOW_KINDS: Final = (Kind.PLAN_REPORT, Kind.WORK_REPORT, Kind.ANNEX_TABLE)
_TOTALS: Final = frozenset(("合计", "总计", "总数", "全市", "全省", "全区", "全县", "全国", "总指数"))


@dataclass(frozen=True, slots=True)
class _Where:
    """What is the same for all numerals of a table."""

    document: Document
    table: Table
    section: str | None
    area: str | None


@dataclass(frozen=True, slots=True)
class _Row:
    """What is the same for all cells of a body row."""

    label: Label | None
    unit: str | None
    nature: Nature | None
    period: str | None
    area: str | None
    start: int
    end: int
    of_areas: bool = False  # the label is an area's name, known or not


def read_tables(document: Document) -> tuple[Numeral, ...]:
    """Every Arabic numeral in the cells of the document's tables, ordered by start, disjoint.

    Values become observations with indicator, code, unit, measure, status, bound and period, as far as headers, the row
    and the document tell; years become `time`, row and table numbers `enumerator`, the rest `context`.
    """
    headings = [block for block in document.blocks if block.kind == BlockKind.HEADING]
    starts = [block.start for block in headings]
    found: list[Numeral] = []
    for table in document.tables:
        at = bisect_right(starts, table.start) - 1
        heading = plain(document.text[headings[at].start : headings[at].end].lstrip("# ")) if at >= 0 else None
        found.extend(_table(_Where(document, table, heading, document.area_name)))
    found.sort(key=lambda numeral: numeral.start)
    return tuple(found)


def _table(where: _Where) -> Iterator[Numeral]:
    grid = Grid(where.table)
    if not grid.rows:
        return
    above: list[str] = []
    for section in grid.sections():
        whole = about(grid, section, where.document)
        if not section.body:
            above.append(whole.words)
        for row in (*section.above, *section.header, *section.below):
            note = row in section.below
            for cell in grid.anchored[row]:
                yield from _words(where, cell, "table.note" if note else "table.header")
        yield from _body(where, grid, section, whole)


def _body(where: _Where, grid: Grid, section: Section, whole: About) -> Iterator[Numeral]:
    meanings = columns(grid, section, whole)
    heads: dict[int, Heads] = {at: Heads() for at, column in meanings.items() if column.role == "label"}
    for row in section.body:
        cells = grid.anchored[row]
        low, high = cells[0].start, cells[-1].end
        read: dict[int | None, _Row] = {}
        for cell in cells:
            column = meanings.get(cell.column)
            if column is None or column.role in ("unit", "nature", "note"):
                yield from _words(where, cell, "table.note")
            elif column.role == "code":
                yield from _words(where, cell, "table.code")
            elif column.role == "number":
                yield from _words(where, cell, "table.number")
            elif column.role == "label":
                yield from _words(where, cell, "table.label")
            else:
                if column.label not in read:
                    read[column.label] = _row(grid, row, column.label, meanings, heads, whole, low, high)
                yield from _value(where, whole, column, read[column.label], cell)
        if not read:
            for at, head in heads.items():
                if text := grid.text(row, at):
                    head.group(text)


def _row(
    grid: Grid,
    row: int,
    at: int | None,
    meanings: dict[int, Column],
    heads: dict[int, Heads],
    whole: About,
    low: int,
    high: int,
) -> _Row:
    text = grid.text(row, at) if at is not None else ""
    unit = nature = None
    for column, meaning in meanings.items():
        if meaning.role == "unit" and (found := grid.text(row, column)):
            unit = "" if is_placeholder(found) else found.replace("％", "%").replace(" ", "")
        elif meaning.role == "nature":
            words = grid.text(row, column)
            nature = next((kind for word, kind in _NATURES if word in words), None)
    if not text or at is None:
        return _Row(None, unit, nature, None, None, low, high)
    if is_period(text):
        return _Row(None, unit, nature, period(text, whole.year), None, low, high)
    level = unit
    value: float | None = None
    for column, meaning in meanings.items():
        if meaning.role == "value" and meaning.label == at and meaning.measure == Measure.LEVEL:
            level = level or meaning.unit or _corner(whole, Measure.LEVEL)
            if found_figures := figures(grid.text(row, column)):
                value = found_figures[0].value
            break
    name = heads[at].read(text, level, value, loose=whole.kind not in _FLOW_KINDS)
    header = meanings[at].header.replace(" ", "")
    if header not in _AREA_HEADERS:
        return _Row(name, name.unit or unit, nature, None, None, low, high)
    known = None if is_quantity(name.name) else areas().resolve(name.name.replace(" ", ""), whole.year, whole.near)
    # A short name (吉林) may be a province's or a city's: on record as a row about some area, but not as which.
    area = known.full_name if known and known.name == name.name.replace(" ", "") else None
    return _Row(name, name.unit or unit, nature, None, area, low, high, bool(header) or known is not None)


def _value(where: _Where, whole: About, column: Column, row: _Row, cell: Cell) -> Iterator[Numeral]:
    found = figures(bare(cell.text))
    if not found:
        yield from _words(where, cell, "table.unread")
        return
    taken: list[tuple[int, int]] = []
    for figure in found:
        taken.append((figure.start, figure.end))
        yield _observation(where, whole, column, row, cell, figure) or _plain(
            where, cell, figure.start, figure.end, Disposition.CONTEXT, "table.unread", row
        )
    for match in NUMERAL.finditer(cell.text):
        if not any(low <= match.start() < high for low, high in taken):
            yield _plain(where, cell, *match.span(), Disposition.CONTEXT, "table.ratio", row)


def _observation(where: _Where, whole: About, column: Column, row: _Row, cell: Cell, figure: Figure) -> Numeral | None:
    """The full reading of a figure, or None where indicator, unit or period is missing."""
    measure = column.measure
    unit = figure.unit or column.unit or (row.unit if row.unit is not None else _corner(whole, measure))
    indicator = _indicator(where, whole, column, row, unit)
    if not indicator:
        return None
    if row.label and row.label.growth and measure == Measure.LEVEL and unit in ("%", None):
        measure, unit = Measure.GROWTH, "%"
    index = measure == Measure.LEVEL and unit != "%" and (column.index or "指数" in indicator)
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
    when = column.period or row.period or period(whole.words, None) or _default_period(whole, column)
    if when is None:
        return None
    status = column.status or _default_status(whole, when)
    return Numeral(
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
        base=column.growth_base,
        nature=row.nature if status == Status.TARGET else None,
        part="table",
        section=where.section,
        sentence_start=row.start,
        sentence_end=row.end,
        place=where.table.place or None,
        cell=cell.address or None,
    )


def _indicator(where: _Where, whole: About, column: Column, row: _Row, unit: str | None) -> str | None:
    """Row label and column noun as one phrase."""
    noun = column.noun
    if row.label is None:
        return _columns_indicator(where, column) if row.period else None
    name = row.label.name
    caption = _caption_noun(whole)
    if caption in _MONEY and unit is not None and "%" not in unit and "元" not in unit:
        caption = None
    if noun == "指数" and caption and caption.endswith("指数"):
        noun = caption
    noun = _CAPTION_SAYS.get(noun, noun)
    if row.area:
        own = _BRACKETED.sub("", column.header.replace(" ", ""))
        return noun or caption or (own if is_quantity(own) else None)
    if row.of_areas:
        return None
    if not re.search(r"[\u4e00-\u9fffA-Za-z]", name):
        return None
    if noun in _SHARES:
        return f"{row.label.phrase}{noun}"
    noun = noun or (caption or "")
    if name in _TOTALS:
        return noun or name
    if noun == "增加值" and not column.noun and not name.endswith("业"):
        noun = ""
    if noun and not is_quantity(name) and not code_of(name):
        return name if name.endswith(noun) else f"{name}{noun}"
    return row.label.phrase


def _columns_indicator(where: _Where, column: Column) -> str | None:
    """The indicator of a column whose rows are periods: its header, or the sheet's name where the header is generic."""
    name = column.noun or _BRACKETED.sub("", column.header.replace(" ", ""))
    if not column.noun and (column.measure == Measure.GROWTH or roles()["generic"].search(name)):
        sheet = _BRACKETED.sub("", where.table.place)
        return sheet if re.search(r"[\u4e00-\u9fff]{3}", sheet) else None
    return name if re.search(r"[\u4e00-\u9fffA-Za-z]{2}", name) else None


def _caption_noun(whole: About) -> str | None:
    """The quantity that a caption names for rows that name only things (分行业固定资产投资)."""
    found = _CAPTION_NOUN.search(whole.words)
    return _CAPTION_SAYS.get(found.group(1), found.group(1)) if found else None


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


# --- numerals that are no values


def _words(where: _Where, cell: Cell, rule: str) -> Iterator[Numeral]:
    """The numerals of a cell that is text: years are time, table and row numbers enumerators, the rest context."""
    for match in NUMERAL.finditer(cell.text):
        disposition = _disposition(cell.text, match, rule)
        name = rule
        if disposition == Disposition.TIME:
            name = "table.time"
        elif disposition == Disposition.ENUMERATOR:
            name = "table.number"
        elif disposition == Disposition.NAME and rule != "table.code":
            name = "table.name"
        yield _plain(where, cell, *match.span(), disposition, name, None)


def _disposition(text: str, match: re.Match[str], rule: str) -> Disposition:
    before, after = text[: match.start()], text[match.end() :]
    number = arabic(match.group())
    if re.search(r"[A-Za-z]$", before) or rule == "table.code":
        return Disposition.NAME
    if re.search(r"[附续]?表\s*$|图\s*$|[\[［\^]$|第\s*$", before) or (rule == "table.number"):
        return Disposition.ENUMERATOR
    if re.match(r"\s*[、.．)）]", after) and not before.strip(" 　（(#*"):
        return Disposition.ENUMERATOR
    if re.fullmatch(r"(?:19|20)\d\d", number) and not re.match(r"\s*[元人家户个万亿吨]", after):
        return Disposition.TIME
    if re.match(r"\s*(?:年(?!龄)|月|日|季度|时|[-—~～至–]+\s*\d{1,4}\s*[年月])", after) and len(number) <= 6:
        return Disposition.TIME
    if re.search(r"\d{4}[-/.年]\s*(?:\d{1,2}[-/.月]\s*)?$", before) and len(number) <= 2:
        return Disposition.TIME
    return Disposition.CONTEXT


def _plain(
    where: _Where, cell: Cell, start: int, end: int, disposition: Disposition, rule: str, row: _Row | None
) -> Numeral:
    return Numeral(
        start=cell.start + start,
        end=cell.start + end,
        text=cell.text[start:end],
        disposition=disposition,
        rule=rule,
        part="table",
        section=where.section,
        sentence_start=row.start if row else cell.start,
        sentence_end=row.end if row else cell.end,
        place=where.table.place or None,
        cell=cell.address or None,
    )
