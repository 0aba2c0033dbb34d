"""What every step of the job shares: settings, the lock, retries, and how our errors become Dagster's.

What belongs here: resources and policies. What does not: any step.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import dagster as dg

from orchestration import freshness, lock
from orchestration.config import Settings
from sources.errors import Invalid, Retriable, ZhibiaoError

#: Owner of the assets in the graph; a deployment with real teams names them here.
OWNERS: Final = ("team:zhibiao",)

#: How a run names itself to the lock.
RUN: Final = "run "

#: The tag by which a run of the command line names its process.
PROCESS: Final = "zhibiao/process"

#: For `Retriable` alone: every other error is turned into a failure that is not tried again (`our_errors`).
RETRY: Final = dg.RetryPolicy(max_retries=2, delay=5, backoff=dg.Backoff.EXPONENTIAL)


@dataclass(frozen=True, slots=True)
class Held:
    """What a run holds: the lock, and what code and data were when it took it (`freshness.touched`)."""

    touched: str


@dg.resource(description="The data home's writer lock, held from the first step to the last.")
def writer(context: dg.InitResourceContext) -> Iterator[Held]:
    settings = Settings.from_environment()
    purpose = f"{RUN}{context.run_id}" if context.run_id else "a run"
    with lock.writer(settings.lock, purpose, settings.lock_seconds) as died:
        if context.instance is not None:
            if died.startswith(RUN):
                _bury(context.instance, died.removeprefix(RUN))
            _bury_the_gone(context.instance)
        yield Held(freshness.touched(settings))


def _bury(instance: dg.DagsterInstance, run_id: str) -> None:
    """Close a run that was killed: one that is for ever under way would keep the schedule from starting another."""
    run = instance.get_run_by_id(run_id)
    if run is not None and not run.is_finished:
        instance.report_run_failed(run, "It was killed while it wrote; a later run found its lock and went on.")


def unmoved(held: Held) -> None:
    """Raise Invalid where code, rules, decisions or vocabulary changed since the run began."""
    if freshness.touched(Settings.from_environment()) != held.touched:
        raise Invalid(
            "code, rules, decisions or vocabulary",
            "changed while this run was building: it would publish a mixture",
            expected="the same files from the first step to the last",
            remedy="run `zhibiao nightly` again; see docs/runbook/changed-under-way.md",
        )


def _bury_the_gone(instance: dg.DagsterInstance) -> None:
    """Close runs of processes that are gone: a full disk may keep a run from recording its own end."""
    for run in instance.get_runs(dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED])):
        if PROCESS in run.tags and _gone(int(run.tags[PROCESS])):
            _bury(instance, run.run_id)


def _gone(process: int) -> bool:
    try:
        os.kill(process, 0)  # asks, and does nothing
    except ProcessLookupError:
        return True
    except PermissionError:  # another account's
        return False
    return False


@contextmanager
def our_errors(held: Held) -> Iterator[None]:
    """Let `Retriable` pass to the retry policy; say of every other error that trying again is no use.

    Where code or data changed under the run, that is what is said: whatever else went wrong may come of it.
    """
    try:
        try:
            yield
        except dg.Failure:
            raise
        except Exception:
            unmoved(held)
            raise
    except (Retriable, dg.Failure):
        raise
    except ZhibiaoError as error:
        facts = {"input": error.subject, "problem": error.problem, "next": error.remedy}
        raise dg.Failure(str(error), metadata=facts, allow_retries=False) from error
    except Exception as error:
        raise dg.Failure(f"{type(error).__name__}: {error}", allow_retries=False) from error
