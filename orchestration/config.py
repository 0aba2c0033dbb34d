"""Every setting, in one typed place: defaults that work, each overridden by an environment variable.

What belongs here: settings and the layout of the data home. What does not: thresholds that judge data (rules, vocabulary).
Import is cheap: the command line needs it before anything else.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import urlsplit

from sources.errors import Invalid
from sources.readers.limits import DEFAULT as READER_LIMITS

T = TypeVar("T")

PACKAGES: Final = Path(__file__).resolve().parent.parent
DBT_PROJECT: Final = PACKAGES / "dbt_project"
SAMPLES: Final = PACKAGES / "sources" / "samples"
VOCABULARY: Final = PACKAGES / "sources" / "vocabulary"
RULES: Final = PACKAGES / "expectations"
DECISIONS: Final = RULES / "decisions"

MIB: Final = 1024**2
GIB: Final = 1024**3


@dataclass(frozen=True, slots=True)
class Settings:
    """See `HELP` for what each means and the variable that sets it. Paths are absolute."""

    home: Path
    inbox: Path | None = None
    catalogue: Path | None = None
    decisions: Path = DECISIONS
    fetch_loopback: bool = False
    sample: bool = True
    processes: int = 2
    document_seconds: float = 120.0
    worker_bytes: int = 8 * GIB
    warehouse_bytes: int = 4 * GIB
    max_bytes: int = 32 * MIB
    keep_builds: int = 7
    keep_days: int = 90
    webhook: str | None = None
    lock_seconds: float = 0.0
    port: int = 3000
    pages_port: int = 3001

    @property
    def landing(self) -> Path:
        return self.home / "landing"

    @property
    def landed(self) -> Path:
        """What landing remembers of every input."""
        return self.home / "landing" / "catalogue.json"

    @property
    def fetched(self) -> Path:
        return self.home / "fetched"

    @property
    def lake(self) -> Path:
        return self.home / "lake"

    @property
    def build(self) -> Path:
        """The private DuckDB file that dbt alone writes."""
        return self.home / "build" / "marts.duckdb"

    @property
    def dbt_target(self) -> Path:
        return self.home / "dbt" / "target"

    @property
    def models_page(self) -> Path:
        """Every model, column and edge of the warehouse as one page, made with the newest build."""
        return self.home / "dbt" / "models.html"

    @property
    def audit(self) -> Path:
        return self.home / "audit"

    @property
    def published(self) -> Path:
        return self.home / "published"

    @property
    def current(self) -> Path:
        """The symlink that readers open."""
        return self.home / "published" / "current"

    @property
    def dagster(self) -> Path:
        return self.home / "dagster"

    @property
    def alerts(self) -> Path:
        return self.home / "alerts"

    @property
    def evidence(self) -> Path:
        return self.home / "evidence"

    @property
    def lock(self) -> Path:
        return self.home / "writer.lock"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the settings. Raises Invalid naming the variable that cannot be read."""
        env = os.environ if environment is None else environment

        def get(name: str, parse: Callable[[str], T], default: T) -> T:
            text = env.get(name, "").strip()
            if not text:
                return default
            try:
                return parse(text)
            except ValueError:
                raise Invalid(
                    name, f"cannot be read: {text!r}", expected=HELP[name], remedy="mend or unset it"
                ) from None

        return cls(
            home=get("ZHIBIAO_HOME", _path, default_home()),
            inbox=get("ZHIBIAO_INBOX", _path, None),
            catalogue=get("ZHIBIAO_CATALOGUE", _path, None),
            decisions=get("ZHIBIAO_DECISIONS", _path, DECISIONS),
            fetch_loopback=get("ZHIBIAO_FETCH_LOOPBACK", _flag, False),
            sample=get("ZHIBIAO_SAMPLE", _flag, True),
            processes=get("ZHIBIAO_PROCESSES", _positive, max(1, os.cpu_count() or 1)),
            document_seconds=get("ZHIBIAO_DOCUMENT_SECONDS", float, 120.0),
            worker_bytes=get("ZHIBIAO_WORKER_BYTES", int, 8 * GIB),
            warehouse_bytes=get("ZHIBIAO_WAREHOUSE_BYTES", _positive, min(4 * GIB, machine_bytes() * 4 // 5)),
            max_bytes=get("ZHIBIAO_MAX_BYTES", _document_bytes, 32 * MIB),
            keep_builds=get("ZHIBIAO_KEEP_BUILDS", _positive, 7),
            keep_days=get("ZHIBIAO_KEEP_DAYS", _positive, 90),
            webhook=get("ZHIBIAO_WEBHOOK", str, None),
            lock_seconds=get("ZHIBIAO_LOCK_SECONDS", float, 0.0),
            port=get("ZHIBIAO_PORT", _port, 3000),
            pages_port=get("ZHIBIAO_PAGES_PORT", _port, 3001),
        )


#: What each variable means, as `zhibiao settings` prints it.
HELP: Final[Mapping[str, str]] = {
    "ZHIBIAO_HOME": "folder of all data (landing, lake, build, published, audit, alerts); default: var in the checkout",
    "ZHIBIAO_INBOX": "folder whose documents each run takes in; default: none",
    "ZHIBIAO_CATALOGUE": "TOML file of addresses that each run fetches; default: none, and nothing is fetched",
    "ZHIBIAO_DECISIONS": "folder of waivers.csv and corrections.csv; default: expectations/decisions, which decides nothing",
    "ZHIBIAO_FETCH_LOOPBACK": "whether addresses on this machine may be fetched (a mirror): yes or no; default: no",
    "ZHIBIAO_SAMPLE": "whether the bundled sample is taken in: yes or no; default: yes",
    "ZHIBIAO_PROCESSES": "processes that read documents, at least 1; default: one a CPU",
    "ZHIBIAO_DOCUMENT_SECONDS": "seconds one document may take, and each page of a scan; default: 120",
    "ZHIBIAO_WORKER_BYTES": "bytes of address space of a process that reads documents, 0 for no limit; default: 8 GiB",
    "ZHIBIAO_WAREHOUSE_BYTES": "bytes that dbt holds in memory as it builds the warehouse, before it writes to disk beside the build file; default: 4 GiB, or four fifths of a machine that has less",
    "ZHIBIAO_MAX_BYTES": "bytes of the largest document taken, at most 256 MiB (268435456); default: 32 MiB",
    "ZHIBIAO_KEEP_BUILDS": "published builds kept, at least 1; default: 7",
    "ZHIBIAO_KEEP_DAYS": "days that verdicts, evidence pages, alerts, runs and damaged files are kept; default: 90",
    "ZHIBIAO_WEBHOOK": "URL that a failure is posted to as JSON; default: none",
    "ZHIBIAO_LOCK_SECONDS": "seconds to wait for another run to end; default: 0",
    "ZHIBIAO_PORT": "port of `zhibiao ui` on this machine; default: 3000",
    "ZHIBIAO_PAGES_PORT": "port of the quality reports and other pages on this machine, while `zhibiao ui` runs; default: 3001",
}


def shown(settings: Settings, name: str) -> str:
    """The value of a variable for people. Of a webhook only the host: whoever has its address may post to it."""
    value = getattr(settings, name.removeprefix("ZHIBIAO_").lower())
    if value is None:
        return ""
    if name != "ZHIBIAO_WEBHOOK":
        return str(value)
    try:
        parts = urlsplit(str(value))
        host = f"{parts.scheme}://{parts.hostname}/" if parts.scheme and parts.hostname else ""
    except ValueError:
        host = ""
    return f"{host}… (set; the rest is not shown)"


def default_home() -> Path:
    """`var` beside the packages in a checkout, else `var` in the working folder."""
    base = PACKAGES if (PACKAGES / "pyproject.toml").exists() else Path.cwd()
    return base / "var"


def _path(text: str) -> Path:
    return Path(text).expanduser().absolute()


def machine_bytes() -> int:
    """The memory of this machine."""
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _port(text: str) -> int:
    number = _positive(text)
    if number > 65535:
        raise ValueError(text)
    return number


def _document_bytes(text: str) -> int:
    """Not above what the readers take: a larger setting would promise what no reader does."""
    number = _positive(text)
    if number > READER_LIMITS.bytes_:
        raise ValueError(text)
    return number


def _flag(text: str) -> bool:
    lower = text.lower()
    if lower in ("1", "yes", "true", "on"):
        return True
    if lower in ("0", "no", "false", "off"):
        return False
    raise ValueError(text)
