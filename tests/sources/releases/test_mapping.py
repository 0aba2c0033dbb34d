"""The mapping to the World Bank's series holds what it claims: its figures beside those that the nation's bureau printed.

Figures of the bureau are those of its yearbook 2023, in the unit of the World Bank. Where the two differ by more than half
a per cent the series is another concept: it is marked (near) in the vocabulary and gives no code.
"""

from __future__ import annotations

import csv

import pytest

from sources.errors import Invalid
from sources.releases.card import cards, parse
from sources.releases.coding import WDI, _mapped

from .reading import CORPUS

#: code, series, year, the bureau's figure, whether the series is the same concept.
PRINTED = [
    ("GRP", "NY.GDP.MKTP.CN", "2022", 121_020.7e9, True),
    ("VA1", "NV.AGR.TOTL.CN", "2022", 88_345.1e8, True),
    ("VA_AGRI", "NV.AGR.TOTL.CN", "2022", 92_582e8, False),
    ("VA2", "NV.IND.TOTL.CN", "2022", 483_164.5e8, True),
    ("VA_IND", "NV.IND.TOTL.CN", "2022", 401_644e8, False),
    ("VA3", "NV.SRV.TOTL.CN", "2022", 638_697.6e8, True),
    ("GRP_PC", "NY.GDP.PCAP.CN", "2022", 85_698, True),
    ("POP", "SP.POP.TOTL", "2020", 1_412.12e6, False),
    ("URB", "SP.URB.TOTL.IN.ZS", "2020", 63.89, False),
    ("BIRTH", "SP.DYN.CBRT.IN", "2021", 7.52, True),
    ("GPBR", "GC.REV.XGRT.CN", "2021", 202_539e8, False),
    ("TAX", "GC.TAX.TOTL.CN", "2021", 172_731e8, False),
    ("EXPORT", "TX.VAL.MRCH.CD.WT", "2022", 35_936e8, True),
    ("IMPORT", "TM.VAL.MRCH.CD.WT", "2022", 27_160e8, True),
    ("PM25", "EN.ATM.PM25.MC.M3", "2019", 36, False),
    ("BEDS", "SH.MED.BEDS.ZS", "2013", 4.55, False),
]


@pytest.mark.parametrize(("code", "series", "year", "printed", "same"), PRINTED)
def test_a_series_has_the_code_only_where_its_figures_are_the_bureaus(
    code: str, series: str, year: str, printed: float, same: bool
) -> None:
    assert (_mapped().get((WDI, series)) == code) is same
    path = CORPUS / "tables" / "worldbank_API_CHN_DS2_2024.csv"
    if not path.is_file():
        return
    with path.open(encoding="utf-8-sig", newline="") as handle:
        value = next(float(row[year]) for row in csv.DictReader(handle) if row["Indicator Code"] == series)
    if code == "POP":  # the mean of two year-ends, told from one of them by a tenth of a per cent
        assert abs(value / printed - 1) > 0.0005
    else:
        assert (abs(value / printed - 1) < 0.005) is same


def test_every_card_is_complete_and_names_a_shape() -> None:
    from sources.releases import _shapes

    assert {card.shape for card in cards().values()} <= set(_shapes())
    assert len(cards()) >= 5


@pytest.mark.parametrize("text", ["title = 1", "title = ", 'title = "x"\nowner = "y"'])
def test_a_card_that_lacks_something_says_what(text: str) -> None:
    with pytest.raises(Invalid, match="card own"):
        parse("own", text)
