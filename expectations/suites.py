"""Great Expectations on DuckDB: suites built from compiled rules, validated, and brought back as plain outcomes.

The one module that imports great_expectations; import it late, it costs seconds. What does not belong here: what a rule
means, failing keys, verdicts.

Three things make it work on DuckDB, for which Great Expectations has no data source: a dialect that buffers result rows
(they are fetched after the connection is closed), no connection pool (a pooled one would keep the build file locked for
dbt), and an expectation of our own that asks for the number of breaches and never for the rows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Self

import great_expectations as gx
import sqlalchemy
from duckdb_engine import ConnectionWrapper, Dialect
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.exceptions.exceptions import GreatExpectationsError
from great_expectations.expectations.core.unexpected_rows_expectation import UnexpectedRowsExpectation
from great_expectations.expectations.metadata_types import FailureSeverity
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg2 import PGExecutionContext_psycopg2
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy
from sqlalchemy.pool import NullPool

from expectations.check import BATCH, Check
from expectations.rule import Rule
from expectations.warehouse import Warehouse

VERSION: Final = str(gx.__version__)

_SEVERITY: Final = {
    "block": FailureSeverity.CRITICAL,
    "quarantine": FailureSeverity.WARNING,
    "warn": FailureSeverity.INFO,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What Great Expectations said of one rule. `problem` is set when it could not be judged."""

    passed: bool
    breaches: int
    problem: str = ""


class BufferingContext(PGExecutionContext_psycopg2):
    """Takes all rows of a result at once, so that they outlive their connection."""

    def post_exec(self) -> None:
        if self.cursor.description is not None:
            self.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(
                self.cursor, initial_buffer=self.cursor.fetchall()
            )


class GateDialect(Dialect):
    """duckdb_engine's dialect with buffered results."""

    execution_ctx_cls = BufferingContext
    supports_statement_cache = False


class NoBreach(UnexpectedRowsExpectation):
    """A query that selects breaches selects none. Only the count leaves the database."""

    metric_dependencies: ClassVar[tuple[str, ...]] = ("unexpected_rows_query.row_count",)

    def _validate(
        self, metrics: dict[str, Any], runtime_configuration: Any = None, execution_engine: Any = None
    ) -> dict[str, Any]:
        count = metrics["unexpected_rows_query.row_count"]
        return {"success": count == 0, "result": {"observed_value": count}}


class Judge:
    """Great Expectations on one warehouse: one context for all scopes of a gate. Close it, or use it with `with`."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse
        self._opened: list[Any] = []
        registry.register("duckdb.gate", __name__, GateDialect.__name__)
        context = gx.get_context(mode="ephemeral")
        context.enable_analytics(False)
        context.variables.progress_bars = ProgressBarsConfig(globally=False)
        data_sources: Any = context.data_sources  # its stub leaves out the keyword that passes options to the engine
        self._source = data_sources.add_sql(
            "gate",
            connection_string="duckdb+gate:///:memory:",
            create_temp_table=False,
            kwargs={"poolclass": NullPool, "creator": self._connect},
        )
        self._scopes = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for cursor in self._opened:
            cursor.close()

    def validate(self, batch: str, checks: Sequence[tuple[Rule, Check]]) -> Mapping[str, Outcome]:
        """Judge rules that share one scope, given as a SELECT. Returns an outcome for every rule_id."""
        self._scopes += 1
        name = f"scope {self._scopes}"
        try:
            asset = self._source.add_query_asset(name, query=_bindless(batch))
            suite = gx.ExpectationSuite(name=name)
            for rule, check in checks:
                suite.add_expectation(_expectation(rule, check))
            result = asset.add_batch_definition_whole_table("all").get_batch().validate(suite, result_format=_COUNTS)
        except (GreatExpectationsError, sqlalchemy.exc.SQLAlchemyError) as error:
            # A scope that cannot be read fails every rule on it: silence is not consent.
            return {rule.rule_id: Outcome(False, 0, _first_line(str(error))) for rule, _ in checks}
        return {_rule_id(one): _outcome(one) for one in result.results}

    def _connect(self) -> ConnectionWrapper:
        self._opened.append(self._warehouse.cursor())
        return ConnectionWrapper(self._opened[-1])


_COUNTS: Final[dict[str, Any]] = {"result_format": "BASIC", "partial_unexpected_count": 1}


def _expectation(rule: Rule, check: Check) -> Any:
    meta = {"rule_id": rule.rule_id, "kind": rule.kind, "reason": rule.reason, "since": rule.since.isoformat()}
    if check.expectation == NoBreach.__name__:
        query = check.breaches.replace("{", "{{").replace("}", "}}").replace("{" + BATCH + "}", BATCH)
        return NoBreach(unexpected_rows_query=_bindless(query), severity=_SEVERITY[rule.severity], meta=meta)
    made = getattr(gx.expectations, check.expectation)
    return made(**check.arguments, severity=_SEVERITY[rule.severity], meta=meta)


def _rule_id(one: Any) -> str:
    return str(one.expectation_config.meta["rule_id"])


def _outcome(one: Any) -> Outcome:
    problems = [info for info in _exceptions(one.exception_info) if info]
    if problems:
        return Outcome(False, 0, _first_line(problems[0]))
    found = one.result.get("unexpected_count", one.result.get("observed_value", 0))
    return Outcome(bool(one.success), int(found or 0))


def _exceptions(info: Any) -> list[str]:
    """Messages of raised exceptions: the library nests them by metric, or not."""
    if not isinstance(info, Mapping):
        return []
    if "raised_exception" in info:
        return [str(info.get("exception_message") or "raised an exception")] if info["raised_exception"] else []
    return [message for nested in info.values() for message in _exceptions(nested)]


def _first_line(message: str) -> str:
    return message.strip().splitlines()[0][:300] if message.strip() else "unknown problem"


def _bindless(query: str) -> str:
    """A colon before a word would be read as a bind parameter, also inside a literal: 'AS a:b'."""
    return re.sub(r"(?<![:\w\\]):(?=\w)", r"\\:", query)
