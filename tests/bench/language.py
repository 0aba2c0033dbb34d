"""How fast and how sturdily the language room reads: characters a second, memory, cores, damaged documents.

    python -m tests.bench.language [--documents N] [--damaged N] [--compared N] [--seed N]

Over the corpus where it lies beside the checkout, else over the bundled samples. It prints figures and asserts none; a
damaged document that is read unsoundly is printed with the seed that makes it again. Times on one core are processor
time, times on several are of the wall clock. The comparison with recognizers-text needs the extra `bench`.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil
import regex

from sources.identify import identify
from sources.language import read_ledger
from sources.model import Disposition, Document, Kind
from sources.readers import read
from sources.workers import Limits, run
from tests.bench.documents import Damage, document_of, paths, read_damaged, read_one
from tests.sources.language.shapes import LONG_SHAPES, SHAPES

NUMBER = regex.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?")
PRELOAD = ("tests.bench.documents",)
CORES = os.cpu_count() or 1
BATCH = 20


def say(label: str, *figures: str) -> None:
    print(f"  {label:46}" + "".join(f"{figure:>24}" for figure in figures), flush=True)


def rate(characters: int, seconds: float) -> str:
    return f"{characters / max(seconds, 1e-9):,.0f} chars/s"


class Stopwatch(dict[str, float]):
    """Processor seconds by label."""

    @contextmanager
    def of(self, label: str) -> Iterator[None]:
        begun = time.process_time()
        yield
        self[label] = self.get(label, 0.0) + time.process_time() - begun


def one_core(files: Sequence[Path]) -> None:
    """Every document once, in one process, beside a scan for numbers alone; what the process weighs on the way."""
    took = Stopwatch()
    characters = numerals = observations = 0
    weights: list[str] = []
    process = psutil.Process()
    for index, path in enumerate(files):
        data = path.read_bytes()
        with took.of("bytes"):
            decoded = read(data, path.name)
        with took.of("identify"):
            document = identify(decoded, path.name, {})
        with took.of("language"):
            ledger = read_ledger(document)
        with took.of("scan"):
            for _ in NUMBER.finditer(document.text):
                pass
        characters += len(document.text)
        numerals += len(ledger.numerals)
        observations += sum(row.disposition == Disposition.OBSERVATION for row in ledger.numerals)
        if index * 8 // len(files) != (index + 1) * 8 // len(files):
            weights.append(f"{process.memory_info().rss / 1e6:.0f}")
    say("documents, characters", f"{len(files):,}", f"{characters:,}")
    say("numerals, observations", f"{numerals:,}", f"{observations:,}")
    say("decoded text to ledger rows", rate(characters, took["identify"] + took["language"]))
    say("    place, kind and year", rate(characters, took["identify"]))
    say(
        "    ledger",
        rate(characters, took["language"]),
        f"{took['language'] / max(1, numerals) * 1e6:.0f} us a numeral",
    )
    say("bytes to decoded text", rate(characters, took["bytes"]))
    say("a scan for numbers alone, with regex", rate(characters, took["scan"]))
    say("resident MB after each eighth", " ".join(weights))


def compared(files: Sequence[Path], wanted: int) -> None:
    """The same few characters read by this project, by a bare scan, and by recognizers-text, in the same run."""
    documents: list[Document] = []
    while sum(len(document.text) for document in documents) < wanted and len(documents) < len(files):
        documents.append(document_of(files[len(documents) * 97 % len(files)]))
    text = "\n".join(document.text for document in documents)[:wanted]
    took = Stopwatch()
    with took.of("ledger"):
        rows = read_ledger(Document(text, kind=Kind.WORK_REPORT, year=2023)).numerals
    with took.of("scan"):
        numbers = sum(1 for _ in NUMBER.finditer(text))
    say("characters", f"{len(text):,}")
    say("ledger", rate(len(text), took["ledger"]), f"{len(rows):,} numerals")
    say("a scan for numbers alone, with regex", rate(len(text), took["scan"]), f"{numbers:,} numbers")
    try:
        from recognizers_number import NumberRecognizer
        from recognizers_number_with_unit import NumberWithUnitRecognizer
        from recognizers_text import Culture
    except ImportError as missing:
        say("recognizers-text", f"not installed ({missing.name}): pip install -e '.[bench]'")
        return
    number, unit = NumberRecognizer(Culture.Chinese), NumberWithUnitRecognizer(Culture.Chinese)
    models = {
        "number": number.get_number_model(),
        "percentage": number.get_percentage_model(),
        "currency": unit.get_currency_model(),
        "dimension": unit.get_dimension_model(),
    }
    lines = text.split("\n")
    for name, model in models.items():
        with took.of(name):
            found = sum(len(model.parse(line)) for line in lines)
        say(f"recognizers-text, {name}", rate(len(text), took[name]), f"{found:,} found")
    say("recognizers-text, value and unit", rate(len(text), sum(took[name] for name in models)))


def many_cores(files: Sequence[Path]) -> None:
    """The same documents, from their bytes, over one process and over all cores."""
    for processes in sorted({1, CORES}):
        begun = time.perf_counter()
        results = list(run(files, read_one, Limits(processes, 600), preload=PRELOAD))
        seconds = time.perf_counter() - begun
        characters = sum(result.value[0] for result in results if result.value is not None)
        failed = sum(result.error is not None for result in results)
        say(f"{processes} process{'es' * (processes > 1)}, wall clock", rate(characters, seconds), f"{failed} failed")


def sturdy(count: int, first: int) -> None:
    """Damaged documents over all cores: how many were read unsoundly, and whether time keeps to length."""
    batches = [range(at, min(at + BATCH, first + count)) for at in range(first, first + count, BATCH)]
    begun = time.perf_counter()
    read_ones: list[Damage] = []
    lost = 0
    for result in run(batches, read_damaged, Limits(CORES, 120), preload=PRELOAD):
        if result.value is None:
            lost += len(result.item)
            say(f"seeds {result.item.start} to {result.item.stop - 1} failed", str(result.error)[:200])
        else:
            read_ones += result.value
    characters = sum(one.characters for one in read_ones)
    say("documents, characters", f"{len(read_ones):,}", f"{characters:,}")
    say("read in, wall clock", f"{time.perf_counter() - begun:.0f} s", f"{CORES} cores")
    unsound = [one for one in read_ones if one.problem]
    say("raised or unsound", f"{len(unsound) + lost:,}")
    for one in unsound[:20]:
        say(f"    seed {one.seed}", one.problem)
    for low, high in ((1_000, 4_000), (4_000, 16_000), (16_000, 1_000_000)):
        among = [one for one in read_ones if low <= one.characters < high]
        if among:
            each = sorted(one.seconds / one.characters * 1e6 for one in among)
            size = f"{low // 1000}k to {high // 1000}k characters ({len(among):,})"
            say(f"us a character, {size}", f"median {each[len(each) // 2]:.2f}", f"worst {each[-1]:.2f}")


def growth() -> None:
    """Texts made to be slow: time of four times the text over time of the text; 4 is linear, 16 quadratic."""
    makers: dict[str, tuple[Callable[[int], str], int]] = {name: (make, 10_000) for name, make in SHAPES.items()}
    makers |= {name: (make, 50_000) for name, make in LONG_SHAPES.items()}
    makers["digits"] = (lambda n: "7" * n, 2_500_000)
    for name, (make, size) in makers.items():
        seconds = []
        for text in (make(size), make(4 * size)):
            begun = time.process_time()
            read_ledger(Document(text, kind=Kind.WORK_REPORT, year=2023, area_name="西岭市"))
            seconds.append(time.process_time() - begun)
        characters = len(make(4 * size))
        say(f"{name} ({characters:,})", rate(characters, seconds[1]), f"times {seconds[1] / max(seconds[0], 1e-9):.1f}")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.language", description=__doc__.split("\n")[0])
    parser.add_argument("--documents", type=int, metavar="N", help="read N documents, spread evenly (default: all)")
    parser.add_argument("--damaged", type=int, default=10_000, metavar="N", help="read N damaged ones (default 10000)")
    parser.add_argument("--compared", type=int, default=40_000, metavar="N", help="characters for the comparison")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="the first seed of the damaged ones")
    chosen = parser.parse_args(arguments)
    files = paths()
    if chosen.documents:
        files = files[:: max(1, len(files) // chosen.documents)][: chosen.documents]
    print("Language, one core")
    one_core(files)
    print("Language, beside others on the same text")
    compared(files, chosen.compared)
    print("Language, fanned out")
    many_cores(files)
    print("Language, texts made to be slow")
    growth()
    print("Language, damaged documents")
    sturdy(chosen.damaged, chosen.seed)


if __name__ == "__main__":
    main()
