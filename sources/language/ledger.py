"""Document → ledger: the stages put together, one paragraph at a time.

What belongs here: the order of the stages and what one numeral hands to the next (subject, list, scope, status). What does
not: word lists and patterns of a stage's own. The result holds every numeral of the document once, ordered and disjoint.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from sources.language.blank_rows import BlankTable
from sources.language.carry import Reading
from sources.language.clauses import sentences
from sources.language.clock import Clock, ListHeads
from sources.language.glossary import Glossary
from sources.language.layout import Paragraph, paragraphs
from sources.language.names import Classifier
from sources.language.numerals import scan
from sources.language.parts import Part, PartReader
from sources.language.prices import PriceReader, with_prices
from sources.language.quantity import Quantity
from sources.language.sentences import SentenceReader
from sources.language.targets import NatureReader, nature_beside, relative_targets
from sources.language.written import writes_amounts
from sources.model import Disposition, Document, Ledger, Numeral, RelativeTarget, Status


def read_ledger(document: Document) -> Ledger:
    """Read every numeral of a document's prose.

    Spans are offsets into `document.text`; numerals inside `document.tables` are left to the tables room. Never raises on
    any text; time is linear in its length.
    """
    parts = PartReader(document)
    area = document.area_name
    place = _names_of(area)
    amounts = writes_amounts(document.text)
    rows: list[Numeral] = []
    relative: list[RelativeTarget] = []
    natures, notes = NatureReader(), PriceReader()
    table, heads, glossary = BlankTable(), ListHeads(), Glossary()
    for found in paragraphs(document):
        if found.kind == "page":
            rows.extend(_row(found, q, Disposition.ENUMERATOR, "enumerator.page") for q in scan(found.text))
            continue
        if found.kind == "chart":
            rows.extend(_label(found, q) for q in scan(found.text))
            continue
        part = parts.enter(found)
        paragraph = glossary.enter(found, part.name)
        natures.hear(paragraph, part)
        notes.hear(paragraph)
        relative.extend(relative_targets(paragraph, part))
        head = heads.over(paragraph.text, part)
        quantities = scan(paragraph.text, amounts=amounts)
        row = bool(quantities) and table.takes(paragraph.text, paragraph.source, len(quantities))
        if not row:
            table.pass_by(paragraph.text)
        if not quantities:
            continue
        if row:
            rows.extend(_table_row(paragraph, quantities, table, part, area))
            continue
        rows.extend(_read(paragraph, quantities, part, head, area, place, glossary))
    rows.sort(key=lambda row: row.start)  # a page mark stands inside the paragraph that it tears
    return Ledger(tuple(notes.assign(natures.assign(rows))), tuple(relative))


#: What any indicator has: a letter or a Chinese character.
_NAMED: Final = re.compile(r"[A-Za-z\u4e00-\u9fff]")
_DIGIT: Final = re.compile(r"\d")
_NATION: Final = ("全国", "中国", "中华人民共和国")


def _names_of(area: str | None) -> tuple[str, ...]:
    """The ways a document names its own place, longest first: 昆明市, 昆明."""
    if not area or area in _NATION:
        return ("全国", "我国")
    names = [area]
    if area.endswith("自治州"):
        names.append(area[0] + "州")
    elif area.endswith("地区"):
        names.append(area[:-2])
    elif len(area) > 2 and area[-1] in "省市区县盟旗":
        names.append(area[:-1])
    return tuple(names)


def _read(
    paragraph: Paragraph,
    quantities: list[Quantity],
    part: Part,
    head: str | None,
    area: str | None,
    place: tuple[str, ...],
    glossary: Glossary,
) -> list[Numeral]:
    classifier = Classifier(paragraph.text, national=area in _NATION)
    verdicts = [classifier.verdict(quantities, index) for index in range(len(quantities))]
    reader = SentenceReader(paragraph.text, part, Clock(part, head), place)
    rows: list[Numeral] = []
    for start, end, first, last in sentences(paragraph.text, quantities):
        readings = reader.read(start, end, quantities[first:last], verdicts[first:last])
        low, high = paragraph.offset(start), paragraph.end_offset(end)
        for q, said, reading in zip(quantities[first:last], verdicts[first:last], readings, strict=True):
            verdict = said
            if verdict is None and reading is not None and reading.indicator and not _NAMED.search(reading.indicator):
                verdict = (Disposition.CONTEXT, "context.no_indicator")  # remains of a table or a chart
            if verdict is None and glossary.defines(paragraph.text[: q.start]):
                verdict = (Disposition.CONTEXT, "context.glossary")
            if verdict is not None or reading is None:
                disposition, rule = verdict or (Disposition.NAME, "name.unread")
                row = _row(paragraph, q, disposition, rule)
                if _DIGIT.search(row.text):  # in characters only what is observed counts as a numeral
                    rows.append(row)
            else:
                rows.append(_observation(paragraph, q, reading, part, area, low, high))
    return rows


def _table_row(
    paragraph: Paragraph, quantities: list[Quantity], table: BlankTable, part: Part, area: str | None
) -> list[Numeral]:
    """The numerals of a row of a table set with blanks; without meaning where its columns are not known."""
    readings = table.read(paragraph.text, paragraph.source, quantities, part.year if part.name == "review" else None)
    low, high = paragraph.offset(0), paragraph.end_offset(len(paragraph.text))
    return [
        _row(paragraph, q, Disposition.CONTEXT, "context.table_row")
        if reading is None
        else _observation(paragraph, q, reading, part, area, low, high)
        for q, reading in zip(quantities, readings, strict=True)
    ]


def _label(paragraph: Paragraph, q: Quantity) -> Numeral:
    """A numeral of a chart: periods are time, all else states nothing."""
    after = paragraph.text[q.end : q.end + 1]
    period = re.fullmatch(r"(?:19|20)\d\d", paragraph.text[q.start : q.end]) or after in ("年", "月")
    return _row(paragraph, q, *((Disposition.TIME, "time.axis") if period else (Disposition.CONTEXT, "context.chart")))


def _row(paragraph: Paragraph, q: Quantity, disposition: str, rule: str) -> Numeral:
    start, end, text = _span(paragraph, q)
    return Numeral(start=start, end=end, text=text, disposition=disposition, rule=rule)


def _span(paragraph: Paragraph, q: Quantity) -> tuple[int, int, str]:
    start, end = paragraph.offset(q.start), paragraph.end_offset(q.end)
    return start, end, paragraph.source[start - paragraph.first : end - paragraph.first]


def _observation(
    paragraph: Paragraph, q: Quantity, reading: Reading, part: Part, area: str | None, low: int, high: int
) -> Numeral:
    start, end, text = _span(paragraph, q)
    row = Numeral(
        start=start,
        end=end,
        text=text,
        disposition=Disposition.OBSERVATION,
        rule=reading.rule,
        indicator=reading.indicator,
        code=reading.code,
        measure=reading.measure,
        value=reading.value,
        unit=reading.unit,
        bound=reading.bound,
        status=reading.status,
        period=reading.period,
        area=reading.area or area,
        base=reading.base,
        force=reading.force,
        part=part.label,
        section=part.section,
        sentence_start=low,
        sentence_end=high,
    )
    if said := reading.prices:
        row = with_prices(row, replace(said, start=paragraph.offset(said.start), end=paragraph.end_offset(said.end)))
    nature = nature_beside(paragraph, q.start, q.stop, part) if reading.status == Status.TARGET else None
    return nature.over(row) if nature else row
