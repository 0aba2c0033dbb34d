"""Faults for the bench of the gates: twenty kinds, each an edit of ledger rows, spread over headline observations.

What belongs here: what each kind does to a row, and which observations it may strike. What does not: building, judging.

A headline observation has an indicator code, is annual, and is an outcome or target of the document's own place. Three kinds
need another ground: a span of years, a figure of the nation, a place below another. A fault "in print" changes the text
of the document together with its row, as a slip of the pen or of text recognition would, in place, so that no other span
moves. A fault "in reading" changes the row alone. No document, no place and year, and no series bears two faults, so that
none hides another.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow.parquet as pq

from sources.lake import DATASETS

Row = dict[str, Any]

HEADLINE: Final = (
    "o.indicator_code <> '_O' AND o.period_kind = 'annual' AND o.ref_area = d.ref_area AND o.range_role = 'single'"
)

#: Codes that are easily taken for each other.
NEIGHBOURS: Final = {
    "GPBR": "TAX", "TAX": "GPBR", "DI_U": "DI_R", "DI_R": "DI_U", "DI": "DI_U", "EXPORT": "IMPORT", "IMPORT": "EXPORT",
    "TRADE": "EXPORT", "VA2": "VA_IND", "VA_IND": "VA_IND_ADS", "VA_IND_ADS": "VA_IND", "VA1": "VA_AGRI", "VA3": "VA2",
    "GRP": "GRP_PC", "DEPOSIT": "LOAN", "LOAN": "DEPOSIT", "FAI": "FAI_IND", "FAI_IND": "FAI", "UNEMP_REG": "UNEMP_SUR",
    "CPI": "PPI", "TRSCG": "TRADE",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """`where` selects rows that can be struck; `change` gives the fields that change, or None where it changes nothing."""

    name: str
    where: str
    change: Callable[[Row], Row | None]
    in_print: bool = False
    ground: str = HEADLINE


@dataclass(frozen=True, slots=True)
class Fault:
    """One seeded fault: the observation as it was, what became of it, and by which keys it may be named."""

    kind: str
    in_print: bool
    row: Row
    change: Row

    def named_by(self, key: str) -> bool:
        """Whether the key of a breach is about the struck row: its document and span, its document as a whole, its
        statement within the document, or its series within five years, under the codes, places and years of then or now."""
        parts = set(key.split("/"))
        row, change = self.row, self.change
        codes = {row["code"], change.get("code", row["code"]), row.get("other_code")} - {None}
        spans = {str(row["span_start"]), str(change.get("start", row["span_start"])), str(row.get("other_start"))}
        if row["document_id"] in parts:
            rest = key.split("/")[1:]
            return not rest or rest[0] in spans or bool(codes & parts)
        places = {row["ref_area"], row["document_area"], row.get("other_area")} - {None}
        if not places & parts:
            return False
        years = [int(part) for part in parts if len(part) == 4 and part.isdigit()]
        near = 5 if codes & parts else 0
        wanted = {row["year"], int(str(change.get("period", row["year"]))[:4])}
        return any(abs(year - mine) <= near for year in years for mine in wanted)


def _digits(row: Row) -> Row | None:
    quote = row["quote"]
    for at in range(len(quote) - 1):
        one, two = quote[at], quote[at + 1]
        if one.isdigit() and two.isdigit() and one != two and not (at == 0 and two == "0"):
            return _printed(row, quote[:at] + two + one + quote[at + 2 :])
    return None


def _printed(row: Row, quote: str) -> Row:
    sign = -1 if row["printed_value"] < 0 else 1
    return {"text": quote, "value": sign * float(quote), "end": row["span_start"] + len(quote)}


def _parent(row: Row) -> Row | None:
    return {"area": row["other_label"]} if row["other_label"] else None


def _exchange(row: Row) -> Row | None:
    return {"exchange": True} if row["other_start"] is not None else None


KINDS: Final[Sequence[Kind]] = (
    Kind("digits swapped", "o.quote ~ '[0-9]*[.]?[0-9]*'", _digits, in_print=True),
    Kind("decimal point lost", "o.quote ~ '[1-9][0-9]*[.][0-9]+'", lambda r: _printed(r, r["quote"].replace(".", "")), True),
    Kind("value of another year copied", "other_quote IS NOT NULL", lambda r: _printed(r, r["other_quote"]), True),
    Kind("unit 万 for 亿", "o.printed_unit LIKE '亿%'", lambda r: {"unit": "万" + r["printed_unit"][1:]}),
    Kind("sign lost", "o.printed_value < 0", lambda r: {"value": -r["printed_value"]}),
    Kind("year shifted by one", "true", lambda r: {"period": str(r["year"] + r["toss"])}),
    Kind("place given the code of the one above", "o.ref_area NOT LIKE '%0000'", _parent),
    Kind("growth taken as level", "o.measure = 'growth'", lambda r: {"measure": "level"}),
    Kind("level taken as growth", "o.measure = 'level'", lambda r: {"measure": "growth"}),
    Kind("row doubled", "true", lambda r: {"copies": 2}),
    Kind("column shifted", "other_start IS NOT NULL", _exchange),
    Kind("estimate served as final", "o.statement_type = 'estimate'", lambda r: {"status": "actual"}),
    Kind("target taken as outcome", "o.statement_type = 'target'", lambda r: {"status": "actual"}),
    Kind("bound lost", "o.bound <> 'eq'", lambda r: {"bound": "eq"}),
    Kind("code of a neighbour", f"o.indicator_code IN {tuple(NEIGHBOURS)}", lambda r: {"code": NEIGHBOURS[r["code"]]}),
    Kind("per cent read as percentage points", "o.measure = 'growth' AND o.printed_unit = '%'",
         lambda r: {"unit": "个百分点", "measure": "change"}),
    Kind("years of a plan taken as one", "true", lambda r: {"period": r["time_period"][5:9]},
         ground="o.indicator_code <> '_O' AND o.period_kind = 'multi-year' AND o.ref_area = d.ref_area"),
    Kind("figure of the nation given to the place", "true", lambda r: {"area": r["document_label"]},
         ground="o.ref_area = '000000' AND d.ref_area <> '000000' AND o.indicator <> '' AND o.period_kind = 'annual'"),
    Kind("span shifted by one", "true", lambda r: {"start": r["span_start"] + 1, "end": r["span_end"] + 1}),
    Kind("numeral dropped from the ledger", "true", lambda r: {"copies": 0}),
)  # fmt: skip

_CANDIDATES: Final = """
SELECT o.document_id, o.span_start, o.span_end, o.quote, o.indicator_code AS code, o.measure, o.printed_value,
    o.printed_unit, o.time_period, o.year, o.ref_area, d.ref_area AS document_area, d.area_name AS document_label,
    parents.ref_area AS other_area,
    parents.name AS other_label, beside.other_start, beside.other_code, years.other_quote
