"""A small document with everything in it, its ledger, and a page as a real HTML parser sees it."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sources.model import Document, Kind, Ledger, Numeral, RelativeTarget
from sources.readers import read

#: Written for this test: a plan report of an invented county, in markdown, torn nowhere, with a table and a page mark.
REPORT: Final = """# 某县2024年计划报告

## 一、主要目标

2024年，**地区生产总值**增长6%左右，居民收入增长与经济增长同步。预计2023年粮食产量12.5万吨。

| 指标 | 2023年预计 | 2024年目标 |
|---|---|---|
| 财政收入（亿元） | 30.6 | 32 |

— 3 —

“1+5+N”体系建成，投资修订为88.1亿元，初步核算消费90亿元，办学校14所。
"""
_STATUS: Final = {
    "6": "target",
    "32": "target",
    "12.5": "estimate",
    "30.6": "estimate",
    "88.1": "revised",
    "90": "preliminary",
    "14": "actual",
}
_OTHER: Final = {"2024": "time", "2023": "time", "3": "enumerator", "1": "name", "5": "name"}
_RELATIVE: Final = "居民收入增长与经济增长同步"


def report() -> tuple[Document, Ledger]:
    """7 observations with 5 statuses, 8 other numerals, one target without a number."""
    found = read(REPORT.encode(), "report.md")
    document = Document(
        text=found.text,
        blocks=found.blocks,
        tables=found.tables,
        title=found.title,
        kind=Kind.PLAN_REPORT,
        ref_area="371600",
        area_name="某县",
        year=2024,
        published_on=datetime.date(2024, 1, 8),
        media_type=found.media_type,
        reader=found.reader,
    )
    at = REPORT.index(_RELATIVE)
    relative = RelativeTarget(
        at,
        at + len(_RELATIVE),
        _RELATIVE,
        "居民收入",
        None,
        "in_step_with",
        "经济增长",
        "target",
        "2024",
        "relative.step",
    )
    return document, Ledger(tuple(_numeral(match) for match in re.finditer(r"\d+(?:\.\d+)?", REPORT)), (relative,))


def _numeral(match: re.Match[str]) -> Numeral:
    text = match[0]
    if text in _OTHER:
        return Numeral(*match.span(), text, _OTHER[text], f"{_OTHER[text]}.rule")
    growth = text == "6"
    return Numeral(
        *match.span(),
        text,
        "observation",
        "observation.rule",
        indicator="地区生产总值" if growth else f"指标{text}",
        code="GRP" if growth else None,
        measure="growth" if growth else "level",
        value=float(text),
        unit="%" if growth else "亿元",
        bound="approx" if growth else "eq",
        status=_STATUS[text],
        period="2024",
        area="某县",
        nature="anticipatory" if growth else None,
        sentence_start=REPORT.rindex("\n", 0, match.start()) + 1,
        sentence_end=min(REPORT.find(sign, match.end()) for sign in "。\n" if REPORT.find(sign, match.end()) > 0),
    )


def numerals(text: str, **fields: Any) -> Ledger:
    """Every run of ASCII digits as a context numeral, `fields` added to each."""
    values: Mapping[str, Any] = {"disposition": "context", "rule": "test", **fields}
    return Ledger(tuple(Numeral(m.start(), m.end(), m[0], **values) for m in re.finditer("[0-9]+", text)))


def parse(html: str) -> LexborHTMLParser:
    return LexborHTMLParser(html)


def one(tree: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    found = tree.css(selector)
    assert len(found) == 1, f"{len(found)} of {selector}"
    return found[0]


def data(tree: LexborHTMLParser) -> Any:
    """The embedded JSON."""
    return json.loads(one(tree, "#data").text())


def rows(tree: LexborHTMLParser) -> list[dict[str, Any]]:
    """The embedded entries as the page's script reads them."""
    found = data(tree)
    count = found["numbers"]
    return [
        dict(zip(found["fields"], [*row[:count], *(found["strings"][at] for at in row[count:])], strict=True))
        for row in found["rows"]
    ]
