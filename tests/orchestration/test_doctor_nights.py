"""The doctor says when nights do not come, when the clock stands behind what it wrote, and when builds pile up."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest
import time_machine
from dagster._core.definitions.run_request import InstigatorType
from dagster._core.remote_origin import ManagedGrpcPythonEnvCodeLocationOrigin, RemoteRepositoryOrigin
from dagster._core.scheduler.instigation import InstigatorState, InstigatorStatus, ScheduleInstigatorData
from dagster._core.types.loadable_target_origin import LoadableTargetOrigin
from dagster._daemon.types import DaemonHeartbeat

from orchestration import automation, doctor_nights, instance
from orchestration.config import Settings

DAYS_AGO = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=3)


@dg.job
def nightly() -> None: ...


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in ("DAGSTER_HOME", "ZHIBIAO_HOME"):
        monkeypatch.setenv(name, "")  # set by `prepare`, put back after the test
    instance.prepare(Settings(tmp_path))
    return Settings(tmp_path, keep_builds=1)


@pytest.fixture
def dagster(settings: Settings) -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.from_config(str(settings.dagster)) as found:
        yield found


def test_the_schedule_that_is_looked_for_is_ours() -> None:
    assert automation.schedule.name == doctor_nights.SCHEDULE


def test_a_schedule_that_somebody_turned_off_is_named(settings: Settings, dagster: dg.DagsterInstance) -> None:
    assert doctor_nights.schedule(settings)[1] == ""
    place = ManagedGrpcPythonEnvCodeLocationOrigin(LoadableTargetOrigin(module_name="orchestration.definitions"))
    origin = RemoteRepositoryOrigin(place, "__repository__").get_instigator_origin(automation.schedule.name)
    data = ScheduleInstigatorData(automation.schedule.cron_schedule)
    dagster.add_instigator_state(InstigatorState(origin, InstigatorType.SCHEDULE, InstigatorStatus.STOPPED, data))
    assert "turned off" in doctor_nights.schedule(settings)[1]


@pytest.mark.parametrize(("beats", "missed"), [(False, True), (True, False)])
def test_days_without_a_night_are_missed_unless_a_daemon_waits(
    settings: Settings, dagster: dg.DagsterInstance, beats: bool, missed: bool
) -> None:
    with time_machine.travel(DAYS_AGO):
        dagster.create_run_for_job(nightly)
    if beats:
        dagster.add_daemon_heartbeat(DaemonHeartbeat(time.time(), "SCHEDULER", "one"))
    fact, problem = doctor_nights.schedule(settings)
    assert ("no night for 3 days" in problem) == missed
    assert ("the daemon beats" in fact) == beats


def test_a_home_without_runs_misses_none(tmp_path: Path) -> None:
    assert doctor_nights.schedule(Settings(tmp_path)) == ("no run yet", "")


@pytest.mark.parametrize(("day", "wrong"), [("20260102", True), ("20260105", False)])
def test_a_clock_behind_the_newest_build_is_named(settings: Settings, day: str, wrong: bool) -> None:
    (settings.published / "20260103T000000000000Z-0123456789ab").mkdir(parents=True)
    with time_machine.travel(datetime.datetime.strptime(day, "%Y%m%d").replace(tzinfo=datetime.UTC)):
        assert ("set the clock" in doctor_nights.clock(settings)[1]) == wrong


def test_more_builds_than_the_setting_says_are_named(settings: Settings) -> None:
    for day in (3, 4):
        (settings.published / f"2026010{day}T000000000000Z-0123456789ab").mkdir(parents=True)
    assert "2 of 1 builds" in doctor_nights.kept(settings)[1]
