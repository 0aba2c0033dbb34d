"""Evidence pages of a run: the documents it read, with every numeral explained on the spot.

What belongs here: which documents get a page and where it lies. What does not: how a page looks (`sources.evidence`).
Any document's page can be had with `zhibiao extract FILE --format html`; these few are made so that the graph can link to one.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final

import pyarrow.parquet as pq

from orchestration import progress
from orchestration.config import Settings
from sources import catalogue
from sources.errors import ZhibiaoError
from sources.landing import Landing

PAGES: Final = 3

_log: Final = logging.getLogger(__name__)


def write_pages(settings: Settings, run_id: str) -> dict[str, Path]:
    """Pages of the run's documents with most observations, by document name. None when the run read none.

    A page that cannot be made is noted and left out: no page is worth a night.
    """
    part = settings.lake / "documents" / f"{run_id}.parquet"
    if not part.exists():
        return {}
    from sources.evidence import render_html
    from sources.extraction import extract

    columns = ["document_id", "sha256", "source_kind", "source_name", "observations"]
    rows = sorted(pq.read_table(part, columns=columns).to_pylist(), key=lambda row: row["observations"], reverse=True)
    entries = catalogue.load(settings.landed).entries
    landing = Landing(settings.landing)
    pages: dict[str, Path] = {}
    settings.evidence.mkdir(parents=True, exist_ok=True)
    for row in rows[:PAGES]:
        entry = entries.get((row["source_kind"], row["source_name"]))
        sidecar = entry.sidecar if entry else None
        page = settings.evidence / f"{row['document_id']}.html"
        try:
            document, ledger = extract(landing.read(row["sha256"]), row["source_name"], sidecar)
            page.write_text(render_html(document, ledger), encoding="utf-8")
        except ZhibiaoError:
            continue  # a ledger that does not fit its text is for the first gate to stop, not for a page
        except Exception as error:
            _log.exception("no evidence page for %r", row["source_name"])
            progress.current().note(f"no evidence page for {row['source_name']}: {type(error).__name__}: {error}")
            continue
        pages[row["source_name"]] = page
    return pages
