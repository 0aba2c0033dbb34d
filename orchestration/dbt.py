"""Running dbt in this process: the manifest when the project changed, a layer when the job asks for one.

What belongs here: calling dbt and letting go of the build file. What does not: what dbt builds (`dbt_project`), Dagster.

dbt is imported only when it runs: the manifest of an unchanged project is read from disk. Afterwards dbt's connection to
the build file is closed, because a connection left open keeps every other process out of the file.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from expectations import decisions, quarantine, register
from orchestration.config import DBT_PROJECT, VOCABULARY, Settings
from sources.errors import Invalid, Retriable
from sources.version import installed, tree_hash

if TYPE_CHECKING:
    from dbt.cli.main import dbtRunnerResult

#: Layers in the order in which they are built; each is a folder and a tag of the dbt project.
LAYERS: Final = ("staging", "intermediate", "choice", "core", "marts", "quality")
#: Layers whose tables are published.
PUBLIC_LAYERS: Final = ("core", "marts", "quality")

#: The manifest on disk is that of `manifest`: dbt would write it anew twice a call, with nothing new that anybody reads.
_AS_PARSED: Final = "--no-write-json"

_PASSED: Final = ("success", "pass", "no-op")


@dataclass(frozen=True, slots=True)
class Node:
    """What became of one dbt node: a model, a test or a unit test. `failures` counts a test's rows."""

    unique_id: str
    name: str
    status: str
    message: str
    seconds: float
    failures: int

    @property
    def passed(self) -> bool:
        return self.status in _PASSED

    @property
    def skipped(self) -> bool:
        return self.status == "skipped"


def environment(settings: Settings) -> dict[str, str]:
    """The variables that dbt's profile and sources read, and those that keep dbt to itself."""
    return {
        "ZHIBIAO_LAKE": str(settings.lake),
        "ZHIBIAO_AUDIT": str(settings.audit),
        "ZHIBIAO_BUILD": str(settings.build),
        "ZHIBIAO_WAREHOUSE_BYTES": str(settings.warehouse_bytes),
        "ZHIBIAO_VOCABULARY": str(VOCABULARY),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DO_NOT_TRACK": "1",
    }


def project_version() -> str:
    """Changes when the project or dbt itself changes."""
    return tree_hash([DBT_PROJECT], installed("dbt-core"), installed("dbt-duckdb"))


def manifest(settings: Settings) -> Mapping[str, Any]:
    """dbt's manifest of the project as it is now; parsed anew only when the project changed.

    Raises Invalid when the project cannot be parsed.
    """
    path = settings.dbt_target / "manifest.json"
    stamp = settings.dbt_target / "manifest.version"
    # paths are in the manifest too: sources name the files they read
    wanted = " ".join(
        (project_version(), str(settings.lake), str(settings.audit), str(settings.build), str(VOCABULARY))
    )
    if not (stamp.exists() and stamp.read_text() == wanted and _whole(path)):
        shutil.rmtree(settings.dbt_target, ignore_errors=True)  # compiled SQL of models that are gone
        settings.dbt_target.mkdir(parents=True)
        result = _invoke(settings, ["parse"])
        if not result.success:
            raise Invalid(str(DBT_PROJECT), f"dbt cannot parse it: {result.exception}", remedy="mend the project")
        stamp.write_text(wanted)
    loaded: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def _whole(path: Path) -> bool:
    """Whether a file is there and is JSON to its end: dbt does not flush its manifest to disk."""
    try:
        json.loads(path.read_bytes())
    except (OSError, ValueError):
        return False
    return True


