"""A small build that every shipped rule is content with. What each must not let pass is in `faults`."""

from __future__ import annotations

import datetime
from typing import Any

from sources.lake import write_part
from tests.expectations.builder import Build

DOC = "370103aaaaaaaaaa"
TEXT = (
    "2022年，地区生产总值有望达到1300亿元，一般公共预算收入89.23亿元。\n2023年，地区生产总值增长６%。\n"
    "全国城镇化率66.2%，税收收入下降2.5%，五年年均增长8%以上，失业率不超过5%。"
    "存贷款余额分别增长4%和3%（预计）。"
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
        _rate("4", "存贷款", "DEPOSIT", "growth", 4.0, status="estimate"),
        _rate("3", "4%和", "LOAN", "growth", 3.0, status="estimate"),
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
        f"CREATE TABLE staging.stg_document AS SELECT *, kind AS document_kind, document_id AS standing_document_id FROM read_parquet('{lake}/documents/*.parquet')",
        f"CREATE TABLE staging.stg_text AS SELECT document_id, text FROM read_parquet('{lake}/texts/*.parquet')",
        'CREATE TABLE staging.stg_numeral AS SELECT *, "start" AS span_start, "end" AS span_end, text AS quote, '
        "value AS printed_value, coalesce(unit, '') AS printed_unit, status AS statement_type, nature AS target_nature, "
        "part AS document_part, area AS area_label "
        f"FROM read_parquet('{lake}/numerals/*.parquet')",
        "CREATE TABLE staging.stg_area AS SELECT '370103' AS ref_area",
        "CREATE TABLE intermediate.int_area_version AS SELECT '370103' AS ref_area, 'county' AS area_level, 0 AS used_from, "
        "10000 AS used_to",
        *_statements(),
        "CREATE TABLE staging.stg_indicator AS SELECT unnest(['GRP', 'GPBR', 'VA1', 'TAX', 'URB', 'DI', 'DI_U', 'DEPOSIT', 'LOAN']) AS indicator_code",
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
    ("GRAIN", "level", 2020, "actual", 1.101e6, "TONNE", 1e3),
    ("GRAIN", "level", 2021, "actual", 1.123e6, "TONNE", 1e3),
    ("GRAIN", "level", 2022, "actual", 1.135e6, "TONNE", 1e3),
    ("GPBR", "growth", 2021, "actual", 6.0, "PERCENT", 0.1),
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
        "FROM core.fct_indicator_year AS figures, range(12) AS places (n), (VALUES ('GRP'), ('VA_IND'), ('FAI')) AS codes (code) "
        "WHERE observation_id = 'o2'",
        "CREATE TABLE core.fct_target AS SELECT * FROM core.fct_observation WHERE statement_type = 'target'",
        "CREATE TABLE core.dim_indicator AS SELECT DISTINCT indicator_code FROM core.fct_observation",
        "CREATE TABLE core.dim_area AS SELECT * FROM (VALUES ('a1', '370103', 'county', 0, '370100'), "
        "('a0', '370100', 'prefecture', 0, '370000')) AS t (area_sk, ref_area, area_level, used_from, parent_ref_area)",
        f"CREATE TABLE core.dim_document AS SELECT '{DOC}' AS document_id, '370103' AS ref_area, 2023 AS year, "
        "'plan-report' AS document_kind, 'inbox' AS source_kind, current_date AS published_on, false AS is_quarantined",
        "CREATE TABLE staging.stg_document AS SELECT document_id FROM core.dim_document",
        "CREATE TABLE core.fct_revision AS SELECT 'r1' AS revision_id, '370103' AS ref_area, 2022 AS year, 'GRP' AS indicator_code, "
        "'level' AS measure, 'CNY' AS unit_measure, 2 AS vintage, 'o1' AS old_observation_id, 'o0' AS new_observation_id, "
        "130e9 AS old_value, 140e9 AS new_value, CAST(7.7 AS DOUBLE) AS change_percent, 10e9 AS change_absolute, 1e8 AS tolerance, "
        "true AS is_revised, 'revision' AS revision_kind, 'preliminary' AS old_statement_type, 'actual' AS new_statement_type",
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
