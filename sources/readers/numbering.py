"""The numbers that Word puts before paragraphs: 四、 of a heading, （二） of an item. They stand in no text of the file.

What belongs here: lists of numbering.xml, their counters, numbers in the writing of each format. What does not: where
paragraphs are, what headings mean. Bullets are no numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from sources.readers.packages import elements

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS: Final = "〇一二三四五六七八九"
_LEVELS: Final = 9
#: Counters are as high as a document has paragraphs; a start beyond this means harm.
_HIGHEST: Final = 100_000


def _chinese(number: int) -> str:
    """一, 十, 十二, 二十, 一百〇三 as items are counted; above 999 in digits."""
    if not 0 < number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += ("十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十") + (_DIGITS[ones] if ones else "")
    elif ones:
        words += ("〇" if hundreds else "") + _DIGITS[ones]
    return words


def _letters(number: int) -> str:
    """a … z, aa, bb … as Word counts."""
    if not 0 < number <= 26 * 9:
        return str(number)
    times, at = divmod(number - 1, 26)
    return chr(ord("a") + at) * (times + 1)


def _roman(number: int) -> str:
    if not 0 < number < 400:
        return str(number)
    written = ""
    for value, sign in (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
        times, number = divmod(number, value)
        written += sign * times
    return written


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 0 < number <= 20 else str(number)


_WRITTEN: Final[Mapping[str, Callable[[int], str]]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "none": lambda number: "",
    "bullet": lambda number: "",
}


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: `text` has %1 for the number of the first level, and so on."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    gap: str = " "

    def write(self, number: int) -> str:
        return _WRITTEN.get(self.form, str)(number)


class Numbering:
    """The lists of one document and where their counters stand."""

    def __init__(self, numbering: bytes, styles: bytes, name: str) -> None:
        self._lists: dict[str, dict[int, _Level]] = {}  # levels by list
        self._kinds: dict[str, str] = {}  # abstract list by list: lists of one kind count on
        self._restarts: dict[str, set[int]] = {}  # levels of a list that begin anew where it is first used
        self._counts: dict[str, dict[int, int]] = {}
        self._styles: dict[str, tuple[str, str, str]] = {}  # list, level, parent style by style
        self._read_lists(numbering, name)
        if styles:
            self._read_styles(styles, name)

    def write_into(self, body: Element) -> None:
        """Put before the words of each numbered paragraph what Word shows there, as a run of its own."""
        for paragraph in body.iter(f"{_W}p"):
            if label := self._label(paragraph):
                run = Element(f"{_W}r")
                SubElement(run, f"{_W}t").text = label
                paragraph.insert(1, run)  # the properties come first

    def _label(self, paragraph: Element) -> str:
        """The number of the next paragraph in reading order, with the blank behind it; empty where it has none."""
        found = self._place(paragraph)
        if found is None:
            return ""
        which, depth = found
        levels = self._lists[which]
        kind = self._kinds[which]
        counts = self._counts.setdefault(kind, {})
        restarted = self._restarts.pop(which, set())
        for at in restarted:
            counts.pop(at, None)
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [at for at in counts if at > depth]:
            del counts[deeper]
        level = levels[depth]
        if not level.write(counts[depth]):
            return ""

        def number(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            own = levels.get(at, _Level())
            return own.write(counts.get(at, own.start))

        label = re.sub(r"%([1-9])", number, level.text)
        return label + ("" if label[-1:] in "、．）》" else level.gap)

    def _place(self, paragraph: Element) -> tuple[str, int] | None:
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return None
        which, depth = _number_of(properties)
        style = _value(properties, "pStyle")
        for _ in range(20):  # styles are based on others, real ones not this deep
            if which and depth:
                break
            own, level, parent = self._styles.get(style, ("", "", ""))
            which, depth, style = which or own, depth or level, parent
        at = int(depth) if depth.isdecimal() and len(depth) < 3 else 0
        return (which, at) if at in self._lists.get(which, {}) else None

    def _read_lists(self, content: bytes, name: str) -> None:
        kinds: dict[str, dict[int, _Level]] = {}
        for event, element in elements(content, name):
            if event != "end":
                continue
            if element.tag == f"{_W}abstractNum":
                levels = (_level(level) for level in element.findall(f"{_W}lvl"))
                kinds[element.get(f"{_W}abstractNumId", "")] = dict(levels)
            elif element.tag == f"{_W}num":
                which, kind = element.get(f"{_W}numId", ""), _value(element, "abstractNumId")
                own = dict(kinds.get(kind, {}))
                restarts = set()
                for override in element.findall(f"{_W}lvlOverride"):
                    at = _whole(override.get(f"{_W}ilvl", ""), 0)
                    if (whole := override.find(f"{_W}lvl")) is not None:
                        own.update([_level(whole)])
                    if start := _value(override, "startOverride"):
                        own[at] = replace(own.get(at, _Level()), start=_whole(start, 1))
                        restarts.add(at)
                self._lists[which], self._kinds[which], self._restarts[which] = own, kind, restarts

    def _read_styles(self, content: bytes, name: str) -> None:
        for event, element in elements(content, name):
            if event == "end" and element.tag == f"{_W}style":
                properties = element.find(f"{_W}pPr")
                which, depth = _number_of(properties) if properties is not None else ("", "")
                self._styles[element.get(f"{_W}styleId", "")] = which, depth, _value(element, "basedOn")


def _level(element: Element) -> tuple[int, _Level]:
    gap = "" if _value(element, "suff") == "nothing" else " "
    start = _whole(_value(element, "start"), 1)
    level = _Level(start, _value(element, "numFmt") or "decimal", _value(element, "lvlText")[:40], gap)
    return min(_LEVELS, _whole(element.get(f"{_W}ilvl", ""), 0)), level


def _number_of(properties: Element) -> tuple[str, str]:
    """List and level that a paragraph's or a style's properties name, each may be empty."""
    found = properties.find(f"{_W}numPr")
    return (_value(found, "numId"), _value(found, "ilvl")) if found is not None else ("", "")


def _value(element: Element, child: str) -> str:
    found = element.find(f"{_W}{child}")
    return found.get(f"{_W}val", "") if found is not None else ""


def _whole(text: str, default: int) -> int:
    return min(int(text), _HIGHEST) if text.isdecimal() and len(text) < 7 else default
