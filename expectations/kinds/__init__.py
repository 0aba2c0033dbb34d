"""Kinds of rules: one module a kind, found by its name. A new kind is one file with a function `check`.

What belongs here: what a kind means, as SQL over the rows in scope. What does not: thresholds (they are data in `rules/`).
"""

from __future__ import annotations

import importlib
import pkgutil

from expectations.check import Kind
from sources.errors import Invalid


def names() -> tuple[str, ...]:
    """Every kind there is."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def find(name: str) -> Kind:
    """The kind of that name. Raises `Invalid` when there is none."""
    if name not in names():
        raise Invalid(
            f"kind {name!r}", "unknown", expected=" or ".join(names()), remedy="mend the entry or add the kind"
        )
    kind: Kind = importlib.import_module(f"{__name__}.{name}").check
    return kind
