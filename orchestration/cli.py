"""The command line: `zhibiao nightly · extract · trace · diff · ui · doctor · settings`.

What belongs here: arguments, exit codes, printing. What does not: work. Heavy imports happen inside commands, so that
`zhibiao extract` starts in a fraction of a second.

Exit codes: 0 done (nightly: published, or nothing changed) · 1 failed, what is published stays · 2 wrong usage, settings or
input · 3 nightly: as 0, but inputs of this run are not in the warehouse · 4 another run is writing.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from orchestration import exits
from orchestration.config import HELP, Settings, shown
from sources.errors import Invalid, Retriable, ZhibiaoError

PROGRAM = "zhibiao"


def main(arguments: Sequence[str] | None = None) -> int:
    parsed = _parser().parse_args(arguments)
    try:
        return int(parsed.command(parsed))
    except Retriable as error:
        return _say(error, exits.BUSY)
    except ZhibiaoError as error:
        return _say(error, exits.NOT_STARTED)
    except BrokenPipeError:  # the reader of our output went away: `zhibiao extract … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _say(_of_the_system(error), exits.FAILED)
    except KeyboardInterrupt:
        print(f"{PROGRAM}: stopped; what is published stays as it was", file=sys.stderr)
        return 130


def _of_the_system(error: OSError) -> ZhibiaoError:
    """A folder that is not there, a disk that is full: which path, and what to look at."""
    path = error.filename2 or error.filename
    return ZhibiaoError(
        str(path) if path is not None else "the operating system",
        error.strerror or str(error) or type(error).__name__,
        expected="a path that exists, may be written and has room" if path is not None else "",
        remedy="check the path given (--output, --inbox, ZHIBIAO_HOME), its permissions and the free space",
    )


def _say(error: ZhibiaoError, code: int) -> int:
    from orchestration import runbook
    from orchestration.terminal import plain

    print(plain(f"{PROGRAM}: {error.subject}: {error.problem}"), file=sys.stderr)
    if error.expected:
        print(plain(f"  expected: {error.expected}"), file=sys.stderr)
    if error.remedy:
        print(plain(f"  next: {error.remedy}"), file=sys.stderr)

    name = runbook.OF_EXIT[code] if code != exits.FAILED else ""
    print(f"  see: {runbook.page(name) if name else runbook.of_failure('', error.problem)}", file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        PROGRAM,
        description="Every number of Chinese plan reports, work reports and communiques as audited facts.",
        epilog=__doc__.split("\n\n")[-1] if __doc__ else None,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    nightly = commands.add_parser(
        "nightly", help="run the whole job once: documents → ledger → warehouse → published build"
    )
    nightly.add_argument("--inbox", type=Path, metavar="DIR", help="take in the documents below DIR too")
    nightly.add_argument("--no-sample", action="store_true", help="leave the bundled sample out")
    nightly.add_argument(
        "--rehash", action="store_true", help="read every file again instead of trusting size and times"
    )
    nightly.add_argument("--anyway", action="store_true", help="build and publish although nothing changed")
    nightly.add_argument("--quiet", action="store_true", help="no progress, only the summary")
    nightly.set_defaults(command=_nightly)

    extract = commands.add_parser("extract", help="print the ledger of one document")
    extract.add_argument("file", type=Path, metavar="FILE")
    extract.add_argument("--format", choices=("jsonl", "csv", "html"), default="jsonl")
    extract.add_argument("--output", type=Path, metavar="PATH", help="write to PATH instead of standard output")
    extract.set_defaults(command=_extract)

    trace = commands.add_parser(
        "trace", help="walk from a published figure to sentence, document, checksum and verdicts"
    )
    trace.add_argument("--indicator", required=True, help="code or name: GRP, 地区生产总值")
    trace.add_argument("--area", required=True, help="code or name: 370103, 全国")
    trace.add_argument("--year", required=True, type=int)
    trace.add_argument("--measure", help="level, growth, change, plan_completion, rank")
    trace.add_argument("--status", help="target, estimate, preliminary, actual, revised")
    trace.add_argument("--as-of", type=datetime.date.fromisoformat, metavar="DATE", help="as known on DATE: 2023-02-01")
    trace.add_argument("--format", choices=("text", "json"), default="text")
    trace.set_defaults(command=_trace)

    diff = commands.add_parser(
        "diff", help="compare two published builds: rows added, removed, changed; exit 0 if none, else 1"
    )
    diff.add_argument("before", metavar="A", help="a build id, `current`, or the folder of a build")
    diff.add_argument("after", metavar="B", help="the build to compare with it")
    diff.set_defaults(command=_diff)

    ui = commands.add_parser("ui", help="serve the graph on this machine, with schedule and sensors")
    ui.add_argument("--port", type=int)
    ui.set_defaults(command=_ui)

    doctor = commands.add_parser("doctor", help="check this installation and its data; exit 1 if something is wrong")
    doctor.add_argument("--checksums", action="store_true", help="read every stored byte again too")
    doctor.set_defaults(command=_doctor)

    settings = commands.add_parser("settings", help="print the settings in force and the variables that set them")
    settings.set_defaults(command=_settings)
    return parser


def _nightly(parsed: argparse.Namespace) -> int:
    began = time.monotonic()
    settings = Settings.from_environment()
    from orchestration import progress

    reporter = progress.Silent() if parsed.quiet else progress.Terminal()
    with progress.reporting(reporter):
        progress.current().stage(f"{PROGRAM} nightly · data home {settings.home}")
        from orchestration import nightly

        night = nightly.run(
            settings,
            inbox=parsed.inbox.expanduser().absolute() if parsed.inbox else None,
            sample=False if parsed.no_sample else None,
            rehash=parsed.rehash,
            anyway=parsed.anyway,
        )
    from orchestration import summary

    print(summary.render(night, settings, time.monotonic() - began))
    return night.exit_code


def _extract(parsed: argparse.Namespace) -> int:
    from orchestration.extract import render

    text = render(parsed.file, parsed.format)
    if parsed.output:
        parsed.output.write_text(text, encoding="utf-8")
    else:
        sys.stdout.buffer.write(text.encode("utf-8"))  # whatever the terminal's locale
        sys.stdout.buffer.flush()
    return 0


def _trace(parsed: argparse.Namespace) -> int:
    from orchestration.trace import Question, trace

    question = Question(parsed.indicator, parsed.area, parsed.year, parsed.measure, parsed.status, parsed.as_of)
    traces = trace(Settings.from_environment(), question)
    if parsed.format == "json":
        from dataclasses import asdict

        print(json.dumps([asdict(one) for one in traces], ensure_ascii=False, indent=2, default=str))
    else:
        from orchestration.trace_view import render

        print("\n\n".join(render(one) for one in traces))
    return 0 if all(one.holds for one in traces) else 1


def _diff(parsed: argparse.Namespace) -> int:
    from orchestration.diff import diff, find
    from orchestration.diff_view import render

    settings = Settings.from_environment()
    differences = diff(find(settings, parsed.before), find(settings, parsed.after))
    if differences:
        print(render(differences))
    return 1 if differences else 0


def _ui(parsed: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    port = str(parsed.port or settings.port)
    if int(port) == settings.pages_port:
        remedy = "set ZHIBIAO_PAGES_PORT or ZHIBIAO_PORT"
        raise Invalid(f"port {port}", "is that of the pages beside the UI", expected="two ports", remedy=remedy)
    from orchestration import dbt, instance, pages

    instance.prepare(settings)
    dbt.manifest(settings)
    _held = pages.beside_the_ui()  # what is let go of closes the pipe that keeps it
    print(
        f"{PROGRAM}: the graph will be at http://127.0.0.1:{port} in about half a minute; stop with Ctrl-C", flush=True
    )
    # A shell that starts this in the background hands down a deaf Ctrl-C, and Dagster ends on SIGTERM as it ends on that.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    module = ["-m", "orchestration.definitions"]
    os.execv(
        sys.executable,
        [
            sys.executable,
            "-m",
            "dagster",
            "dev",
            *module,
            "--host",
            "127.0.0.1",
            "--port",
            port,
            "--log-level",
            "warning",
        ],
    )


def _doctor(parsed: argparse.Namespace) -> int:
    from orchestration.doctor import examine

    wrong = False
    for finding in examine(Settings.from_environment(), checksums=parsed.checksums):
        print(finding.line, flush=True)
        wrong |= bool(finding.problem)
    return exits.FAILED if wrong else 0


def _settings(parsed: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    for name, meaning in HELP.items():
        print(f"{name:<26}{shown(settings, name)}\n{'':<26}{meaning}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
