"""Sources deliver when their calendar says: a kind of document that a place has delivered before is there for every later
period that is due.

A row in scope is a delivered document, with its place, kind and year. The calendar (`release_calendar.csv` of the vocabulary)
says in which months a kind is published, counted from January of the document's own year: 15 is March of the year after.
What is not there so many days after the end of the last month is late; its key is place, kind and year. Only the last years are
asked for, and only of places that delivered within as many years before: what stayed away for longer is a gap in the
collection and not a document to wait for.
Parameters: grace_days, years; as_of (a date) in place of today.
"""

from __future__ import annotations

from expectations.check import BATCH, Check, Names, literal, values
from expectations.rule import Rule
from sources.words import rows


def check(rule: Rule, names: Names) -> Check:
    grace, years = int(rule.number("grace_days")), int(rule.number("years"))
    today = f"CAST({literal(day)} AS DATE)" if (day := rule.text("as_of", "")) else "current_date"
    calendar = values(
        [(row["kind"], int(row["first_month"]), int(row["last_month"])) for row in rows("release_calendar.csv")],
        "calendar",
        ("kind", "first_month", "last_month"),
    )
    months = "CAST(make_date(asked.year, 1, 1) + to_months({}) AS DATE)"
    expected = f"""WITH {calendar},
        delivered AS (SELECT DISTINCT ref_area, document_kind AS kind, year FROM {BATCH} WHERE ref_area IS NOT NULL),
        asked AS (SELECT ref_area, kind, CAST(unnest(range(min(year) + 1, year({today}) + 1)) AS INTEGER) AS year
            FROM delivered GROUP BY ref_area, kind),
        due AS (SELECT asked.*, {months.format("first_month - 1")} AS opens,
            {months.format("last_month")} - 1 AS closes
            FROM asked INNER JOIN calendar USING (kind) WHERE asked.year > year({today}) - {years} - last_month // 12),
        expected AS (SELECT * FROM due WHERE closes + {grace} < {today} AND EXISTS (SELECT 1 FROM delivered
            WHERE delivered.ref_area = due.ref_area AND delivered.kind = due.kind
            AND delivered.year BETWEEN due.year - {years} AND due.year - 1))"""
    return Check(
        f"{expected} SELECT concat_ws('/', ref_area, kind, year) AS key, "
        "concat('published ', strftime(opens, '%Y-%m'), ' to ', strftime(closes, '%Y-%m')) AS expected, "
        f"concat('nothing by ', {today}) AS found, "
        "concat('the last one is of ', (SELECT max(year) FROM delivered WHERE delivered.ref_area = late.ref_area "
        "AND delivered.kind = late.kind)) AS detail, "
        f"'{grace} days' AS tolerance FROM expected AS late ANTI JOIN delivered USING (ref_area, kind, year)",
        checked=f"{expected} SELECT count(*) FROM expected",
    )
