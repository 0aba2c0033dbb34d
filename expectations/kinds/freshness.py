"""The newest row in scope is not older than so many days. Parameters: column (a date or timestamp), days."""

from __future__ import annotations

from expectations.check import BATCH, Check, Names, identifier, literal
from expectations.rule import Rule


def check(rule: Rule, names: Names) -> Check:
    column, days = identifier(rule.text("column")), int(rule.number("days"))
    return Check(
        f"WITH newest AS (SELECT max(CAST({column} AS DATE)) AS day FROM {BATCH}) SELECT {literal(rule.scope)} AS key, "
        f"'{days} days at most' AS expected, coalesce(CAST(day AS VARCHAR), 'no date') AS found, "
        f"coalesce(date_diff('day', day, current_date) || ' days old', '') AS detail, '' AS tolerance "
        f"FROM newest WHERE day IS NULL OR date_diff('day', day, current_date) > {days}"
    )
