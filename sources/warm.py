"""Importing this reads the vocabulary, by reading one sentence.

What belongs here: nothing more. Worker processes are forked from a server that imported it, so that the word lists are
read once and not once a process (`sources.workers.run(preload=…)`).
"""

from __future__ import annotations

from typing import Final

from sources.extraction import extract

SENTENCE: Final = "# 济南市2023年政府工作报告\n\n2022年，全市地区生产总值完成12027.5亿元，增长3.1%。\n"

extract(SENTENCE.encode(), "warm.md")
