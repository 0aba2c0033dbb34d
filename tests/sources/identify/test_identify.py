"""Kind, place, year and date come from the document, never from the file's name."""

from __future__ import annotations

import datetime

import pytest

from sources.errors import Invalid
from sources.identify import identify, place
from sources.model import Document, Kind
from sources.readers import read


def document(text: str, title: str = "", suffix: str = ".md") -> Document:
    front = f"---\ntitle: {title}\n---\n\n" if title else ""
    return read((front + text).encode(), "x" + suffix)


def speech(line: str, opening: str = "现在，我代表市人民政府向大会报告工作，请予审议。") -> str:
    return f"{line}\n\n各位代表：\n\n{opening}\n\n过去的一年，各项工作取得新进展。\n"


@pytest.mark.parametrize(
    ("title", "text", "kind", "code", "year"),
    [
        (
            "2023年烟台市政府工作报告",
            speech("——2023年1月9日在烟台市第十八届人民代表大会第二次会议上"),
            "work-report",
            "370600",
            2023,
        ),
        (
            "政府工作报告",
            speech("——2024年1月20日在烟台市第十八届人民代表大会第三次会议上"),
            "work-report",
            "370600",
            2024,
        ),
        ("黔东南州政府工作报告", speech("2022年3月1日"), "work-report", "522600", 2022),
        ("甘肃省政府工作报告（2019年1月26日）", speech("各位代表"), "work-report", "620000", 2019),
        (
            "政府工作报告",
            speech("——2021年3月5日在第十三届全国人民代表大会第四次会议上\n国务院总理"),
            "work-report",
            "000000",
            2021,
        ),
        ("", "丁区统计局\n\n2022年济南市历下区国民经济和社会发展统计公报\n\n一、综合\n", "communique", "370102", 2022),
        (
            "1982年",
            "**中华人民共和国国家统计局关于一九八二年国民经济计划执行结果的公报**\n\n1983年4月29日\n",
            "communique",
            "000000",
            1982,
        ),
        ("中华人民共和国国民经济和社会发展第十三个五年规划纲要", "第一篇\n", "five-year-plan", "000000", 2016),
        ("青岛市国民经济和社会发展第十四个五年规划和2035年远景目标纲要", "序言\n", "five-year-plan", "370200", 2021),
        (
            "关于甘肃省国民经济和社会发展第十个五年计划纲要的报告",
            speech("——2001年1月10日"),
            "work-report",
            "620000",
            2001,
        ),
    ],
)
def test_titles_and_first_lines_tell(title: str, text: str, kind: str, code: str, year: int) -> None:
    found = identify(document(text, title), "unhelpful-name.md")
    assert (found.kind, found.ref_area, found.year) == (kind, code, year)


def test_a_plan_report_is_of_the_year_its_targets_are_for() -> None:
    text = (
        " 关于济南市市中区 2022 年 \n国民经济和社会发展计划执行情况 \n与 2023 年计划草案的报告 \n——2023 年 1 月 5 日 \n"
    )
    found = identify(document(text, suffix=".txt"), "a.txt")
    assert (found.kind, found.ref_area, found.year) == (Kind.PLAN_REPORT, "370103", 2023)
    assert found.area_name == "济南市市中区"
    assert found.published_on == datetime.date(2023, 1, 5)


@pytest.mark.parametrize(
    ("title", "line", "year"),
    [
        ("吴忠市政府工作报告（2022年12月17日）", "各位代表", 2023),  # given in December for the year to come
        ("合肥市2023年政府工作报告", "2022年12月30日", 2023),
        ("2010年四川省人民政府工作报告", "2011年1月18日", 2011),  # the title names the year that is over
        ("西宁市政府工作报告", "2016年11月25日", 2016),
        ("1981年政府工作报告", "1981年11月30日在第五届全国人民代表大会第四次会议上", 1981),
        ("宁波市2010年政府工作报告", "（2012年6月1日转载自市政府公报）\n一、2009年工作回顾", 2012),
    ],
)
def test_the_year_of_a_work_report(title: str, line: str, year: int) -> None:
    assert identify(document(speech(line), title), "a.md").year == year


def test_without_a_date_the_reviewed_year_tells() -> None:
    found = identify(document(speech("省长 某某") + "\n**一、2004年工作的回顾**\n", "江西省政府工作报告"), "a.md")
    assert found.year == 2005


@pytest.mark.parametrize(
    ("head", "year"),
    [
        ("一、2013年工作回顾", 2014),
        ("**一、2013年政府工作回顾**", 2014),
        ("一、2012年工作回顾", 2013),
        ("一、过去一年的工作回顾", 2013),
    ],
)
def test_a_title_without_a_date_may_name_the_year_looked_back_on(head: str, year: int) -> None:
    text = f"现在，我代表省人民政府向大会报告工作。\n\n{head}\n\n全省经济平稳。\n"
    assert identify(document(text, "2013年四川省人民政府工作报告"), "a.md").year == year


