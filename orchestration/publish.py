"""Publishing: a copy of the audited build becomes the one that readers open, all at once.

What belongs here: verifying the audit record, the versioned folder, its manifest, the swap, the builds kept.
What does not: judging data (`expectations`), and any SQL: tables are copied whole.

`<published>/<build id>/` holds `marts.duckdb`, one Parquet file a table, `manifest.json`, and `SHA256SUMS` over all of them
(`sha256sum -c`); nothing in it changes again. A build's id never sorts before an older one's, whatever the clock does.
`<published>/current` is a symlink to one of them, replaced in one step: a reader that has the old build open keeps it, every
new connection sees the new one.
"""

from __future__ import annotations

import datetime
import json
import os
import platform
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow.parquet as pq

from expectations.record import AuditRecord, read_audit, read_verdicts
from expectations.verdict import GATES
from sources.durable import sha256_of_file, sync
from sources.errors import Invalid
from sources.version import installed

DATABASE: Final = "marts.duckdb"
MANIFEST: Final = "manifest.json"
VERDICTS: Final = "verdicts.parquet"
SUMS: Final = "SHA256SUMS"
_DRAFT: Final = ".draft-"
_LINK: Final = ".current-"
_STAMP: Final = "%Y%m%dT%H%M%S%fZ"
_LIBRARIES: Final = ("zhibiao", "dagster", "dbt-core", "dbt-duckdb", "duckdb", "great-expectations", "pyarrow")


@dataclass(frozen=True, slots=True)
class Table:
    """A table to publish: where it lies in the build file, and what it is."""

    layer: str
    database: str
    schema: str
    name: str


@dataclass(frozen=True, slots=True)
class Published:
    """`rows` by table; `bytes_` of the whole build."""

    build_id: str
    folder: Path
    rows: Mapping[str, int]
    bytes_: int
    removed: tuple[str, ...]


def verify_audit(build: Path, audit: Path, run_id: str) -> Mapping[str, AuditRecord]:
    """The records of the audit that this very build file passed. Raises Invalid when there is none.

    The verdict rows are read again and the file is hashed again: a gate that never ran, a gate that failed, or a build that
    changed after its last gate are all found here, whatever the orchestrator believes.
    """
    if not build.is_file():
        raise Invalid(str(build), "there is no build to publish", remedy="run `zhibiao nightly`")
    leftover = build.with_name(build.name + ".wal")
    if leftover.exists():
        raise Invalid(str(leftover), "the build was not closed", remedy="run `zhibiao nightly` again")
    sha256 = sha256_of_file(build)
    own = any((audit / "verdicts" / f"{run_id}-{gate}.parquet").is_file() for gate in GATES)
    run = run_id if own else _run_that_judged(sha256, audit)
    records = read_audit(audit, run) if run else {}
    for gate in GATES:
        record = records.get(gate)
        if record is None:
            raise Invalid(
                str(build),
                f"gate {gate} has no record for this build",
                expected=f"gates {', '.join(GATES)} passed",
                remedy="run `zhibiao nightly`",
            )
        if not record.passed:
            raise Invalid(
                str(build),
                f"gate {gate} did not pass",
                expected="no failed blocking rule",
                remedy=f"see {audit / 'report' / run / 'index.html'}",
            )
    if records[GATES[-1]].database_sha256 != sha256:
        raise Invalid(
            str(build),
            "the build changed after it was audited",
            expected=records[GATES[-1]].database_sha256,
            remedy="run `zhibiao nightly`",
        )
    return {str(gate): record for gate, record in records.items()}


