"""Classes of rules: what is intended to be checked, which rules do it, and what of it is not done yet.

What belongs here: reading `rules/classes.toml` and saying to which class a rule belongs. What does not: rules.

An entry says what a class asks (`asks`), which families of rules answer (`rules`: a rule belongs to the class with the longest
of these that its rule_id equals or continues after a point), and what is missing with the reason (`missing`, "" where nothing
is), each in Chinese too (`asks_zh`, `missing_zh`). A rule of a known family needs no word here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from expectations.rule import RULES, read_every
from sources import entries
from sources.errors import Invalid

FILE: Final = "classes.toml"
_NEEDED: Final = ("class_id", "title", "title_zh", "asks", "asks_zh")
_OPTIONAL: Final = ("rules", "missing", "missing_zh")


@dataclass(frozen=True, slots=True)
class RuleClass:
    """One class of checks. `families` are rule ids or their beginnings; empty where no rule is there yet."""

    class_id: str
    title: str
    title_zh: str
    asks: str
    asks_zh: str
    families: tuple[str, ...]
    missing: str
    missing_zh: str


def read_classes(folder: Path = RULES) -> tuple[RuleClass, ...]:
    """The classes in file order; none where the folder has no such file. Raises `Invalid` for an entry that is not whole."""
    path = folder / FILE
    if not path.is_file():
        return ()
    classes = tuple(_class(entry) for entry in entries.read(path, "class")["class"])
    names = [one.class_id for one in classes] + [family for one in classes for family in one.families]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise Invalid(path.name, f"{', '.join(twice)} twice", expected="one place for each", remedy="mend the file")
    return classes


def class_of(rule_id: str, classes: Iterable[RuleClass]) -> str:
    """The id of the class of a rule, "" where it has none."""
    found = {
        family: one.class_id
        for one in classes
        for family in one.families
        if rule_id == family or rule_id.startswith(f"{family}.")
    }
    return found[max(found, key=len)] if found else ""


def implemented(folder: Path = RULES) -> dict[RuleClass, int]:
    """Every class with the number of its rules in the gates that the folder has."""
    classes = read_classes(folder)
    found = Counter(class_of(rule.rule_id, classes) for rule in read_every(folder))
    return {one: found[one.class_id] for one in classes}


def _class(entry: dict[str, Any]) -> RuleClass:
    name = str(entry.get("class_id", f"an entry of {FILE} without class_id"))
    entries.whole(entry, name, _NEEDED, _OPTIONAL)
    missing, missing_zh = entry.get("missing", ""), entry.get("missing_zh", "")
    if bool(missing) != bool(missing_zh) or not (entry.get("rules") or missing):
        raise Invalid(
            name,
            "says what is missing in one language, or has neither rules nor a reason why there are none",
            expected="rules or missing; missing and missing_zh together",
            remedy="mend the entry",
        )
    return RuleClass(
        class_id=entry["class_id"],
        title=entry["title"],
        title_zh=entry["title_zh"],
        asks=entry["asks"],
        asks_zh=entry["asks_zh"],
        families=tuple(entry.get("rules", ())),
        missing=missing,
        missing_zh=missing_zh,
    )
