"""A level is not, to the last digit, that of another year.

Few levels come out alike twice in so many digits; a figure copied from the report of another year, or read as of it, does. Only
figures with at least `digits` digits between the first and the last that is not zero are judged.
Parameters: by (columns that name a series), years (how far back the other may lie), digits.
"""

from __future__ import annotations

from typing import Final

from expectations.check import BATCH, Check, Names, identifier, judging, key_of, number
from expectations.rule import Rule

AGAINST: Final = "figures"


def check(rule: Rule, names: Names) -> Check:
    by, years, digits = rule.texts("by"), int(rule.number("years")), int(rule.number("digits"))
    same = " AND ".join(f"mine.{identifier(column)} = other.{identifier(column)}" for column in by)
    return judging(f"""
WITH figures AS (SELECT * FROM {BATCH} WHERE length(trim(replace(quote, '.', ''), '0')) >= {digits}),
judged AS (
    SELECT mine.observation_id, bool_or(other.obs_value = mine.obs_value) AS again,
        max(other.year) FILTER (other.obs_value = mine.obs_value) AS other_year, count(*) AS others
    FROM figures AS mine INNER JOIN figures AS other ON {same}
        AND other.year BETWEEN mine.year - {years} AND mine.year - 1
    GROUP BY mine.observation_id
)
SELECT {key_of(rule.key, "figures")} AS key, 'another level than in ' || other_year AS expected, {number("obs_value")} AS found,
    others || ' others of the years before' AS detail, '' AS tolerance, NOT again AS passed, [figures.observation_id] AS touched
FROM figures INNER JOIN judged ON figures.observation_id = judged.observation_id""")
