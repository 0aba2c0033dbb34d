"""The gates in the graph: blocking checks on every model that the next step reads.

What belongs here: attaching gates and showing verdicts. What does not: rules and judging (`expectations`).

A gate runs once and reports on each model of its stage's frontier, because a blocking check holds back only what reads the
checked model directly. `published` asks the audit record again.
"""

from collections.abc import Iterator, Sequence

import dagster as dg

from expectations.verdict import Gate, GateResult
from orchestration import automation, pages, preview, progress
from orchestration.config import Settings
from orchestration.steps import our_errors
from orchestration.terminal import counted
from orchestration.warehouse import Stage

SHOWN: int = 20


def check_name(gate: Gate) -> str:
    return f"gate_{gate}"


def gate_check(stage: Stage, keys: Sequence[dg.AssetKey]) -> dg.AssetChecksDefinition:
    """The gate that closes `stage`, blocking on each of `keys`."""
    name = check_name(stage.gate)

    @dg.multi_asset_check(
        name=name,
        specs=[
            dg.AssetCheckSpec(
                name,
                asset=key,
                blocking=True,
                description=f"Gate {stage.gate}: no blocking rule of expectations/rules/{stage.gate}.toml is broken.",
            )
            for key in keys
        ],
        can_subset=True,
        required_resource_keys={"writer"},
    )
    def gate(context: dg.AssetCheckExecutionContext) -> Iterator[dg.AssetCheckResult]:
        from expectations import run_gate  # great_expectations takes seconds to import: only where a gate runs

        with our_errors(context.resources.writer):
            settings = Settings.from_environment()
            report = progress.current()
            report.stage(f"gate: {stage.gate}")
            result = run_gate(
                stage.gate,
                settings.build,
                settings.lake,
                context.run.run_id,
                settings.audit,
                decisions=settings.decisions,
            )
            report.note(sentence(result))
            for message in result.messages(SHOWN):
                report.note(f"failed: {message}")
            for verdict in result.held_for_decisions[:SHOWN]:
                report.note(f"decided, but does not hold: {verdict.message}")
            automation.tell_of_decisions(context.run.run_id, result)
        for key in context.selected_asset_check_keys:
            yield dg.AssetCheckResult(
                passed=result.passed,
                asset_key=key.asset_key,
                check_name=key.name,
                severity=dg.AssetCheckSeverity.ERROR,
                description="; ".join(result.messages(3)) or sentence(result),
                metadata=_metadata(settings, result),
            )

    return gate


def sentence(result: GateResult) -> str:
    words = [
        f"{result.count('passed'):,} rules passed",
        f"{result.count('warned'):,} warned",
        f"{counted(len(result.quarantined), 'key')} held back",
        *([f"{result.count('waived'):,} waived"] if result.count("waived") else []),
        f"{result.count('failed'):,} failed",
        f"{result.count('not applicable'):,} had nothing to judge",
    ]
    return ", ".join(words)


def _metadata(settings: Settings, result: GateResult) -> dict[str, dg.MetadataValue]:
    failed = [verdict for verdict in result.verdicts if verdict.whole_scope and not verdict.passed]
    rows = [(verdict.rule_id, verdict.severity, verdict.expected, verdict.found, verdict.detail) for verdict in failed]
    return {
        "gate": dg.MetadataValue.text(result.gate),
        "passed": dg.MetadataValue.int(result.count("passed")),
        "warned": dg.MetadataValue.int(result.count("warned")),
        "quarantined": dg.MetadataValue.int(result.count("quarantined")),
        "waived": dg.MetadataValue.int(result.count("waived")),
        "keys held back": dg.MetadataValue.int(len(result.quarantined)),
        "holding rules": dg.MetadataValue.json(sorted({v.rule_id for v in result.quarantined})),
        "failed": dg.MetadataValue.int(result.count("failed")),
        "nothing to judge": dg.MetadataValue.int(result.count("not applicable")),
        "warned rules": dg.MetadataValue.json([v.rule_id for v in result.warnings if v.whole_scope and v.applicable]),
        "broken rules": dg.MetadataValue.md(
            preview.markdown(("rule", "severity", "expected", "found", "detail"), rows)
        ),
        "decisions": dg.MetadataValue.json([verdict.message for verdict in result.held_for_decisions[:SHOWN]]),
        "messages": dg.MetadataValue.json(list(result.messages(SHOWN))),
        "quality report": dg.MetadataValue.url(pages.address(settings, result.report)),
        "quality report file": dg.MetadataValue.path(result.report.absolute()),
    }
