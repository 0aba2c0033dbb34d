"""The World Bank's downloads and SDMX in its three notations."""

from __future__ import annotations

import json

import pytest

from sources.errors import Invalid
from sources.model import Kind, Measure, Status

from .reading import CORPUS, read, values

WDI = (
    b'"Country Name","Country Code","Indicator Name","Indicator Code","2021","2022"\n'
    b'"China","CHN","GDP (current LCU)","NY.GDP.MKTP.CN","114923697861100","121020724436500"\n'
    b'"China","CHN","GDP growth (annual %)","NY.GDP.MKTP.KD.ZG","8.4","2.98908408603653"\n'
    b'"China","CHN","Population, total","SP.POP.TOTL","1412360000",""\n'
    b'"Slovak Republic","SVK","GDP (current LCU)","NY.GDP.MKTP.CN","1","2"\n'
)
CSV = (
    b"STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,SERIES,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT,OBS_STATUS,DECIMALS\n"
    b"dataflow,WB:WDI(1.0),I,A,CHN,NY_GDP_MKTP_CN,2022,121020.7,CNY,9,E,2\n"
    b"dataflow,WB:WDI(1.0),I,A,CHN,NY_GDP_MKTP_CN,2023,,CNY,9,M,2\n"
)
MESSAGE = b"""<?xml version="1.0"?>
<m:GenericData xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
 xmlns:c="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common" xmlns:g="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic">
<m:Header><m:ID>x</m:ID><m:Test>false</m:Test><m:Prepared>2024-11-05T06:16:41</m:Prepared><m:Sender id="WB"/>
<m:Structure structureID="S" dimensionAtObservation="TIME_PERIOD"><c:Structure><Ref agencyID="WB" id="WDI" version="1.0"/></c:Structure></m:Structure></m:Header>
<m:DataSet structureRef="S"><g:Series><g:SeriesKey><g:Value id="FREQ" value="A"/><g:Value id="REF_AREA" value="CHN"/>
<g:Value id="SERIES" value="NY_GDP_MKTP_CN"/></g:SeriesKey><g:Attributes><g:Value id="UNIT_MEASURE" value="CNY"/></g:Attributes>
<g:Obs><g:ObsDimension id="TIME_PERIOD" value="2022"/><g:ObsValue value="121020724436500"/><g:Attributes><g:Value id="OBS_STATUS" value="P"/></g:Attributes></g:Obs>
<g:Obs><g:ObsDimension id="TIME_PERIOD" value="2026"/><g:ObsValue value="1"/></g:Obs></g:Series></m:DataSet></m:GenericData>"""


def test_the_wide_download_gives_a_value_a_cell_with_its_address() -> None:
    document, _ = read(WDI, "wdi.csv")
    found = values(WDI, "wdi.csv")
    assert document.kind == Kind.COMPILATION
    assert document.ref_area == "000000"
    level = next(one for one in found if one.period == "2022" and one.code == "GRP" and one.measure == Measure.LEVEL)
    assert (level.value, level.unit, level.area, level.cell) == (121020724436500.0, "元", "全国", "F2")
    growth = next(one for one in found if one.measure == Measure.GROWTH and one.period == "2022")
    assert (growth.code, growth.value, growth.unit) == ("GRP", 2.98908408603653, "%")


def test_another_country_keeps_its_own_currency_and_its_label() -> None:
    found = [one for one in values(WDI, "wdi.csv") if one.area == "Slovak Republic"]
    assert [one.unit for one in found] == ["current LCU", "current LCU"]


def test_a_concept_that_is_only_near_has_no_code_and_an_empty_cell_no_value() -> None:
    found = [one for one in values(WDI, "wdi.csv") if one.indicator == "Population, total"]
    assert [(one.code, one.period) for one in found] == [(None, "2021")]


def test_the_api_answers_the_same_and_half_of_its_pages_are_refused() -> None:
    one = {
        "indicator": {"id": "NY.GDP.MKTP.CN", "value": "GDP (current LCU)"},
        "country": {"id": "CN", "value": "China"},
    }
    rows = [{**one, "countryiso3code": "CHN", "date": "2022", "value": 121020724436500, "obs_status": ""}]
    about = {"page": 1, "pages": 1, "sourceid": "2", "lastupdated": "2024-06-28"}
    document, ledger = read(json.dumps([about, rows]).encode(), "wdi.json")
    assert str(document.published_on) == "2024-06-28"
    assert [one.code for one in ledger.numerals if one.disposition == "observation"] == ["GRP"]
    with pytest.raises(Invalid, match="page 1 of 3"):
        read(json.dumps([{**about, "pages": 3}, rows]).encode(), "wdi.json")


