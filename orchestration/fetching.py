"""The fetch before landing: the catalogue's addresses into the data home, and what the run says about them.

What belongs here: when to fetch, where to, what to report. What does not: how it is done (`sources.fetch`).
Without a catalogue nothing here touches the network, nor imports what would.
"""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

from orchestration import progress
from orchestration.config import Settings
from sources.discover import Root
from sources.errors import Invalid


def roots(settings: Settings) -> list[Root]:
    """What was fetched in this and earlier runs."""
    if not settings.fetched.is_dir():
        return []
    from sources import fetch

    return fetch.roots(settings.fetched)


def fetch_all(settings: Settings, run_id: str) -> dict[str, Any]:
    """Fetch what the catalogue names and put every outcome on record. Never raises for a catalogue or an address.

    Returns facts for the graph and the summary: `addresses` (a count an outcome) and `not fetched` (address, outcome,
    problem); nothing without a catalogue.
    """
    if settings.catalogue is None:
        return {}
    from sources.fetch import fetch
    from sources.fetching import addresses, record
    from sources.fetching.manners import Manners

    report = progress.current()
    report.stage("fetching: addresses of the catalogue")
    try:
        catalogue = addresses.load(settings.catalogue, Manners(max_bytes=settings.max_bytes))
        rows = fetch(catalogue, settings.fetched, loopback=settings.fetch_loopback, progress=report.advance)
    except Invalid as error:
        now = datetime.datetime.now(datetime.UTC)
        rows = [record.refusal(error, now)]
    record.write(settings.lake, run_id, rows)
    counts = dict(Counter(row.outcome for row in rows))
    for row in rows:
        if row.problem:
            report.note(f"{row.outcome}: {row.address}: {row.problem}")
    report.note(f"{len(rows):,} addresses: " + ", ".join(f"{count:,} {outcome}" for outcome, count in counts.items()))
    troubles = [[row.address, row.outcome, row.problem] for row in rows if row.outcome in record.TROUBLES]
    return {"addresses": counts, "not fetched": troubles}
