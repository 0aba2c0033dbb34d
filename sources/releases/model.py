"""What a statistical release says, before it has a text: series of points, with the producer's own words beside ours.

What belongs here: the shapes that wire formats (`shapes`) hand to `coding` and `rendering`. What does not: reading, codes.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Final

#: CL_OBS_STATUS: a holiday, not collected, cannot exist, missing, suppressed. A number beside one of these is filling.
MISSING: Final = frozenset("HLMOQ")


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series. `text` is the number as sent (sign, digits, point), "" where nothing is published: no zero.

    `period` is ours (see `sources.model.Numeral.period`), `header` the producer's word for it, `address` the place in the
    file (a cell, a JSON pointer, a key). `obs_status` is the producer's own code, "" for none.
    """

    period: str | None
    header: str
    text: str
    address: str
    obs_status: str = ""
    forecast: bool = False  # the producer says that what follows a certain year is not yet fact

    @property
    def number(self) -> str:
        """The number, "" where the producer sends none or marks what it sends as standing for a missing value."""
        return "" if self.obs_status.upper() in MISSING else self.text


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator of one area. `database` and `key` are what the producer identifies it by; codes mean nothing alone.

    `ref_area`: the producer's area code in six digits where it is one of GB/T 2260, else None. `unit` is in words that the
    vocabulary of units may know, magnitude included; "" for none.
    """

    label: str
    database: str
    key: str
    unit: str
    area: str
    ref_area: str | None
    points: tuple[Point, ...]
    cumulative: bool = False  # the periods begin with January


@dataclass(frozen=True, slots=True)
class Release:
    """One file. `card` names its card; `published_on` is what the file itself says, None where it says nothing.

    `left_out`: what the file holds besides data, in words ("33 answers about the tree").
    """

    card: str
    title: str
    series: tuple[Series, ...]
    published_on: datetime.date | None = None
    left_out: str = ""
