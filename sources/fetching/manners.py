"""How politely and how patiently to fetch.

What belongs here: limits, pauses, and what a server's Retry-After means. What does not: doing the fetching.
"""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Final

MIB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Manners:
    """Seconds, counts and bytes. A catalogue's table `[manners]` may set any of them except `max_bytes`.

    `read_seconds`: the longest silence. `exchange_seconds`: one request with its whole answer. `run_seconds`: all
    addresses together. `backoff_seconds`: the first pause before another try, doubled each time. `longest_wait_seconds`:
    the longest Retry-After that is waited for. `pace_seconds`: between two requests to one host. `hosts_at_once`: hosts
    asked at the same time; one host is always asked one thing at a time. `host_failures`: addresses of one host that fail
    in a row before the rest of that host is left for the next run. `reread_days`: after so long, ask for the whole
    document even where the server may say "not modified". `max_bytes`: of a body, as sent and unpacked.
    """

    connect_seconds: float = 10
    read_seconds: float = 30
    exchange_seconds: float = 180
    run_seconds: float = 1800
    attempts: int = 4
    backoff_seconds: float = 1
    longest_wait_seconds: float = 120
    pace_seconds: float = 1
    redirects: int = 5
    hosts_at_once: int = 4
    host_failures: int = 3
    reread_days: int = 30
    max_bytes: int = 32 * MIB


def pause(manners: Manners, attempt: int) -> float:
    """Seconds before the next try after try number `attempt` (from 1): doubling, with jitter, so that clients spread."""
    longest = min(manners.backoff_seconds * 2.0 ** (attempt - 1), manners.longest_wait_seconds)
    return float(longest * random.uniform(0.5, 1))


def retry_after(header: str, now: datetime.datetime) -> float | None:
    """Seconds that a Retry-After header asks for, as a number or a date; None when it says neither."""
    text = header.strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=datetime.UTC)
    return max(0.0, (when - now).total_seconds())
