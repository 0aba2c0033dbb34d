"""Whether a build is due: what it would be made of, against what the published one was made of.

What belongs here: the fingerprint of a build's inputs. What does not: what to do about a difference.
"""

from __future__ import annotations

import hashlib

from expectations.decisions import read_decisions
from expectations.overrides import read_overrides
from orchestration import origin
from orchestration.config import DBT_PROJECT, RULES, Settings
from orchestration.publish import current_manifest, damaged
from sources.version import ROOM, touched_hash, tree_hash


def fingerprint(state: str, settings: Settings, recipe: str | None = None) -> str:
    """12 hex digits over documents and outcomes (`state`), recipe, rules and decisions in force: same digits, same build.

    `recipe` is the one that a build was begun with; the one of this moment when left out.
    """
    begun = origin.recipe() if recipe is None else recipe
    parts = (state, begun, tree_hash([RULES]), _in_force(settings))
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:12]


def published(settings: Settings) -> str | None:
    """The fingerprint of the current build; None when nothing is published, or not what its manifest says it is."""
    manifest = current_manifest(settings.published)
    if manifest is None or damaged(settings.current):
        return None
    return str(manifest["fingerprint"])


def touched(settings: Settings) -> str:
    """Changes when any code or data that shapes a build is touched, there and back again too, and when a decision ends."""
    return f"{touched_hash([ROOM, RULES, DBT_PROJECT])} {_in_force(settings)}"


def _in_force(settings: Settings) -> str:
    """Which decisions and overrides hold today: a build is due when one is made, changed, or ends."""
    return read_decisions(settings.decisions).in_force + read_overrides().in_force
