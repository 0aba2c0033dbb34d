"""The whole job once, headless: what `zhibiao nightly` does and what the schedule does, by the same definitions.

What belongs here: running the job in this process and reading its events. What does not: steps, rendering (`summary`).
"""

from __future__ import annotations

import datetime
import errno
import logging
import os
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from orchestration import exits, instance, lock, progress
from orchestration.alerts import Alert, raise_alert
from orchestration.config import Settings
from sources.errors import Invalid, ZhibiaoError


@dataclass(frozen=True, slots=True)
class Night:
    """What a run did, from its own events.

    `standing`: the ledger step's figures (see `orchestration.intake`); `gates`: figures a gate that ran, by gate;
    `build`: the published asset's metadata, empty when nothing was published; `failures`: (step, message);
    `fetches`: how many addresses had which outcome; `not_fetched`: (address, outcome, problem);
    `without_effect`: decisions that decide nothing, a sentence each.
    """

    run_id: str
    standing: Mapping[str, Any]
    gates: Mapping[str, Mapping[str, Any]]
    build: Mapping[str, Any]
    failures: tuple[tuple[str, str], ...] = field(default=())
    fetches: Mapping[str, int] = field(default_factory=dict)
    not_fetched: tuple[tuple[str, str, str], ...] = ()
    without_effect: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        if self.failures:
            return exits.FAILED
        left_out = self.standing.get("left out") or self.not_fetched
        return exits.INPUTS_LEFT_OUT if left_out else exits.PUBLISHED_OR_UNCHANGED


def run(
    settings: Settings,
    *,
    inbox: Path | None = None,
    sample: bool | None = None,
    rehash: bool = False,
    anyway: bool = False,
) -> Night:
    """Run the job. Raises Retriable when another run is writing, Invalid when the definitions cannot be loaded, OSError when
    the run's own records cannot be written.

    Failures of steps are in the result, on record in the Dagster instance, and in an alert file; what fails around the steps
    is raised, after its alert.
    """
    folder = inbox or settings.inbox
    if folder and not folder.is_dir():
        raise Invalid(str(folder), "is not a folder", expected="a folder of documents", remedy="check the path")
    try:
        with lock.writer(settings.lock, "the start of a run", settings.lock_seconds):
            pass  # busy is said in a moment, not after seconds of imports; the job takes the lock for itself
        return _run(settings, inbox, sample, rehash, anyway)
    except ZhibiaoError:
        raise
    except Exception as error:
        _tell(settings, error)
        raise


def _run(settings: Settings, inbox: Path | None, sample: bool | None, rehash: bool, anyway: bool) -> Night:
    instance.prepare(settings)
    progress.current().stage("loading the job")
    import dagster as dg

    warnings.filterwarnings("ignore", category=dg.BetaWarning)
    warnings.filterwarnings("ignore", category=dg.PreviewWarning)
    # it says of steps that a skip passes over that they "will proceed": they do not
    logging.getLogger("dagster._core.execution.plan.active").setLevel(logging.ERROR)
    from orchestration import steps
    from orchestration.graph import definitions

    job = definitions(settings).resolve_job_def("nightly")
    inputs: dict[str, Any] = {"inbox": str(inbox) if inbox else "", "rehash": rehash}
    if sample is not None:
        inputs["sample"] = sample
    config = {
        "ops": {"landing": {"config": inputs}, "ledger": {"config": {"anyway": anyway}}},
        "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
    }
    from sqlalchemy.exc import OperationalError

    try:
        with instance.held_open(), dg.DagsterInstance.get() as dagster:
            tags = {steps.PROCESS: str(os.getpid())}
            result = job.execute_in_process(run_config=config, instance=dagster, raise_on_error=False, tags=tags)
            return _night(result, dg)
    except OperationalError as error:
        words = f"the records of the run cannot be written: {error.orig}"
        raise OSError(errno.EIO, words, str(settings.dagster)) from error


def _tell(settings: Settings, error: Exception) -> None:
    """The alert of a run that failed around its steps, where no hook of the job hears of it."""
    at = datetime.datetime.now(datetime.UTC)
    problem = f"{type(error).__name__}: {error}"
    alert = Alert(f"around-steps-{at:%Y%m%dT%H%M%S}", "nightly", problem, "`zhibiao doctor`", str(settings.home))
    raise_alert(alert, settings.alerts, settings.webhook)


def _night(result: Any, dg: Any) -> Night:
    standing: dict[str, Any] = {}
    gates: dict[str, Mapping[str, Any]] = {}
    build: dict[str, Any] = {}
    failures: list[tuple[str, str]] = []
    landed: dict[str, Any] = {}
    for event in result.all_events:
        if event.is_asset_observation:
            standing = _plain(event.asset_observation_data.asset_observation.metadata)
        elif event.event_type == dg.DagsterEventType.ASSET_CHECK_EVALUATION:
            facts = _plain(event.asset_check_evaluation_data.metadata)
            if "gate" in facts:
                gates[facts["gate"]] = facts
        elif event.is_step_materialization and event.asset_key == dg.AssetKey("published"):
            build = _plain(event.materialization.metadata)
        elif event.is_step_materialization and event.asset_key == dg.AssetKey("landing"):
            landed = _plain(event.materialization.metadata)
        elif event.is_step_failure:
            stopped = event.step_key in {f"gate_{gate}" for gate in gates}
            message = "stopped the publication" if stopped else _message(event.step_failure_data.error)
            failures.append((event.step_key, message))
        elif (event.is_resource_init_failure or event.is_run_failure) and not failures:
            error = getattr(event.event_specific_data, "error", None)
            failures.append((event.job_name, _message(error) or event.message))
    return Night(
        result.run_id,
        standing,
        gates,
        build,
        tuple(failures),
        landed.get("addresses", {}),
        tuple((address, outcome, problem) for address, outcome, problem in landed.get("not fetched", ())),
        tuple(landed.get("decisions that decide nothing", ())),
    )


def _message(error: Any) -> str:
    """The innermost cause in one line: Dagster's own wrapping says only that a step failed."""
    if error is None:
        return ""
    while error.cause is not None:
        error = error.cause
    return str(error.message).strip()


def _plain(metadata: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value.value for key, value in metadata.items()}
