"""The documents that the language bench reads, and what its worker processes do with one.

What belongs here: where documents come from, whole or damaged, and one reading of each. What does not: printing figures.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sources.identify import identify
from sources.language import read_ledger
from sources.model import Document
from sources.readers import read
from tests.sources.language.beside import reports
from tests.sources.language.mutation import mutated
from tests.sources.language.soundness import sound


@cache
def paths() -> tuple[Path, ...]:
    """The reports of the corpus, else the bundled samples that are text."""
    samples = Path(__file__).resolve().parents[2] / "sources" / "samples"
    bundled = (path for path in samples.iterdir() if path.suffix in (".md", ".txt") and path.stem != "README")
    return tuple(reports() or sorted(bundled))


def document_of(path: Path) -> Document:
    return identify(read(path.read_bytes(), path.name), path.name, {})


def read_one(path: Path) -> tuple[int, int]:
    document = document_of(path)
    return len(document.text), len(read_ledger(document).numerals)


@dataclass(frozen=True, slots=True)
class Damage:
    """What became of one damaged document; `problem` is empty where its ledger was sound."""

    seed: int
    characters: int
    numerals: int
    seconds: float
    problem: str


def damaged(seed: int) -> Document:
    """The damaged document of a seed: a stretch of a real one, from a few lines up to all of it, mutated."""
    chance = random.Random(seed)
    document = document_of(chance.choice(paths()))
    text = document.text
    size = min(len(text), int(300 * (max(len(text), 300) / 300) ** chance.random()))
    start = chance.randrange(len(text) - size + 1)
    return Document(
        mutated(text[start : start + size], chance),
        kind=document.kind,
        year=document.year,
        area_name=document.area_name,
        published_on=document.published_on,
    )


def read_damaged(seeds: range) -> list[Damage]:
    out: list[Damage] = []
    for seed in seeds:
        document = damaged(seed)
        begun = time.process_time()
        problem, numerals = "", 0
        try:
            numerals = len(sound(document).numerals)
        except Exception as error:  # whatever it is, it is what this bench is after
            problem = f"{type(error).__name__}: {error}"[:300]
        out.append(Damage(seed, len(document.text), numerals, time.process_time() - begun, problem))
    return out
