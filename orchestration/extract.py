"""One document's ledger as text: `zhibiao extract`.

What belongs here: formats of the command's output. What does not: reading and understanding (`sources.extraction`).
"""

from __future__ import annotations

import csv
import io
import json
import sys
from dataclasses import asdict, fields
from pathlib import Path
from typing import Final

from orchestration.config import Settings
from sources import workers
from sources.discover import facts_beside
from sources.errors import Invalid
from sources.extraction import Sample, extract_sample
from sources.model import Ledger, Numeral
from sources.sidecar_fields import slips

#: First characters that make a spreadsheet take text for a formula, or strip it and look at the next.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def render(path: Path, form: str) -> str:
    """The ledger of one file as "jsonl" (one object a numeral, absent fields left out), "csv" or "html".

    A sidecar beside the file and the card of its release are heeded. The file is read in a process of its own, under the limits of the nightly run, so
    that no file can end or block the shell. Raises Invalid for a file that cannot be read.
    """
    settings = Settings.from_environment()
    limit = settings.max_bytes
    try:
        if path.stat().st_size > limit:
            raise Invalid(
                str(path),
                f"too large: {path.stat().st_size:,} bytes",
                expected=f"at most {limit:,}",
                remedy="raise ZHIBIAO_MAX_BYTES",
            )
        data = path.read_bytes()
        sidecar = facts_beside(path)
    except (OSError, ValueError) as error:
        raise Invalid(str(path), f"cannot be read: {error}", expected="a document", remedy="check the path") from None
    if told := slips(sidecar):
        print(f"{path.name}: {told}", file=sys.stderr)
    if not data:
        raise Invalid(str(path), "is empty", expected="a document", remedy="check the file")
    limits = workers.Limits(1, settings.document_seconds, settings.worker_bytes)
    sample = Sample(data, path.name, sidecar)
    result = next(workers.run([sample], extract_sample, limits, subject=lambda item: item.name))
    if result.value is None:
        raise result.error or Invalid(path.name, "gave no result", remedy="report it with the document")
    document, ledger = result.value
    if form == "html":
        from sources.evidence import render_html

        return render_html(document, ledger)
    return _csv(ledger) if form == "csv" else _jsonl(ledger)


def _jsonl(ledger: Ledger) -> str:
    lines = (
        json.dumps({key: value for key, value in asdict(numeral).items() if value is not None}, ensure_ascii=False)
        for numeral in ledger.numerals
    )
    return "".join(f"{line}\n" for line in lines)


def _csv(ledger: Ledger) -> str:
    """With a byte order mark, because spreadsheets take UTF-8 for something else without one.

    Text that a spreadsheet would run as a formula has an apostrophe before it, as people write it there. JSON lines have
    the text as it is.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([field.name for field in fields(Numeral)])
    writer.writerows([_cell(getattr(numeral, field.name)) for field in fields(Numeral)] for numeral in ledger.numerals)
    return "\ufeff" + out.getvalue()


def _cell(value: object) -> object:
    """Numbers stay numbers: only text is guarded."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
