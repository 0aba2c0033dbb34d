"""A level between two years fits the growth stated into it and the growth stated out of it.

Growth on a revised base, or in real terms, moves a gap between growth and levels the same way every year. A level that is wrong makes
two gaps that cancel each other: too high for the growth into it, too low for the growth out of it. Parameters: gap (the smaller of
the two, as a share of the level), cancel (what is left of it when both are added, at most: 0 to 1).
"""

from __future__ import annotations

from typing import Final

from expectations.check import BATCH, Check, Names, judging, number
from expectations.rule import Rule

AGAINST: Final = "figures"


def check(rule: Rule, names: Names) -> Check:
    gap, cancel = rule.number("gap"), rule.number("cancel")
    same = (
        "{0}.ref_area = middle.ref_area AND {0}.indicator_code = middle.indicator_code AND {0}.year = middle.year {1}"
    )
    return judging(f"""
WITH figures AS (SELECT * FROM {BATCH}),
levels AS (SELECT * FROM figures WHERE measure = 'level' AND obs_value > 0),
growths AS (SELECT * FROM figures WHERE measure = 'growth' AND unit_measure = 'PERCENT' AND obs_value > -100),
triples AS (
    SELECT middle.ref_area, middle.year, middle.indicator_code, middle.obs_value,
        earlier.obs_value * (1 + into_it.obs_value / 100) AS from_before, later.obs_value / (1 + out_of_it.obs_value / 100) AS from_after,
        [middle.observation_id] AS touched
    FROM levels AS middle
    INNER JOIN levels AS earlier ON {same.format("earlier", "- 1")} AND earlier.unit_measure = middle.unit_measure
    INNER JOIN levels AS later ON {same.format("later", "+ 1")} AND later.unit_measure = middle.unit_measure
    INNER JOIN growths AS into_it ON {same.format("into_it", "")}
    INNER JOIN growths AS out_of_it ON {same.format("out_of_it", "+ 1")}
),
gaps AS (SELECT *, ln(obs_value / from_before) AS before_gap, ln(obs_value / from_after) AS after_gap FROM triples)
SELECT concat_ws('/', ref_area, year, indicator_code) AS key,
    'near ' || {number("from_before")} || ' and ' || {number("from_after")} AS expected, {number("obs_value")} AS found,
    'by the growth from the year before and to the year after' AS detail, {number(repr(gap))} AS tolerance,
    NOT (before_gap * after_gap > 0 AND least(abs(before_gap), abs(after_gap)) > {gap!r}
        AND abs(before_gap - after_gap) <= {cancel!r} * least(abs(before_gap), abs(after_gap))) AS passed, touched
FROM gaps""")
