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
from sources.tables.grid import Grid, Section, plain
from sources.tables.labels import Label, is_quantity, label
from sources.tables.periods import is_period, period
from sources.tables.values import NUMERAL, Figure, figures
from sources.words import rows as vocabulary_rows

_NATURES: Final = (("约束", Nature.BINDING), ("预期", Nature.ANTICIPATORY), ("任务", Nature.TASK))
_CAPTION_NOUN: Final = re.compile(
    r"(固定资产投资（不含农户）|固定资产投资|居民消费价格|工业增加值|社会消费品零售总额|零售额|零售类值|主要农产品产量|产品产量|增加值)"
)
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
        whole = about(grid, section, where.document.kind, where.document.year)
        if not section.body:
            above.append(whole.words)
        for row in (*section.above, *section.header, *section.below):
            note = row in section.below
            for cell in grid.anchored[row]:
                yield from _words(where, cell, "table.note" if note else "table.header")
        yield from _body(where, grid, section, whole)


def _body(where: _Where, grid: Grid, section: Section, whole: About) -> Iterator[Numeral]:
    meanings = columns(grid, section, whole)
    parents: dict[int, str] = {}
    groups: dict[int, str] = {}
    for row in section.body:
        cells = grid.anchored[row]
        low, high = cells[0].start, cells[-1].end
        read: dict[int | None, _Row] = {}
        for cell in cells:
            column = meanings.get(cell.column)
            if column is None or column.role in ("unit", "nature", "note"):
                yield from _words(where, cell, "table.note")
            elif column.role == "number":
                yield from _words(where, cell, "table.number")
            elif column.role == "label":
                yield from _words(where, cell, "table.label")
            else:
                if column.label not in read:
                    read[column.label] = _row(grid, row, column.label, meanings, parents, groups, whole, low, high)
                yield from _value(where, whole, column, read[column.label], cell, grid.plain(cell))
        if not read:
            # A row without figures names the group that follows: 分轻重工业.
            for at, column in meanings.items():
                if column.role == "label" and (text := grid.text(row, at)):
                    groups[at] = text
                    parents[at] = label(text, "", frozenset()).name


def _row(
    grid: Grid,
    row: int,
    at: int | None,
    meanings: dict[int, Column],
    parents: dict[int, str],
    groups: dict[int, str],
    whole: About,
    low: int,
    high: int,
) -> _Row:
    text = grid.text(row, at) if at is not None else ""
    unit = nature = None
    for column, meaning in meanings.items():
        if meaning.role == "unit" and (found := grid.text(row, column)):
            unit = found.replace("％", "%")
        elif meaning.role == "nature":
            words = grid.text(row, column)
            nature = next((kind for word, kind in _NATURES if word in words), None)
    if not text:
        return _Row(None, unit, nature, None, None, low, high)
    if is_period(text):
        return _Row(None, unit, nature, period(text, whole.year), None, low, high)
    name = label(text, parents.get(at or 0, ""), _units())
    if not name.part:
        parents[at or 0] = name.name
    area = _area(name.name) if meanings[at or 0].header in ("", "地区", "区域", "城市", "县区", "区县", "地 区") else None
    return _Row(name, name.unit or unit, nature, None, area, low, high)


def _area(name: str) -> str | None:
    """The area that a row is about, where its label is an area's full name."""
    found = areas().resolve(name.replace(" ", ""))
    return found.full_name if found and found.name in (name, name.replace(" ", "")) else None


def _units() -> frozenset[str]:
    return frozenset(row["unit"] for row in vocabulary_rows("units.csv"))


def _value(
    where: _Where, whole: About, column: Column, row: _Row, cell: Cell, text: str
) -> Iterator[Numeral]:
    found = figures(cell.text) or ()
    if not found or (is_period(text) and column.role != "value"):
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


def _observation(
    where: _Where, whole: About, column: Column, row: _Row, cell: Cell, figure: Figure
) -> Numeral | None:
    """The full reading of a figure, or None where indicator or unit is missing."""
    indicator = _indicator(whole, column, row)
    if not indicator:
        return None
    measure = column.measure
    unit = figure.unit or column.unit or row.unit or _corner(whole, measure)
    if row.label and row.label.growth and measure == Measure.LEVEL and unit in ("%", None):
        measure, unit = Measure.GROWTH, "%"
    index = column.index or "指数" in indicator
    if unit is None:
        if not index:
            return None
        unit = ""
    code = None if index or column.noun == "比重" or row.area else code_of(indicator)
    if code in ("CPI", "PPI") and measure == Measure.LEVEL and unit == "%":
        measure = Measure.GROWTH
    when = column.period or row.period or period(whole.words, None) or _default_period(whole, column)
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


def _indicator(whole: About, column: Column, row: _Row) -> str | None:
    """Row label and column noun as one phrase."""
    noun = column.noun
    if row.label is None:
        name = re.sub(r"[（(][^（）()]*[）)]", "", column.header.replace(" ", ""))
        return noun or (name if row.period and re.search(r"[\u4e00-\u9fff]{2}", name) else None)
    name = row.label.name
    if row.area:
        return noun or _caption_noun(whole)
    if not re.search(r"[\u4e00-\u9fffA-Za-z]", name):
        return None
    if noun and not name.endswith(noun):
        return noun if name in _TOTALS else f"{name}{noun}"
    if not noun and not is_quantity(name) and (caption := _caption_noun(whole)):
        return caption if name in _TOTALS else (name if name.endswith(caption) else f"{name}{caption}")
    return name


def _caption_noun(whole: About) -> str | None:
    found = _CAPTION_NOUN.search(whole.words)
    if not found:
        return None
    return {"主要农产品产量": "产量", "产品产量": "产量", "零售类值": "零售额"}.get(found.group(1), found.group(1))


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
        elif disposition == Disposition.NAME:
            name = "table.name"
        yield _plain(where, cell, *match.span(), disposition, name, None)


def _disposition(text: str, match: re.Match[str], rule: str) -> Disposition:
    before, after = text[: match.start()], text[match.end() :]
    number = arabic(match.group())
    if re.search(r"[A-Za-z]$", before):
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
