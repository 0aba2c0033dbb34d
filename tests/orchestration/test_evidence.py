"""Evidence pages are a courtesy: one that cannot be made costs nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.config import Settings
from orchestration.evidence import write_pages
from sources import catalogue, workers
from sources.discover import Root, discover
from sources.ingest import ingest
from sources.landing import Landing
from sources.model import Document, Ledger

TEXT = "# 济南市市中区2023年政府工作报告\n\n2022年，全区地区生产总值完成{value}亿元。\n"


def test_a_page_that_breaks_does_not_break_the_night(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(tmp_path / "home")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name, value in (("a.md", 1300), ("b.md", 1301)):
        (inbox / name).write_text(TEXT.format(value=value), encoding="utf-8")
    found = discover([Root("inbox", inbox)])
    landed = catalogue.land(found.inputs, Landing(settings.landing), settings.landed, max_bytes=10_000)
    ingest(landed, settings.landing, settings.lake, "run", workers.Limits(processes=1, seconds=30))

    def page(document: Document, ledger: Ledger) -> str:
        if "1300" in document.text:
            raise KeyError("unforeseen")
        return "page"

    monkeypatch.setattr("sources.evidence.render_html", page)
    assert list(write_pages(settings, "run")) == ["b.md"]
    assert "a.md" in caplog.text
