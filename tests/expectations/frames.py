"""Frames for every kind of rule: rows that it must pass, rows that it must fail, and the words of the breach.

What belongs here: data. What does not: judging it (`test_kinds`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Case:
    """Two frames of the same columns and the parameters of the kind; `breach` is the one failing key with its words."""

    columns: str
    good: tuple[str, ...]
    bad: tuple[str, ...]
    breach: tuple[str, str, str]  # key, expected, found
    parameters: Mapping[str, Any]
    key: tuple[str, ...] = ("id",)
    bad_parameters: Mapping[str, Any] = field(default_factory=dict)
    tables: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)


_LONG = "repeat('数', 498)"  # the span after it lies across the border of two pieces of 500

FIGURES = "ref_area, year, indicator_code, measure, statement_type, obs_value, resolution, unit_measure, document_id, area_sk, observation_id"


def figure(
    code: str,
    value: float,
    *,
    year: int = 2022,
    measure: str = "level",
    resolution: float = 1,
    unit: str = "CNY",
    area: str = "370103",
) -> str:
    """One row of FIGURES; its id is made of what it says."""
    said = f"'{area}', {year}, '{code}', '{measure}', 'actual', {value}, {resolution}, '{unit}', 'doc', 'a{area}'"
    return f"{said}, '{code}/{measure}/{area}/{year}/{value:g}'"


def _series(*levels: float) -> tuple[str, ...]:
    """Levels of the years from 2020 on, each said to have grown by 7 %."""
    growths = [figure("GRP", 7, year=2020 + n, measure="growth", unit="PERCENT") for n in range(1, len(levels))]
    return (*(figure("GRP", level, year=2020 + n) for n, level in enumerate(levels)), *growths)


def _said(level: str, level_year: int, growth: str, growth_year: int) -> tuple[str, ...]:
    """A level and its growth in one breath, and a growth in another sentence."""
    return (
        f"'d', 1, 4, '490', '一句。', 'GRP', 'level', {level_year}, '{level}', '1'",
        f"'d', 9, 10, '2', '一句。', 'GRP', 'growth', {growth_year}, '{growth}', '2'",
        "'d', 14, 15, '3', '又一句。', 'GRP', 'growth', 1999, 'actual', '3'",
    )


_STATED = "'observation', 'GRP', '地区生产总值', 'level', '2022', '济南市'"


def _corrected(document: str, says: str) -> str:
    """A correction of the figure that stands at 7."""
    return f"'{document}', 7, {7 + len(says)}, '{says}', 1, 'desk', 'a slip', DATE '2999-12-31'"


CASES: Mapping[str, Case] = {
    "not_null": Case("id, n", ("'a', 1", "'b', 2"), ("'a', 1", "'b', NULL"), ("b", "a value", "nothing"), {"column": "n"}),
    "in_set": Case(
        "id, c",
        ("'a', 'eq'", "'b', NULL"),
        ("'a', 'eq'", "'b', '等于'"),
        ("b", "one of eq, ge", "等于"),
        {"column": "c", "codes": ["eq", "ge"]},
    ),
    "between": Case(
        "id, n",
        ("'a', 0", "'b', 100", "'c', NULL"),
        ("'a', 50", "'b', 101"),
        ("b", "0 to 100", "101"),
        {"column": "n", "minimum": 0, "maximum": 100},
    ),
    "unique": Case(
        "id, n",
        ("'a', 1", "'a', 2", "'b', NULL"),
        ("'a', NULL", "'a', NULL", "'b', 1"),
        ("a/-", "1 row", "2 rows"),
        {"columns": ["id", "n"]},
    ),
    "matches": Case(
        "id, period",
        ("'a', '2022'", "'b', '2022-Q1'", "'c', NULL"),
        ("'a', '2022'", "'b', '2022年'"),
        ("b", "a year or a quarter", "2022年"),
        {"column": "period", "pattern": r"\d{4}(-Q[1-4])?", "meaning": "a year or a quarter"},
    ),
    "satisfies": Case(
        "id, low, high",
        ("'a', 1, 2", "'b', NULL, 2"),
        ("'a', 1, 2", "'b', 3, 2"),
        ("b", "low at most high", "3:2"),
        {"condition": "low <= high", "expected": "low at most high", "found": "low || ':' || high"},
    ),
    "known": Case(
        "id, code",
        ("'a', 'GRP'", "'b', NULL"),
        ("'a', 'GRP'", "'b', 'GDPP'"),
        ("b", "a code of core.codes", "GDPP"),
        {"column": "code", "in": "core.codes", "of": "code"},
        tables={"core.codes": ("code", ("'GRP'", "'GPBR'"))},
    ),
    "share": Case(
        "id, area",
        ("'a', '1'", "'b', '2'"),
        ("'a', '1'", "'b', NULL", "'c', NULL"),
        ("core.share_bad", "at least 50.0%", "33.3%"),
        {"condition": "area IS NOT NULL", "minimum": 0.5},
    ),
    "row_count": Case("id, n", ("'a', 1", "'b', 1"), ("'a', 1",), ("core.row_count_bad", "at least 2 rows", "1 rows"), {"minimum": 2}),
    "beside": Case(
        "document_id, span_start, span_end, quote, bound",
        ("'short', 2, 6, '1300', 'ge'", "'short', 11, 13, '５６', 'eq'", "'long', 498, 502, '1300', 'ge'"),
        ("'short', 2, 6, '1300', 'ge'", "'long', 498, 502, '1300', 'eq'"),
        ("long/498/502", "a bound", "eq"),
        {
            "texts": "core.words",
            "by": ["document_id"],
            "after": "亿元以上",
            "condition": "bound <> 'eq'",
            "expected": "a bound",
            "found": "bound",
        },
        key=("document_id", "span_start", "span_end"),
        tables={
            "core.words": ("document_id, text", ("'short', '产值1300亿元以上，５６家'", f"'long', {_LONG} || '1300亿元以上'"))
        },
    ),
    "paired": Case(
        "document_id, span_start, span_end, quote, sentence, indicator_code, measure, year, statement_type, observation_id",
        _said("estimate", 2022, "estimate", 2022),
        _said("estimate", 2022, "actual", 2022),
        ("d/9", "2022, estimate", "2022, actual"),
        {"by": ["document_id"], "columns": ["year", "statement_type"], "within": 6},
        key=("document_id", "span_start"),
    ),
    "stale": Case(
        FIGURES,
        (figure("GRP", 100, year=2021), figure("GRP", 106), figure("GRP", 6, measure="growth", unit="PERCENT")),
        (figure("GRP", 100, year=2021), figure("GRP", 100), figure("GRP", 6, measure="growth", unit="PERCENT")),
        ("370103/2022/GRP", "another level than 100", "100"),
        {"points": 2},
        key=("ref_area", "year", "indicator_code"),
    ),
    "kink": Case(
        FIGURES,
        _series(100, 107, 115),
        _series(100, 170, 115),
        ("370103/2021/GRP", "near 107 and 107.476636", "170"),
        {"gap": 0.05, "cancel": 0.4},
        key=("ref_area", "year", "indicator_code"),
    ),
    "peers": Case(
        "ref_area, year, growth, obs_value, observation_id",
        ("'a', 2022, 'g', 5, '1'", "'b', 2022, 'g', 7, '2'", "'c', 2022, 'g', 6, '3'", "'d', 2021, 'g', 60, '4'"),
        ("'a', 2022, 'g', 5, '1'", "'b', 2022, 'g', 71, '2'", "'c', 2022, 'g', 6, '3'"),
        ("b/2022", "-4 to 16", "71"),
        {"by": ["year", "growth"], "least": 3, "deviations": 5, "points": 10},
        key=("ref_area", "year"),
    ),
    "usual": Case(
        "id, part, year, sentence",
        ("'a', 'p', 2022, ''", "'b', 'p', 2022, ''", "'c', 'p', 2021, '2021年'", "'d', 'q', 2020, ''"),
        ("'a', 'p', 2022, ''", "'b', 'p', 2022, ''", "'c', 'p', 2021, '今年'"),
        ("c", "2022", "2021"),
        {"column": "year", "by": ["part"], "least": 3, "share": 0.6, "unless": "contains(sentence, CAST(year AS VARCHAR))"},
    ),
    "quote": Case(
        "document_id, span_start, span_end, quote",
        ("'short', 3, 7, '1300'", "'short', 9, 11, '５６'", "'long', 498, 502, '1300'"),
        ("'short', 3, 7, '1300'", "'long', 499, 503, '1300'"),
        ("long/499/503", "1300", "300亿"),
        {"texts": "core.texts", "by": ["document_id"]},
        key=("document_id", "span_start", "span_end"),
        tables={"core.texts": ("document_id, text", ("'short', '𠀀产值1300亿元５６家'", f"'long', {_LONG} || '1300亿元'"))},
    ),
    "disjoint": Case(
        "id, span_start, span_end",
        ("'a', 0, 4", "'a', 4, 6", "'b', 0, 4"),
        ("'a', 0, 4", "'a', 3, 6"),
        ("a", "start at or after 4", "span 3-6"),
        {"by": ["id"]},
    ),
    "conservation": Case(
        "document_id, text",
        ("'d', '第1条\n总量12.5亿元，５家'",),
        ("'d', '第1条\n总量12.5亿元，５家'",),
        ("d", "5 digits of the text in the ledger", "4 digits"),
        {"ledger": "core.whole_ledger", "by": ["document_id"]},
        key=("document_id",),
        bad_parameters={"ledger": "core.short_ledger", "by": ["document_id"]},
        tables={
            "core.whole_ledger": ("document_id, span_start, quote", ("'d', 1, '1'", "'d', 6, '12.5'", "'d', 13, '５'")),
            "core.short_ledger": ("document_id, span_start, quote", ("'d', 1, '1'", "'d', 6, '12.5'")),
        },
    ),
    "reconcile": Case(
        "id, n",
        ("'a', 1", "'a', 2", "'b', 1"),
        ("'a', 1", "'b', 1"),
        ("a", "2 rows, as in core.before", "1 rows"),
        {"against": "core.before", "by": ["id"]},
        tables={"core.before": ("id", ("'a'", "'a'", "'b'"))},
    ),
    "carries": Case(
        "id, value, source",
        ("'a', 1.5, 'x'", "'b', NULL, NULL"),
        ("'a', 1.5, 'x'", "'b', 2.5, 'x'"),
        ("b", "1.5", "2.5"),
        {"column": "value", "reference": "source", "in": "core.home", "of": "source", "their": "value"},
        tables={"core.home": ("source, value", ("'x', 1.5",))},
    ),
    "identity": Case(
        FIGURES,
        (figure("GRP", 100), figure("VA1", 10), figure("VA2", 40), figure("VA3", 51)),
        (figure("GRP", 1100), figure("VA1", 10), figure("VA2", 40), figure("VA3", 50)),
        ("370103/2022", "GRP 1100", "VA1 + VA2 + VA3 = 100"),
        {"whole": "GRP", "parts": ["VA1", "VA2", "VA3"], "by": ["ref_area", "year"]},
        key=("ref_area", "year"),
    ),
    "order": Case(
        FIGURES,
        (figure("DI_R", 20), figure("DI", 30), figure("DI_U", 29.5)),
        (figure("DI_R", 20), figure("DI", 30), figure("DI_U", 25)),
        ("370103/2022", "DI at most DI_U 25", "DI 30"),
        {"codes": ["DI_R", "DI", "DI_U"], "by": ["ref_area", "year"]},
        key=("ref_area", "year"),
    ),
    "range": Case(
        FIGURES,
        (figure("URB", 66, unit="PERCENT"), figure("GRP", 1e20)),
        (figure("URB", 166, unit="PERCENT"),),
        ("370103/2022/URB", "0 to 100", "166"),
        {"bounds": "bounds.csv", "areas": "core.areas"},
        key=("ref_area", "year", "indicator_code"),
        tables={"core.areas": ("ref_area, area_level, used_from, used_to", ("'370103', 'county', 0, 9999",))},
    ),
    "growth_against_level": Case(
        FIGURES,
        (figure("GPBR", 100, year=2021), figure("GPBR", 110, resolution=0.1), figure("GPBR", 9, measure="growth", unit="PERCENT")),
        (figure("GPBR", 100, year=2021), figure("GPBR", 110, resolution=0.1), figure("GPBR", 90, measure="growth", unit="PERCENT")),
        ("370103/2022/GPBR", "growth near 10 %", "90 %"),
        {"codes": ["GPBR"], "points": 10},
        key=("ref_area", "year"),
    ),
    "defined": Case(
        FIGURES,
        (figure("GRP", 0), figure("PROFIT_IND", -5), figure("URB", 100, unit="PERCENT"), figure("CPI", -2, measure="growth", unit="PERCENT")),
        (figure("GRP", 5), figure("URB", 100.5, unit="PERCENT"), figure("FAI", -99, measure="growth", unit="PERCENT")),
        ("370103/2022/URB", "from 0 to 100", "100.5"),
        {},
        key=("ref_area", "year", "indicator_code"),
    ),
    "astray": Case(
        "document_id, span_start, span_end, ref_area, year, indicator_code, measure, obs_value, unit_measure",
        tuple(f"'{n}', 3, 7, '370103', {2020 + n}, 'GRP', 'level', {n + 1}, 'CNY'" for n in range(4)),
        tuple(f"'{n}', 3, 7, '370103', {2020 + n}, 'GRP', 'level', {100 if n else 9}, 'CNY'" for n in range(4)),
        ("0/3/7", "within 10 times 100", "9"),
        {"factor": 10, "years": 5, "documents": 3},
        key=("document_id", "span_start", "span_end"),
    ),
    "slip": Case(
        FIGURES,
        (figure("GPBR", 100, year=2019), figure("GPBR", 130), figure("GPBR", 5, year=1990)),
        (figure("GPBR", 100, year=2019), figure("GPBR", 1e6), figure("GPBR", 130, year=2023)),
        ("370103/2022/GPBR", "within 10 times 100", "1000000"),
        {"factor": 10, "years": 5},
        key=("ref_area", "year", "indicator_code"),
    ),
    "agreement": Case(
        "id, obs_value, resolution, observation_id",
        ("'a', 12.34, 0.01, 'x'", "'a', 12.3, 0.1, 'y'", "'b', 5, 1, 'z'"),
        ("'a', 12.34, 0.01, 'x'", "'a', 21.34, 0.01, 'y'"),
        ("a", "one value", "12.34 to 21.34"),
        {"by": ["id"]},
    ),
    "still_said": Case(
        "document_id, span_start, span_end, says, value, who, why, until",
        (_corrected("d", "1300"), _corrected("old", "88"), _corrected("new", "88")),
        (_corrected("d", "1400"), _corrected("new", "88")),
        ("d/7/11", "1400", "1300"),
        {"in": "core.said", "documents": "core.said_in"},
        key=("document_id", "span_start", "span_end"),
        tables={
            "core.said": (
                "document_id, span_start, span_end, quote, disposition, code, indicator, measure, period, area_label",
                tuple(f"'{one}', 7, {7 + len(quote)}, '{quote}', {_STATED}" for one, quote in (("d", "1300"), ("old", "88"), ("new", "88"))),
            ),
            "core.said_in": ("document_id, standing_document_id", ("'d', 'd'", "'old', 'new'", "'new', 'new'")),
        },
    ),
    "revision": Case(
        "revision_id, id, indicator_code, measure, unit_measure, old_value, new_value, change_percent, change_absolute, tolerance, "
        "is_revised, old_observation_id, new_observation_id",
        (
            "'1', 'a', 'TRSCG', 'level', 'CNY', 100, 119, 19, 19, 1, true, 'o', 'p'",
            "'2', 'b', 'URB', 'level', 'PERCENT', 60, 64, 6.7, 4, 0.1, true, 'o', 'p'",
            "'3', 'c', 'GRP', 'level', 'CNY', 1, 2, 100, 1, 1, false, 'o', 'p'",
        ),
        (
            "'1', 'a', 'GRP', 'level', 'CNY', 100, 119, 19, 19, 1, true, 'o', 'p'",
            "'2', 'b', 'GRP', 'growth', 'PERCENT', 6, 7, NULL, 1, 0.1, true, 'o', 'p'",
        ),
        ("a", "at most 15 % away from 100", "119, 19 %"),
        {"limits": "revisions.csv"},
    ),
    "near": Case(
        FIGURES,
        (figure("GRP", 100), figure("GRP", 95, year=2019), figure("GRP", 7, area="370104"), figure("GRP", 0, year=2020)),
        (figure("GRP", 1200), figure("GPBR", 20)),
        ("370103/2022/GRP", "within 10 times 95 to 110", "1200"),
        {"of": "core.others", "where": "measure = 'level'", "by": ["indicator_code", "unit_measure"], "years": [-3, 3], "factor": 10},
        key=("ref_area", "year", "indicator_code"),
        tables={"core.others": (FIGURES, (figure("GRP", 95, year=2021), figure("GRP", 110, year=2023), figure("GRP", 900, year=2029), figure("GPBR", 19)))},
    ),
    "ratio": Case(
        "id, held, whole",
        ("'a', 1, 4", "'b', 3, 3"),
        ("'a', 1, 4", "'b', 0, 3"),
        ("core.ratio_bad", "at least 50.0%", "14.3%"),
        {"part": "held", "whole": "whole", "minimum": 0.5},
    ),
    "golden": Case(
        "document_id, span_start, ref_area, time_period, indicator_code, measure, statement_type, bound, obs_value, unit_measure",
        ("'d', 7, '370103', '2022', 'GRP', 'level', 'estimate', 'eq', 1.3e11, 'CNY'", "'e', 9, '370103', '2022', 'CPI', 'growth', 'target', 'le', 3, 'PERCENT'"),
        ("'d', 7, '370103', '2022', 'GRP', 'level', 'estimate', 'eq', 1.3e7, 'CNY'", "'e', 9, '370103', '2022', 'CPI', 'growth', 'target', 'le', 3, 'PERCENT'"),
        ("370103/2022/GRP/level/estimate", "130000000000 CNY", "13000000 CNY"),
        {"figures": "figures.csv", "documents": "core.documents"},
        key=("document_id",),
        tables={"core.documents": ("document_id, ref_area, document_kind, year", ("'d', '370103', 'plan-report', 2023", "'e', '370103', 'work-report', 2022"))},
    ),
    "freshness": Case(
        "id, day",
        ("'a', DATE '2001-01-01'", "'b', current_date"),
        ("'a', DATE '2001-01-01'", "'b', NULL"),
        ("core.freshness_bad", "400 days at most", "2001-01-01"),
        {"column": "day", "days": 400},
    ),
    "late": Case(
        "ref_area, document_kind, year",
        ("'370103', 'work-report', 2022", "'370103', 'work-report', 2023", "'370103', 'communique', 2022", "'370103', 'unknown', 2001"),
        ("'370103', 'work-report', 2023", "'370103', 'communique', 2021"),
        ("370103/communique/2022", "published 2023-03 to 2023-06", "nothing by 2023-09-01"),
        {"grace_days": 60, "years": 1, "as_of": "2023-09-01"},
        key=("ref_area", "document_kind", "year"),
    ),
    "used": Case(
        "rule_id, key",
        ("'r', 'd1/7/9'", "'r', 'd1'", "'later', 'd9'"),
        ("'r', 'd1'", "'r', 'd1/7/8'"),
        ("r/d1/7/8", "a failing key of the rule, or its document", "none"),
        {"verdicts": "core.told"},
        key=("rule_id", "key"),
        tables={
            "core.told": (
                "rule_id, key, state, is_newest_run, is_whole_scope",
                ("'r', '*', 'failed', true, true", "'r', 'd1/7/9', 'waived', true, false", "'r', 'd1/7/8', 'waived', false, false"),
            )
        },
    ),
}  # fmt: skip

CSV = {
    "bounds.csv": "indicator_code,measure,area_level,minimum,maximum,unit_measure,evidence\nURB,level,,0,100,PERCENT,a share\n",
    "revisions.csv": "indicator_code,measure,unit_measure,limit,of,evidence\n,level,,20,percent,amounts\n"
    "GRP,level,CNY,15,percent,censuses\n,level,PERCENT,5,points,shares\n,growth,PERCENT,3,points,rounded\n",
    "figures.csv": (
        "document_id,span_start,ref_area,document_kind,document_year,time_period,indicator_code,measure,statement_type,bound,"
        "obs_value,unit_measure,evidence\n"
        ",,370103,plan-report,2023,2022,GRP,level,estimate,,1.3e11,CNY,read by hand\n"
        ",,110000,plan-report,1999,1998,GRP,level,actual,,1,CNY,of a document that is not in the build\n"
        "e,9,370103,work-report,2022,2022,CPI,growth,target,le,3,PERCENT,of this very text\n"
    ),
}
