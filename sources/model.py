"""The frozen types that rooms hand to each other: Document, Block, Table, Numeral, Ledger.

What belongs here: shapes and code lists, with the meaning of every field. What does not: reading, parsing, I/O.
This module imports nothing of ours. All offsets are Python `str` indices into `Document.text`, end exclusive.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum


class Disposition(StrEnum):
    """What a numeral is. Every Arabic numeral of a document has exactly one."""

    OBSERVATION = "observation"
    TIME = "time"  # years, dates, plan periods
    ENUMERATOR = "enumerator"  # list, section, table and page numbers
    NAME = "name"  # part of a proper name, slogan, product, road, address, code
    CONTEXT = "context"  # measures nothing of the place: article numbers, thresholds inside another term


class Measure(StrEnum):
    LEVEL = "level"
    GROWTH = "growth"  # percent change on a base period
    CHANGE = "change"  # absolute difference
    PLAN_COMPLETION = "plan_completion"  # percent of plan
    RANK = "rank"


class Bound(StrEnum):
    EQ = "eq"
    GE = "ge"
    LE = "le"
    APPROX = "approx"


class Status(StrEnum):
    ACTUAL = "actual"
    PRELIMINARY = "preliminary"  # 初步核算
    ESTIMATE = "estimate"  # 预计: the period is not closed
    TARGET = "target"
    REVISED = "revised"


class Nature(StrEnum):
    """What kind of promise a target is, where the document says so."""

    BINDING = "binding"  # 约束性
    ANTICIPATORY = "anticipatory"  # 预期性
    TASK = "task"


class PriceBasis(StrEnum):
    """In which prices a level, or the two ends of a growth, are counted."""

    CURRENT = "current"  # 现价, 当年价, 名义
    CONSTANT = "constant"  # 不变价: those of one year
    COMPARABLE = "comparable"  # 可比价
    REAL = "real"  # 扣除价格因素, 实际增长: the change of prices taken off


class Kind(StrEnum):
    """What kind of document it is."""

    PLAN_REPORT = "plan-report"
    WORK_REPORT = "work-report"
    COMMUNIQUE = "communique"
    FIVE_YEAR_PLAN = "five-year-plan"
    ANNEX_TABLE = "annex-table"
    RELEASE = "release"  # of the office that answers for the figures
    COMPILATION = "compilation"  # figures of others, collected by an international organisation
    UNKNOWN = "unknown"


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE = "table"
    FRONT_MATTER = "front-matter"  # metadata, comments and contents lists: not part of what the document says
    PAGE_MARK = "page-mark"  # page numbers and running heads; the one kind that may lie inside another block


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text that readers see as one thing. `level` is a heading's depth (1 = title), else 0."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table. `text` == `Document.text[start:end]`. Rows and columns count from 0; spans are ≥ 1."""

    row: int
    column: int
    start: int
    end: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    address: str = ""  # as the source names it: "B7" in a workbook
    indent: int = 0  # how far its text is set in, in half widths of a character, where the source tells


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose cells are also written into the document's text (cells split by tabs, rows by line breaks)."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    caption: str = ""
    place: str = ""  # sheet name or page


@dataclass(frozen=True, slots=True)
class Beside:
    """What was said beside a file of what its tables leave out: the quantity measured, the unit of all figures that print
    none, and units by the name of their indicator, column or row.
    """

    indicator: str = ""
    unit: str = ""
    units: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document as people read it.

    For `.txt` and `.md` the text is the decoded file, line breaks kept, so offsets point into the file itself.
    `kind`, `ref_area`, `area_name`, `year` and `published_on` come from `sources.identify` (None: not known).
    `year` is the document's own year: a communique's year of account; the year in which a work or plan report is
    given, which is the year its targets are for.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    title: str = ""
    kind: Kind = Kind.UNKNOWN
    ref_area: str | None = None  # GB/T 2260, six digits; 000000 is the nation
    area_name: str | None = None
    year: int | None = None
    published_on: datetime.date | None = None
    media_type: str = "text/plain"
    reader: str = ""
    encoding: str = ""  # of the bytes, where the format leaves it open: "utf-8", "gb18030"
    beside: Beside = Beside()


@dataclass(frozen=True, slots=True)
class Numeral:
    """One row of the ledger: a numeral, its disposition, and, where it is an observation, the reading of it.

    Fields up to `area` follow the annotation guide. `text` == `Document.text[start:end]` always.
    `value` carries the sign that the words give it. `unit` is as written, multiplier included (亿元).
    `period`: "2022", "2021-2025", "2022-06", "2022-Q1", "2022-H1".
    """

    start: int
    end: int
    text: str
    disposition: str
    rule: str  # the rule that decided the disposition, and for observations the reading
    indicator: str | None = None
    code: str | None = None
    measure: str | None = None
    value: float | None = None
    unit: str | None = None
    bound: str | None = None
    status: str | None = None
    period: str | None = None
    area: str | None = None
    base: str | None = None  # what a growth or change is measured against, where said: "2020", "year-start", "年均"
    force: str | None = None  # the word that carries a target's force: 力争, 确保, 预期
    nature: str | None = None  # see Nature
    part: str | None = None  # document part: "review", "plan", "front", "five-year-review" …
    section: str | None = None  # nearest heading above
    sentence_start: int | None = None
    sentence_end: int | None = None
    place: str | None = None  # sheet or page, for a table cell
    cell: str | None = None  # of a table cell: its address in a workbook (B7), else row and column of its table (R2C3)
    price_basis: str | None = None  # see PriceBasis, where said
    price_year: int | None = None  # the year of constant prices, where said
    price_start: int | None = None  # the words that say it, which may stand in a note far from the numeral
    price_end: int | None = None
    nature_start: int | None = None  # the words that assign the nature: brackets, a clause, a cell
    nature_end: int | None = None
    nature_part: str | None = None  # the document part that those words stand in
    obs_status: str | None = None  # SDMX CL_OBS_STATUS, where a release states one: "A", "P", "E", "F", "B" …


@dataclass(frozen=True, slots=True)
class RelativeTarget:
    """A target stated without a numeral: 居民收入增长与经济增长同步. Kept as a statement without value."""

    start: int
    end: int
    text: str
    indicator: str
    code: str | None
    relation: str  # "in_step_with", "faster_than", "not_below"
    reference: str  # 经济增长
    status: str
    period: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything read out of one document. `numerals` are ordered by start and disjoint."""

    numerals: tuple[Numeral, ...]
    relative_targets: tuple[RelativeTarget, ...] = ()
