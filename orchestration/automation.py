"""When the job runs without anybody asking, and who is told when it fails or somebody must look.

What belongs here: the job, its schedule, the inbox sensor, the failure hook and sensor, alerts. What does not: steps.
"""

import hashlib
import time
from typing import Final

import dagster as dg

from expectations.record import failing_rows
from expectations.verdict import GATES, GateResult
from orchestration.alerts import Alert, raise_alert
from orchestration.config import Settings
from orchestration.terminal import counted
from sources.discover import Root, discover
from sources.errors import ZhibiaoError

JOB: Final = "nightly"
#: A file changed this recently may still be on its way in.
SETTLED_SECONDS: Final = 30
#: Figures that one alert names.
SHOWN: Final = 10


@dg.failure_hook(name="alert_on_failed_step")
def alert_on_failed_step(context: dg.HookContext) -> None:
    """A step failed: write the alert while its error is at hand."""
    error = context.op_exception
    remedy = ""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ZhibiaoError):
            remedy = cause.remedy
            break
        cause = cause.__cause__
    _alert(context.run_id, context.op.name, str(error), remedy)


@dg.run_failure_sensor(
    name="alert_on_failed_run",
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="A run failed outside its steps (killed, no lock): write the alert, unless a step's hook did.",
)
def alert_on_failed_run(context: dg.RunFailureSensorContext) -> None:
    _alert(context.dagster_run.run_id, context.dagster_run.job_name, context.failure_event.message or "it ended", "")


def _alert(run_id: str, step: str, problem: str, remedy: str) -> None:
    settings = Settings.from_environment()
    gate = next((gate for gate in GATES if step == f"gate_{gate}"), None)
    rows = tuple(failing_rows(settings.audit, run_id, gate)) if gate else ()
    alert = Alert(run_id, step, problem, remedy or "`zhibiao ui` shows the run", str(settings.home), rows)
    raise_alert(alert, settings.alerts, settings.webhook)


def tell_of_decisions(run_id: str, result: GateResult) -> None:
    """Figures are held back because a correction of theirs does not hold any more: the night goes on, and somebody is told."""
    held = result.held_for_decisions
    if not held:
        return
    settings = Settings.from_environment()
    problem = f"{counted(len(held), 'figure')} held back: what somebody decided does not hold any more"
    remedy = "bring its row in corrections.csv up to date, or take it out; the next run applies it"
    rows = tuple(
        {"rule_id": one.rule_id, "breaches": str(len(held)), "key": one.key}
        | {"expected": one.expected, "found": one.found, "detail": one.detail}
        for one in held[:SHOWN]
    )
    alert = Alert(run_id, f"gate_{result.gate}", problem, remedy, str(settings.home), rows, stopped=False)
    raise_alert(alert, settings.alerts, settings.webhook)


nightly: Final = dg.define_asset_job(
    JOB,
    selection=dg.AssetSelection.all(),
    description="Everything: documents → ledger → warehouse → gates → published build. Does next to nothing when nothing changed.",
    hooks={alert_on_failed_step},
    executor_def=dg.in_process_executor,
)

schedule: Final = dg.ScheduleDefinition(
    name="nightly_schedule",
    job=nightly,
    cron_schedule="0 2 * * *",
    execution_timezone="Asia/Shanghai",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Every night at 02:00 in Beijing.",
)


@dg.sensor(
    name="inbox_sensor",
    job=nightly,
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Runs the job when documents in ZHIBIAO_INBOX were added or changed and have settled.",
)
def inbox_sensor(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    inbox = Settings.from_environment().inbox
    if inbox is None:
        return dg.SkipReason("ZHIBIAO_INBOX is not set")
    if not inbox.is_dir():
        return dg.SkipReason(f"{inbox} is not a folder")
    digest = hashlib.sha256()
    newest = 0.0
    for item in discover([Root("inbox", inbox)]).inputs:
        try:
            facts = item.path.stat()
        except OSError:
            continue
        newest = max(newest, facts.st_mtime)
        digest.update(f"{item.name}\t{facts.st_size}\t{facts.st_mtime_ns}\t{sorted(item.sidecar.items())}\n".encode())
    seen = digest.hexdigest()
    if seen == context.cursor:
        return dg.SkipReason("the inbox is as it was")
    if abs(time.time() - newest) < SETTLED_SECONDS:  # a file from the future will not become older by waiting
        return dg.SkipReason("a document may still be on its way in")
    return dg.SensorResult(run_requests=[dg.RunRequest(run_key=seen)], cursor=seen)
