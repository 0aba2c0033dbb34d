"""What a build starts from: the published build's file where it can be trusted, else nothing.

What belongs here: when an earlier build may be grown, and the record of what a build was begun with. What does not: how
tables grow (`dbt_project/macros/by_document.sql`), what becomes of the build (`publish`).

Only a published build is grown, for it is whole and its bytes are known: what a failed or killed run leaves in the private
build file is removed before the next one starts. It must have been made by the same recipe, because rows of documents that
did not change are not made again.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from orchestration import dbt
from orchestration.config import Settings
from orchestration.publish import DATABASE, current_manifest
from sources.durable import sha256_of_file
from sources.version import installed, vocabulary_version


@dataclass(frozen=True, slots=True)
class Origin:
    """`recipe`: everything but the lake that shaped the rows, "" when not known; `grown_from`: a build's id, "" for none."""

    recipe: str
    grown_from: str


def recipe() -> str:
    """12 hex digits over dbt project, vocabulary and engine: same digits and same lake, same rows."""
    parts = (dbt.project_version(), vocabulary_version(), installed("duckdb"))
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:12]


def begin(settings: Settings) -> Origin:
    """Put the file in place that the build starts from, and record what it is."""
    forget(settings)
    dbt.fresh(settings)
    settings.build.parent.mkdir(parents=True, exist_ok=True)
    now = recipe()
    origin = Origin(now, _copy_of_published(settings, now))
    _record(settings).write_text(json.dumps(asdict(origin)), encoding="utf-8")
    return origin


def forget(settings: Settings) -> None:
    """What is in the build file is no longer what one recipe made of one lake: the build cannot be grown later."""
    _record(settings).unlink(missing_ok=True)


def of_build(settings: Settings) -> Origin:
    """What the build file was begun with."""
    try:
        facts = json.loads(_record(settings).read_text(encoding="utf-8"))
        return Origin(str(facts["recipe"]), str(facts["grown_from"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Origin("", "")


def _record(settings: Settings) -> Path:
    return settings.build.with_name("origin.json")


def _copy_of_published(settings: Settings, wanted: str) -> str:
    """The id of the current build if its file was taken over; "" if there is none that the recipe allows, or it is damaged."""
    manifest = current_manifest(settings.published) or {}
    if manifest.get("recipe") != wanted:
        return ""
    try:
        shutil.copyfile(settings.current / DATABASE, settings.build)
        if sha256_of_file(settings.build) == manifest["files"][DATABASE]["sha256"]:
            return str(manifest["build_id"])
    except (OSError, KeyError, TypeError):
        pass
    dbt.fresh(settings)
    return ""
