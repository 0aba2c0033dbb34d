"""Release → Document and ledger: a text that people can read, every value of it a span, every other numeral accounted for.

What belongs here: the layout (a table a database and frequency, a row a series, a column a period) and the ledger rows.
What does not: wire formats (`shapes`), what a series means (`coding`).

The text is ours, the words in it are the producer's: labels, units, areas and periods as sent. What is not published stands
as "—". A status that is not the normal one (A) stands behind its number.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from sources.language.prices import stated
from sources.model import BlockKind, Bound, Disposition, Document, Kind, Ledger, Measure, Numeral, Status, Table
from sources.readers.limits import DEFAULT, Limits
from sources.readers.writer import RawCell, TextWriter
from sources.releases import places
from sources.releases.card import Card
from sources.releases.coding import Meaning, meaning
from sources.releases.model import Point, Release, Series
from sources.tables.values import NUMERAL

_COLUMNS: Final = ("指标", "代码", "单位", "地区")
_NOT_PUBLISHED: Final = "—"
#: CL_OBS_STATUS, and what Eurostat and the OECD write: which statement a value is.
_STATUS: Final = {
    "E": Status.ESTIMATE,
    "F": Status.ESTIMATE,
    "I": Status.ESTIMATE,
    "P": Status.PRELIMINARY,
    "R": Status.REVISED,
}
_NORMAL: Final = ("", "A")


def render(
    release: Release, card: Card, name: str, published_on: datetime.date | None, limits: Limits = DEFAULT
) -> tuple[Document, Ledger]:
    """The text of a release and its ledger. Raises Invalid where the release is over the limits."""
    writer = TextWriter(name, limits)
    writer.paragraph(release.title, level=1)
    for word, text in (
        ("发布机构", card.producer),
        ("许可", card.licence),
        ("地址", card.address),
        ("发布日期", published_on.isoformat() if published_on else ""),
        ("未收", release.left_out),
    ):
        if text:
            writer.front_matter(f"{word}：{text}")
    numerals: list[Numeral] = []
    for caption, series in _tables(release).items():
        writer.paragraph(caption, level=2)
        headers = _headers(series)
        writer.table(list(_cells(series, headers)), caption=caption, place=caption)
        numerals.extend(_values(writer.tables[-1], series, headers, caption, published_on))
    text = writer.text
    numerals.extend(_others(text, numerals, writer))
    numerals.sort(key=lambda numeral: numeral.start)
    document = Document(
        text=text,
        blocks=tuple(writer.blocks),
        tables=tuple(writer.tables),
        title=release.title,
        kind=Kind.COMPILATION if card.compiled else Kind.RELEASE,
        year=_last_year(release),
        published_on=published_on,
        media_type=card.media,
        reader=f"release:{card.id}",
        encoding="utf-8",
    )
    return document, Ledger(tuple(numerals))


def _tables(release: Release) -> dict[str, list[Series]]:
    """Series by database and frequency: a table has one kind of period in its head."""
    found: dict[str, list[Series]] = {}
    for series in release.series:
        frequency = next((_frequency(point.period) for point in series.points if point.period), "其他")
        found.setdefault(" ".join(filter(None, (series.database, frequency))), []).append(series)
    return found


def _frequency(period: str | None) -> str:
    if period is None:
        return "其他"
    return {4: "年度", 7: "季度" if "Q" in period or "H" in period else "月度"}.get(
        len(period), "累计" if "/" in period else "日度"
    )


def _headers(series: list[Series]) -> dict[str, int]:
    """Period as printed → column, in the order in which the producer sends them."""
    found: dict[str, int] = {}
    for one in series:
        for point in one.points:
            found.setdefault(point.header, len(_COLUMNS) + len(found))
    return found


def _cells(series: list[Series], headers: dict[str, int]) -> Iterator[RawCell]:
    for column, word in enumerate((*_COLUMNS, *headers)):
        yield RawCell(0, column, word)
    for row, one in enumerate(series, 1):
        for column, word in enumerate((one.label, one.key, one.unit, one.area)):
            yield RawCell(row, column, word)
        for point in one.points:
            shown = point.number or _NOT_PUBLISHED
            if point.number and point.obs_status.upper() not in _NORMAL:
                shown += f" {point.obs_status}"
            yield RawCell(row, headers[point.header], shown, address=point.address)


def _values(
    table: Table, series: list[Series], headers: dict[str, int], caption: str, published_on: datetime.date | None
) -> Iterator[Numeral]:
    at = {(cell.row, cell.column): cell for cell in table.cells}
    ends: dict[int, tuple[int, int]] = {}
    for cell in table.cells:
        low, high = ends.get(cell.row, (cell.start, cell.end))
        ends[cell.row] = (min(low, cell.start), max(high, cell.end))
    for row, one in enumerate(series, 1):
        means = meaning(one)
        seen: set[str] = set()
        for point in one.points:
            if not point.number or point.header in seen:
                continue
            seen.add(point.header)
            cell = at[row, headers[point.header]]
            sign = len(cell.text) - len(cell.text.lstrip("+-"))
            quoted = NUMERAL.match(cell.text, sign)
            if quoted is None or not point.number.lstrip("+-").startswith(quoted.group()):
                continue
            start, end = cell.start + quoted.start(), cell.start + quoted.end()
            if point.period is None:
                yield _plain(
                    start, end, quoted.group(), Disposition.CONTEXT, "release.no_period", caption, cell.address
                )
                continue
            yield _observation(one, means, point, start, end, quoted.group(), ends[row], caption, published_on)


def _observation(
    series: Series,
    means: Meaning,
    point: Point,
    start: int,
    end: int,
    text: str,
    row: tuple[int, int],
    caption: str,
    published_on: datetime.date | None,
) -> Numeral:
    assert point.period is not None
    year = int(point.period[:4])
    said = stated(series.label) if means.measure in (Measure.LEVEL, Measure.GROWTH) else None
    return Numeral(
        start=start,
        end=end,
        text=text,
        disposition=Disposition.OBSERVATION,
        rule="release.value",
        indicator=means.indicator,
        code=means.code,
        measure=means.measure,
        value=float(point.number),
        unit="%" if means.measure == Measure.GROWTH and not series.unit else series.unit,
        bound=Bound.EQ,
        status=_status(point, year, published_on),
        period=point.period,
        area=places.name(series.ref_area, year, series.area) or None,
        base=means.base,
        part="table",
        section=caption,
        sentence_start=row[0],
        sentence_end=row[1],
        place=caption,
        cell=point.address,
        price_basis=said.basis if said else None,
        price_year=said.year if said else None,
        price_start=row[0] + said.start if said else None,  # a row opens with its label
        price_end=row[0] + said.end if said else None,
        obs_status=point.obs_status.upper() or None,
    )


def _status(point: Point, year: int, published_on: datetime.date | None) -> Status:
    """What kind of statement a value is. A year that had not begun when the release appeared cannot be fact."""
    if point.forecast or (published_on is not None and year > published_on.year):
        return Status.ESTIMATE
    return _STATUS.get(point.obs_status.upper(), Status.ACTUAL)


def _others(text: str, values: list[Numeral], writer: TextWriter) -> Iterator[Numeral]:
    """Every numeral that is no value: periods in heads are time, codes are names, the rest is context."""
    taken = {numeral.start for numeral in values}
    tables = writer.tables
    starts = [table.start for table in tables]
    cells = {cell.start: cell for table in tables for cell in table.cells}
    order = sorted(cells)
    front = [block for block in writer.blocks if block.kind == BlockKind.FRONT_MATTER]
    for match in NUMERAL.finditer(text):
        if match.start() in taken:
            continue
        at = bisect_right(starts, match.start()) - 1
        disposition, rule = Disposition.CONTEXT, "release.words"
        if at >= 0 and match.start() < tables[at].end:
            cell = cells[order[bisect_right(order, match.start()) - 1]]
            if cell.row == 0:
                disposition, rule = Disposition.TIME, "release.period"
            elif cell.column == 1:
                disposition, rule = Disposition.NAME, "release.key"
            else:
                rule = "release.label" if cell.column < len(_COLUMNS) else "release.unread"
        elif any(block.start <= match.start() < block.end for block in front):
            rule = "release.card"
        yield _plain(match.start(), match.end(), match.group(), disposition, rule, None, None)


def _plain(
    start: int, end: int, text: str, disposition: Disposition, rule: str, place: str | None, cell: str | None
) -> Numeral:
    return Numeral(start=start, end=end, text=text, disposition=disposition, rule=rule, place=place, cell=cell or None)


def _last_year(release: Release) -> int | None:
    years = [int(point.period[:4]) for one in release.series for point in one.points if point.period and point.number]
    return max(years, default=None)
