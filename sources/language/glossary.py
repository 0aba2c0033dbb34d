"""The glossary behind a report (名词解释): where it begins, how its entries are numbered, which figures state anything.

What belongs here: the heading, entry numbers, and what makes a figure of a definition a statement. What does not: statuses
and periods, which follow from an entry's own words as everywhere (`fields`).

An entry says what a term means: GMS names a region of 6 countries, a project counts 13 kinds of services. Such a figure
measures nothing of the place. It does where the entry says when, urges it on or aims at it: 到2025年建成15个标杆村.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from sources.language import plans, scope
from sources.language.layout import Paragraph

_HEADING: Final = re.compile(
    r"^[#*【《（]*(?:附[件录]?\d?[:、]?)?[《]?(?:(?:政府)?工作报告》?(?:中的?)?)?(?:相关|有关|主要|部分|重要)*(?:名词(?:术语)?|术语|词语)(?:解释|注释|说明|释义)(?:[和与及](?:说明|注释))?[】》）*:]*$"
)
#: The number of an entry, with the mark behind it where there is one: 16.10个… is the sixteenth entry, of ten things.
_NUMBER: Final = re.compile(r"^[（(\[〔［【]?(?P<number>\d{1,3})(?P<mark>[.．])?")
#: The first entry where no heading stands: [1]“双百工程”：指…
_FIRST_NOTE: Final = re.compile(r"^[\[〔［【]1[\]〕］】][^，。；]{2,40}?(?::|是?指)")
_ENDS: Final = re.compile(r"^附(?:件|表|录)\d?|指标(?:表|体系)$")
#: When something is or was so: a year, a plan, a number of years from now.
_WHEN: Final = re.compile(
    rf"(?:19|20)\d\d[年—\-]|{plans.NAME}|(?:\d|[一二三四五两十])年(?:左右|内|时间|之内|期间)|[今明去]年|截至|目前"
)
#: What is urged on right before the figure is to be done, as in the plan itself; a count of things just listed is not.
_URGED: Final = re.compile(r"(?:着力|加快|全力|大力|快速)[^，。；、]{1,6}$")


class Glossary:
    """Follows a document's paragraphs into its glossary, if it has one."""

    def __init__(self) -> None:
        self.open = False
        self._last = 0

    def enter(self, paragraph: Paragraph, part: str) -> Paragraph:
        """The paragraph, with the number of its entry set apart from a number that the term begins with."""
        text = paragraph.text
        if not self.open:
            heading = len(text) <= 30 and _HEADING.match(text) is not None
            if part != "plan" or not (heading or _FIRST_NOTE.match(text)):
                return paragraph
            self.open, self._last = True, 0
            if heading:
                return paragraph
        elif len(text) <= 30 and _ENDS.search(text):
            self.open = False
            return paragraph
        match = _NUMBER.match(text)
        if match is None or int(match["number"]) != self._last + 1:
            return paragraph
        self._last += 1
        if not match["mark"]:
            return paragraph
        at = match.start("mark")
        return replace(paragraph, text=f"{text[:at]}、{text[at + 1 :]}")

    def defines(self, words: str) -> bool:
        """Whether a figure after these words of its entry only says what a term means."""
        if not self.open:
            return False
        return _WHEN.search(words) is None and _URGED.search(words) is None and not scope.planned(words)
