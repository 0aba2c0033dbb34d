"""What a document is: its kind, place, year and date of publication, read from the document itself.

What belongs here: the rules that decide, in order of trust, and the record of what decided. What does not: names of
areas (`sources.areas`), wordings of kinds (vocabulary/document_kinds.csv), the numbers in the text.

Only the title and the first lines are looked at. The file's name is never evidence: a sidecar or manifest may override.
What cannot be decided stays None, and `Placement` says so; a wrong place would be worse than none.

The year (see `sources.model.Document.year`): a communique's year of account; the first year of a five-year plan; for
work and plan reports the year that the targets are for. An assembly that meets in December speaks of the year to come, so
such a report belongs to the next year, unless its title names the year of the meeting itself.
"""

from __future__ import annotations

import csv
import datetime
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final, Literal

from sources import sidecar_fields
from sources.areas import NATION, Area, Areas, areas
from sources.dates import arabic, dates, years
from sources.model import BlockKind, Document, Kind

Evidence = Literal["sidecar", "title", "first-lines", "front-matter", "body", "none"]

_FILE: Final = Path(__file__).parent / "vocabulary" / "document_kinds.csv"
_SITES: Final = _FILE.with_name("government_sites.csv")
_HOST: Final = re.compile(r"https?://(?:[\w-]+\.)*?([\w-]+\.gov\.cn)")
_HEAD: Final = 6000
_LINES: Final = 14
_LINE: Final = re.compile(r"[^\r\n]+")
_TABLE_READERS: Final = frozenset(("workbook", "delimited"))
_YEAR_WRITTEN: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_NATIONAL_SOURCE: Final = re.compile(r"(?:数据|资料)?来源\s*[:：]\s*(?:中华人民共和国)?国家统计局(?![\u4e00-\u9fff])")
_SPACES: Final = re.compile(r"[\s\u3000\u00a0*#]+")
_ASSEMBLY: Final = re.compile(r"第[一二三四五六七八九十百\d]+届\s*(?:人民代表大会|人大)")
_NATION: Final = re.compile(r"中华人民共和国|国务院|全国人民代表大会|全国人大")
_NATIONAL_OFFICE: Final = re.compile(
    r"全国人民代表大会|国务院(?:代总|副?总)理|我代表国务院|中华人民共和国(?:国家统计局|\n|(?:19|20)\d\d年)|(?:^|\n)国家统计局(?:\n|关于|\d)"
)
_BEFORE_GOVERNMENT: Final = re.compile(r"([\u4e00-\u9fff]{2,12}?)(?:市|省|州|县|区|盟|地区)?(?:人民)?政府")
_OFFICE: Final = re.compile(
    r"([\u4e00-\u9fff]{2,16}?)(?:人民政府|统计局|发展和改革(?:委员会|局)|发展改革(?:委员会|委|局)|行政公署|调查队)"
)
#: Who speaks, and so what kind of area: 省长, 我代表市人民政府, 我省. The group is the ending of the area's name.
_SPEAKER: Final = re.compile(
    r"(省|自治区|州|盟|市|县|旗)(?:长|主席)|代表(省|自治区|州|盟|市|县|区|旗)(?:人民)?政府|[我全](省|自治区|市|州|盟|县|旗)(?!场)"
)
_REVIEWED: Final = re.compile(r"((?:19|20)\d\d)\s*年[^。\n]{0,30}?(?:回顾|总结|执行情况|主要工作|工作情况)")
_PLANNED: Final = re.compile(
    r"((?:19|20)\d\d)\s*年[^。\n]{0,16}?(?:计划草案|计划（草案）|工作(?:的)?(?:总体)?(?:安排|部署|要求|建议|思路|任务|重点)|主要(?:预期)?目标|重点工作|的主要任务)"
)
#: “十五”时期的回顾: the plan period that has just ended.
_PERIOD_REVIEWED: Final = re.compile(
    r"[“\"]([一二三四五六七八九十]{1,2})五[”\"](?:时期|计划|规划)[^。\n]{0,12}(?:回顾|总结|主要成就|工作)"
)
#: A head that calls the work of a year, or of the plan period that it ends, work done.
_YEAR_OVER: Final = re.compile(r"((?:19|20)\d\d)\s*年(?:度|的|政府)?(?:主要)?工作(?:的)?(?:简要|主要)?回顾")
_PERIOD_OVER: Final = re.compile(
    r"[“\"]([一二三四五六七八九十]{1,2})五[”\"](?:时期|计划|规划|期间)?(?:的)?(?:主要)?工作(?:的)?(?:简要|主要)?回顾"
)
_ORDINAL: Final = re.compile(
    r"第([一二三四五六七八九十]+)个五年|[“\"]?([一二三四五六七八九十]{1,2})五[”\"]?(?:时期|计划|规划|发展)"
)
_RANGE: Final = re.compile(r"((?:19|20)\d\d)\s*年?\s*[—\-－–~～至]+\s*((?:19|20)\d\d)")
#: First year of the five-year plans before they followed each other every five years.
_EARLY_PLANS: Final = {1: 1953, 2: 1958, 3: 1966, 4: 1971, 5: 1976}


