"""The doctor's look at nights: whether they come by themselves, whether the clock orders them, and what they leave behind.

What belongs here: the daemon and its schedule, the clock, retention. What does not: the installation and the data (`doctor`).
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Final

from orchestration import retention
from orchestration.config import Settings
from orchestration.publish import builds, newest_moment

if TYPE_CHECKING:
    import dagster as dg

SCHEDULE: Final = "nightly_schedule"
#: A daemon beats every 30 seconds; one that is silent for longer than this is gone.
SILENT: Final = datetime.timedelta(minutes=5)
#: A night comes every 24 hours and may take some; longer than this without any, one was missed.
NIGHT: Final = datetime.timedelta(hours=30)
#: A build may be this far ahead of the clock: machines differ by seconds.
AHEAD: Final = datetime.timedelta(minutes=5)
#: Before this release there was nothing of ours: a clock that says so was never set.
FIRST_RELEASE: Final = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


def schedule(settings: Settings) -> tuple[str, str]:
    """Whether somebody runs the nights: the daemon of `zhibiao ui`, or a timer that calls `zhibiao nightly`."""
    if not (settings.dagster / "dagster.yaml").exists():
        return "no run yet", ""
    import dagster as dg

    now = datetime.datetime.now(datetime.UTC)
    with dg.DagsterInstance.from_config(str(settings.dagster)) as instance:
        stopped = [state.name for state in instance.all_instigator_state() if state.status.value == "STOPPED"]
        beats = [beat.timestamp for beat in instance.get_daemon_heartbeats().values()]
        last = _last_run(instance)
    heard = datetime.datetime.fromtimestamp(max(beats), datetime.UTC) if beats else None
    if SCHEDULE in stopped:
        return "", f"{SCHEDULE} is turned off; next: turn it on in `zhibiao ui` under Automation"
    silent = heard is None or now - heard > SILENT
    daemon = "beats" if not silent else f"was last heard {_day(heard)}" if heard else "was never heard"
    told = f"last run {_day(last)}, the daemon {daemon}"
    if silent and last is not None and now - last > NIGHT:
        return "", f"no night for {(now - last).days} days: {told}; next: start `zhibiao ui`, or call `zhibiao nightly`"
    return told, ""


def _last_run(instance: dg.DagsterInstance) -> datetime.datetime | None:
    records = instance.get_run_records(limit=1)
    return records[0].create_timestamp.astimezone(datetime.UTC) if records else None


def _day(moment: datetime.datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else "never"


def clock(settings: Settings) -> tuple[str, str]:
    """Whether the clock stands behind what was already written by it, or was never set."""
    now = datetime.datetime.now(datetime.UTC)
    newest = newest_moment(settings.published)
    if now < FIRST_RELEASE or (newest is not None and newest - now > AHEAD):
        told = f"the clock says {_day(now)}, the newest build is of {_day(newest)}"
        return "", f"{told}; next: set the clock (builds keep their order meanwhile)"
    return _day(now), ""


def kept(settings: Settings) -> tuple[str, str]:
    """Whether old builds and records are removed as the settings say."""
    found = len(builds(settings.published))
    before = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=settings.keep_days)
    old = sum(1 for _ in retention.outlived(settings, before))
    fact = f"{found} of {settings.keep_builds} builds, {old:,} records older than {settings.keep_days} days"
    if found > settings.keep_builds:
        return "", f"{fact}; next: `zhibiao nightly --anyway` publishes and removes what is too much"
    return fact, ""  # records go when a build is published, also those that grew too old since the last one
