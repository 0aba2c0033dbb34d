"""Areas, names and figures that changed over the years, and one text that came twice: what the facts make of them.

The two editions of a workbook go the whole way, from the files through landing and lake.
"""

from __future__ import annotations

import csv
import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from sources import workers
from sources.catalogue import land
from sources.discover import Root, discover
from sources.ingest import ingest
from sources.landing import Landing
from tests.dbt_project.warehouse import Paper, Warehouse, stated

TABLES = Path(__file__).parents[3] / "shared" / "corpus" / "tables"
FIRST, LATER = "nbs_export_gdp_by_province_2022_first_vintage.xlsx", "nbs_export_gdp_by_province_2005_2022.xlsx"
AT = datetime.date(2023, 3, 1)


def _said_of(place: str, year: int, of: str, *periods: int) -> Paper:
    """A province's report that states one place's product for each of some years."""
    names = {"370000": "山东省", "340000": "安徽省", "510000": "四川省", "420000": "湖北省", "110000": "北京市"}
    paper = Paper(f"{place} {year} {of}", "work-report", place, names[place], year, datetime.date(year, 1, 20))
    for period in periods:
        reading = stated("GRP", "level", period, "亿元", "actual", str(period), area=of)
        paper.say(f"{of}{period}年生产总值{period}.5亿元。", (f"{period}.5", reading))
    return paper


def _communique(name: str, value: str, published_on: datetime.date | None = AT) -> Paper:
    paper = Paper(name, "communique", "370100", "济南市", 2022, published_on)
    reading = stated("GRP", "level", float(value), "亿元", "actual", "2022")
    return paper.say(f"全市生产总值{value}亿元。", (value, reading))


def _edition(inbox: Path, name: str, day: str, year: str, rows: list[list[str]]) -> None:
    with (inbox / name).open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows(rows)
    _beside(inbox / name, day, year)