@dataclass(frozen=True, slots=True)
class Placement:
    """What decided each answer; "none" where nothing did. `doubt` says in words why a place was refused."""

    kind_by: Evidence = "none"
    placed_by: Evidence = "none"
    year_by: Evidence = "none"
    published_by: Evidence = "none"
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class _Head:
    """The evidence: title, first lines joined without blanks, and the head of the text, digits made Arabic."""

    title: str
    lines: str
    text: str
    front: str
    producer: bool = False  # a table's note names the national statistics office as its source


def identify(document: Document, name: str, sidecar: Mapping[str, str] | None = None) -> Document:
    """The document with kind, ref_area, area_name, year, published_on and title filled in as far as they are known.

    `name` is for messages only. `sidecar` overrides: keys kind, ref_area, area_name, year, published_on, title, and
    indicator, unit, units for tables that leave them out; all optional. Raises Invalid for a sidecar that contradicts the code lists.
    """
    return place(document, name, sidecar)[0]


def place(document: Document, name: str, sidecar: Mapping[str, str] | None = None) -> tuple[Document, Placement]:
    """As identify(), with what decided beside it."""
    given = {key: value.strip() for key, value in (sidecar or {}).items() if value and value.strip()}
    if given.get("title"):
        document = replace(document, title=given["title"])
    head = _head(document)
    vocabulary = areas()
    kind, kind_by = _kind(document, head)
    published, published_by = _published(document, head)
    if "kind" in given:
        kind, kind_by = sidecar_fields.given_kind(given["kind"], name), "sidecar"
    if "published_on" in given:
        published, published_by = sidecar_fields.given_date(given["published_on"], name), "sidecar"
    year, year_by = _year(kind, head, (published, published_by))
    if kind == Kind.RELEASE and document.reader in _TABLE_READERS:
        # A table of many years is of the latest one, in whichever order they stand.
        spoken = [int(found) for found in _YEAR_WRITTEN.findall(arabic(document.text))]
        year, year_by = max(((each, "body") for each in spoken), default=(year, year_by))
    if "year" in given:
        year, year_by = sidecar_fields.given_year(given["year"], name), "sidecar"
    area, placed_by, doubt = _area(vocabulary, head, year)
    if "ref_area" in given or "area_name" in given:
        area, placed_by, doubt = sidecar_fields.given_area(vocabulary, given, year, name), "sidecar", ""
    placed = replace(
        document,
        kind=kind,
        ref_area=area.ref_area if area else None,
        area_name=area.full_name if area else None,
        year=year,
        published_on=published,
        beside=sidecar_fields.beside(given, name),
    )
    return placed, Placement(kind_by, placed_by, year_by, published_by, doubt)


