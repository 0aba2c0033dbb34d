"""A figure is near at least one of the figures that say something of the same thing: of other years, of other documents, of the
place above it, as a promise beside an outcome.

The scope is the figures judged, each against the rows of a relation of the same columns. Parameters: of (that relation), where
(which of its rows), by (columns that are equal in both), years (the two ends, included, of how many years later the other may
be: [0, 0] is the same year), place ("same", or "above" with areas, a relation of area_sk and parent_ref_area), apart (columns
of which at least one differs, so that a figure does not prove itself), and one of: factor (largest likely ratio, either way),
points (largest likely difference), share (largest likely part of the other: 1 for a part that cannot be more than its whole).

A figure that agrees with one of many is in order: another of them may be wrong. Where there is only one other, either may be,
so the check touches both.
"""

from __future__ import annotations

from typing import Final

from expectations.check import BATCH, Check, Names, identifier, judging, key_of, literal, number
from expectations.rule import Rule

AGAINST: Final = "figures"

_COLUMNS: Final = ("observation_id", "ref_area", "year", "obs_value", "resolution")


def check(rule: Rule, names: Names) -> Check:
    others, above = rule.text("of"), rule.text("place", "same") == "above"
    by, apart = rule.texts("by"), rule.texts("apart", ("observation_id",))
    first, last = (int(end) for end in rule.texts("years"))
    within, expected = _measure(rule)
    kept = ", ".join(dict.fromkeys(identifier(column) for column in (*_COLUMNS, *by, *apart)))
    home = "parents.parent_ref_area" if above else "mine.ref_area"
    areas = rule.text("areas") if above else ""
    parents = f"INNER JOIN {names(areas)} AS parents ON mine.area_sk = parents.area_sk" if above else ""
    same = " AND ".join(f"mine.{identifier(column)} = theirs.{identifier(column)}" for column in by)
    differs = " OR ".join(f"mine.{identifier(column)} <> theirs.{identifier(column)}" for column in apart)
    return judging(
        f"""
WITH mine AS (SELECT * FROM {BATCH}),
theirs AS (SELECT {kept} FROM {names(others)} WHERE {rule.text("where")}),
compared AS (
    SELECT mine.observation_id, min(theirs.obs_value) AS low, max(theirs.obs_value) AS high, count(*) AS others,
        bool_or({within}) AS passed, min(theirs.observation_id) AS other_id, min(theirs.year) AS first_year,
        max(theirs.year) AS last_year
    FROM mine {parents}
    INNER JOIN theirs ON {home} = theirs.ref_area AND {same} AND theirs.year - mine.year BETWEEN {first} AND {last}
        AND ({differs})
    GROUP BY mine.observation_id
)
SELECT {key_of(rule.key, "mine")} AS key, {expected} AS expected, {number("mine.obs_value")} AS found,
    concat(others, CASE WHEN others = 1 THEN ' other, ' ELSE ' others, ' END, first_year,
        CASE WHEN last_year > first_year THEN ' to ' || last_year ELSE '' END) AS detail, '' AS tolerance, passed,
    CASE WHEN others = 1 THEN [mine.observation_id, other_id] ELSE [mine.observation_id] END AS touched
FROM mine INNER JOIN compared ON mine.observation_id = compared.observation_id WHERE passed IS NOT NULL""",
        reads=(others, areas) if above else (others,),
    )


def _measure(rule: Rule) -> tuple[str, str]:
    """When two values are near each other, and the words for it. Levels that are not above zero have no ratio."""
    span = f"{number('low')} || CASE WHEN high > low THEN ' to ' || {number('high')} ELSE '' END"
    mine, theirs = "mine.obs_value", "theirs.obs_value"
    positive = f"CASE WHEN {mine} > 0 AND {theirs} > 0 THEN"
    if "factor" in rule.parameters:
        factor = rule.number("factor")
        return (
            f"{positive} {mine} BETWEEN {theirs} / {factor!r} AND {theirs} * {factor!r} END",
            f"{literal(f'within {factor:g} times ')} || {span}",
        )
    if "share" in rule.parameters:
        share = rule.number("share")
        return (
            f"{positive} {mine} - mine.resolution / 2 <= {theirs} * {share!r} + theirs.resolution / 2 END",
            f"{literal('at most ' if share == 1 else f'at most {share:.0%} of ')} || {span}",
        )
    points = rule.number("points")
    return f"abs({mine} - {theirs}) <= {points!r}", f"{literal(f'within {points:g} points of ')} || {span}"
