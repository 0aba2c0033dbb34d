"""A folder with a `release.toml` is a release: what its card says goes with its files, and a wrong card is told."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from sources.discover import Input, Root, discover
from sources.extraction import extract
from sources.model import Document, Kind, Ledger
from sources.sidecar_fields import slips

from .reading import stream

CARD = """title = "三次产业增加值"
producer = "国家统计局"
licence = "引用须注明来源"
cadence = "yearly"
address = "https://data.stats.gov.cn"
"""


@pytest.fixture
def release(tmp_path: Path) -> Path:
    folder = tmp_path / "accounts"
    folder.mkdir()
    (folder / "release.toml").write_text(CARD, encoding="utf-8")
    (folder / "a.json").write_bytes(stream({"2022YY": "105.7"}))
    return folder


def look(release: Path) -> dict[str, Input]:
    return {one.name: one for one in discover([Root("inbox", release.parent)]).inputs}


def read(release: Path, name: str) -> tuple[Document, Ledger]:
    one = look(release)[f"{release.name}/{name}"]
    assert one.problem == ""
    return extract(one.path.read_bytes(), one.name, one.sidecar)


def test_the_card_is_no_input_and_its_words_stand_in_the_text(release: Path) -> None:
    assert list(look(release)) == ["accounts/a.json"]
    document, ledger = read(release, "a.json")
    assert (document.title, document.kind, document.published_on) == ("三次产业增加值", Kind.RELEASE, None)
    assert "引用须注明来源" in document.text
    assert [one.value for one in ledger.numerals if one.disposition == "observation"] == [105.7]


@pytest.mark.parametrize(
    ("said", "published_on"),
    [
        ("published_on = 2022-12-27", "2022-12-27"),
        ('published_on = "2022-12-27"', "2022-12-27"),
        ('published_on = "retrieved"\nretrieved_on = 2023-01-03', "2023-01-03"),
        ('published_on = "stated"\nretrieved_on = 2023-01-03', "None"),
    ],
)
def test_the_day_of_publication_is_told_or_the_rule_for_it(release: Path, said: str, published_on: str) -> None:
    (release / "release.toml").write_text(CARD + said, encoding="utf-8")
    assert str(read(release, "a.json")[0].published_on) == published_on


def test_a_collector_of_figures_of_others_is_a_compilation(release: Path) -> None:
    (release / "release.toml").write_text(CARD + "compiled = true", encoding="utf-8")
    assert read(release, "a.json")[0].kind == Kind.COMPILATION


def test_a_table_of_no_known_shape_is_read_as_a_table_of_that_release(release: Path) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([["指标", "单位", "2022年"], ["第一产业增加值", "亿元", "105.7"]])
    (release / "b.csv").write_text(out.getvalue(), encoding="utf-8")
    facts = 'ref_area = "110000"\npublished_on = "retrieved"\nretrieved_on = 2023-01-03'
    (release / "release.toml").write_text(CARD + facts, encoding="utf-8")
    document, ledger = read(release, "b.csv")
    assert (document.title, document.kind, document.ref_area) == ("三次产业增加值", Kind.RELEASE, "110000")
    assert str(document.published_on) == "2023-01-03"
    assert [(one.code, one.value) for one in ledger.numerals if one.disposition == "observation"] == [("VA1", 105.7)]


def test_a_card_says_the_units_that_its_tables_leave_out(release: Path) -> None:
    text = "年份,财政收入,参加失业保险人数\n2012年,117,152\n2013年,129,164\n"
    (release / "b.csv").write_text(text, encoding="utf-8")
    (release / "release.toml").write_text(
        CARD + 'ref_area = "000000"\nunit = "亿元"\n[units]\n"参加失业保险人数" = "万人"\n', encoding="utf-8"
    )
    _, ledger = read(release, "b.csv")
    said = [(one.indicator, one.unit) for one in ledger.numerals if one.disposition == "observation"]
    assert said == [("财政收入", "亿元"), ("参加失业保险人数", "万人")] * 2


def test_a_sidecar_says_what_a_table_of_areas_measures(release: Path) -> None:
    (release / "b.csv").write_text("地区,2022年,2021年\n北京市,41540.9,41045.6\n", encoding="utf-8")
    (release / "b.csv.meta.toml").write_text('indicator = "地区生产总值"\nunit = "亿元"\n', encoding="utf-8")
    _, ledger = read(release, "b.csv")
    said = [(one.code, one.area, one.unit) for one in ledger.numerals if one.disposition == "observation"]
    assert said == [("GRP", "北京市", "亿元")] * 2


def test_a_sidecar_overrides_the_card_and_the_nearest_card_counts(release: Path) -> None:
    inner = release / "inner"
    inner.mkdir()
    (inner / "b.json").write_bytes(stream({"2023YY": "1"}))
    (inner / "c.json").write_bytes(stream({"2024YY": "1"}))
    (inner / "c.json.meta.toml").write_text('title = "丙"', encoding="utf-8")
    assert look(release)["accounts/inner/b.json"].sidecar["title"] == "三次产业增加值"
    (inner / "release.toml").write_text(CARD.replace("三次产业增加值", "乙"), encoding="utf-8")
    titles = [one.sidecar["title"] for one in look(release).values()]
    assert titles == ["三次产业增加值", "乙", "丙"]


@pytest.mark.parametrize(
    ("card", "problem"),
    [
        (CARD.replace("producer", "publisher"), "producer is missing"),
        (CARD.replace("producer", "produccer"), "missing or no text: 'produccer' is unknown; did you mean 'producer'?"),
        (CARD.replace('licence = "引用须注明来源"\n', ""), "licence is missing"),
        (CARD.replace('"yearly"', "12"), "cadence is missing or no text"),
        (CARD.replace("https://", ""), "no web address"),
        (CARD + 'published_on = "soon"', "'soon' is no day"),
        (CARD + 'published_on = "retrieved"', "which is not told"),
        (CARD + 'compiled = "no"', "compiled is no true or false"),
        (CARD + "database = true", "database is no text"),
        (CARD + 'adcode = "110000"', "'adcode' is ref_area in a card"),
        (CARD + 'kind = "communique"', "'kind' is no key of a card"),
        (CARD + "=", "is no TOML"),
        (CARD + 'units = "亿元"', "no table of names and units"),
        (CARD + '[units]\n"财政收入" = 8', "'8' in its sidecar is no unit"),
    ],
)
def test_a_wrong_card_costs_its_release_with_the_reason_and_nothing_else(
    release: Path, card: str, problem: str
) -> None:
    (release / "release.toml").write_text(card, encoding="utf-8")
    (release.parent / "other.md").write_text("# 某报告", encoding="utf-8")
    found = look(release)
    assert problem in found["accounts/a.json"].problem
    assert "release.toml" in found["accounts/a.json"].problem
    assert found["other.md"].problem == ""


def test_a_key_of_a_card_that_nobody_reads_costs_no_file_and_goes_on_record(release: Path) -> None:
    (release / "release.toml").write_text(CARD + 'datbase = "年度"', encoding="utf-8")
    found = look(release)["accounts/a.json"]
    assert (found.problem, found.sidecar["title"]) == ("", "三次产业增加值")
    assert "'datbase' (did you mean 'database'?)" in slips(found.sidecar)


def test_a_key_that_means_a_file_elsewhere_is_no_slip_in_a_card(release: Path) -> None:
    (release / "release.toml").write_text(CARD + 'name = "accounts"', encoding="utf-8")
    found = look(release)["accounts/a.json"]
    assert (found.problem, slips(found.sidecar)) == ("", "")


def test_a_card_that_is_no_text_costs_its_release(release: Path) -> None:
    (release / "release.toml").write_bytes(b"\xff\xfe\x00")
    assert "not readable" in look(release)["accounts/a.json"].problem


def test_a_card_without_files_is_on_record(release: Path) -> None:
    (release / "a.json").unlink()
    assert "without files" in look(release)["accounts/release.toml"].problem
