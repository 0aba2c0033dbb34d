"""A small build that every shipped rule is content with, and for each rule a change to the data that it must not let pass."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from sources.lake import write_part
from tests.expectations.builder import Build

DOC = "370103aaaaaaaaaa"
TEXT = (
    "2022年，地区生产总值有望达到1300亿元，一般公共预算收入89.23亿元。\n2023年，地区生产总值增长６%。\n"
    "全国城镇化率66.2%，税收收入下降2.5%，五年年均增长8%以上，失业率不超过5%。"
)

_NOW = datetime.datetime(2023, 1, 5, tzinfo=datetime.UTC)


def span(quote: str, after: int = 0) -> tuple[int, int]:
    start = TEXT.index(quote, after)
    return start, start + len(quote)


def _numeral(quote: str, after: int = 0, **fields: Any) -> dict[str, Any]:
    start, end = span(quote, after)
    return {
        "document_id": DOC,
        "extraction_id": f"{DOC}-1",
        "start": start,
        "end": end,
        "text": quote,
        "rule": "test",
        **fields,
    }


def _observation(quote: str, after: int = 0, **fields: Any) -> dict[str, Any]:
    return _numeral(quote, after, disposition="observation", **{"bound": "eq", "area": "济南市市中区", **fields})


def _rate(quote: str, words: str, code: str, measure: str, value: float, **fields: Any) -> dict[str, Any]:
    """A percentage of the last line, after `words`."""
    return _observation(
        quote,
        TEXT.index(words),
        indicator=words,
        code=code,
        measure=measure,
        value=value,
        unit="%",
        **{"status": "actual", "period": "2022", **fields},
    )


def ledger_rows() -> list[dict[str, Any]]:
    return [
        _numeral("2022", disposition="time"),
        _observation(
            "1300",
            indicator="地区生产总值",
            code="GRP",
            measure="level",
            value=1300.0,
            unit="亿元",
            status="estimate",
            period="2022",
        ),
        _observation(
            "89.23",
            indicator="一般公共预算收入",
            code="GPBR",
            measure="level",
            value=89.23,
            unit="亿元",
            status="actual",
            period="2022",
        ),
        _numeral("2023", disposition="time"),
        _observation(
            "６",
            indicator="地区生产总值",
            code="GRP",
            measure="growth",
            value=6.0,
            unit="%",
            status="target",
            period="2023",
            part="plan",
        ),
        _rate("66.2", "城镇化率", "URB", "level", 66.2, area="全国"),
        _rate("2.5", "税收收入", "TAX", "growth", -2.5),
        _rate("8", "五年年均增长", "TAX", "growth", 8.0, bound="ge", period="2018-2022"),
        _rate("5", "失业率", "URB", "level", 5.0, bound="le"),
    ]


def write_lake(build: Build) -> None:
    document = {
        "document_id": DOC,
        "extraction_id": f"{DOC}-1",
        "source_name": "370103-plan-report-2023.txt",
        "source_kind": "inbox",
        "kind": "plan-report",
        "ref_area": "370103",
        "year": 2023,
        "published_on": datetime.date(2023, 1, 5),
        "extracted_at": _NOW,
    }
    write_part(build.lake, "documents", "part-1", [document])
    write_part(build.lake, "texts", "part-1", [{"document_id": DOC, "extraction_id": f"{DOC}-1", "text": TEXT}])
    write_part(build.lake, "numerals", "part-1", ledger_rows())


def staging(build: Build) -> Build:
    """The lake and what staging makes of it, with the columns that rules read."""
    write_lake(build)
    lake = str(build.lake)
    return build.sql(
        f"CREATE TABLE staging.stg_document AS SELECT *, kind AS document_kind FROM read_parquet('{lake}/documents/*.parquet')",
        f"CREATE TABLE staging.stg_text AS SELECT document_id, text FROM read_parquet('{lake}/texts/*.parquet')",
        'CREATE TABLE staging.stg_numeral AS SELECT *, "start" AS span_start, "end" AS span_end, text AS quote, '
        "value AS printed_value, coalesce(unit, '') AS printed_unit, status AS statement_type, nature AS target_nature, "
        "part AS document_part, area AS area_label "
        f"FROM read_parquet('{lake}/numerals/*.parquet')",
        "CREATE TABLE staging.stg_area AS SELECT '370103' AS ref_area",
        "CREATE TABLE intermediate.int_area_version AS SELECT '370103' AS ref_area, 'county' AS area_level, 0 AS used_from, "
        "10000 AS used_to",
        *_statements(),
        "CREATE TABLE staging.stg_indicator AS SELECT unnest(['GRP', 'GPBR', 'VA1', 'TAX', 'URB', 'DI', 'DI_U']) AS indicator_code",
    )


def _statements() -> tuple[str, str]:
    """What intermediate makes of statements: a growth of each year, and a level that four documents surround."""
    rows = ", ".join(
        f"('{document}', {n * 10}, {n * 10 + 4}, '{code}', '{measure}', {year}, {value}, '{unit}')"
        for n, (document, code, measure, year, value, unit) in enumerate(
            [
                (DOC, "GRP", "level", 2022, 130e9, "CNY"),
                (DOC, "GRP", "growth", 2022, 6, "PERCENT"),
                (DOC, "URB", "level", 2022, 66.2, "PERCENT"),
                *((f"37010{n}bbbbbbbbbb", "GRP", "level", 2018 + n, 120e9 + n, "CNY") for n in range(4)),
            ]
        )
    )
    return (
        "CREATE TABLE intermediate.int_observation_candidate AS SELECT *, CAST(year AS VARCHAR) AS period, '370103' AS ref_area, "
        "'actual' AS statement_type, true AS is_outcome, 'eq' AS bound, true AS is_expected_unit, CAST(NULL AS VARCHAR) AS exclusion, "
        "DATE '2023-01-05' AS published_on FROM (VALUES "
        + rows
        + ") AS t (document_id, span_start, span_end, indicator_code, "
        "measure, year, obs_value, unit_measure)",
        "CREATE VIEW intermediate.int_observation AS SELECT * FROM intermediate.int_observation_candidate",
    )


_FIGURES = [
    # code, measure, year, statement type, value, unit, resolution
    ("GRP", "level", 2021, "actual", 120e9, "CNY", 1e8),
    ("GRP", "level", 2022, "estimate", 130e9, "CNY", 1e8),
    ("GRP", "growth", 2022, "estimate", 4.0, "PERCENT", 0.1),
    ("VA1", "level", 2022, "estimate", 1e9, "CNY", 1e8),
    ("VA2", "level", 2022, "estimate", 29e9, "CNY", 1e8),
    ("VA3", "level", 2022, "estimate", 100e9, "CNY", 1e8),
    ("TRADE", "level", 2022, "actual", 20e9, "CNY", 1e8),
    ("EXPORT", "level", 2022, "actual", 12e9, "CNY", 1e8),
    ("IMPORT", "level", 2022, "actual", 8e9, "CNY", 1e8),
    ("DI_R", "level", 2022, "actual", 25000, "CNY_PER_PERSON", 1),
    ("DI", "level", 2022, "actual", 45000, "CNY_PER_PERSON", 1),
    ("DI_U", "level", 2022, "actual", 50000, "CNY_PER_PERSON", 1),
    ("TAX", "level", 2022, "actual", 7e9, "CNY", 1e7),
    ("GPBR", "level", 2021, "actual", 8.5e9, "CNY", 1e7),
    ("GPBR", "level", 2022, "actual", 8.923e9, "CNY", 1e6),
    ("GPBR", "growth", 2022, "actual", 5.0, "PERCENT", 0.1),
    ("EMP_NEW", "level", 2022, "actual", 24000, "PERSON", 100),
    ("GRP", "growth", 2023, "target", 6.0, "PERCENT", 1),
    ("GRP", "growth", 2023, "actual", 5.5, "PERCENT", 0.1),
    ("GPBR", "level", 2022, "actual", 8.9e9, "CNY", 1e8),  # said again, rounded
    ("GRP", "level", 2020, "actual", 115e9, "CNY", 1e8),
    ("GRP", "growth", 2021, "actual", 4.5, "PERCENT", 0.1),
    ("URB", "level", 2020, "actual", 60, "PERCENT", 0.1),
    ("URB", "level", 2021, "actual", 61, "PERCENT", 0.1),
    ("URB", "level", 2022, "actual", 62, "PERCENT", 0.1),
]

#: What else is said of the place and of the one above it: for rules that hold a figure against others. Not in fct_indicator_year.
_NEAR = [
    # name, place, code, measure, year, statement type, value, unit
    ("budget", "370103", "GPBR", "growth", 2021, "actual", 6.0, "PERCENT"),
    ("hope", "370103", "GRP", "growth", 2022, "target", 6.5, "PERCENT"),
    ("plan", "370103", "GPBR", "growth", 2022, "target", 7.0, "PERCENT"),
    ("next", "370103", "GPBR", "growth", 2023, "target", 7.5, "PERCENT"),
    ("purse", "370103", "GPBR", "level", 2023, "target", 9.3e9, "CNY"),
    ("town", "370103", "URB", "level", 2023, "target", 63.0, "PERCENT"),
    ("guess", "370103", "VA_IND", "level", 2022, "estimate", 20e9, "CNY"),
    ("fact", "370103", "VA_IND", "level", 2022, "actual", 20.5e9, "CNY"),
    ("final", "370103", "GRP", "growth", 2022, "actual", 4.2, "PERCENT"),
    ("city", "370100", "GRP", "level", 2022, "actual", 1.2e12, "CNY"),
    ("city hope", "370100", "GRP", "growth", 2023, "target", 6.0, "PERCENT"),
    ("city plan", "370100", "GPBR", "growth", 2023, "target", 8.0, "PERCENT"),
]


def core(build: Build) -> Build:
    """A core of one place and the one above it, with the columns that rules read."""
    near = ", ".join(
        f"({n}, '{name}', '{place}', '{code}', '{measure}', {year}, '{kind}', CAST({value} AS DOUBLE), '{unit}')"
        for n, (name, place, code, measure, year, kind, value, unit) in enumerate(_NEAR)
    )
    rows = ", ".join(
        f"({n}, '{code}', '{measure}', {year}, '{kind}', {value}, '{unit}', {resolution})"
        for n, (code, measure, year, kind, value, unit, resolution) in enumerate(_FIGURES)
    )
    return build.sql(
        "CREATE TABLE core.fct_observation AS SELECT 'o' || n AS observation_id, 'n' || n AS numeral_id, "
        f"'{DOC}' AS document_id, CAST(n * 10 AS INTEGER) AS span_start, CAST(n * 10 + 2 AS INTEGER) AS span_end, "
        "indicator_code, measure, statement_type, CAST(year AS VARCHAR) AS time_period, year, '370103' AS ref_area, "
        "'a1' AS area_sk, CAST(obs_value AS DOUBLE) AS obs_value, unit_measure, CAST(resolution AS DOUBLE) AS resolution, "
        "true AS is_expected_unit, 'eq' AS bound, 'single' AS range_role, CAST(obs_value AS DOUBLE) AS obs_value_lower, "
        "CAST(obs_value AS DOUBLE) AS obs_value_upper, '亿元' AS printed_unit, 'u1' AS unit_sk, false AS has_other_base, "
        "DATE '2023-01-05' AS published_on, 'annual' AS period_kind, 'work-report' AS document_kind, "
        "CASE statement_type WHEN 'target' THEN 'plan' ELSE 'review' END AS document_part, year || '年的数字。' AS sentence, "
        "CAST(obs_value AS VARCHAR) AS quote, indicator_code AS indicator, CAST(NULL AS VARCHAR) AS cell, '济南市市中区' AS area_label "
        f"FROM (VALUES {rows}) AS t (n, indicator_code, measure, year, statement_type, obs_value, unit_measure, resolution)",
        "INSERT INTO core.fct_observation BY NAME SELECT new.name AS observation_id, new.name AS numeral_id, "
        "CAST(900 + n * 10 AS INTEGER) AS span_start, CAST(902 + n * 10 AS INTEGER) AS span_end, new.indicator_code, "
        "new.measure, new.statement_type, CAST(new.year AS VARCHAR) AS time_period, new.year, new.ref_area, "
        "CASE new.ref_area WHEN '370103' THEN 'a1' ELSE 'a0' END AS area_sk, "
        "CASE new.ref_area WHEN '370103' THEN old.document_kind ELSE 'communique' END AS document_kind, new.obs_value, new.unit_measure, "
        "new.obs_value AS obs_value_lower, new.obs_value AS obs_value_upper, new.year || '年的数字。' AS sentence, "
        "old.* EXCLUDE (observation_id, numeral_id, span_start, span_end, indicator_code, measure, statement_type, "
        "time_period, year, ref_area, area_sk, document_kind, obs_value, unit_measure, obs_value_lower, obs_value_upper, sentence) "
        f"FROM (VALUES {near}) AS new (n, name, ref_area, indicator_code, measure, year, statement_type, obs_value, unit_measure), "
        "core.fct_observation AS old WHERE old.observation_id = 'o0'",
        "CREATE TABLE core.fct_numeral AS SELECT numeral_id, document_id, span_start, span_end FROM core.fct_observation",
        "CREATE TABLE staging.stg_numeral AS SELECT *, 'observation' AS disposition FROM core.fct_observation",
        "CREATE TABLE core.fct_indicator_year AS SELECT 'passed' AS quality, 'y' || observation_id AS indicator_year_id, *, "
        "statement_type <> 'target' AS is_best_outcome, 2 AS sources, 0.01 AS relative_spread, obs_value AS lowest_value, "
        "obs_value AS highest_value FROM core.fct_observation WHERE observation_id LIKE 'o%' AND obs_value <> 8.9e9",
        # the same growth of other places
        "INSERT INTO core.fct_indicator_year SELECT figures.* REPLACE ('place ' || n AS ref_area, code AS indicator_code) "
        "FROM core.fct_indicator_year AS figures, range(12) AS places (n), (VALUES ('GRP'), ('VA_IND')) AS codes (code) "
        "WHERE observation_id = 'o2'",
        "CREATE TABLE core.fct_target AS SELECT * FROM core.fct_observation WHERE statement_type = 'target'",
        "CREATE TABLE core.dim_indicator AS SELECT DISTINCT indicator_code FROM core.fct_observation",
        "CREATE TABLE core.dim_area AS SELECT * FROM (VALUES ('a1', '370103', 'county', 0, '370100'), "
        "('a0', '370100', 'prefecture', 0, '370000')) AS t (area_sk, ref_area, area_level, used_from, parent_ref_area)",
        f"CREATE TABLE core.dim_document AS SELECT '{DOC}' AS document_id, '370103' AS ref_area, 2023 AS year, "
        "'plan-report' AS document_kind, 'inbox' AS source_kind, current_date AS published_on, false AS is_quarantined",
        "CREATE TABLE staging.stg_document AS SELECT document_id FROM core.dim_document",
        "CREATE TABLE core.dim_statement_type AS SELECT unnest(['actual', 'estimate', 'target']) AS statement_type",
        "CREATE TABLE core.dim_unit AS SELECT 'u1' AS unit_sk",
    )


def marts(build: Build) -> Build:
    """A core and its marts."""
    return core(build).sql(
        "CREATE TABLE mart.plan_vs_actual AS SELECT target.ref_area, target.year, target.indicator_code, target.measure, "
        "target.obs_value AS target_value, outcome.obs_value AS outcome_value, "
        "target.indicator_year_id AS target_indicator_year_id, outcome.indicator_year_id AS outcome_indicator_year_id, "
        "'missed' AS verdict FROM core.fct_indicator_year AS target INNER JOIN core.fct_indicator_year AS outcome "
        "ON target.year = outcome.year AND target.indicator_code = outcome.indicator_code "
        "AND target.measure = outcome.measure AND outcome.is_best_outcome WHERE target.statement_type = 'target'",
        "CREATE TABLE mart.agg_area_year AS SELECT DISTINCT ref_area, year FROM core.fct_indicator_year",
        # a source that has delivered every year since
        "INSERT INTO core.dim_document SELECT * EXCLUDE later REPLACE (document_id || later AS document_id, later AS year) "
        "FROM core.dim_document, range(2024, CAST(year(current_date) AS INTEGER) + 1) AS years (later)",
    )


def quality(build: Build) -> Build:
    """What the quality layer makes of one rule's verdict."""
    return build.sql(
        "CREATE TABLE quality.dim_rule AS SELECT 't.one' AS rule_id",
        "CREATE TABLE quality.fct_verdict AS SELECT 'run' AS run_id, 't.one' AS rule_id, '*' AS key, "
        "'passed' AS state, true AS is_newest_run, true AS is_whole_scope",
        "CREATE TABLE quality.check_coverage AS SELECT true AS is_headline, 'county' AS area_level, 'from 2020' AS era, "
        "'GRP' AS indicator_code, 'level' AS measure, 'outcome' AS side, 10 AS figures, 7 AS checked_by_figures, 5 AS checked_by_words, "
        "8 AS checked_figures",
    )


