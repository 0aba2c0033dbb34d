"""The pages that runs leave, over HTTP on this machine, beside the UI: browsers open no file:// address from an http page.

What belongs here: which addresses there are, which file each is, and serving them read-only. What does not: making pages.

`/` lists the pages · `/quality/RUN` the quality report of a run · `/models` the page of the models · `/evidence/DOCUMENT` an evidence
page. Nothing else is served: an address is taken apart into a folder that is known and the name of one page in it, and a file is
given only if it really lies there. Whoever asks under another host name than this machine's gets nothing, so that no page of the
web can read these through a name that it makes point here.

Started by `zhibiao ui`, which it ends with: it holds the reading end of a pipe whose other end is the UI's.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, unquote, urlsplit

from orchestration.config import Settings

HOST: Final = "127.0.0.1"
#: A page's name is the id of a run or of a document.
_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")
_LONGEST: Final = 200
_SECONDS: Final = 10

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
#: What pages of a kind need beyond that: scripts of their own; the page of the models compiles its templates.
_SCRIPTS: Final[Mapping[str, str]] = {
    "evidence": "; script-src 'unsafe-inline'",
    "models": "; script-src 'unsafe-inline' 'unsafe-eval'; connect-src data:",
}
_HEADERS: Final[Mapping[str, str]] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


def address(settings: Settings, page: Path) -> str:
    """Where a page is while the UI runs, whether it is there yet or not."""
    if page == settings.models_page:
        path = "/models"
    elif page.name == "index.html":
        path = f"/quality/{quote(page.parent.name)}"
    else:
        path = f"/evidence/{quote(page.stem)}"
    return f"http://{HOST}:{settings.pages_port}{path}"


def page_of(settings: Settings, path: str) -> Path | None:
    """The file of an address, None where there is none: the path is taken apart, and the file must lie where its kind lies."""
    kind, _, name = unquote(urlsplit(path).path).strip("/").partition("/")
    if name and (len(name) > _LONGEST or name.startswith(".") or not _LETTERS.issuperset(name)):
        return None
    if kind == "models" and not name:
        folder, file = settings.models_page.parent, settings.models_page
    elif kind == "quality" and name:
        folder = settings.audit / "report"
        file = folder / name / "index.html"
    elif kind == "evidence" and name:
        folder, file = settings.evidence, settings.evidence / f"{name}.html"
    else:
        return None
    real = file.resolve()
    return file if real.is_file() and real == folder.resolve() / file.relative_to(folder) else None


def beside_the_ui() -> subprocess.Popen[bytes]:
    """Serve the pages in a process of its own, which ends when this one, and what it becomes by exec, has ended."""
    command = [sys.executable, "-m", "orchestration.pages"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)
    assert process.stdin is not None
    os.set_inheritable(process.stdin.fileno(), True)  # across exec: Dagster holds it open and hands it to nobody
    return process


def server(settings: Settings) -> ThreadingHTTPServer:
    """A server of the pages, bound to this machine. Raises OSError when its port is taken."""
    handler = type("Pages", (_Handler,), {"settings": settings})
    made = ThreadingHTTPServer((HOST, settings.pages_port), handler)
    made.daemon_threads = True
    return made


def _pages(settings: Settings) -> Iterator[Path]:
    """Every page that is there, newest first within its kind."""
    yield from sorted((settings.audit / "report").glob("*/index.html"), key=_age)
    yield from filter(Path.is_file, [settings.models_page])
    yield from sorted(settings.evidence.glob("*.html"), key=_age)


def _age(page: Path) -> float:
    return -page.stat().st_mtime


def _list(settings: Settings) -> bytes:
    paths = [urlsplit(address(settings, page)).path for page in _pages(settings)]
    links = "".join(f'<li><a href="{escape(path)}">{escape(path)}</a></li>' for path in paths)
    head = '<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>指标 zhibiao</title>'
    return f"{head}<h1>指标 zhibiao</h1><ul>{links}</ul>".encode()


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD; `BaseHTTPRequestHandler` refuses every other method by itself."""

    settings: Settings
    timeout = _SECONDS
    server_version = "zhibiao"
    sys_version = ""

    def do_GET(self) -> None:
        with suppress(ConnectionError):  # whoever asked has gone
            self._answer(with_body=True)

    def do_HEAD(self) -> None:
        with suppress(ConnectionError):
            self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        port = self.settings.pages_port
        if self.headers.get("Host", "") not in (f"{HOST}:{port}", f"localhost:{port}"):
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return
        path = ""
        try:
            path = urlsplit(self.path).path
            file = page_of(self.settings, self.path)
            body = file.read_bytes() if file else _list(self.settings) if path == "/" else None
        except (OSError, ValueError):  # gone since, no address, or a name that no file system takes
            body = None
        if body is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.send_response(HTTPStatus.OK)
        kind = path.strip("/").partition("/")[0]
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", _POLICY + _SCRIPTS.get(kind, ""))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def end_headers(self) -> None:
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Who looks at which page is nobody's business."""


def main() -> int:
    """Serve until standard input ends."""
    settings = Settings.from_environment()
    try:
        pages = server(settings)
    except OSError as error:
        print(
            f"pages are not served at {HOST}:{settings.pages_port}: {error.strerror}; set ZHIBIAO_PAGES_PORT",
            file=sys.stderr,
        )
        return 1
    threading.Thread(target=pages.serve_forever, daemon=True).start()
    while os.read(0, 1):
        pass
    pages.shutdown()
    pages.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
