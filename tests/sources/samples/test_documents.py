"""The bundled samples are what their README says: readable, complete over the years, and of one set of figures."""

from __future__ import annotations

import re

import pytest
from python_calamine import CalamineWorkbook

from sources.discover import Root, discover

from .bundled import EXPECTED, HEADS, RELEASES, SAMPLES, document

FIGURE = re.compile(r"\d+(?:\.\d+)?")

#: What a row of the annex calls an indicator, where the reports say it otherwise.
OTHER_WORDS = {
    "城镇新增就业": "新增城镇就业",
    "研发经费投入强度": "研发投入强度",
    "PM2.5年均浓度": "PM2.5平均浓度",
    "空气质量优良天数比率": "优良天数比率",
}


def test_the_folder_holds_these_inputs_and_the_readme_is_none_of_them() -> None:
    found = discover([Root("sample", SAMPLES)])
    assert [one.name for one in found.inputs] == sorted([*HEADS, *RELEASES])
    assert not [one.problem for one in found.inputs if one.problem]


@pytest.mark.parametrize("name", HEADS)
def test_a_sample_is_read_and_has_figures_enough_to_be_worth_reading(name: str) -> None:
    text = document(name).text
    assert "\ufffd" not in text
    assert len(FIGURE.findall(text)) >= 30


def test_one_sample_is_in_the_encoding_of_older_offices() -> None:
    name = "370100-communique-2021.txt"
    with pytest.raises(UnicodeDecodeError):
        (SAMPLES / name).read_bytes().decode("utf-8")
    assert "年末全市常住人口933.6万人" in document(name).text


@pytest.mark.parametrize("place", ["000000", "370100"])
def test_each_kind_of_report_is_there_for_three_consecutive_years(place: str) -> None:
    years = {
        kind: sorted(h.year for h in HEADS.values() if h.ref_area == place and h.kind == kind)
        for kind in ("plan-report", "work-report", "communique")
    }
    assert years == {
        "plan-report": [2022, 2023, 2024],
        "work-report": [2022, 2023, 2024],
        "communique": [2021, 2022, 2023],
    }


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: "-".join(row.values()))
def test_an_expected_figure_is_printed_in_its_document(row: dict[str, str]) -> None:
    text = document(row["document"]).text
    value = float(row["value"])
    assert abs(value) in {float(figure) for figure in FIGURE.findall(text)}


@pytest.mark.parametrize(
    ("annex", "reports"),
    [
        (
            "370100-annex-table-2023.xlsx",
            [
                "370100-plan-report-2022.md",
                "370100-plan-report-2023.md",
                "370100-work-report-2022.md",
                "370100-work-report-2023.md",
            ],
        ),
        ("370103-annex-table-2023.xlsx", ["370103-plan-report-2023.txt"]),
    ],
)
def test_each_figure_of_an_annex_is_said_of_its_indicator_in_a_report(annex: str, reports: list[str]) -> None:
    sentences = [s for name in reports for s in re.split(r"[。；\n]", document(name).text)]
    rows = CalamineWorkbook.from_path(str(SAMPLES / annex)).get_sheet_by_index(0).to_python()
    checked = 0
    for row in rows[3:]:
        label = re.sub(r"^\s*(其中：)?\s*", "", str(row[0]))
        if label.startswith(("指标", "注：")) or not label:
            continue
        names = (label, OTHER_WORDS.get(label, label))
        said = {float(f) for s in sentences if any(n in s for n in names) for f in FIGURE.findall(s)}
        for cell in row[2:-1]:
            for figure in FIGURE.findall(str(cell)):
                # 12000亿元 is printed as 1.2万亿元, 48000万美元 as 4.8亿美元
                assert {float(figure), float(figure) / 10000} & said, f"{label}: {cell}"
                checked += 1
    assert checked >= 15
