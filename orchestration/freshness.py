"""Whether a build is due: what it would be made of, against what the published one was made of.

What belongs here: the fingerprint of a build's inputs. What does not: what to do about a difference.
"""

from __future__ import annotations

import hashlib

from orchestration import origin
from orchestration.config import DBT_PROJECT, RULES, Settings
from orchestration.publish import current_manifest, damaged
from sources.version import ROOM, touched_hash, tree_hash


def fingerprint(state: str, recipe: str | None = None) -> str:
    """12 hex digits over documents and outcomes (`state`), recipe and rules: same digits, same build.

    `recipe` is the one that a build was begun with; the one of this moment when left out.
    """
    parts = (state, origin.recipe() if recipe is None else recipe, tree_hash([RULES]))
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:12]


def published(settings: Settings) -> str | None:
    """The fingerprint of the current build; None when nothing is published, or not what its manifest says it is."""
    manifest = current_manifest(settings.published)
    if manifest is None or damaged(settings.current):
        return None
    return str(manifest["fingerprint"])


def touched() -> str:
    """Changes when any code or data that shapes a build is touched, there and back again too."""
    return touched_hash([ROOM, RULES, DBT_PROJECT])
