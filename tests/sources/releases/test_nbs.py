"""Stored answers of the National Bureau, in both protocols."""

from __future__ import annotations

import json

import pytest

from sources.errors import Invalid
from sources.model import Kind, Measure, Status

from .reading import CORPUS, easyquery, read, stream, values


def test_an_answer_becomes_observations_with_place_period_unit_and_code() -> None:
    [one] = values(easyquery("fsnd", "A020101", "地区生产总值", "亿元", {"2022": "12027.5"}, "370000"), "a.yaml")
    assert (one.code, one.value, one.unit, one.period, one.area) == ("GRP", 12027.5, "亿元", "2022", "山东省")
    assert (one.measure, one.status, one.text) == (Measure.LEVEL, Status.ACTUAL, "12027.5")


def test_one_code_means_other_things_in_other_databases() -> None:
    growth = easyquery("hgyd", "A020101", "规上工业增加值_同比增长", "%", {"202312": "6.8"})
    [one] = values(growth, "a.yaml")
    assert (one.code, one.measure, one.period) == ("VA_IND_ADS", Measure.GROWTH, "2023-12")


def test_a_mapping_that_the_label_contradicts_is_not_believed() -> None:
    [one] = values(easyquery("hgyd", "A020101", "社会消费品零售总额", "亿元", {"202312": "6"}), "a.yaml")
    assert one.code is None


def test_without_its_database_a_series_has_no_code_until_a_sidecar_names_it() -> None:
    recording = easyquery("hgyd", "A020101", "规上工业增加值_同比增长", "%", {"202312": "6.8"})
    bare = json.loads(recording.removeprefix(b"interactions: "))[0]["response"]["body"]["string"].encode()
    assert values(bare, "a.json")[0].code is None
    assert values(bare, "a.json", {"database": "hgyd"})[0].code == "VA_IND_ADS"


def test_what_is_not_published_is_no_zero() -> None:
    document, ledger = read(easyquery("hgyd", "A1", "某指标", "", {"202311": None, "202312": "0.0"}), "a.yaml")
    assert [one.value for one in ledger.numerals if one.disposition == "observation"] == [0.0]
    assert "—" in document.text


@pytest.mark.parametrize(
    ("label", "when", "period", "base"),
    [
        ("居民消费价格指数(上年同月=100)", "202312", "2023-12", "上年同月=100"),
        ("居民消费价格指数(上年=100)", "2023", "2023", "上年=100"),
        ("居民消费价格指数(上年同期=100)_累计", "202312", "2023", "上年同期=100"),
    ],
)
def test_an_index_is_no_growth_and_keeps_what_it_is_measured_against(
    label: str, when: str, period: str, base: str
) -> None:
    [one] = values(easyquery("hgyd", "A01010101", label, "", {when: "99.7"}), "a.yaml")
    assert (one.code, one.measure, one.value, one.period, one.base) == (None, Measure.LEVEL, 99.7, period, base)


@pytest.mark.parametrize(
    ("when", "period"),
    [("202306", "2023-H1"), ("202311", "2023-01/2023-11"), ("202312", "2023"), ("2023D", "2023"), ("2023A", "2023-Q1")],
)
def test_a_cumulative_series_counts_from_january_and_is_the_year_in_december(when: str, period: str) -> None:
    [one] = values(easyquery("hgyd", "A070104", "社会消费品零售总额_累计值", "亿元", {when: "1"}), "a.yaml")
    assert one.period == period


@pytest.mark.parametrize(
    ("code", "period"),
    [("202604SS", "2026-Q4"), ("202601MM", "2026-01"), ("2025YY", "2025")],
)
def test_suffixes_tell_quarters_from_months(code: str, period: str) -> None:
    [one] = values(stream({code: "115.1"}), "a.json")
    assert (one.period, one.code, one.area) == (period, "VA1", "北京市")


@pytest.mark.parametrize("nothing", ["", "无", None])
def test_every_way_to_say_unpublished_is_understood(nothing: str | None) -> None:
    found = values(stream({"2024YY": nothing, "2023YY": "0"}), "a.json")
    assert [(one.period, one.value) for one in found] == [("2023", 0.0)]


def test_a_region_below_counties_has_no_code_here() -> None:
    [one] = values(stream({"2024YY": "1"}, region="110101001000"), "a.json")
    assert one.area == "北京市"  # the producer's label, which the warehouse may resolve


def test_a_series_that_its_producer_mislabels_has_no_code() -> None:
    data = {"catalogId": "09d6dd70ac6341db92b12329b26139e8", "xData": ["2020年"]}
    line = {"name": "年末户籍人口 (万人) ", "value": ["2189.00"], "du_name": "万人"}
    answer = {"data": [{**data, "yData": [line]}], "success": True, "state": 20000}
    [one] = values(json.dumps(answer).encode(), "a.json", {"ref_area": "110000"})
    assert (one.code, one.value, one.area) == (None, 2189.0, "北京市")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (stream({"2024YY": "1"})[:-40], "cut off"),
        (stream({"2024YY": "无"}), "nothing in it is published"),
        (b'{"success": false, "state": 50000, "message": "busy"}', "error of the server"),
        (b'{"returncode":501,"returndata":"nothing"}', "holds no data"),
        (b'[{"dbcode":"hgyd","id":"A01","wdcode":"zb"}]', "list of the tree"),
        (b'{"anything": 1}', "no release that is known"),
    ],
)
def test_what_holds_no_data_is_refused_with_the_reason(data: bytes, problem: str) -> None:
    with pytest.raises(Invalid, match=problem):
        read(data, "a.json")


def test_the_stored_answers_of_the_corpus_are_read_or_refused() -> None:
    if not CORPUS.is_dir():
        return
    read_, refused = 0, 0
    for path in sorted((CORPUS / "nbs").iterdir()):
        try:
            document, _ = read(path.read_bytes(), path.name)
        except Invalid:
            refused += 1
        else:
            read_ += 1
            assert document.kind == Kind.RELEASE
    assert (read_, refused) == (16, 20)
