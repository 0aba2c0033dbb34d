"""Compact text → numerals with their units: the scan that every span comes from.

What belongs here: the shape of a number (points, thousands marks, signs, ranges' hyphens), the unit written after it, and
the words glued to both (多, 余). What does not: what the number means. One pass of one expression, linear in the text.
"""

from __future__ import annotations

import re
from typing import Final

from sources.language.quantity import KIND_OF, MULTIPLIER, NOUN, Quantity
from sources.language.written import written_quantities

#: A quantity: number, loose words, multiplier, measure word, "per" part. Loose words may stand before or after the multiplier.
_QUANTITY: Final = re.compile(
    rf"""
    (?P<number>
        \d{{1,3}}(?:[,，]\d{{3}}){{1,6}}(?![\d%])(?:\.\d+)?      # 6,175 and 6，175
      | \d{{1,3}}(?:[ ]\d{{3}}){{1,4}}(?:\.\d+)?(?=(?:{MULTIPLIER})?(?:{NOUN}))  # 1 210 207亿元
      | (?P<year>(?:19|20)\d\d)(?=\.\d{{1,2}}\.\d{{1,2}}(?!\d))  # 2025.1.27 is a date
      | \d+(?:\.{{1,2}}(?!(?:19|20)\d\d年)\d+)?
    )
    [ ]?
    (?P<loose>多|余|几|来(?=[万亿个家]))?
    (?:
        (?P<unit>
            (?:{MULTIPLIER})?(?P<loose2>多|余|来)?
            (?P<noun>{NOUN})
            (?:/(?:百万|万|千|百|日|年|月)?(?:平方公里|平方米|立方米|公里|吨标准煤|百亿元|亿元|万元|元|人·?[年月日次]?|户|小时|分钟|[年月日天周时秒吨亩升人公斤斤克件个处床辆h][·]?)+){{0,2}}
            (?:（(?:[套次件户人家场个座处部种项])）)?
        )
      | (?P<bare>(?:{MULTIPLIER})(?![一-鿿]{{0,2}}(?:国|众一心|人空巷)))(?P<loose3>多|余)?
    )?
    """,
    re.VERBOSE,
)
_LOOSE: Final = re.compile("[多余来]")


def scan(text: str, *, amounts: bool = False) -> list[Quantity]:
    """All numerals of a compact text in order: every run of digits is inside exactly one of them.

    `amounts`: the document writes amounts in Chinese characters (`written.writes_amounts`), which are read as well.
    """
    found: list[Quantity] = []
    for match in _QUANTITY.finditer(text):
        start, end = match.span("number")
        noun = match["noun"]
        loose = bool(match["loose"] or match["loose2"] or match["loose3"])
        if noun is not None:
            unit = match["unit"]
            if match["loose2"]:
                unit = _LOOSE.sub("", unit, count=1)
            kind = KIND_OF[noun]
            stop = match.end()
        elif match["bare"]:
            unit, noun, kind, stop = match["bare"], "", "", match.end()
        else:
            unit, noun, kind, stop = "", "", "", match.end() if loose else end
        number = match["number"].replace(",", "").replace("，", "").replace(" ", "").replace("..", ".")
        negative = (
            start > 0
            and text[start - 1] == "-"
            and (start == 1 or not (text[start - 2].isalnum() or text[start - 2] in "%‰）"))
        ) or (start > 1 and text[start - 1] == "-" and text[start - 2] in "长降为是率至到少低")
        found.append(Quantity(start, end, stop, float(number[:40]), unit, noun or "", kind, loose, negative))
    written = written_quantities(text, amounts=amounts)
    return sorted(found + written, key=lambda quantity: quantity.start) if written else found