def test_a_csv_carries_status_multiplier_and_decimals() -> None:
    [one] = values(CSV, "wdi.csv")
    assert (one.code, one.unit, one.text, one.status) == ("GRP", "十亿元", "121020.70", Status.ESTIMATE)


def test_every_status_that_is_sent_goes_with_its_value_and_none_is_made_up() -> None:
    head, *_ = CSV.splitlines(keepends=True)
    sent = {"2015": "A", "2016": "B", "2017": "P", "2018": "e", "2019": "F", "2020": ""}
    rows = (f"dataflow,WB:WDI(1.0),I,A,CHN,NY_GDP_MKTP_CN,{year},7,CNY,9,{status},0\n" for year, status in sent.items())
    found = {one.period: one.obs_status for one in values(head + "".join(rows).encode(), "wdi.csv")}
    assert found == {"2015": "A", "2016": "B", "2017": "P", "2018": "E", "2019": "F", "2020": None}


def test_a_label_says_in_which_prices_its_values_are() -> None:
    document, _ = read(WDI, "wdi.csv")
    level, growth = (
        next(one for one in values(WDI, "wdi.csv") if one.period == "2022" and one.measure == measure)
        for measure in (Measure.LEVEL, Measure.GROWTH)
    )
    assert (level.price_basis, document.text[level.price_start : level.price_end]) == ("current", "current")
    assert growth.price_basis is None


@pytest.mark.parametrize("status", ["H", "L", "M", "O", "Q"])
def test_a_missing_value_is_none_even_where_a_zero_fills_its_place(status: str) -> None:
    head, kept, _ = CSV.splitlines(keepends=True)
    for filling in ("", "0", "NaN"):
        missing = f"dataflow,WB:WDI(1.0),I,A,CHN,NY_GDP_MKTP_CN,2023,{filling},CNY,9,{status},0\n".encode()
        assert [one.period for one in values(head + kept + missing, "wdi.csv")] == ["2022"]


def test_a_message_carries_status_and_what_lies_after_its_day_is_no_fact() -> None:
    found = values(MESSAGE, "wdi.xml")
    assert [(one.code, one.period, one.status, one.unit) for one in found] == [
        ("GRP", "2022", Status.PRELIMINARY, "元"),
        ("GRP", "2026", Status.ESTIMATE, "元"),
    ]


@pytest.mark.parametrize(
    ("data", "name", "problem"),
    [
        (MESSAGE[:-200], "a.xml", "damaged"),
        (MESSAGE.replace(b"<m:Gen", b"<!DOCTYPE x [<!ENTITY y 'z'>]><m:Gen", 1), "a.xml", "document type"),
        (CSV.partition(b"dataflow")[0], "a.csv", "no value"),
        (CSV[:-40], "a.csv", "cut off"),
        (WDI.replace(b"8.4", b"eight"), "a.csv", "no number"),
    ],
)
def test_damaged_releases_are_refused_with_the_reason(data: bytes, name: str, problem: str) -> None:
    with pytest.raises(Invalid, match=problem):
        read(data, name)


def test_every_sdmx_file_of_the_corpus_is_read_or_refused() -> None:
    if not CORPUS.is_dir():
        return
    told: dict[str, str] = {}
    for path in sorted((CORPUS / "sdmx").iterdir()):
        try:
            told[path.name] = read(path.read_bytes(), path.name)[0].reader
        except Invalid as error:
            told[path.name] = f"refused: {error.problem}"
    refused = {name: reason for name, reason in told.items() if reason.startswith("refused")}
    assert len(told) - len(refused) == 15
    assert all("structure message" in refused.pop(name) for name in list(refused) if "onstraint" in name)
    assert "no data" in refused["ESTAT_footer.xml"]


def test_a_page_that_is_no_release_is_left_to_the_readers() -> None:
    from sources.releases import read_release

    assert read_release("指标,2022\n地区生产总值,1\n".encode(), "a.csv") is None
    assert read_release(b"<html><body>1</body></html>", "a.html") is None