def _again(table: str, where: str) -> str:
    return f"INSERT INTO {table} SELECT * FROM {table} WHERE {where} LIMIT 1"


_N = "staging.stg_numeral"
_S = "UPDATE intermediate.int_observation_candidate SET {} WHERE indicator_code = 'GRP' AND measure = '{}' AND year = 2022"
_O = "core.fct_observation"
_Y = "core.fct_indicator_year"
_P = "mart.plan_vs_actual"
_V = "UPDATE core.fct_indicator_year SET obs_value = {} WHERE indicator_code = '{}' AND measure = '{}' AND year = 2022"

_W = "UPDATE core.fct_observation SET obs_value = {} WHERE observation_id = '{}'"

#: rule → (a change to the data, words that its message must hold). One change each, on a build of its own.
FAULTS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "ledger": {
        "ledger.documents.any": ("DELETE FROM staging.stg_document", "at least 1 rows"),
        "ledger.documents.grain": (_again("staging.stg_document", "true"), f"{DOC}: expected 1 row, found 2 rows"),
        "ledger.span.grain": (_again(_N, "quote = '1300'"), "found 2 rows"),
        "ledger.span.quote": (f"UPDATE {_N} SET quote = '1800' WHERE quote = '1300'", "expected 1800, found 1300"),
        "ledger.span.disjoint": (f"UPDATE {_N} SET span_start = span_start - 17 WHERE quote = '89.23'", "overlaps"),
        "ledger.numerals.conserved": (f"DELETE FROM {_N} WHERE quote = '６'", "expected 24 digits of the text in the ledger, found 23"),
        "ledger.texts.of_documents": ("DELETE FROM staging.stg_text", "a document_id of staging.stg_text"),
        "ledger.numerals.of_documents": (f"UPDATE {_N} SET document_id = 'stranger' WHERE quote = '1300'", "found stranger"),
        "ledger.disposition.present": (f"UPDATE {_N} SET disposition = NULL WHERE quote = '1300'", "found nothing"),
        "ledger.disposition.code": (f"UPDATE {_N} SET disposition = 'number' WHERE quote = '1300'", "found number"),
        "ledger.measure.code": (f"UPDATE {_N} SET measure = 'stock' WHERE quote = '1300'", "found stock"),
        "ledger.bound.code": (f"UPDATE {_N} SET bound = 'gt' WHERE quote = '1300'", "found gt"),
        "ledger.status.code": (f"UPDATE {_N} SET statement_type = 'expected' WHERE quote = '1300'", "found expected"),
        "ledger.nature.code": (f"UPDATE {_N} SET target_nature = 'hard' WHERE quote = '1300'", "found hard"),
        "ledger.value.finite": (f"UPDATE {_N} SET printed_value = 'nan' WHERE quote = '1300'", "found nan"),
        "ledger.value.as_quoted": (f"UPDATE {_N} SET printed_value = 1800 WHERE quote = '1300'", "found 1800.0 (the span quotes 1300"),
        "ledger.document.kind": ("UPDATE staging.stg_document SET document_kind = 'leaflet'", "found leaflet"),
        "ledger.period.format": (f"UPDATE {_N} SET period = '2022年' WHERE quote = '1300'", "found 2022年"),
        "ledger.code.known": (f"UPDATE {_N} SET code = 'GDPP' WHERE quote = '1300'", "found GDPP"),
        "ledger.documents.placed": ("UPDATE staging.stg_document SET ref_area = NULL", "found 0.0%"),
        "ledger.beside.unit": (f"UPDATE {_N} SET printed_unit = '万元' WHERE quote = '1300'", "found 万元"),
        "ledger.beside.fall": (f"UPDATE {_N} SET printed_value = 2.5 WHERE quote = '2.5'", "found 2.5"),
        "ledger.beside.rise": (f"UPDATE {_N} SET printed_value = -6 WHERE quote = '６'", "found -6.0"),
        "ledger.beside.growth": (f"UPDATE {_N} SET measure = 'level' WHERE quote = '６'", "found level"),
        "ledger.growth.unit": (f"UPDATE {_N} SET measure = 'growth' WHERE quote = '1300'", "found 亿元"),
        "ledger.beside.rate": (f"UPDATE {_N} SET measure = 'growth' WHERE quote = '66.2'", "found growth"),
        "ledger.beside.bound": (f"UPDATE {_N} SET bound = 'eq' WHERE quote = '8'", "found eq"),
        "ledger.beside.bound_verb": (f"UPDATE {_N} SET bound = 'eq' WHERE quote = '5'", "found eq"),
        "ledger.beside.estimate": (f"UPDATE {_N} SET statement_type = 'actual' WHERE quote = '1300'", "found actual"),
        "ledger.beside.nation": (f"UPDATE {_N} SET area_label = '济南市市中区' WHERE quote = '66.2'", "expected 全国, found 济南市市中区"),
        "ledger.beside.yearly_mean": (f"UPDATE {_N} SET period = '2022' WHERE quote = '8'", "found 2022"),
        "ledger.code.named": (f"UPDATE {_N} SET code = 'GPBR' WHERE quote = '1300'", "expected GRP for 地区生产总值, found GPBR"),
        "ledger.document.area_known": ("UPDATE staging.stg_document SET ref_area = '379999'", "found 379999"),
        "ledger.bounds": (_S.format("obs_value = -104", "growth"), "expected from -100, found -104"),
        "ledger.range": (_S.format("obs_value = 650", "growth"), "expected -50 to 150, found 650"),
        "ledger.astray": (_S.format("obs_value = 13e9", "level"), "within 8 times 120000000001.5, found 13000000000"),
        "ledger.outcome.after_publication": (_S.format("year = 2024", "growth"), "found 2024 (published on 2023-01-05"),
        "ledger.percent.magnitude": (f"UPDATE {_N} SET printed_value = 6000 WHERE quote = '６'", "found 6000"),
    },
    "core": {
        "core.observation.any": (f"DELETE FROM {_O}", "found 0 rows"),
        "core.numeral.grain": (_again("core.fct_numeral", "numeral_id = 'n1'"), f"{DOC}/10/12: expected 1 row, found 2 rows"),
        "core.observation.grain": (_again(_O, "observation_id = 'o1'"), "o1: expected 1 row, found 2 rows"),
        "core.indicator_year.grain": (_again(_Y, "observation_id = 'o1'"), "GRP/370103/2022/level/estimate"),
        "core.indicator_year.best_once": (f"UPDATE {_Y} SET is_best_outcome = true", "GRP/370103/2023/growth"),
        "core.area.grain": (_again("core.dim_area", "true"), "370103/0"),
        "core.numeral.conserved": ("DELETE FROM core.fct_numeral WHERE numeral_id = 'n1'", "expected 37 rows, as in staging.stg_numeral, found 36"),
        "core.observation.conserved": (f"DELETE FROM {_O} WHERE observation_id = 'o1'", "found 36 rows"),
        "core.document.conserved": ("DELETE FROM core.dim_document", "expected 1 rows, as in staging.stg_document, found 0 rows"),
        "core.document.held_share": ("UPDATE core.dim_document SET is_quarantined = true", "found 0.0%"),
        "core.target.conserved": ("DELETE FROM core.fct_target", "found 0 rows"),
        "core.observation.indicator_known": (f"UPDATE {_O} SET indicator_code = 'GDPP' WHERE observation_id = 'o1'", "found GDPP"),
        "core.observation.area_known": (f"UPDATE {_O} SET area_sk = 'a9' WHERE observation_id = 'o1'", "found a9"),
        "core.observation.document_known": (f"UPDATE {_O} SET document_id = 'stranger' WHERE observation_id = 'o1'", "found stranger"),
        "core.observation.numeral_known": (f"UPDATE {_O} SET numeral_id = 'n99' WHERE observation_id = 'o1'", "found n99"),
        "core.observation.statement_type_known": (f"UPDATE {_O} SET statement_type = 'hope' WHERE observation_id = 'o1'", "found hope"),
        "core.observation.unit_known": (f"UPDATE {_O} SET unit_sk = 'u9' WHERE observation_id = 'o1'", "found u9"),
        "core.indicator_year.observation_known": (f"UPDATE {_Y} SET obs_value = 1 WHERE observation_id = 'o1'", "found 1.0"),
        "core.indicator_year.value_present": (f"UPDATE {_Y} SET obs_value = NULL WHERE observation_id = 'o1'", "found nothing"),
        "core.indicator_year.year_sane": (f"UPDATE {_Y} SET year = 1222 WHERE observation_id = 'o1'", "found 1222"),
        "core.observation.value_finite": (f"UPDATE {_O} SET obs_value = 'inf' WHERE observation_id = 'o1'", "found inf"),
        "core.observation.bounds_ordered": (f"UPDATE {_O} SET obs_value_lower = 2e11 WHERE observation_id = 'o1'", "ascending order"),
        "core.observation.area_coverage": (f"UPDATE {_O} SET ref_area = NULL", "found 0.0%"),
        "core.observation.year_coverage": (f"UPDATE {_O} SET year = NULL", "found 0.0%"),
        "core.observation.unit_coverage": (f"UPDATE {_O} SET is_expected_unit = false", "found 0.0%"),
        "core.identity.value_added": (_V.format("131e9", "GRP", "level"), "expected GRP 131000000000, found VA1 + VA2 + VA3 = 130000000000"),
        "core.identity.trade": (_V.format("21e9", "TRADE", "level"), "EXPORT + IMPORT = 20000000000"),
        "core.order.income": (_V.format("24000", "DI_U", "level"), "DI at most DI_U 24000"),
        "core.growth_against_level.nominal": (_V.format("50", "GPBR", "growth"), "found 50 %"),
        "core.growth_against_level.real": (_V.format("-50", "GRP", "growth"), "found -50 %"),
        "core.slip": (_V.format("1.3e15", "GRP", "level"), "compared with 2021"),
        "core.plan.target": (f"UPDATE {_O} SET statement_type = 'actual' WHERE observation_id = 'o17'", "found actual"),
        "core.agreement.in_document": (
            f"INSERT INTO {_O} SELECT * REPLACE (obs_value * 10 AS obs_value) FROM {_O} WHERE observation_id = 'o1'",
            "130000000000 to 1300000000000",
        ),
        "core.spike.level": (
            f"UPDATE {_Y} SET obs_value = 3e11 WHERE indicator_code = 'GRP' AND measure = 'level' AND year = 2021",
            "found 300000000000 (2020: 115000000000, 2022: 130000000000)",
        ),
        "core.spike.rate": (f"UPDATE {_Y} SET obs_value = 6.1 WHERE indicator_code = 'URB' AND year = 2021", "found 6.1"),
        "core.spike.growth": (_V.format("40", "GRP", "growth"), "expected -11.5 to 21.5, found 40"),
        "core.observation.usual_year": (
            f"UPDATE {_O} SET sentence = '一句话。' WHERE observation_id = 'o0'",
            "expected 2022, found 2021",
        ),
        "core.agreement.between_documents": (
            f"UPDATE {_Y} SET relative_spread = 0.5 WHERE observation_id = 'o1'",
            "expected a spread of at most 25 %, found 0.5",
        ),
        "core.observation.own_place": (
            f"UPDATE {_O} SET ref_area = '370100', area_label = '济南市' WHERE observation_id = 'o1'",
            "expected 370103, found 370100",
        ),
        "core.growth_with_its_level": (
            f"UPDATE {_O} SET statement_type = 'actual' WHERE observation_id = 'o2'",
            "expected 2022, 370103, estimate, found 2022, 370103, actual",
        ),
        "core.stale": (_V.format("8.5e9", "GPBR", "level"), "another level than 8500000000, found 8500000000 (a growth of 5 %"),
        "core.kink": (
            f"UPDATE {_Y} SET obs_value = 1.4e11 WHERE indicator_code = 'GRP' AND measure = 'level' AND year = 2021",
            "and 125000000000, found 140000000000",
        ),
        "core.peers.growth_wide": (
            f"UPDATE {_Y} SET obs_value = 40 WHERE ref_area = 'place 1' AND indicator_code = 'VA_IND'",
            "expected -26 to 34, found 40",
        ),
        "core.peers.growth": (
            f"UPDATE {_Y} SET obs_value = 40 WHERE ref_area = 'place 1' AND indicator_code = 'GRP'",
            "expected -8 to 16, found 40 (the median of 13 places is 4)",
        ),
        "core.series.rate": (_W.format("6.1", "o22"), "found 6.1"),
        "core.promise.growth_calm": (_W.format("65", "hope"), "expected within 20 points of 6, found 65"),
        "core.promise.growth_lively": (_W.format("75", "plan"), "expected within 50 points of 7.5, found 75"),
        "core.target.growth_calm": (_W.format("65", "hope"), "expected within 40 points of 4 to 4.2, found 65"),
        "core.target.growth_lively": (_W.format("275", "plan"), "expected within 200 points of 5, found 275"),
        "core.target.level": (_W.format("9.3e13", "purse"), "found 93000000000000"),
        "core.target.rate": (_W.format("6.3", "town"), "expected within 4 times 61 to 62, found 6.3"),
        "core.estimate.level": (_W.format("2e13", "guess"), "expected within 10 times 20500000000"),
        "core.estimate.growth": (_W.format("60", "o2"), "expected within 50 points of 4.2, found 60"),
        "core.above.level": (_W.format("1.3e13", "o1"), "expected at most 1200000000000, found 13000000000000"),
        "core.above.promise": (_W.format("75", "next"), "expected within 60 points of 8, found 75"),
    },
    "quality": {
        "quality.verdict.any": ("DELETE FROM quality.fct_verdict", "found 0 rows"),
        "quality.verdict.grain": (_again("quality.fct_verdict", "true"), "run/t.one/*: expected 1 row, found 2 rows"),
        "quality.verdict.rule_known": ("DELETE FROM quality.dim_rule", "found t.one"),
        "quality.coverage.headline": ("UPDATE quality.check_coverage SET checked_by_figures = 1", "expected at least 60.0%, found 10.0%"),
    },
    "marts": {
        "marts.indicator_year.any": (f"DELETE FROM {_Y}", "found 0 rows"),
        "marts.plan_vs_actual.grain": (_again(_P, "true"), "370103/2023/GRP/growth: expected 1 row, found 2 rows"),
        "marts.area_year.grain": (_again("mart.agg_area_year", "year = 2022"), "370103/2022"),
        "marts.plan_vs_actual.targets_conserved": (_again(_P, "true"), "found 2 rows"),
        "marts.plan_vs_actual.target_carried": (f"UPDATE {_P} SET target_value = 60", "expected 6.0, found 60"),
        "marts.plan_vs_actual.outcome_carried": (f"UPDATE {_P} SET outcome_value = 55", "expected 5.5, found 55"),
        "marts.plan_vs_actual.verdict_code": (f"UPDATE {_P} SET verdict = 'kept'", "found kept"),
        "marts.plan_vs_actual.verdict_coherent": (f"UPDATE {_P} SET outcome_value = NULL, outcome_indicator_year_id = NULL", "outcome ?"),
        "marts.golden": (f"UPDATE {_O} SET obs_value = 1.3e7 WHERE observation_id = 'o1'", "expected 130000000000 CNY, found 13000000 CNY"),
        "marts.late": ("DELETE FROM core.dim_document WHERE year = year(current_date) - 1", "370103/plan-report/"),
        "marts.fresh": ("UPDATE core.dim_document SET published_on = DATE '2001-01-01'", "found 2001-01-01"),
    },
}  # fmt: skip