def _beside(path: Path, day: str, year: str) -> None:
    about = {
        "title": "分省年度地区生产总值（亿元）",
        "kind": "release",
        "ref_area": "000000",
        "year": year,
        "published_on": day,
    }
    path.with_name(path.name + ".meta.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    built = Warehouse(tmp_path_factory.mktemp("years"))
    inbox = built.home / "inbox"
    inbox.mkdir()
    head = ["地区", "1985年", "1984年"]
    _edition(inbox, "first.csv", "1986-01-20", "1985", [head, ["云南省", "100.5", "90.1"], ["贵州省", "80.2", "70.3"]])
    _edition(inbox, "later.csv", "1986-12-20", "1985", [head, ["云南省", "101.7", "90.1"], ["贵州省", "80.2", "70.3"]])
    for name, day in ((FIRST, "2023-02-01"), (LATER, "2024-01-01")) if TABLES.exists() else ():
        (inbox / name).write_bytes((TABLES / name).read_bytes())
        _beside(inbox / name, day, "2022")
    landed = land(
        discover([Root("inbox", inbox)]).inputs, Landing(built.home / "raw"), built.home / "c.json", max_bytes=10**7
    )
    read = ingest(landed, built.home / "raw", built.lake, "read", workers.Limits(processes=1, seconds=60))
    assert not read.left_out
    built.write(
        "said",
        _said_of("370000", 2015, "莱芜市", 2014),
        _said_of("370000", 2021, "莱芜区", 2020),
        _said_of("370000", 2021, "莱芜市", 2020),
        _said_of("340000", 2009, "巢湖市", 2008),
        _said_of("340000", 2015, "巢湖市", 2014),
        _said_of("510000", 1995, "重庆市", 1994),
        _said_of("510000", 2005, "重庆市", 2004, 1990),
        _said_of("420000", 2012, "襄阳市", 2008, 2011),
        _said_of("420000", 2012, "襄城区", 2008, 2011),
        _said_of("110000", 2008, "崇文区", 2007),
        _communique("utf-8", "20.5"),
        _communique("gb18030", "20.5", None),
        _communique("corrected by the office", "21.7", datetime.date(2023, 9, 1)),
    )
    run = built.dbt("run")
    assert run.returncode == 0, run.stdout
    return built


def area_of(warehouse: Warehouse, label: str, period: int, spoken: int) -> tuple[Any, ...]:
    row = warehouse.row(
        f"""select areas.ref_area, areas.name, areas.parent_ref_area, areas.parent_name, observations.area_status
        from core.fct_observation as observations join core.dim_area as areas using (area_sk)
        join core.dim_document as documents using (document_id)
        where area_label = '{label}' and observations.year = {period} and documents.year = {spoken}"""
    )
    return tuple(row.values())


@pytest.mark.parametrize(
    ("label", "period", "spoken", "expected"),
    [
        ("莱芜市", 2014, 2015, ("371200", "莱芜市", "370000", "山东省", "standing")),
        ("莱芜区", 2020, 2021, ("370116", "莱芜区", "370100", "济南市", "standing")),
        ("莱芜市", 2020, 2021, ("371200", "莱芜市", "370000", "山东省", "no_longer")),
        ("巢湖市", 2008, 2009, ("341400", "巢湖市", "340000", "安徽省", "standing")),
        ("巢湖市", 2014, 2015, ("340181", "巢湖市", "340100", "合肥市", "standing")),
        ("重庆市", 1994, 1995, ("510200", "重庆市", "510000", "四川省", "standing")),
        ("重庆市", 2004, 2005, ("500000", "重庆市", "000000", "全国", "standing")),
        ("重庆市", 1990, 2005, ("500000", "重庆市", "000000", "全国", "not_yet")),
        ("襄阳市", 2008, 2012, ("420600", "襄樊市", "420000", "湖北省", "standing")),
        ("襄阳市", 2011, 2012, ("420600", "襄阳市", "420000", "湖北省", "standing")),
        ("襄城区", 2008, 2012, ("420602", "襄城区", "420600", "襄樊市", "standing")),
        ("襄城区", 2011, 2012, ("420602", "襄城区", "420600", "襄阳市", "standing")),
        ("崇文区", 2007, 2008, ("110103", "崇文区", "110000", "北京市", "standing")),
    ],
)
def test_a_figure_s_area_bears_name_and_parent_of_its_year(
    warehouse: Warehouse, label: str, period: int, spoken: int, expected: tuple[str, ...]
) -> None:
    assert area_of(warehouse, label, period, spoken) == expected


def test_whoever_was_merged_leads_to_its_heir(warehouse: Warehouse) -> None:
    rows = warehouse.rows(
        """select distinct ref_area, valid_to, successor from core.dim_area
        where ref_area in ('371200', '341400', '110103', '510200') order by 1"""
    )
    assert [tuple(row.values()) for row in rows] == [
        ("110103", 2010, "110101"),
        ("341400", 2011, "340100"),
        ("371200", 2018, "370100"),
        ("510200", 1997, "500000"),
    ]


def test_one_text_in_two_encodings_is_one_source(warehouse: Warehouse) -> None:
    assert Paper("utf-8").document_id != Paper("gb18030").document_id
    row = warehouse.row(
        """select sources, agreeing_sources, lowest_value / 1e8 as low, highest_value / 1e8 as high
        from core.fct_indicator_year where ref_area = '370100' and year = 2022"""
    )
    assert tuple(row.values()) == (2, 1, 20.5, 21.7)


def test_one_text_in_two_encodings_contradicts_and_revises_once(warehouse: Warehouse) -> None:
    contradictions = warehouse.rows("select contradiction_kind from core.fct_contradiction where ref_area = '370100'")
    revisions = warehouse.rows("select revision_kind from core.fct_revision where ref_area = '370100'")
    assert (len(contradictions), revisions) == (1, [{"revision_kind": "revision"}])
    kept = warehouse.row("select count(*) as rows from core.fct_observation where ref_area = '370100'")
    assert kept == {"rows": 3}, "every statement stays"


def revisions(warehouse: Warehouse, where: str) -> list[tuple[Any, ...]]:
    rows = warehouse.rows(
        f"""select ref_area, year, old_value / 1e8 as old, new_value / 1e8 as new, revision_kind, old_published_on
        from core.fct_revision where {where} order by 1, 2"""
    )
    return [tuple(row.values()) for row in rows]


def test_a_later_edition_of_a_workbook_revises_what_it_changed(warehouse: Warehouse) -> None:
    first = datetime.date(1986, 1, 20)
    assert revisions(warehouse, "year < 1986 and measure = 'level'") == [
        ("520000", 1984, 70.3, 70.3, "confirmation", first),
        ("520000", 1985, 80.2, 80.2, "confirmation", first),
        ("530000", 1984, 90.1, 90.1, "confirmation", first),
        ("530000", 1985, 100.5, 101.7, "revision", first),
    ]


@pytest.mark.skipif(not TABLES.exists(), reason="the two editions lie beside the repository")
def test_the_two_editions_of_the_provinces_products_revise_one_year(warehouse: Warehouse) -> None:
    changed = revisions(warehouse, "old_published_on = date '2023-02-01' and is_revised")
    assert ("650000", 2022, 17741.3, 18042.7, "revision", datetime.date(2023, 2, 1)) in changed
    assert {(row[1], row[4]) for row in changed} == {(2022, "revision")}
    kept = revisions(warehouse, "old_published_on = date '2023-02-01' and not is_revised")
    assert len({row[0] for row in changed + kept}) == 31
