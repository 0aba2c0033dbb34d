"""Two relations hold equally many rows for each key: nothing is lost on the way, nothing fans out.

Parameters: against (relation), against_where (condition on it, optional), by (columns of both), against_by (their names in
the other relation, optional).
"""

from __future__ import annotations

from expectations.check import BATCH, Check, Names, identifier, key_of, literal
from expectations.rule import Rule


def check(rule: Rule, names: Names) -> Check:
    other, by = rule.text("against"), rule.texts("by")
    theirs = rule.texts("against_by", by)
    where = f" WHERE {rule.text('against_where')}" if "against_where" in rule.parameters else ""
    mine = ", ".join(identifier(column) for column in by)
    renamed = ", ".join(f"{identifier(a)} AS {identifier(b)}" for a, b in zip(theirs, by, strict=True))
    same = " AND ".join(f"here.{identifier(column)} IS NOT DISTINCT FROM there.{identifier(column)}" for column in by)
    either = ", ".join(f"coalesce(here.{identifier(c)}, there.{identifier(c)}) AS {identifier(c)}" for c in by)
    counted = f"""
WITH here AS (SELECT {mine}, count(*) AS n FROM {BATCH} GROUP BY {mine}),
there AS (SELECT {mine}, count(*) AS n FROM (SELECT {renamed} FROM {names(other)}{where}) GROUP BY {mine}),
paired AS (SELECT {either}, coalesce(here.n, 0) AS here, coalesce(there.n, 0) AS there FROM here FULL JOIN there ON {same})"""
    return Check(
        f"""{counted}
SELECT {key_of(by)} AS key, there || {literal(f" rows, as in {other}")} AS expected, here || ' rows' AS found,
    '' AS detail, '' AS tolerance
FROM paired WHERE here <> there""",
        checked=f"{counted} SELECT count(*) FROM paired",
        reads=(other,),
    )
