"""Small sound files of every format and what chance makes of them. What belongs here: making damage. What does not: judging it."""

from __future__ import annotations

import io
import random
import resource
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import openpyxl
import xlwt

from sources.errors import Invalid
from sources.readers import read, recognition
from tests.sources.readers.paper import docx, package, paragraph, pdf, table, table_page

ROWS = [["指标", "2023年", "2024年"], ["人口（万人）", "88", "88.5"], ["投资（亿元）", "30", "31.2"]]


TEXT = (
    "# 戊市2024年政府工作报告\n\n地区生产总值完成1360亿元，增长5.2%。\n\n| 指标 | 值 |\n| --- | --- |\n| 人口 | 88 |\n"
)


@cache
def sound_files() -> dict[str, bytes]:
    """One sound file a format, by name; pictures where text recognition and its library are installed."""
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    files = {
        "a.txt": TEXT.encode("gb18030"),
        "a.md": TEXT.encode(),
        "a.html": f"<html><body><p>完成投资30亿元。</p><table>{cells}</table></body></html>".encode(),
        "a.csv": "\n".join(",".join(row) for row in ROWS).encode(),
        "a.pdf": pdf([table_page(ROWS, [72.0, 180.0, 240.0, 330.0], 700)]),
        "a.docx": docx(paragraph("完成投资30亿元。"), table(ROWS)),
        "a.xlsx": _xlsx(),
        "a.xls": _xls(),
        "a.ods": _ods(),
        "a.doc": Path(__file__).with_name("annex.doc").read_bytes(),
    }
    return files | ({"a.png": _picture("PNG"), "a.jpg": _picture("JPEG")} if recognition.available() else {})


def _xlsx() -> bytes:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("甲")
    for row, line in enumerate(ROWS):
        for column, value in enumerate(line):
            sheet.write(row, column, value)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _ods() -> bytes:
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>' for value in row
        )
        + "</table:table-row>"
        for row in ROWS
    )
    content = (
        f'<office:document-content xmlns:office="{names}office:1.0" xmlns:table="{names}table:1.0" xmlns:text="{names}text:1.0">'
        f'<office:body><office:spreadsheet><table:table table:name="甲">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    manifest = f'<manifest:manifest xmlns:manifest="{names}manifest:1.0"/>'
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return package({"mimetype": kind, "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()})


def _picture(form: str) -> bytes:
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("RGB", (400, 120), "white")
    ImageDraw.Draw(picture).text((30, 30), "GDP 2025 1360.5", "black", ImageFont.load_default(32))
    target = io.BytesIO()
    picture.save(target, form)
    return target.getvalue()


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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a damaged file of a format: "read" or "refused", in how many seconds, and the worker's peak in bytes so far."""

    suffix: str
    what: str
    seconds: float
    peak: int


def outcome(seed: int) -> Outcome:
    """What a worker process does with a damaged file."""
    name, data = damaged(seed)
    began = time.perf_counter()
    try:
        read(data, name)
        what = "read"
    except Invalid as refusal:
        what = "refused" if refusal.remedy else "refused without remedy"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Outcome(Path(name).suffix, what, time.perf_counter() - began, peak)
