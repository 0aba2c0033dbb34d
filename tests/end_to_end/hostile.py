"""A document that would be a program to SQL, Jinja, a browser, a shell, a spreadsheet or a terminal, under a name that is one too.

What belongs here: the text and the names; the first night takes them in. What does not: what becomes of them
(`test_hostile_document`).
"""

from __future__ import annotations

from pathlib import Path

ESCAPE = "\x1b[2J\x1b]0;owned\x07"
TURN = "\u202e"
PROGRAMS = (
    "=cmd|'/C calc'!A0",
    "'; DROP TABLE core.fct_numeral; --",
    "{{ env_var('HOME') }}{% set x = 1 %}",
    "<script>alert(17)</script><img src=x onerror=alert(17)>",
    "$(touch owned)`touch owned`",
    "../../etc/passwd",
    TURN,
)
ALL = "".join(PROGRAMS)
#: A name may hold what no text does: text with control characters is refused as binary.
NAME = f"=1+1 '; DROP TABLE x; -- {{{{ 7*7 }}}} <script>alert(17)<!-- $(touch owned) .. {ESCAPE}{TURN}dm.md"
TEXT = f"""# 关于青岛市市南区2023年国民经济和社会发展计划执行情况与2024年计划草案的报告{ALL}

市南区发展和改革局

2024年1月8日

一、2023年计划执行情况

{ALL}2023年，全区地区生产总值完成877.7亿元，增长3.2%。

""" + "\n\n".join(f"{program}项目完成投资{number}亿元。" for number, program in enumerate(PROGRAMS, 31))

#: A text that is refused, under a name of control characters alone.
REFUSED = f"{ESCAPE}.txt"


def fill(inbox: Path) -> None:
    (inbox / NAME).write_text(TEXT, encoding="utf-8")
    (inbox / REFUSED).write_text(f"{ESCAPE}项目完成投资31亿元。", encoding="utf-8")
