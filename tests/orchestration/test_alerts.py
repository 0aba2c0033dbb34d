"""A failed run leaves one alert file, and a webhook hears of it; a webhook that is down changes nothing."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration.alerts import Alert, raise_alert

ALERT = Alert("run-1", "gate_core", "3 rules failed", "see the report", "/data")


class Hook(http.server.BaseHTTPRequestHandler):
    heard: list[dict[str, str]]

    def do_POST(self) -> None:
        self.heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def hook() -> Iterator[tuple[str, list[dict[str, str]]]]:
    heard: list[dict[str, str]] = []
    server = http.server.HTTPServer(("127.0.0.1", 0), type("OneHook", (Hook,), {"heard": heard}))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/alert", heard
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_file_says_which_run_which_step_what_and_what_next(tmp_path: Path) -> None:
    facts = json.loads(raise_alert(ALERT, tmp_path / "alerts").read_text(encoding="utf-8"))
    assert (facts["run_id"], facts["step"], facts["problem"]) == ("run-1", "gate_core", "3 rules failed")
    assert "see the report" in facts["text"]
    assert "stays as it was" in facts["text"]


def test_a_webhook_hears_once_of_a_run(tmp_path: Path, hook: tuple[str, list[dict[str, str]]]) -> None:
    url, heard = hook
    for _ in range(2):
        path = raise_alert(ALERT, tmp_path, url)
    assert [facts["run_id"] for facts in heard] == ["run-1"]
    assert json.loads(path.read_text())["webhook"] == "posted: 204"


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/alert", "file:///etc/hosts", "nonsense"])
def test_a_webhook_that_cannot_be_reached_is_noted(tmp_path: Path, url: str) -> None:
    facts = json.loads(raise_alert(ALERT, tmp_path, url).read_text())
    assert facts["webhook"].startswith("not posted")


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/secret-path", "ftp://host/secret-path", "http://[secret-path"])
def test_the_address_of_a_webhook_is_in_no_file(tmp_path: Path, url: str) -> None:
    assert "secret-path" not in raise_alert(ALERT, tmp_path, url).read_text(encoding="utf-8")


def test_a_disk_that_takes_no_file_keeps_the_webhook_from_nothing(
    tmp_path: Path, hook: tuple[str, list[dict[str, str]]]
) -> None:
    url, heard = hook
    (tmp_path / "alerts").write_text("a file where the folder should be")
    raise_alert(ALERT, tmp_path / "alerts", url)
    assert [facts["run_id"] for facts in heard] == ["run-1"]
