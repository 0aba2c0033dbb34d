"""What was meant by a word that is on no list, and which words are too far from any."""

from __future__ import annotations

import pytest

from sources.spelling import meant, unknown

KEYS = ("kind", "year", "title", "published_on", "ref_area")


@pytest.mark.parametrize(
    ("word", "one"),
    [
        ("kindd", "kind"),
        ("knid", "kind"),
        ("yaer", "year"),
        ("Year", "year"),
        ("titel", "title"),
        ("publishedOn", "published_on"),
        ("ref_aera", "ref_area"),
        ("publisher", ""),
        ("source", ""),
        ("url", ""),
        ("", ""),
    ],
)
def test_a_slip_is_known_from_a_word_of_its_own(word: str, one: str) -> None:
    assert meant(word, KEYS) == one


def test_the_nearest_word_is_meant() -> None:
    assert meant("unit", ("units", "unit")) == "unit"


def test_where_nothing_is_near_nothing_is_suggested() -> None:
    assert unknown("source", KEYS) == "'source' is unknown"
    assert unknown("yaer", KEYS) == "'yaer' is unknown; did you mean 'year'?"
    assert unknown("yaer", ()) == "'yaer' is unknown"