def test_a_title_may_name_the_last_year_of_the_plan_period_looked_back_on() -> None:
    text = "现在，我代表省人民政府向大会报告工作。\n\n一、“十五”工作回顾\n\n五年成就。\n"
    assert identify(document(text, "2005年四川省人民政府工作报告"), "a.md").year == 2006


def test_the_area_follows_the_time_of_the_document() -> None:
    early = identify(document(speech("2010年1月20日"), "海东地区2010年政府工作报告"), "a.md")
    late = identify(document(speech("2016年1月20日"), "海东市2016年政府工作报告"), "a.md")
    assert (early.ref_area, late.ref_area) == ("632100", "630200")


def test_an_ambiguous_county_is_refused_and_said_so() -> None:
    found, why = place(document("一、综合\n全区人口增长。\n", "朝阳区2022年国民经济和社会发展统计公报"), "a.md")
    assert found.ref_area is None
    assert (found.kind, found.year) == (Kind.COMMUNIQUE, 2022)
    assert "朝阳区" in why.doubt


def test_a_parent_in_the_first_lines_settles_it() -> None:
    text = "北京市朝阳区统计局\n\n一、综合\n"
    assert identify(document(text, "朝阳区2022年国民经济和社会发展统计公报"), "a.md").ref_area == "110105"


def test_a_document_of_nowhere_stays_without_place() -> None:
    found, why = place(document("本店全年销售额增长5%。\n"), "000000-communique-2020.md")
    assert (found.kind, found.ref_area, found.year) == (Kind.UNKNOWN, None, None)
    assert why.placed_by == "none"
    assert why.doubt


def test_what_decided_is_told() -> None:
    _, why = place(document(speech("——2024年1月20日在烟台市第十八届人民代表大会第三次会议上"), "政府工作报告"), "a.md")
    assert (why.kind_by, why.placed_by, why.year_by) == ("title", "first-lines", "first-lines")


def test_a_sidecar_overrides() -> None:
    given = {
        "kind": "communique",
        "area_name": "济南市市中区",
        "year": "2020",
        "published_on": "2021-03-02",
        "title": "某公报",
    }
    found, why = place(document("正文。\n"), "a.md", given)
    assert (found.kind, found.ref_area, found.year, found.title) == (Kind.COMMUNIQUE, "370103", 2020, "某公报")
    assert found.published_on == datetime.date(2021, 3, 2)
    assert (why.placed_by, why.kind_by, why.year_by) == ("sidecar", "sidecar", "sidecar")
    assert identify(document("正文。\n"), "a.md", {"ref_area": "110105"}).area_name == "北京市朝阳区"


@pytest.mark.parametrize(
    "given",
    [{"kind": "poem"}, {"ref_area": "999999"}, {"area_name": "市中区"}, {"year": "soon"}, {"published_on": "spring"}],
)
def test_a_sidecar_outside_the_code_lists_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(Invalid) as caught:
        identify(document("正文。\n"), "a.md", given)
    assert caught.value.subject == "a.md"


def test_the_publishing_site_places_what_names_no_area() -> None:
    text = "---\nsource: http://www.ningbo.gov.cn/art/1.html\ntitle: 2010年政府工作报告\n---\n\n" + speech("各位代表")
    found, why = place(read(text.encode(), "a.md"), "a.md")
    assert (found.ref_area, why.placed_by) == ("330200", "front-matter")


def test_an_annex_table_is_told_from_a_release() -> None:
    annex = "济南市2023年国民经济和社会发展计划主要指标表,\n指标,2023年计划\n人口,900\n"
    release = "指标,2022年,2021年\n人口(万人),900,890\n"
    assert identify(read(annex.encode(), "a.csv"), "a.csv").kind == Kind.ANNEX_TABLE
    assert identify(read(annex.encode(), "a.csv"), "a.csv").ref_area == "370100"
    assert identify(read(release.encode(), "b.csv"), "b.csv").kind == Kind.RELEASE


def test_an_export_of_the_national_office_is_a_release_about_the_nation_of_its_latest_year() -> None:
    text = "指标,2021年,2022年\n国内生产总值(亿元),1149237,1204724\n数据来源：国家统计局\n"
    placed = identify(read(text.encode(), "export.csv"), "export.csv")
    assert (placed.kind, placed.ref_area, placed.year) == (Kind.RELEASE, "000000", 2022)


def test_a_table_of_a_city_that_names_another_source_is_not_the_nations() -> None:
    text = "指标,2021年,2022年\n常住人口(万人),90,91\n数据来源：国家统计局某调查队\n"
    assert identify(read(text.encode(), "export.csv"), "export.csv").ref_area is None


def test_rows_of_figures_are_no_dates() -> None:
    text = "年份,参保人数,结余\n1989年,2.0,6.0\n1990年,3.0,7.0\n"
    assert identify(read(text.encode(), "export.csv"), "export.csv").published_on is None
