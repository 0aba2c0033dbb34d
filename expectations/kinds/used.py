"""What somebody let pass is a key that failed: a waiver that meets none is shown to whoever keeps the list.

The scope is the waivers (rule_id, key). Judged for rules of gates that ran before. Parameters: verdicts (relation with
rule_id, key, state, is_newest_run, is_whole_scope).
"""

from __future__ import annotations

from expectations.check import BATCH, Check, Names, key_of
from expectations.rule import Rule


def check(rule: Rule, names: Names) -> Check:
    verdicts = (
        f"SELECT * FROM {names(rule.text('verdicts'))} AS told WHERE is_newest_run AND told.rule_id = mine.rule_id"
    )
    judged = f"FROM (SELECT * FROM {BATCH}) AS mine WHERE EXISTS ({verdicts} AND is_whole_scope)"
    return Check(
        f"""
SELECT {key_of(rule.key, "mine")} AS key, 'a failing key of the rule, or its document' AS expected, 'none' AS found,
    '' AS detail, '' AS tolerance
{judged} AND NOT EXISTS ({verdicts} AND state = 'waived' AND mine.key IN (told.key, split_part(told.key, '/', 1)))""",
        checked=f"SELECT count(*) {judged}",
        reads=(rule.text("verdicts"),),
    )
