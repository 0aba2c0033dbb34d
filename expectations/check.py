"""What a kind of rule turns into: one SQL query whose rows are the breaches, and the expectation that says the same.

What belongs here: the `Check` type and the few SQL helpers that kinds share. What does not: any one kind, any database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from expectations.rule import Rule

#: Stands in a query for the rows in scope. Great Expectations puts its batch there, a plain query the same SELECT.
BATCH: Final = "{batch}"

#: Turns `schema.relation` into the name by which the gate's connection knows it.
Names = Callable[[str], str]

#: A kind of rule: how its entry becomes a check.
Kind = Callable[[Rule, Names], "Check"]


@dataclass(frozen=True, slots=True)
class Check:
    """A rule, compiled.

    `breaches` selects one row a breach with the text columns key, expected, found, detail, tolerance. `checked` selects
    one number: how many keys the rule judges (0: not applicable). `expectation` is the class of Great Expectations that
    judges, with `arguments`; the default counts the rows of `breaches`. `reads` names further relations it needs. `keeps`
    are relations that are computed once a gate, in this order, by name: rules that share a name must share the query, and
    write `kept(name)` where they read it.

    A kind that checks figures against something other than their own reading (`AGAINST` of its module) has `judged` too:
    one row a key, those that hold included, with the columns of `breaches`, `passed`, and `touched`: the ids of the
    observations or numerals that this key could have failed.
    """

    breaches: str
    checked: str = f"SELECT count(*) FROM {BATCH}"
    expectation: str = "NoBreach"
    arguments: Mapping[str, Any] = field(default_factory=dict)
    reads: tuple[str, ...] = ()
    keeps: Mapping[str, str] = field(default_factory=dict)
    judged: str = ""


def kept(name: str) -> str:
    """The full SQL name of a relation that the gate computes once and keeps in memory."""
    return f"memory.kept.{identifier(name)}"


def identifier(name: str) -> str:
    """A quoted SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str | float) -> str:
    """A SQL literal."""
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else repr(value)


def literals(values: tuple[str, ...]) -> str:
    """A SQL list for IN."""
    return "(" + ", ".join(literal(value) for value in values) + ")"


def values(rows: Sequence[Sequence[str | float]], name: str, columns: Sequence[str]) -> str:
    """A SQL table of literals, for a WITH clause."""
    lines = ", ".join("(" + ", ".join(literal(cell) for cell in row) + ")" for row in rows)
    return f"{name} ({', '.join(columns)}) AS (VALUES {lines})"


def number(expression: str) -> str:
    """A SQL number as people read it: no exponent, no trailing zeros."""
    return f"rtrim(rtrim(format('{{:.6f}}', CAST({expression} AS DOUBLE)), '0'), '.')"


def key_of(columns: tuple[str, ...], alias: str = "") -> str:
    """A SQL expression for a key as people read it: 370103/2022/GRP/level."""
    prefix = f"{alias}." if alias else ""
    parts = ", ".join(f"coalesce(CAST({prefix}{identifier(column)} AS VARCHAR), '-')" for column in columns)
    return f"concat_ws('/', {parts})"


def shown(expression: str) -> str:
    """A SQL expression as text, with a word for null and a limit so that one row cannot fill the page."""
    return f"coalesce(left(CAST({expression} AS VARCHAR), 200), 'nothing')"


def breach(
    rule: Rule,
    condition: str,
    *,
    expected: str,
    found: str,
    detail: str = "''",
    tolerance: str = "''",
    source: str = BATCH,
) -> str:
    """The usual breach query: rows of `source` where `condition` holds. Every argument is a SQL expression."""
    return (
        f"SELECT {key_of(rule.key)} AS key, {expected} AS expected, {found} AS found, "
        f"{detail} AS detail, {tolerance} AS tolerance FROM {source} WHERE {condition}"
    )


def judging(query: str, reads: tuple[str, ...] = (), keeps: Mapping[str, str] | None = None) -> Check:
    """The check of a kind whose `query` selects every key it judges (see `Check.judged`): it fails where `passed` is false."""
    return Check(
        f"SELECT key, expected, found, detail, tolerance FROM ({query}) WHERE NOT passed",
        checked=f"SELECT count(*) FROM ({query})",
        reads=reads,
        keeps=keeps or {},
        judged=query,
    )


def plain(query: str, batch: str) -> str:
    """A query over a scope, given as a SELECT, without Great Expectations."""
    return query.replace(BATCH, f"({batch}) AS scope_rows")
