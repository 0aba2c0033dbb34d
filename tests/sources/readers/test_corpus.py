"""Every real communique and annex table beside the repository is read, or refused with a reason and a way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from sources.errors import Invalid
from sources.readers import read, recognition

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"
FILES = [path for folder in ("communiques", "tables") for path in sorted((CORPUS / folder).glob("*.*"))]


def test_every_file_is_read_or_refused_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "_PARTS", ("no_such_engine",))  # scans take minutes: what is tested is the refusal
    refused: list[str] = []
    for path in FILES:
        try:
            document = read(path.read_bytes(), path.name)
        except Invalid as refusal:
            refused.append(f"{path.name}: {refusal.remedy}")
            continue
        cells = [cell for table in document.tables for cell in table.cells]
        assert all(document.text[cell.start : cell.end] == cell.text for cell in cells), path.name
        assert all(0 <= block.start < block.end <= len(document.text) for block in document.blocks), path.name
        if path.suffix == ".pdf":
            assert all(block.page for block in document.blocks), path.name
    assert all("make ocr" in refusal for refusal in refused), refused
    assert len(refused) <= len(FILES) // 10
