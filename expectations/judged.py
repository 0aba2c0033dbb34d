"""Every key that the rules of independent kinds judge in one gate, those that hold included, and the figures they touch.

What belongs here: collecting them inside the database, once: the gate's own questions are put to what was collected. What does
not: verdicts (`gate`).
"""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa

from expectations.check import BATCH, Check, literal, plain
from expectations.register import JUDGED
from expectations.rule import Rule
from expectations.warehouse import Warehouse


class Judged:
    """The collection of one gate's run."""

    def __init__(self, warehouse: Warehouse, run_id: str) -> None:
        self._warehouse = warehouse
        self._run_id = run_id
        self._parts: list[tuple[Rule, str]] = []

    def keep(self, rule: Rule, check: Check, batch: str) -> Check:
        """Collect what a rule judges, and turn its check into one over what was collected. Raises `duckdb.Error`.

        What cannot be compared (a figure held back has no value) is no key that was judged.
        """
        if not check.judged:
            return check
        name = f"memory.kept.judged_{len(self._parts)}"
        self._warehouse.rows(
            f"CREATE TABLE {name} AS SELECT * FROM ({plain(check.judged, batch)}) WHERE passed IS NOT NULL"
        )
        self._parts.append((rule, name))
        return replace(
            check,
            # Great Expectations wants to see its batch in every query
            breaches=f"SELECT key, expected, found, detail, tolerance FROM {name} "
            f"WHERE NOT passed AND EXISTS (SELECT 1 FROM {BATCH})",
            checked=f"SELECT count(*) FROM {name}",
        )

    def table(self) -> pa.Table:
        """One row a rule and key, with the columns of `register.JUDGED`. A key that a rule judges twice holds if it holds
        both times, and shows the time it did not."""
        if not self._parts:
            return JUDGED.empty_table()
        return (
            self._warehouse.table(" UNION ALL ".join(self._rows(*part) for part in self._parts))
            .rename_columns(JUDGED.names)
            .cast(JUDGED)
        )

    def _rows(self, rule: Rule, name: str) -> str:
        names = ", ".join(literal(one) for one in (self._run_id, rule.gate, rule.rule_id))
        shown = ", ".join(
            f"arg_min({column}, CAST(passed AS INTEGER))" for column in ("expected", "found", "tolerance")
        )
        return (
            f"(SELECT {names}, key, bool_and(passed), {shown}, list_sort(list_distinct(flatten(list(touched)))) "
            f"FROM {name} GROUP BY key ORDER BY key)"
        )
