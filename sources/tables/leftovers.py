"""Numerals of a table that are no values: years, numbers of rows and tables, codes, parts of names, notes.

What belongs here: the disposition of a numeral in a cell that is text. What does not: values and what they measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sources.dates import arabic
from sources.model import Cell, Disposition, Document, Numeral, Table
from sources.tables.values import NUMERAL


@dataclass(frozen=True, slots=True)
class Where:
    """What is the same for all numerals of a table."""

    document: Document
    table: Table
    section: str | None
    area: str | None


def address(cell: Cell) -> str:
    """Where a cell stands: as the source names it, else by row and column of its table (R2C3)."""
    return cell.address or f"R{cell.row + 1}C{cell.column + 1}"


def words(where: Where, cell: Cell, rule: str) -> Iterator[Numeral]:
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
        yield unvalued(where, cell, *match.span(), disposition, name, None)


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


def unvalued(
    where: Where, cell: Cell, start: int, end: int, disposition: Disposition, rule: str, row: tuple[int, int] | None
) -> Numeral:
    return Numeral(
        start=cell.start + start,
        end=cell.start + end,
        text=cell.text[start:end],
        disposition=disposition,
        rule=rule,
        part="table",
        section=where.section,
        sentence_start=row[0] if row else cell.start,
        sentence_end=row[1] if row else cell.end,
        place=where.table.place or None,
        cell=address(cell),
    )
