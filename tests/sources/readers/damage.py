"""Small sound files of every format and what chance makes of them. What belongs here: making damage. What does not: judging it."""

from __future__ import annotations

import io
import random
from functools import cache
from pathlib import Path

import openpyxl

from sources.errors import Invalid
from sources.readers import read
from tests.sources.readers.paper import docx, paragraph, pdf, table, table_page

ROWS = [["指标", "2023年", "2024年"], ["人口（万人）", "88", "88.5"], ["投资（亿元）", "30", "31.2"]]


@cache
def sound_files() -> dict[str, bytes]:
    """One sound file a format, by name."""
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    text = "# 戊市2024年政府工作报告\n\n地区生产总值完成1360亿元，增长5.2%。\n\n| 指标 | 值 |\n| --- | --- |\n| 人口 | 88 |\n"
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    return {
        "a.txt": text.encode("gb18030"),
        "a.md": text.encode(),
        "a.html": f"<html><body><p>完成投资30亿元。</p><table>{cells}</table></body></html>".encode(),
        "a.csv": "\n".join(",".join(row) for row in ROWS).encode(),
        "a.pdf": pdf([table_page(ROWS, [72.0, 180.0, 240.0, 330.0], 700)]),
        "a.docx": docx(paragraph("完成投资30亿元。"), table(ROWS)),
        "a.xlsx": target.getvalue(),
        "a.doc": Path(__file__).with_name("annex.doc").read_bytes(),
        "b.xls": Path(__file__).with_name("annex.doc").read_bytes(),  # an old Office file that is no workbook
        "a.png": b"\x89PNG\r\n\x1a\n" + bytes(200),
    }


def damaged(seed: int) -> tuple[str, bytes]:
    """The name and the bytes of a seed: cut, overwritten, doubled, flipped or all by chance."""
    chance = random.Random(seed)
    names = sorted(sound_files())
    name = names[seed % len(names)]
    data = bytearray(sound_files()[name])
    for _ in range(chance.choice((1, 1, 3, 20))):
        at, size = chance.randrange(len(data) + 1), chance.choice((1, 4, 64, 1000))
        how = chance.randrange(6)
        if how == 0:
            del data[at:]
        elif how == 1:
            data[at : at + size] = chance.randbytes(size)
        elif how == 2:
            data[at:at] = data[at : at + size] * chance.choice((1, 50))
        elif how == 3:
            del data[at : at + size]
        elif how == 4:
            data[at : at + 4] = b"\xff" * 4
        elif chance.random() < 0.1:
            data[:] = chance.randbytes(2_000)
    return name, bytes(data)


def outcome(seed: int) -> str:
    """What a worker process does with a damaged file: "read" or "refused"."""
    name, data = damaged(seed)
    try:
        read(data, name)
    except Invalid as refusal:
        return "refused" if refusal.remedy else "refused without remedy"
    return "read"
