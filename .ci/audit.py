"""Known advisories on what the lock files pin, asked of the package registry: a step of `make check`.

What belongs here: asking with pip-audit and judging its answer against `advisories.toml`. What does not: what is locked.
An advisory that has no entry, or whose entry has ended, fails the check. A registry that does not answer fails nothing, since
that says nothing about the change being checked; it is said in a line of its own, as are packages it has no answer for.

    python .ci/audit.py requirements.lock …
"""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

from sources import entries
from sources.errors import Invalid

ACCEPTED: Final = Path(__file__).with_name("advisories.toml")
#: For all files together: an unreachable registry must not hold up a check for long.
SECONDS: Final = 120


@dataclass(frozen=True, slots=True)
class Accepted:
    """An advisory that a named person has accepted until a date."""

    id: str
    reason: str
    who: str
    until: datetime.date


def accepted(path: Path = ACCEPTED) -> tuple[Accepted, ...]:
    """The entries of the file. Raises Invalid for one that is not whole."""
    given = entries.read(path, "advisory")["advisory"]
    for entry in given:
        name = f"{path.name}: {entry.get('id', 'an entry without id')}"
        entries.whole(entry, name, [field.name for field in fields(Accepted)])
        if not isinstance(entry["until"], datetime.date):
            raise Invalid(name, f"until {entry['until']!r}", expected="a date", remedy="write it unquoted: 2026-12-31")
    return tuple(Accepted(**entry) for entry in given)


def judge(
    answer: Mapping[str, Any], accepts: Sequence[Accepted], today: datetime.date
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What fails the check, and what is only worth a line, from pip-audit's JSON."""
    failures: list[str] = []
    remarks: list[str] = []
    known = {entry.id: entry for entry in accepts}
    packages = answer["dependencies"]
    for package in packages:
        for advisory in package.get("vulns", ()):
            name = f"{package['name']} {package['version']}: {advisory['id']}"
            ids = (advisory["id"], *advisory.get("aliases", ()))
            entry = next((known[one] for one in ids if one in known), None)
            mended = ", ".join(advisory.get("fix_versions", ())) or "no version yet"
            if entry is None:
                failures.append(
                    f"{name}, mended in {mended}: renew the lock, or accept it in {ACCEPTED.name} with a reason"
                )
            elif entry.until < today:
                failures.append(f"{name} was accepted until {entry.until}, mended in {mended}: {entry.reason}")
            else:
                remarks.append(f"{name} is accepted until {entry.until} by {entry.who}: {entry.reason}")
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    if unknown:
        some = ", ".join(unknown[:3]) + (" …" if len(unknown) > 3 else "")
        remarks.append(
            f"NOT AUDITED: the registry gives no advisories for {len(unknown)} of {len(packages)} packages ({some})"
        )
    return tuple(failures), tuple(remarks)


def ask(locks: Sequence[str]) -> Mapping[str, Any] | str:
    """pip-audit's answer for lock files, a package once, or why there is none."""
    files = [word for lock in locks for word in ("-r", lock)]
    command = ["pip_audit", *files, "--disable-pip", "--no-deps", "--progress-spinner=off", "--format=json"]
    try:
        done = subprocess.run(
            [sys.executable, "-m", *command], capture_output=True, text=True, check=False, timeout=SECONDS
        )
        answer: Mapping[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return f"no answer within {SECONDS} s"
    except json.JSONDecodeError:
        return (done.stderr.strip().splitlines() or ["no answer"])[-1]
    return answer


def main(locks: Sequence[str]) -> int:
    accepts, answer = accepted(), ask(locks)
    if isinstance(answer, str):
        print(f"audit: NOT AUDITED, the registry did not answer: {answer}")
        return 0
    failures, remarks = judge(answer, accepts, datetime.datetime.now(datetime.UTC).date())
    print(f"audit: {len(answer['dependencies'])} packages, {len(failures)} advisories to act on")
    for line in (*failures, *remarks):
        print(f"  {line}")
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
