"""A trace as lines for people.

What belongs here: wording and layout. What does not: finding or checking anything.
"""

from __future__ import annotations

from collections.abc import Iterator

from orchestration.terminal import counted, plain
from orchestration.trace import Row, Trace


def render(trace: Trace) -> str:
    return plain("\n".join(_lines(trace)))


def _lines(trace: Trace) -> Iterator[str]:
    row, observation, document = trace.row, trace.observation, trace.document
    yield f"{trace.indicator['name_zh']} ({row['indicator_code']}) · {trace.area['name']} ({row['ref_area']}) · {row['year']}"
    yield _field(
        "value", f"{_number(row)} {row['unit_measure']}  [{row['measure']}, {row['statement_type']}, {row['bound']}]"
    )
    if row["quality"] != "passed":
        yield _field("quality", f"{row['quality']}: {row['quality_note'] or 'no reason is on record'}")
    yield _field("as printed", f"{row['quote']} {row['printed_unit'] or ''}".rstrip())
    yield _field(
        "chosen of",
        f"{counted(row['statements'], 'statement')} in {counted(row['sources'], 'document')}, {_agreeing(row)}",
    )
    yield _field("decided by", f"{row['decided_by']}; preferred since {row['preferred_since']}{_until(row)}")
    yield ""
    yield _field("sentence", trace.context)
    yield _field("span", f"characters {row['span_start']} to {row['span_end']} of the document's text")
    where = [str(observation[name]) for name in ("document_part", "section", "place", "cell") if observation.get(name)]
    if where:
        yield _field("where", " · ".join(where))
    yield _field("read by rule", str(observation["rule"]))
    yield ""
    yield _field("document", f"{document['title'] or document['source_name']}")
    yield _field(
        "", f"{document['document_kind']}, {document['area_name'] or 'no place'}, {document['year'] or 'no year'}"
    )
    yield _field(
        "",
        f"published {document['published_on'] or 'on an unknown date'}; {document['source_name']} ({document['source_kind']})",
    )
    yield _field("sha256", str(document["sha256"]))
    yield ""
    for step in trace.checks:
        yield f"  {'✓' if step.holds else '✗'} {step.what}" + (f": {step.detail}" if step.detail else "")
    judged = ", ".join(f"{gate} {broken} of {rules} broken" for gate, (rules, broken) in trace.rules.items())
    yield _field("gates", f"{judged} (run {trace.build['run_id']})")
    for verdict in trace.verdicts:
        yield _field("verdict", _verdict(verdict))
    if not trace.verdicts:
        yield _field("verdicts", "no broken rule names this row, its statement or its document")
    yield _field("build", str(trace.build["build_id"]))


def _agreeing(row: Row) -> str:
    """How many documents have the value chosen, said only where there is another to agree."""
    if row["sources"] == 1:
        return "no other speaks"
    return f"{row['agreeing_sources']} {'agrees' if row['agreeing_sources'] == 1 else 'agree'}"


def _until(row: Row) -> str:
    """For a view of the past: until when it held."""
    if "known_to" not in row or row["is_current"]:
        return ""
    return f" until before {row['known_to']}"


def _field(name: str, text: str) -> str:
    return f"  {name:<13}{text}"


def _number(row: Row) -> str:
    value = row["obs_value"]
    return "no value" if value is None else f"{value:,.6f}".rstrip("0").rstrip(".")


def _verdict(verdict: Row) -> str:
    """What a broken rule says of which key; a waiver stands in place of the severity it takes away."""
    judged = f"{verdict['rule_id']}: expected {verdict['expected']}, found {verdict['found']}, of {verdict['key']}"
    return f"{judged}; {verdict['waiver']}" if verdict["waiver"] else f"{verdict['severity']} {judged}"