def build(
    settings: Settings,
    select: Sequence[str],
    finished: Callable[[str, str], None] = lambda name, status: None,
    *,
    unit_tests: bool = True,
) -> list[Node]:
    """Build and test what is selected. `finished` hears of each model as it ends. `unit_tests` may be left out where they
    passed on the same project, vocabulary and engine: their rows are written in the project, not taken from the lake.

    Tests run when all their parents are selected or upstream: a test between two layers runs with the later layer. Nodes
    that fail are in the result, not raised. Raises Retriable when the build file is locked, Invalid when dbt cannot start.
    """
    settings.build.parent.mkdir(parents=True, exist_ok=True)
    decisions.hand_over(settings.audit, decisions.read_decisions(settings.decisions))
    quarantine.prepare(settings.audit)
    register.prepare(settings.audit)

    def hear(event: Any) -> None:
        if event.info.name in ("LogModelResult", "LogTestResult"):
            finished(event.data.node_info.node_name, event.data.status)

    from dbt.artifacts.schemas.run import RunExecutionResult

    known = [] if unit_tests else ["--exclude-resource-type", "unit_test"]
    result = _invoke(
        settings, ["build", _AS_PARSED, "--indirect-selection", "buildable", *known, "--select", *select], [hear]
    )
    if not isinstance(result.result, RunExecutionResult):
        raise _stopped(settings, str(result.exception or "dbt stopped without a result"))
    return [
        Node(
            unique_id=node.node.unique_id,
            name=node.node.name,
            status=str(node.status),
            message=(node.message or "").strip(),
            seconds=node.execution_time,
            failures=node.failures or 0,
        )
        for node in result.result.results
    ]


def docs(settings: Settings) -> Path:
    """Every model, column, test and edge as one page that needs no network. Raises Invalid when dbt cannot make it.

    Reads the build file for the types of columns: run it when the build is published, never between two gates.
    """
    result = _invoke(settings, ["docs", "generate", _AS_PARSED, "--static", "--no-compile"])
    made = settings.dbt_target / "static_index.html"
    if not result.success or not made.is_file():
        raise Invalid(
            str(DBT_PROJECT), f"dbt cannot document it: {result.exception}", remedy="see var/dbt/logs/dbt.log"
        )
    settings.models_page.parent.mkdir(parents=True, exist_ok=True)
    draft = settings.models_page.with_suffix(".draft")
    shutil.copyfile(made, draft)
    os.replace(draft, settings.models_page)
    return settings.models_page


def make_room(settings: Settings) -> None:
    """Delete from a build file what the layers after staging make anew; nothing to do where there is nothing.

    Raises Retriable when the build file is locked, Invalid when dbt cannot do it.
    """
    result = _invoke(settings, ["run-operation", "make_room", _AS_PARSED])
    if not result.success:
        raise _stopped(settings, str(result.exception or "make_room failed"))


def fresh(settings: Settings) -> None:
    """Remove the private build file. Published builds are copies."""
    settings.build.unlink(missing_ok=True)
    settings.build.with_name(settings.build.name + ".wal").unlink(missing_ok=True)
    shutil.rmtree(settings.build.with_name(settings.build.name + ".tmp"), ignore_errors=True)  # spilled by a killed run


def _stopped(settings: Settings, problem: str) -> Retriable | Invalid:
    kind = Retriable if "lock" in problem.lower() else Invalid
    return kind(str(settings.build), problem[:1000], expected="a dbt run", remedy="see var/dbt/logs/dbt.log")


@contextmanager
def _variables(values: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def invoke(
    arguments: Sequence[str], variables: Mapping[str, str], callbacks: Sequence[Callable[[Any], None]] = ()
) -> dbtRunnerResult:
    """Run a dbt command in this process with these variables in its environment, and let go of the file it built."""
    from dbt.cli.main import dbtRunner

    with _variables(variables):
        try:
            return dbtRunner(callbacks=list(callbacks)).invoke([*arguments])
        finally:
            _let_go()


def _invoke(
    settings: Settings, arguments: Sequence[str], callbacks: Sequence[Callable[[Any], None]] = ()
) -> dbtRunnerResult:
    log = settings.home / "dbt" / "logs"
    fixed = [
        "--project-dir", str(DBT_PROJECT),
        "--profiles-dir", str(DBT_PROJECT),
        "--target-path", str(settings.dbt_target),
        "--log-path", str(log),
        "--log-level", "none",
        "--log-level-file", "info",
        "--no-print",
        "--no-version-check",
    ]  # fmt: skip
    return invoke([*arguments, *fixed], environment(settings), callbacks)


def _let_go() -> None:
    """Close dbt-duckdb's process-wide connection, which `invoke` leaves open and its own closing only forgets."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager as Connections

    environment: Any = Connections._ENV
    if environment is not None:
        environment.close()
        Connections._ENV = None
