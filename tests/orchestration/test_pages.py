"""The pages of runs over HTTP: those there are, nothing else, to this machine alone, and as long as the UI lives."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration import pages
from orchestration.config import Settings
from tests.sources.evidence import browser

PAGE = "<!doctype html><title>报告</title><p id=told>one page</p>"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A data home with a page of each kind, and beside them what must not be had."""
    with socket.socket() as one:
        one.bind((pages.HOST, 0))
        port = one.getsockname()[1]
    made = Settings(tmp_path / "home", pages_port=port)
    for path in (made.audit / "report" / "run-1" / "index.html", made.models_page, made.evidence / "370103aa.html"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE, encoding="utf-8")
    secret = tmp_path / "secret.html"
    secret.write_text("secret", encoding="utf-8")
    (made.evidence / "link.html").symlink_to(secret)
    (made.home / "secret.html").write_text("secret", encoding="utf-8")
    (made.audit / "report" / "linked").symlink_to(tmp_path)
    (tmp_path / "index.html").write_text("secret", encoding="utf-8")
    return made


@pytest.fixture
def served(settings: Settings) -> Iterator[Settings]:
    server = pages.server(settings)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield settings
    server.shutdown()
    thread.join()
    server.server_close()


def ask(settings: Settings, path: str, method: str = "GET", host: str = "") -> tuple[int, str, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection(pages.HOST, settings.pages_port, timeout=10)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host or f"{pages.HOST}:{settings.pages_port}")
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read().decode("utf-8")
    connection.close()
    return answer.status, body, answer.headers


@pytest.mark.parametrize(
    "path", ["/quality/run-1", "/quality/run-1/", "/models", "/evidence/370103aa", "/evidence/370103aa?x=1"]
)
def test_a_page_is_had_as_it_is_and_nothing_may_frame_or_guess_it(served: Settings, path: str) -> None:
    status, body, headers = ask(served, path)
    assert (status, body) == (200, PAGE)
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/quality/..",
        "/quality/../../secret",
        "/quality/%2e%2e%2f%2e%2e%2fsecret",
        "/quality/run-1/index.html",
        "/quality/linked",
        "/quality/run-1%00",
        "/evidence/link",
        "/evidence/..%2fsecret",
        "/evidence/%2fetc%2fpasswd",
        "/evidence/..\\secret",
        "/evidence/" + "a" * 5000,
        "/evidence/",
        "/models/secret",
        "/secret.html",
        "//etc/passwd",
        "http://[::1/models",
        "/dbt/models.html",
        "/writer.lock",
    ],
)
def test_nothing_else_is_had(served: Settings, path: str) -> None:
    status, body, _ = ask(served, path)
    assert status == 404
    assert "secret" not in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_nothing_can_be_sent(served: Settings, method: str) -> None:
    assert ask(served, "/models", method)[0] == 501


def test_whoever_asks_under_another_name_gets_nothing(served: Settings) -> None:
    assert ask(served, "/models", host="reports.example:3001")[0] == 421
    assert ask(served, "/models", host=f"localhost:{served.pages_port}")[0] == 200


def test_a_head_has_no_body_and_the_list_names_every_page(served: Settings) -> None:
    assert ask(served, "/models", "HEAD")[:2] == (200, "")
    listed = ask(served, "/")[1]
    for path in ("/quality/run-1", "/models", "/evidence/370103aa"):
        assert f'href="{path}"' in listed


def test_it_listens_to_this_machine_alone(settings: Settings) -> None:
    with pages.server(settings) as server:
        assert server.server_address[0] == "127.0.0.1"


def test_it_ends_with_the_ui(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIBIAO_HOME", str(settings.home))
    monkeypatch.setenv("ZHIBIAO_PAGES_PORT", str(settings.pages_port))
    process = pages.beside_the_ui()
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(timeout=60) == 0


def test_a_port_that_is_taken_costs_no_ui(
    served: Settings, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ZHIBIAO_HOME", str(served.home))
    monkeypatch.setenv("ZHIBIAO_PAGES_PORT", str(served.pages_port))
    assert pages.main() == 1
    assert f"not served at 127.0.0.1:{served.pages_port}" in capfd.readouterr().err


@pytest.mark.skipif(browser.find() is None, reason="no Chromium on this machine: install one, or name it in CHROMIUM")
def test_a_browser_follows_the_links_that_the_graph_has(served: Settings, tmp_path: Path) -> None:
    with browser.Page(browser.find() or "", tmp_path / "profile") as page:
        for file in (
            served.audit / "report" / "run-1" / "index.html",
            served.models_page,
            served.evidence / "370103aa.html",
        ):
            page.visit(pages.address(served, file))
            assert page.run("document.querySelector('#told').textContent") == "one page"
            assert page.complaints() == []