def _head(document: Document) -> _Head:
    text = document.text[:_HEAD]
    front = ""
    start = 0
    for block in document.blocks[:4]:
        if block.kind == BlockKind.FRONT_MATTER and block.start < _HEAD:
            front += text[block.start : block.end] + "\n"
            start = block.end if block.start <= start + 4 else start
    body = arabic(text[start:])
    kept = [match.group() for match in _LINE.finditer(body[:3000]) if match.group().strip()][:_LINES]
    # Lines longer than a byline are prose; their beginning still tells (我代表市人民政府…).
    lines = "\n".join(_SPACES.sub("", line)[:120] for line in kept)
    # Exports say their source under the last row; prose may name the office for one figure of many.
    producer = document.reader in _TABLE_READERS and bool(_NATIONAL_SOURCE.search(document.text[-600:]))
    return _Head(_SPACES.sub("", arabic(document.title)), lines, body, arabic(front[:2000]), producer)


# --- kind


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], Kind], ...]:
    with _FILE.open(encoding="utf-8", newline="") as handle:
        rows = sorted(csv.DictReader(handle), key=lambda row: int(row["priority"]))
    return tuple((re.compile(row["pattern"]), Kind(row["kind"])) for row in rows if row["pattern"])


def _kind(document: Document, head: _Head) -> tuple[Kind, Evidence]:
    tabular = document.reader in _TABLE_READERS
    sources: tuple[tuple[str, Evidence], ...] = ((head.title, "title"), (head.lines, "first-lines"))
    for text, evidence in sources:
        for pattern, kind in _kinds():
            if pattern.search(text):
                plan = tabular and kind in (Kind.PLAN_REPORT, Kind.FIVE_YEAR_PLAN)
                return (Kind.ANNEX_TABLE if plan else kind), evidence
    if tabular:
        return (Kind.ANNEX_TABLE if re.search("计划|目标", head.lines) else Kind.RELEASE), "first-lines"
    if "各位代表" in head.text and re.search("报告(?:政府)?工作|作.{0,6}工作报告", head.text):
        return Kind.WORK_REPORT, "body"
    return Kind.UNKNOWN, "none"


# --- date and year


def _published(document: Document, head: _Head) -> tuple[datetime.date | None, Evidence]:
    """The producer's date: in the title, under it, in the page's own metadata, in comments above the text."""
    # Rows of a delimited file run years and figures together into what looks like dates.
    texts = _with_evidence(head.title, "" if document.reader == "delimited" else head.lines)
    for text, evidence in texts:
        for _, found in dates(text):
            return found, evidence
    if document.published_on:
        return document.published_on, "front-matter"
    return next(((found, "front-matter") for _, found in dates(head.front)), (None, "none"))


def _with_evidence(title: str, lines: str) -> tuple[tuple[str, Evidence], ...]:
    return (title, "title"), (lines, "first-lines")


def _year(kind: Kind, head: _Head, published: tuple[datetime.date | None, Evidence]) -> tuple[int | None, Evidence]:
    if kind == Kind.FIVE_YEAR_PLAN:
        return _plan_start(head)
    named = [(found, evidence) for text, evidence in _with_evidence(head.title, head.lines) for found in years(text)]
    if kind in (Kind.WORK_REPORT, Kind.PLAN_REPORT):
        return _report_year(kind, head, published)
    if kind == Kind.ANNEX_TABLE:
        # The table of a plan sets last year's columns beside this year's: the latest year is the plan's.
        return max(named, default=(None, "none"), key=lambda pair: pair[0] or 0)
    if kind == Kind.UNKNOWN or not named:
        return (published[0].year - 1, published[1]) if kind == Kind.COMMUNIQUE and published[0] else (None, "none")
    return named[0]


