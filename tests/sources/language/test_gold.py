"""The figures on the annotated documents, scored by the annotators' own script, where they lie beside the checkout."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path

import pytest

from sources.extraction import extract

from .beside import GOLD

ANNOTATED = sorted(GOLD.glob("*.jsonl"))

#: Floors a little under today's figures: they only ever rise.
FLOORS: Mapping[str, float] = {
    "coverage": 1.0,
    "disposition": 0.99,
    "kind": 0.985,
    "headline_f1": 0.98,
    "f1": 0.96,
    "phrase_f1": 0.92,
    "value": 0.995,
    "unit": 0.995,
    "measure": 0.995,
    "bound": 0.995,
    "status": 0.995,
    "period": 0.99,
    "code": 0.99,
}

pytestmark = pytest.mark.skipif(not ANNOTATED, reason="no annotated documents lie beside the checkout")


@cache
def figures(gold: Path) -> Mapping[str, float]:
    """The scores of one annotated document, read from its bytes as any other is."""
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    source = GOLD / f"{gold.name.split('.')[0]}.txt"
    _, ledger = extract(source.read_bytes(), source.name)
    scores, _ = score.score(score.load(gold), [asdict(row) for row in ledger.numerals])
    found: Mapping[str, float] = scores
    return found


@pytest.mark.parametrize("field", FLOORS)
@pytest.mark.parametrize("gold", ANNOTATED, ids=lambda path: path.name.split(".")[0])
def test_an_annotated_document_is_read_as_well_as_ever(gold: Path, field: str) -> None:
    assert figures(gold)[field] >= FLOORS[field], dict(figures(gold))


@pytest.mark.parametrize("gold", ANNOTATED, ids=lambda path: path.name.split(".")[0])
def test_no_observation_is_invented_in_an_annotated_document(gold: Path) -> None:
    assert figures(gold)["spurious"] <= 1
