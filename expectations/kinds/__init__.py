"""Kinds of rules: one module a kind, found by its name. A new kind is one file with a function `check`.

What belongs here: what a kind means, as SQL over the rows in scope. What does not: thresholds (they are data in `rules/`).

A kind that checks a figure against something other than its own reading says against what, by a constant AGAINST: "figures"
(another figure: of the same document, another document, another year, another place), "words" (the words beside the numeral,
read another way), "person" (somebody read the document). Its check has `judged`, from which the share of checked figures is
counted. Kinds without it judge structure: codes, joins, ranges, a reading by itself. `range` is one of these, since its bounds are no
statement of anybody about this place and year; `paired` and `usual` too, since they hold one reading of the parser against another of
its readings in the same breath or part, and no value against a value.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

from expectations.check import Kind
from sources.errors import Invalid


def names() -> tuple[str, ...]:
    """Every kind there is."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def find(name: str) -> Kind:
    """The kind of that name. Raises `Invalid` when there is none."""
    kind: Kind = _module(name).check
    return kind


def against(name: str) -> str:
    """What a kind checks figures against; "structure" where it checks none. Raises `Invalid` when there is no such kind."""
    return str(getattr(_module(name), "AGAINST", "structure"))


def _module(name: str) -> ModuleType:
    if name not in names():
        raise Invalid(
            f"kind {name!r}", "unknown", expected=" or ".join(names()), remedy="mend the entry or add the kind"
        )
    return importlib.import_module(f"{__name__}.{name}")