def _report_year(
    kind: Kind, head: _Head, published: tuple[datetime.date | None, Evidence]
) -> tuple[int | None, Evidence]:
    """The year that a report's targets are for."""
    given, given_by = published
    spoken = list(dates(head.title))
    title_years = years(head.title)
    for _, date in spoken:
        title_years.remove(date.year)
    if kind == Kind.PLAN_REPORT and title_years:
        return max(title_years), "title"
    if given and given_by != "front-matter":
        coming = given.year + 1 if given.month == 12 else given.year
        # A title may name the year of the meeting or the year to come, but not one that is over.
        named = next((year for year in title_years if given.year <= year <= coming), None)
        return (named, "title") if named else (coming, given_by)
    if title_years:
        # Without a date: a title may name the year that the report looks back on.
        return (title_years[0] + 1, "body") if _is_over(head.text, title_years[0]) else (title_years[0], "title")
    if match := _ORDINAL.search(head.title):
        return _first_year(_ordinal(match.group(1) or match.group(2))), "title"
    for pattern, later in ((_REVIEWED, 1), (_PLANNED, 0)):
        if match := pattern.search(head.text):
            return int(match.group(1)) + later, "body"
    if match := _PERIOD_REVIEWED.search(head.text):
        return _first_year(_ordinal(match.group(1))) + 5, "body"
    return (given.year, given_by) if given else (None, "none")


def _is_over(text: str, year: int) -> bool:
    """Whether a report's own heads look back on a year, or on the plan period that ends with it."""
    return any(int(match.group(1)) == year for match in _YEAR_OVER.finditer(text)) or any(
        _first_year(_ordinal(match.group(1))) + 4 == year for match in _PERIOD_OVER.finditer(text)
    )


def _plan_start(head: _Head) -> tuple[int | None, Evidence]:
    for text, evidence in _with_evidence(head.title, head.lines):
        if match := _RANGE.search(text):
            return int(match.group(1)), evidence
        if match := _ORDINAL.search(text):
            return _first_year(_ordinal(match.group(1) or match.group(2))), evidence
    return None, "none"


def _first_year(ordinal: int) -> int:
    return _EARLY_PLANS.get(ordinal, 1981 + 5 * (ordinal - 6))


def _ordinal(words: str) -> int:
    tens, ten, ones = words.partition("十")
    digits = "零一二三四五六七八九"
    if not ten:
        return digits.index(words[0])
    return 10 * (digits.index(tens) if tens else 1) + (digits.index(ones) if ones else 0)


# --- place


def _area(vocabulary: Areas, head: _Head, year: int | None) -> tuple[Area | None, Evidence, str]:
    near = [name for _, _, name in vocabulary.names_in(head.title + "\n" + head.lines)]
    doubt = ""
    for trial, evidence in _trials(vocabulary, head):
        area = vocabulary.resolve(trial, year, [name for name in near if name != trial])
        if area:
            return area, evidence, ""
        several = vocabulary.named(trial, year)
        if several and evidence == "title":
            # The title names the place; a like-named other place found further down would be a wrong answer.
            names = ", ".join(area.full_name for area in several[:4])
            return None, "none", f"{trial} may be {names}: no parent is named nearby"
        doubt = doubt or f"{trial} is no area known in {year or 'any year'}"
    if head.producer:
        return vocabulary.code(NATION, year), "body", ""
    if area := _site(vocabulary, head, year):
        return area, "front-matter", ""
    if area := _most_named(vocabulary, head, year):
        return area, "body", ""
    return None, "none", doubt or "no area is named in the title or the first lines"


