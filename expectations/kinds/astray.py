"""A stated level is not a power of ten away from what other documents state of its series in the years around it.

It is held against the median of them, so that one wrong figure among them decides nothing.
Parameters: factor (largest likely ratio to the median, either way), years (how far the others may lie), documents (how many others
must speak at least).
"""

from __future__ import annotations

from typing import Final

from expectations.check import BATCH, Check, Names, identifier, judging, key_of, number
from expectations.rule import Rule

AGAINST: Final = "figures"


def check(rule: Rule, names: Names) -> Check:
    factor, years, least = rule.number("factor"), int(rule.number("years")), int(rule.number("documents"))
    by = ", ".join(f"mine.{identifier(column)}" for column in rule.key)
    return judging(f"""
WITH figures AS (SELECT * FROM {BATCH} WHERE measure = 'level' AND obs_value > 0),
judged AS (
    SELECT {by}, any_value(mine.obs_value) AS obs_value, median(others.obs_value) AS middle,
        count(DISTINCT others.document_id) AS documents
    FROM figures AS mine INNER JOIN figures AS others
        ON mine.indicator_code = others.indicator_code AND mine.ref_area = others.ref_area
        AND mine.unit_measure = others.unit_measure AND mine.document_id <> others.document_id
        AND others.year BETWEEN mine.year - {years} AND mine.year + {years}
    GROUP BY {by} HAVING documents >= {least}
)
SELECT {key_of(rule.key)} AS key, 'within {factor:g} times ' || {number("middle")} AS expected,
    {number("obs_value")} AS found, documents || ' other documents within {years} years' AS detail, '' AS tolerance,
    obs_value BETWEEN middle / {factor!r} AND middle * {factor!r} AS passed,
    [concat(document_id, ':', span_start, '-', span_end)] AS touched
FROM judged""")
