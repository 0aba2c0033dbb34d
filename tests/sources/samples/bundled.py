"""The bundled samples as the tests here see them: which files there are, and what each must be identified as."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final, NamedTuple

from sources.model import Document, Kind
from sources.readers import read

SAMPLES: Final = Path(str(files("sources") / "samples"))
JINAN_18: Final = {
    2022: datetime.date(2022, 4, 19),
    2023: datetime.date(2022, 12, 26),  # the report for 2023 was given before the year began
    2024: datetime.date(2024, 1, 10),
}


class Head(NamedTuple):
    """What the text of a sample says about itself."""

    ref_area: str
    kind: Kind
    year: int
    published_on: datetime.date | None


def _heads() -> dict[str, Head]:
    heads = {
        "000000-communique-2021.md": Head("000000", Kind.COMMUNIQUE, 2021, datetime.date(2022, 2, 28)),
        "000000-communique-2022.md": Head("000000", Kind.COMMUNIQUE, 2022, datetime.date(2023, 2, 28)),
        "000000-communique-2023.html": Head("000000", Kind.COMMUNIQUE, 2023, datetime.date(2024, 2, 29)),
        "370100-communique-2021.txt": Head("370100", Kind.COMMUNIQUE, 2021, datetime.date(2022, 1, 27)),
        "370100-communique-2022.html": Head("370100", Kind.COMMUNIQUE, 2022, datetime.date(2023, 4, 12)),
        "370100-communique-2023.md": Head("370100", Kind.COMMUNIQUE, 2023, datetime.date(2024, 11, 26)),
        "370103-plan-report-2023.txt": Head("370103", Kind.PLAN_REPORT, 2023, datetime.date(2023, 1, 5)),
        "370100-annex-table-2023.xlsx": Head("370100", Kind.ANNEX_TABLE, 2023, datetime.date(2022, 12, 26)),
        "370103-annex-table-2023.xlsx": Head("370103", Kind.ANNEX_TABLE, 2023, datetime.date(2023, 1, 5)),
    }
    for year, jinan in JINAN_18.items():
        nation = datetime.date(year, 3, 5)
        heads[f"000000-work-report-{year}.md"] = Head("000000", Kind.WORK_REPORT, year, nation)
        heads[f"000000-plan-report-{year}{'.txt' if year == 2022 else '.md'}"] = Head(
            "000000", Kind.PLAN_REPORT, year, nation
        )
        heads[f"370100-work-report-{year}{'.txt' if year == 2024 else '.md'}"] = Head(
            "370100", Kind.WORK_REPORT, year, jinan
        )
        heads[f"370100-plan-report-{year}.md"] = Head("370100", Kind.PLAN_REPORT, year, jinan)
    return dict(sorted(heads.items()))


HEADS: Final[Mapping[str, Head]] = _heads()

#: Statistical releases: files in folders with a card. They are read by the shape of their bytes, not as documents.
RELEASES: Final[Mapping[str, Head]] = {
    "000000-final-accounts-2021/value-added.json": Head("000000", Kind.RELEASE, 2021, datetime.date(2022, 12, 27)),
    "000000-world-development-indicators/china.csv": Head("000000", Kind.COMPILATION, 2022, None),
}

#: Figures that the ledger must yield, checked by hand against the texts. A growth that falls carries a minus sign.
EXPECTED: Final[tuple[dict[str, str], ...]] = tuple(
    csv.DictReader(Path(__file__).with_name("expected.csv").read_text(encoding="utf-8").splitlines())
)


@cache
def document(name: str) -> Document:
    """A sample as its reader hands it on, not yet identified."""
    return read((SAMPLES / name).read_bytes(), name)