FROM build.core.fct_observation AS o
INNER JOIN build.core.dim_document AS d USING (document_id)
LEFT JOIN (SELECT ref_area, min(name) AS name FROM build.core.dim_area GROUP BY ref_area) AS parents
    ON parents.ref_area = CASE WHEN d.ref_area LIKE '%00' THEN left(d.ref_area, 2) || '0000' ELSE left(d.ref_area, 4) || '00' END
    AND parents.ref_area <> d.ref_area
LEFT JOIN (
    SELECT observation_id, lead(span_start) OVER line AS other_start, lead(indicator_code) OVER line AS other_code
    FROM build.core.fct_observation WHERE indicator_code <> '_O' AND range_role = 'single'
    WINDOW line AS (PARTITION BY document_id, sentence ORDER BY span_start, observation_id)
) AS beside ON beside.observation_id = o.observation_id AND beside.other_code <> o.indicator_code
LEFT JOIN (
    SELECT observation_id, lag(quote) OVER series AS other_quote, lag(printed_unit) OVER series AS unit
    FROM build.core.fct_observation WHERE indicator_code <> '_O' AND statement_type <> 'target' AND quote ~ '[0-9.]+'
    WINDOW series AS (PARTITION BY ref_area, indicator_code, measure, length(quote) ORDER BY year, observation_id)
) AS years ON years.observation_id = o.observation_id AND years.unit = o.printed_unit AND years.other_quote <> o.quote
WHERE ({ground}) AND ({where}) AND o.year IS NOT NULL AND o.quote ~ '[0-9]+([.][0-9]+)?'
ORDER BY o.document_id, o.span_start, o.observation_id
"""


def choose(database: Path, each: int, seed: int) -> list[Fault]:
    """`each` faults of every kind, fewer where too few rows can be struck. The same build and seed give the same faults."""
    dice = random.Random(seed)
    documents: set[str] = set()
    taken: set[tuple[object, ...]] = set()
    faults: list[Fault] = []
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{database}' AS {database.stem} (READ_ONLY)")
        columns = _CANDIDATES.replace("build.core", f"{database.stem}.core")
        found = {k.name: _rows(connection, columns.format(ground=k.ground, where=k.where)) for k in KINDS}
    for kind in sorted(KINDS, key=lambda kind: len(found[kind.name])):  # the rare ones choose first
        dice.shuffle(found[kind.name])
        chosen = 0
        for row in found[kind.name]:
            if chosen == each:
                break
            row["toss"] = dice.choice((-1, 1))
            marks = {(row["document_area"], row["year"]), (row["document_area"], row["code"])}
            if row["document_id"] in documents or marks & taken or (change := kind.change(row)) is None:
                continue
            documents.add(row["document_id"])
            taken |= marks
            faults.append(Fault(kind.name, kind.in_print, row, change))
            chosen += 1
    return faults


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[Row]:
    return connection.execute(query).to_arrow_table().to_pylist()


def seed(lake: Path, faulty: Path, faults: Sequence[Fault]) -> None:
    """A copy of a lake with the faults in it. `faulty` must not be there yet."""
    by_document = {fault.row["document_id"]: fault for fault in faults}
    for dataset, schema in DATASETS.items():
        (faulty / dataset).mkdir(parents=True)
        for part in sorted((lake / dataset).glob("*.parquet")):
            table = pq.read_table(part)
            if dataset in ("numerals", "texts"):
                edit = _ledger if dataset == "numerals" else _texts
                table = table.from_pylist(list(edit(table.to_pylist(), by_document)), schema=schema)
            pq.write_table(table, faulty / dataset / part.name)


def _ledger(rows: list[Row], faults: dict[str, Fault]) -> Iterator[Row]:
    meaning = ("indicator", "code", "measure", "unit", "bound", "status", "period", "area")
    at = {(row["document_id"], row["start"]): row for row in rows if row["document_id"] in faults}
    was = {key: dict(row) for key, row in at.items()}
    for row in rows:
        fault = faults.get(row["document_id"])
        if fault is None:
            yield row
            continue
        own, other = fault.row["span_start"], fault.row["other_start"]
        if row["start"] == own:
            change = dict(fault.change)
            copies = change.pop("copies", 1)
            if change.pop("exchange", False):
                change = {name: was[row["document_id"], other][name] for name in meaning}
            yield from [row | change] * copies
        elif row["start"] == other and fault.change.get("exchange"):
            yield row | {name: was[row["document_id"], own][name] for name in meaning}
        else:
            yield row


def _texts(rows: list[Row], faults: dict[str, Fault]) -> Iterator[Row]:
    for row in rows:
        fault = faults.get(row["document_id"])
        if fault is not None and fault.in_print:
            start, end, text = fault.row["span_start"], fault.row["span_end"], row["text"]
            yield row | {"text": text[:start] + fault.change["text"].ljust(end - start) + text[end:]}
        else:
            yield row
