"""Pictures of text → characters with their places, by text recognition, where the extra `ocr` is installed.

What belongs here: the engine and what it finds, as glyphs and ruling lines in points. What does not: files, paragraphs.
The models come with the engine's package: nothing is downloaded, nothing leaves the machine.
"""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from typing import Any, Final

from sources.errors import Invalid
from sources.readers.page_layout import FULL_WIDTH, Glyph, Rule
from sources.workers import going_on

_PARTS: Final = ("rapidocr", "onnxruntime", "PIL")
#: What the engine takes the per mille sign for.
_PER_MILLE: Final = re.compile(r"(?<=\d)%[oO]")
#: A ruling line is at least this share of the page's width long, and at most this many pixels thick.
_RULE_SHARE: Final = 0.04
_RULE_PIXELS: Final = 7
#: A line of text is a little less high than its box.
_TYPE_SHARE: Final = 0.8


def available() -> bool:
    """Whether text recognition is installed."""
    return all(importlib.util.find_spec(part) is not None for part in _PARTS)


def require(name: str, problem: str) -> None:
    """Raise Invalid, with the way to get it, where text recognition is not installed."""
    if not available():
        raise Invalid(
            name,
            f"{problem}; text recognition is not installed",
            expected="a document with text, or text recognition",
            remedy="run `make ocr` (or pip install 'zhibiao[ocr]'), and it is read in the next run",
        )


def recognise(pixels: Any, wide: float, tall: float) -> tuple[list[Glyph], list[Rule]]:
    """Characters and ruling lines of a picture (height x width x 3 bytes) that is shown `wide` by `tall` points."""
    going_on()
    scale = wide / pixels.shape[1]
    found = _engine()(pixels)
    glyphs: list[Glyph] = []
    for box, text in zip(found.boxes if found.boxes is not None else (), found.txts or (), strict=True):
        left, right = float(min(point[0] for point in box)), float(max(point[0] for point in box))
        top, bottom = float(min(point[1] for point in box)), float(max(point[1] for point in box))
        glyphs.extend(
            _spread(_PER_MILLE.sub("‰", text), left * scale, right * scale, top * scale, bottom * scale, tall)
        )
    return glyphs, _rules(pixels, scale, tall)


def _spread(text: str, left: float, right: float, top: float, bottom: float, tall: float) -> list[Glyph]:
    """The characters of a line, each with the room it has: full-width ones twice that of the others."""
    widths = [2 if FULL_WIDTH.match(character) else 1 for character in text]
    step = (right - left) / max(1, sum(widths))
    size = min(_TYPE_SHARE * (bottom - top), 2.2 * step)
    glyphs: list[Glyph] = []
    at = left
    for character, width in zip(text, widths, strict=True):
        if not character.isspace():
            glyphs.append(Glyph(character, at, at + width * step, tall - bottom + 0.2 * (bottom - top), size))
        at += width * step
    return glyphs


def _rules(pixels: Any, scale: float, tall: float) -> list[Rule]:
    """Long thin dark stretches."""
    import cv2

    dark = cv2.threshold(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), 160, 255, cv2.THRESH_BINARY_INV)[1]
    shortest = max(20, int(_RULE_SHARE * pixels.shape[1]))
    rules: list[Rule] = []
    for horizontal, shape in ((True, (shortest, 1)), (False, (1, shortest))):
        kept = cv2.morphologyEx(dark, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
        for x, y, width, height, _ in cv2.connectedComponentsWithStats(kept)[2][1:].tolist():
            if horizontal and height <= _RULE_PIXELS:
                rules.append(Rule(True, tall - (y + height / 2) * scale, x * scale, (x + width) * scale))
            elif not horizontal and width <= _RULE_PIXELS:
                rules.append(Rule(False, (x + width / 2) * scale, tall - (y + height) * scale, tall - y * scale))
    return rules


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "critical"})
