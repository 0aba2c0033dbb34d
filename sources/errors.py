"""Every error this project raises on purpose. Each says which input, what was expected, and what to do next.

What belongs here: exception types that cross a room's border. What does not: messages of one reader or one rule.
"""

from __future__ import annotations


class ZhibiaoError(Exception):
    """Base of all errors raised on purpose.

    `subject` names the input (a path, a URL, a key), `expected` what would have been right, `remedy` the next move.
    """

    def __init__(self, subject: str, problem: str, *, expected: str = "", remedy: str = "") -> None:
        self.subject = subject
        self.problem = problem
        self.expected = expected
        self.remedy = remedy
        parts = [f"{subject}: {problem}"]
        if expected:
            parts.append(f"expected {expected}")
        if remedy:
            parts.append(f"next: {remedy}")
        super().__init__("; ".join(parts))

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross process borders: keep the keyword arguments when pickled."""
        return (_rebuild, (type(self), self.subject, self.problem, self.expected, self.remedy))


class Retriable(ZhibiaoError):
    """May succeed when tried again unchanged: a lock, a timeout, a file still being written."""


class Invalid(ZhibiaoError):
    """Will fail again until the input or the configuration changes."""


def _rebuild(kind: type[ZhibiaoError], subject: str, problem: str, expected: str, remedy: str) -> ZhibiaoError:
    return kind(subject, problem, expected=expected, remedy=remedy)
