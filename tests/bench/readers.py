"""Pages and cells a second per format beside the bare library on the same file, and damaged files by what became of them.

`python -m tests.bench.readers` runs it alone; `--damage N` reads N damaged files in worker processes and prints the counts,
`--only-damage` nothing else. Scans are left out unless `--scans` asks for them.
Figures are of this machine at this moment. What belongs here: printing. What does not: asserting anything timed.
"""

from __future__ import annotations

import argparse
import csv
import io
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from unittest.mock import patch
from xml.etree import ElementTree

import office_oxide
import pypdfium2
from python_calamine import CalamineWorkbook
from selectolax.lexbor import LexborHTMLParser

from sources.errors import ZhibiaoError
from sources.readers import read, recognition
from sources.workers import Limits, run
from tests.sources.readers.damage import outcome, sound_files

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"


def _pdf(data: bytes) -> None:
    file = pypdfium2.PdfDocument(data)
    for page in file:
        page.get_textpage().get_text_bounded()
    file.close()


def _workbook(data: bytes) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def _html(data: bytes) -> None:
    body = LexborHTMLParser(data).body
    if body is not None:
        body.text()


def _doc(data: bytes) -> None:
    with office_oxide.Document.from_bytes(data, "doc") as file:
        file.plain_text()


def _docx(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        "".join(ElementTree.fromstring(package.read("word/document.xml")).itertext())


BARE: dict[str, Callable[[bytes], object]] = {
    ".pdf": _pdf,
    ".xlsx": _workbook,
    ".html": _html,
    ".doc": _doc,
    ".docx": _docx,
    ".csv": lambda data: list(csv.reader(io.StringIO(data.decode("utf-8", "replace")))),
}


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--damage", type=int, default=2_000, help="damaged files to read; 0 for none")
    parser.add_argument("--scans", action="store_true", help="read scans too, where text recognition is installed")
    parser.add_argument("--only-damage", action="store_true")
    parsed = parser.parse_args(arguments)
    if parsed.only_damage:
        _damage(parsed.damage)
        return
    files = [path for folder in ("communiques", "tables") for path in sorted((CORPUS / folder).glob("*.*"))]
    named = [(path.name, path.read_bytes()) for path in files] or sorted(sound_files().items())
    print(f"\n{len(named)} files of {'communiques and tables' if files else 'our own making'}")
    print(f"{'reader':<10}{'files':>6}{'pages/s':>9}{'bare':>9}{'cells/s':>11}{'bare':>12}{'times bare':>12}")
    # without its engine a scan is a refusal, told by name
    with nullcontext() if parsed.scans else patch.object(recognition, "available", return_value=False):
        for suffix in sorted({Path(name).suffix for name, _ in named}):
            _format(suffix, [(name, data) for name, data in named if name.endswith(suffix)])
    if parsed.damage:
        _damage(parsed.damage)


def _damage(count: int) -> None:
    """One format after the other, so that a worker's peak is that of its format."""
    names = sorted(sound_files())
    print(f"\n{'damaged files':<16}{'read':>6}{'refused':>9}{'lost':>6}{'slowest s':>11}{'peak MB':>9}")
    for at, name in enumerate(names):
        results = list(run(range(at, count, len(names)), outcome, Limits(1, 60, 4 << 30), preload=["sources.readers"]))
        done = [result.value for result in results if result.value]
        became = Counter(value.what for value in done)
        lost = [result for result in results if not result.value]
        print(
            f"{Path(name).suffix:<16}{became['read']:>6}{became['refused']:>9}{len(lost):>6}"
            f"{max((value.seconds for value in done), default=0):>11.2f}{max((value.peak for value in done), default=0) / 1e6:>9.0f}",
            flush=True,
        )
        for result in lost:
            print(f"  seed {result.item}: {result.error}")
        if other := sum(became.values()) - became["read"] - became["refused"]:
            print(f"  {other} refused without a remedy")


def _format(suffix: str, files: Sequence[tuple[str, bytes]]) -> None:
    pages = cells = 0
    done: list[bytes] = []
    began = time.perf_counter()
    for name, data in files:
        try:
            document = read(data, name)
        except ZhibiaoError as error:
            print(f"  {error.subject}: {error.problem}")
            continue
        done.append(data)
        pages += max((block.page or 0 for block in document.blocks), default=0)
        cells += sum(len(table.cells) for table in document.tables)
    seconds = time.perf_counter() - began
    bare = BARE.get(suffix)
    began = time.perf_counter()
    for data in done if bare else ():
        assert bare is not None
        bare(data)
    floor = time.perf_counter() - began if bare and done else None
    bare_pages, bare_cells, times = (
        (f"{pages / floor:,.0f}", f"{cells / floor:,.0f}", f"{seconds / floor:.1f}") if floor else ("-", "-", "-")
    )
    print(
        f"{suffix:<10}{len(done):>6}{pages / seconds:>9,.0f}{bare_pages:>9}{cells / seconds:>11,.0f}{bare_cells:>12}{times:>12}",
        flush=True,
    )


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
