"""The bundled releases are read with their cards, and their figures are those of the documents or revise them."""

from __future__ import annotations

import pytest

from sources.discover import Root, discover
from sources.extraction import extract
from sources.model import Document, Ledger

from .bundled import RELEASES, SAMPLES, Head


def read(name: str) -> tuple[Document, Ledger]:
    (one,) = [one for one in discover([Root("sample", SAMPLES)]).inputs if one.name == name]
    return extract(one.path.read_bytes(), one.name, one.sidecar)


def values(name: str, period: str) -> dict[tuple[str | None, str | None], float | None]:
    return {
        (one.code, one.measure): one.value
        for one in read(name)[1].numerals
        if one.disposition == "observation" and one.period == period and one.code
    }


@pytest.mark.parametrize("name", RELEASES)
def test_a_release_is_what_its_card_says(name: str) -> None:
    document, _ = read(name)
    assert document.ref_area is not None
    assert document.year is not None
    assert Head(document.ref_area, document.kind, document.year, document.published_on) == RELEASES[name]
    for word in ("发布机构：", "许可：", "地址："):
        assert word in document.text


def test_the_final_accounts_of_2021_hold_the_sum_of_the_three_industries() -> None:
    found = values("000000-final-accounts-2021/value-added.json", "2021")
    grp, *parts = (found[code, "level"] or 0 for code in ("GRP", "VA1", "VA2", "VA3"))
    assert grp == 1149237.0
    assert sum(parts) == pytest.approx(grp)
    assert values("000000-final-accounts-2021/value-added.json", "2022") == {}  # asked for, not published yet


def test_a_collector_of_figures_gives_the_same_figures_in_its_own_unit() -> None:
    final = values("000000-final-accounts-2021/value-added.json", "2021")
    collected = values("000000-world-development-indicators/china.csv", "2021")
    for key, value in final.items():
        assert (collected[key] or 0) / 1e8 == pytest.approx(value, abs=0.051)
