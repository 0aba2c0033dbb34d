"""Parts add up to their whole, within the rounding of the printed figures.

Parameters: whole (indicator code), parts (codes), by (columns that name one statement of all of them), slack (optional; the
tolerance is half of the last printed digit of every figure involved, times 1 + slack).
"""

from __future__ import annotations

from typing import Final

from expectations.check import BATCH, Check, Names, identifier, judging, key_of, literal, literals, number
from expectations.rule import Rule

AGAINST: Final = "figures"

_COMPUTED: Final = 1e-9  # a workbook keeps sums to the last binary digit, which nobody printed


def check(rule: Rule, names: Names) -> Check:
    whole, parts, by = rule.text("whole"), rule.texts("parts"), rule.texts("by")
    slack = 1 + rule.number("slack", 0)
    keys = ", ".join(identifier(column) for column in by)
    return judging(f"""
WITH figures AS (SELECT * FROM {BATCH}),
sums AS (
    SELECT {keys}, max(obs_value) FILTER (indicator_code = {literal(whole)}) AS whole,
        sum(obs_value) FILTER (indicator_code IN {literals(parts)}) AS total,
        sum(resolution) / 2 * {slack!r} AS tolerance, count(DISTINCT document_id) AS documents,
        list(observation_id) AS touched
    FROM figures WHERE indicator_code IN {literals((whole, *parts))} GROUP BY {keys}
    HAVING count(*) = {len(parts) + 1} AND count(DISTINCT indicator_code) = {len(parts) + 1}
        AND count(DISTINCT unit_measure) = 1
)
SELECT {key_of(by)} AS key, {literal(f"{whole} ")} || {number("whole")} AS expected,
    {literal(" + ".join(parts) + " = ")} || {number("total")} AS found,
    CASE WHEN documents > 1 THEN 'figures of ' || documents || ' documents' ELSE 'one document' END AS detail,
    {number("tolerance")} AS tolerance, abs(total - whole) <= greatest(tolerance * (1 + 1e-9), abs(whole) * {_COMPUTED!r}) AS passed, touched
FROM sums""")
