"""Rows of one key state one value, within the rounding of the coarsest of them: a document does not contradict itself.

Parameters: by (columns of the key), factor (optional: values less than so many times apart are left alone).
"""

from __future__ import annotations

from typing import Final

from expectations.check import BATCH, Check, Names, identifier, judging, key_of, number
from expectations.rule import Rule

AGAINST: Final = "figures"


def check(rule: Rule, names: Names) -> Check:
    by, factor = rule.texts("by"), rule.number("factor", 1)
    keys = ", ".join(identifier(column) for column in by)
    return judging(f"""
WITH groups AS (
    SELECT {keys}, min(obs_value) AS low, max(obs_value) AS high, count(*) AS statements, max(resolution) AS tolerance,
        list(observation_id) AS touched
    FROM {BATCH} GROUP BY {keys} HAVING count(*) > 1
)
SELECT {key_of(by)} AS key, 'one value' AS expected, {number("low")} || ' to ' || {number("high")} AS found,
    statements || ' statements' AS detail, {number("tolerance")} AS tolerance,
    high - low <= tolerance * (1 + 1e-9) OR (low > 0 AND high < low * {factor!r}) AS passed, touched
FROM groups""")
