"""The corpus and the annotated documents, which may lie beside the checkout and are no part of it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

SHARED: Final = Path(__file__).resolve().parents[3].parent / "shared"
CORPUS: Final = SHARED / "corpus"
GOLD: Final = SHARED / "gold"


def reports() -> list[Path]:
    """Every report of the corpus that is plain text, in order; empty where there is no corpus."""
    return sorted(path for path in (CORPUS / "reports").glob("*") if path.suffix in (".md", ".txt"))
