"""Figures checked by hand against the document come out as they were read. Judged where that document is in the build.

The scope is the observations. Parameters: figures (a CSV beside the rules: document_id, span_start, ref_area, document_kind,
document_year, indicator_code, measure, statement_type, time_period, bound, obs_value, unit_measure, evidence), documents
(relation). A figure with a document_id is due of that very text, at that very place; one without is due anywhere in each
document of its place, kind and year. An empty bound is not compared.
"""

from __future__ import annotations

from expectations.check import BATCH, Check, Names, number, values
from expectations.rule import Rule

_KEY = ("ref_area", "time_period", "indicator_code", "measure", "statement_type")
_WHERE = ("document_id", "span_start", "document_kind", "document_year")
_COLUMNS = (*_WHERE, *_KEY, "bound", "obs_value", "unit_measure", "evidence")


def check(rule: Rule, names: Names) -> Check:
    documents = rule.text("documents")
    rows = [
        tuple(float(row[column]) if column == "obs_value" else row[column] for column in _COLUMNS)
        for row in rule.table("figures", _COLUMNS)
    ]
    same = " AND ".join(f"stated.{column} = due.{column}" for column in ("document_id", *_KEY))
    place = "due.span_start IN ('', CAST(stated.span_start AS VARCHAR)) AND due.bound IN ('', stated.bound)"
    due = f"""
WITH {values(rows, "goldens", _COLUMNS)},
due AS (
    SELECT goldens.* REPLACE (documents.document_id AS document_id) FROM goldens
    INNER JOIN {names(documents)} AS documents ON goldens.document_id = documents.document_id OR (
        goldens.document_id = '' AND goldens.ref_area = documents.ref_area
        AND goldens.document_kind = documents.document_kind
        AND goldens.document_year = CAST(documents.year AS VARCHAR))
)"""
    return Check(
        f"""{due},
stated AS (SELECT * FROM {BATCH}),
compared AS (
    SELECT {", ".join(f"due.{column}" for column in ("document_id", "span_start", *_KEY))}, any_value(due.obs_value) AS golden,
        any_value(due.unit_measure) AS golden_unit, any_value(due.evidence) AS evidence,
        bool_or(abs(stated.obs_value - due.obs_value) <= 1e-9 * abs(due.obs_value)
            AND stated.unit_measure = due.unit_measure) AS met,
        list(DISTINCT {number("stated.obs_value")} || ' ' || stated.unit_measure) FILTER (stated.obs_value IS NOT NULL) AS others
    FROM due LEFT JOIN stated ON {same} AND {place} GROUP BY ALL
)
SELECT concat_ws('/', {", ".join(_KEY)}) AS key, {number("golden")} || ' ' || golden_unit AS expected,
    CASE WHEN len(others) > 0 THEN array_to_string(others, '; ') ELSE 'nothing' END AS found,
    concat_ws('; ', evidence, 'document ' || document_id, 'character ' || nullif(span_start, '')) AS detail, '' AS tolerance
FROM compared WHERE met IS NOT TRUE""",
        checked=f"{due} SELECT count(*) FROM due",
        reads=(documents,),
    )
