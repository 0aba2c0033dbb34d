"""Frames for the kinds that look for slips of the pen and for figures left standing. Judged with the others in `test_kinds`."""

from __future__ import annotations

from collections.abc import Mapping

from tests.expectations.frames import Case

_COLUMNS = "observation_id, ref_area, year, indicator_code, obs_value, quote, document_id"


def _level(year: int, quote: str, *, document: str = "d", place: str = "370103") -> str:
    """A level in hundreds of millions, as its document prints it."""
    return f"'{place}/{year}/{document}', '{place}', {year}, 'GRP', {float(quote) * 1e8}, '{quote}', '{document}'"


_SERIES = ["ref_area", "indicator_code"]
_PLACES = tuple(_level(2022, quote, place=f"place {n}") for n, quote in enumerate(("6", "7", "8", "7")))

CASES: Mapping[str, Case] = {
    # doubled: news, since no slip undone brings it back; digits exchanged: 1,310 for 3,110
    "misprint": Case(
        _COLUMNS,
        (_level(2020, "1210"), _level(2021, "2620"), _level(2022, "1330")),
        (_level(2020, "1210"), _level(2021, "3110"), _level(2022, "1330")),
        ("370103/2021", "131000000000, near 121000000000 to 133000000000", "311000000000"),
        {"by": _SERIES, "years": 3, "low": 0.9, "high": 1.45},
        key=("ref_area", "year"),
        bad_parameters={"by": _SERIES, "years": 3, "points": 15e9, "others": 2},
    ),
    # 52 is far off, and neither 25 nor 5.2 is near; a point put back in 71 gives 7.1
    "misprint_peers": Case(
        _COLUMNS,
        (*_PLACES, _level(2022, "152", place="far")),
        (*_PLACES, _level(2022, "71", place="far")),
        ("far/2022", "710000000, near 700000000", "7100000000"),
        {
            "by": ["indicator_code", "year"],
            "least": 4,
            "far": 1e9,
            "far_deviations": 5,
            "near": 2e8,
            "near_deviations": 1,
        },
        key=("ref_area", "year"),
    ),
    "repeated": Case(
        _COLUMNS,
        (_level(2021, "1210.5"), _level(2022, "1210.6"), _level(2023, "1300"), _level(2024, "1300")),
        (_level(2021, "1210.5"), _level(2022, "1210.5"), _level(2023, "1300"), _level(2024, "1300")),
        ("370103/2022", "another level than in 2021", "121050000000"),
        {"by": _SERIES, "years": 5, "digits": 3},
        key=("ref_area", "year"),
    ),
}