def publish(
    build: Path,
    published: Path,
    audit: Path,
    run_id: str,
    tables: Sequence[Table],
    *,
    fingerprint: str,
    facts: Mapping[str, Any],
    keep: int,
) -> Published:
    """Verify, copy, describe, swap, and remove what is older than the last `keep` builds.

    `fingerprint` names the inputs the build was made of; `facts` go into the manifest as they are. Raises Invalid when the
    audit does not cover the build; then nothing changed.
    """
    records = verify_audit(build, audit, run_id)
    judged_by = next(iter(records.values())).run_id
    published.mkdir(parents=True, exist_ok=True)
    _sweep(published)
    at = datetime.datetime.now(datetime.UTC)
    build_id = f"{_moment(published, at):{_STAMP}}-{fingerprint}"
    draft = published / f"{_DRAFT}{build_id}"
    draft.mkdir()
    shutil.copyfile(build, draft / DATABASE)
    _export(draft, tables)
    pq.write_table(read_verdicts(audit, judged_by), draft / VERDICTS, compression="zstd")
    rows = {table.name: int(pq.read_metadata(draft / f"{table.name}.parquet").num_rows) for table in tables}
    manifest = {
        "build_id": build_id,
        "published_at": at.isoformat(timespec="seconds"),
        "run_id": judged_by,
        "fingerprint": fingerprint,
        "versions": {library: installed(library) for library in _LIBRARIES} | {"python": platform.python_version()},
        **facts,
        "gates": {gate: {"passed": record.passed, "rules": record.rules} for gate, record in records.items()},
        "tables": {
            table.name: {"layer": table.layer, "schema": table.schema, "rows": rows[table.name]} for table in tables
        },
        "files": {
            path.name: {"sha256": sha256_of_file(path), "bytes": path.stat().st_size}
            for path in sorted(draft.iterdir())
        },
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    (draft / MANIFEST).write_text(text, encoding="utf-8")
    sums = {name: item["sha256"] for name, item in manifest["files"].items()}
    sums[MANIFEST] = sha256_of_file(draft / MANIFEST)
    (draft / SUMS).write_text("".join(f"{sha256}  {name}\n" for name, sha256 in sums.items()), encoding="utf-8")
    for path in draft.iterdir():
        path.chmod(0o444)
        sync(path)
    sync(draft)
    folder = published / build_id
    os.replace(draft, folder)
    sync(published)
    _point(published, build_id)
    size = sum(path.stat().st_size for path in folder.iterdir())
    return Published(build_id, folder, rows, size, _prune(published, keep))


def open_for_writing(published: Path) -> None:
    """Raises OSError where no build could be put: better at a night's beginning than at its end."""
    published.mkdir(parents=True, exist_ok=True)
    draft = published / f"{_DRAFT}{os.getpid()}"
    draft.mkdir(exist_ok=True)
    draft.rmdir()


def current_manifest(published: Path) -> Mapping[str, Any] | None:
    """The manifest of the current build, or None when nothing is published."""
    try:
        manifest: Mapping[str, Any] = json.loads((published / "current" / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return manifest if isinstance(manifest, dict) else None


def damaged(folder: Path) -> tuple[str, ...]:
    """Files of a published build that are missing or differ from their checksum; empty when all is well."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        sums = {name: facts["sha256"] for name, facts in manifest["files"].items()}
        for line in (folder / SUMS).read_text(encoding="utf-8").splitlines() if (folder / SUMS).exists() else ():
            sha256, name = line.split("  ", 1)
            sums[name] = sums.get(name, sha256) if sums.get(name, sha256) == sha256 else ""
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return (MANIFEST,)
    return tuple(
        name
        for name, sha256 in sums.items()
        if not (folder / name).is_file() or sha256_of_file(folder / name) != sha256
    )


def restore(published: Path) -> str:
    """Where the current build is damaged or gone, make the newest whole one current. Returns its id; "" when nothing was
    done, because all is well or no build is whole. Call it only while holding the writer's lock."""
    found = builds(published)
    current = published / "current"
    if not found or (current.exists() and not damaged(current)):
        return ""
    for path in reversed(found):
        if not damaged(path):
            _point(published, path.name)
            return path.name
    return ""


def builds(published: Path) -> list[Path]:
    """All builds, oldest first."""
    if not published.is_dir():
        return []
    return sorted(
        path
        for path in published.iterdir()
        if path.is_dir() and not path.is_symlink() and _stamp(path.name) is not None
    )


def _stamp(build_id: str) -> datetime.datetime | None:
    try:
        return datetime.datetime.strptime(build_id.split("-", maxsplit=1)[0], _STAMP).replace(tzinfo=datetime.UTC)
    except ValueError:
        return None


def newest_moment(published: Path) -> datetime.datetime | None:
    """When the newest build was published, by its id; None when there is none."""
    return max((stamp for path in builds(published) if (stamp := _stamp(path.name)) is not None), default=None)


def _moment(published: Path, now: datetime.datetime) -> datetime.datetime:
    """Now, or just after the newest build where the clock went back: builds are kept and removed in the order of their ids."""
    newest = newest_moment(published)
    return now if newest is None else max(now, newest + datetime.timedelta(microseconds=1))


def _sweep(published: Path) -> None:
    """Remove what killed publications left: drafts, half-removed builds, links that never became `current`."""
    for leftover in published.glob(f"{_DRAFT}*"):
        shutil.rmtree(leftover)
    for link in published.glob(f"{_LINK}*"):
        link.unlink()


def _run_that_judged(sha256: str, audit: Path) -> str:
    """The newest run whose last gate saw these bytes; "" when none did."""
    suffix = f"-{GATES[-1]}"
    paths = sorted((audit / "verdicts").glob(f"*{suffix}.parquet"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in paths:
        run = path.stem.removesuffix(suffix)
        if read_audit(audit, run)[GATES[-1]].database_sha256 == sha256:
            return run
    return ""


def _export(folder: Path, tables: Sequence[Table]) -> None:
    with duckdb.connect(folder / DATABASE, read_only=True) as connection:
        for table in tables:
            relation = connection.table(f'"{table.database}"."{table.schema}"."{table.name}"')
            relation.write_parquet(str(folder / f"{table.name}.parquet"), compression="zstd")


def _point(published: Path, build_id: str) -> None:
    """Replace the symlink `current` in one step. It is relative, so the data home can be moved."""
    link = published / f"{_LINK}{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(build_id)
    os.replace(link, published / "current")
    sync(published)


def _prune(published: Path, keep: int) -> tuple[str, ...]:
    """Remove all but the last `keep` builds, never the current one. A build is gone in one step, then its files are."""
    now = (published / "current").resolve()
    old = [path for path in builds(published)[:-keep] if path != now]
    for path in old:
        gone = published / f"{_DRAFT}{path.name}"
        os.replace(path, gone)
        shutil.rmtree(gone)
    return tuple(path.name for path in old)