def _trials(vocabulary: Areas, head: _Head) -> Iterator[tuple[str, Evidence]]:
    """Names to try, most telling first."""
    if _NATION.search(head.title):
        yield "全国", "title"
    yield from ((name, "title") for name in _full_names(vocabulary, head.title))
    if match := _BEFORE_GOVERNMENT.search(re.sub(r"^\D{0,2}\d{4}年(?:度)?", "", head.title)):
        yield from ((name, "title") for name in _endings(vocabulary, match.group(1)))
    for match in _ASSEMBLY.finditer(head.lines):
        before = head.lines[max(0, match.start() - 24) : match.start()].rstrip("\n").rsplit("\n", 1)[-1]
        if before.endswith(("全国", "中华人民共和国")):
            yield "全国", "first-lines"
        yield from ((name, "first-lines") for name in _full_names(vocabulary, before))
    if _NATIONAL_OFFICE.search(head.lines):
        yield "全国", "first-lines"
    for match in _OFFICE.finditer(head.lines):
        yield from ((name, "first-lines") for name in _endings(vocabulary, match.group(1)))
    yield from ((name, "title") for name in _short_names(vocabulary, head.title))
    for match in _OFFICE.finditer(head.front):
        yield from ((name, "front-matter") for name in _endings(vocabulary, match.group(1)))


def _full_names(vocabulary: Areas, text: str) -> Iterator[str]:
    """Names written out in a text, adjacent ones joined to the longest that is known (济南市 + 市中区), last first."""
    found = list(vocabulary.names_in(text))
    for index in range(len(found) - 1, -1, -1):
        start, _, name = found[index]
        if index and found[index - 1][1] == start:
            joined = found[index - 1][2] + name
            if vocabulary.resolve(joined):
                yield joined
        yield name


def _endings(vocabulary: Areas, text: str) -> Iterator[str]:
    """Known names that a text ends with, longest first: 现在我代表江苏 → 江苏, 济南市市中区 → itself."""
    yield from list(_full_names(vocabulary, text))[:1]
    for start in range(max(0, len(text) - 12), len(text) - 1):
        if vocabulary.named(text[start:]):
            yield text[start:]
            return


def _short_names(vocabulary: Areas, title: str) -> Iterator[str]:
    """Short names of provinces and prefectures anywhere in a title: 2025年昆明全市…"""
    for start in range(len(title)):
        for size in range(6, 1, -1):
            name = title[start : start + size]
            if any(area.level != "county" for area in vocabulary.named(name)):
                yield name
                break


def _speaker(head: _Head) -> str:
    """How the name of the document's area ends (省, 市 …), as far as it speaks of itself; empty where it does not."""
    for text in (head.lines, head.text):
        found = Counter(next(group for group in match.groups() if group) for match in _SPEAKER.finditer(text))
        if found:
            return found.most_common(1)[0][0]
    return ""


def _site(vocabulary: Areas, head: _Head, year: int | None) -> Area | None:
    """The government whose site the front matter names as the source, where it is of the kind that speaks."""
    ending = _speaker(head)
    for match in _HOST.finditer(head.front):
        if area := vocabulary.code(_sites().get(match.group(1), ""), year):
            return area if area.name.endswith(ending) else None
    return None


@cache
def _sites() -> dict[str, str]:
    with _SITES.open(encoding="utf-8", newline="") as handle:
        return {row["domain"]: row["ref_area"] for row in csv.DictReader(handle)}


def _most_named(vocabulary: Areas, head: _Head, year: int | None) -> Area | None:
    """The province or prefecture that the head names most, of the kind that speaks; None when that is unclear."""
    ending = _speaker(head)
    if ending in ("县", "区", "旗"):
        return None
    votes: Counter[str] = Counter()
    for area in _upper(year):
        if area.name.endswith(ending) and (count := head.text.count(area.short_name)):
            votes[area.ref_area] += count
    if not ending:
        votes[NATION] += head.text.count("我国")
    ranked = votes.most_common(2)
    if not ranked or ranked[0][1] < 2 or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return vocabulary.code(ranked[0][0], year)


@cache
def _upper(year: int | None) -> tuple[Area, ...]:
    return tuple(area for area in areas().rows if area.level in ("province", "prefecture") and area.valid(year))
