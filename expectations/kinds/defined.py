"""Values keep the bounds that follow from what their indicator is: an amount is not less than nothing, a share not more than all.

The bounds are the vocabulary's own: each row of `sources/vocabulary/bounds.csv` speaks of the indicators of one unit (of all where
`unit` is empty) but for those in `but_not`, and of their values of one measure in one unit. Both ends are included, an empty end is
open. Parameters: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from expectations.check import BATCH, Check, Names, key_of, number, values
from expectations.rule import Rule
from sources.words import rows

_COLUMNS = ("indicator_code", "measure", "unit_measure", "minimum", "maximum", "reason")


def check(rule: Rule, names: Names) -> Check:
    judged = f"""
WITH {values(list(bounds()), "bounds", _COLUMNS)},
judged AS (
    SELECT figures.*, bounds.minimum, bounds.maximum, bounds.reason FROM (SELECT * FROM {BATCH}) AS figures
    INNER JOIN bounds USING (indicator_code, measure, unit_measure)
)"""
    return Check(
        f"""{judged}
SELECT {key_of(rule.key)} AS key, concat_ws(' ', {_end("minimum", "from")}, {_end("maximum", "to")}) AS expected,
    {number("obs_value")} AS found, reason AS detail, '' AS tolerance
FROM judged WHERE obs_value NOT BETWEEN minimum AND maximum""",
        checked=f"{judged} SELECT count(*) FROM judged",
    )


def bounds() -> Iterator[list[str | float]]:
    """One row an indicator and measure that has bounds: code, measure, unit, minimum, maximum, reason."""
    indicators = rows("indicators.csv")
    for row in rows("bounds.csv"):
        for indicator in indicators:
            code, unit = indicator["code"], indicator["unit"]
            if row["unit"] in ("", unit) and code not in row["but_not"].split("|"):
                low, high = float(row["minimum"] or "-1e300"), float(row["maximum"] or "1e300")
                yield [code, row["measure"], row["value_unit"], low, high, row["reason"]]


def _end(column: str, word: str) -> str:
    return f"CASE WHEN abs({column}) < 1e300 THEN '{word} ' || {number(column)} END"
