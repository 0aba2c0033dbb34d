"""The landing step fetches when a catalogue is configured, and only then; a bad catalogue or address costs no run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dagster as dg
import pyarrow.parquet as pq
import pytest

from orchestration import fetching
from orchestration.config import Settings
from orchestration.intake import Inputs, landing, roots
from orchestration.nightly import Night
from orchestration.steps import writer
from orchestration.summary import render
from tests.sources.fetching.server import Server, plain


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("ZHIBIAO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ZHIBIAO_SAMPLE", "no")
    monkeypatch.setenv("ZHIBIAO_CATALOGUE", str(tmp_path / "catalogue.toml"))
    monkeypatch.setenv("ZHIBIAO_FETCH_LOOPBACK", "yes")
    return Settings.from_environment()


def catalogue(settings: Settings, server: Server, *paths: str) -> None:
    assert settings.catalogue is not None
    entries = [f'[[address]]\nurl = "{server.url(path, "127.0.0.1")}"\nplain_http = true\n' for path in paths]
    hosts = f'hosts = ["127.0.0.1:{server.port}"]\n[manners]\npace_seconds = 0\n'
    settings.catalogue.write_text(hosts + "\n".join(entries), encoding="utf-8")


def landed() -> dict[str, Any]:
    """Run the landing step for itself and return what it says."""
    result = dg.materialize([landing], resources={"writer": writer})
    (event,) = result.get_asset_materialization_events()
    return {key: value.value for key, value in event.materialization.metadata.items()}


def test_what_is_fetched_is_an_input_of_the_same_run(settings: Settings, server: Server) -> None:
    server.answers = {"/a.html": plain(), "/b.html": plain(status="404 Not Found")}
    catalogue(settings, server, "/a.html", "/b.html")
    facts = landed()
    assert (facts["inputs"], facts["new or changed"]) == (1, 1)
    assert facts["addresses"] == {"fetched": 1, "refused": 1}
    assert facts["not fetched"] == [[server.url("/b.html", "127.0.0.1"), "refused", "answers 404 Not Found"]]
    rows = pq.read_table(settings.lake / "fetches").to_pylist()
    assert [row["outcome"] for row in rows] == ["fetched", "refused"]
    assert landed()["addresses"] == {"unchanged": 1, "refused": 1}


def test_without_a_catalogue_nothing_is_fetched_and_what_was_fetched_stays_an_input(
    settings: Settings, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.answers = {"/a.html": plain()}
    catalogue(settings, server, "/a.html")
    landed()
    monkeypatch.delenv("ZHIBIAO_CATALOGUE")
    facts = landed()
    assert (facts["inputs"], "addresses" in facts, len(server.requests)) == (1, False, 1)
    assert fetching.fetch_all(Settings.from_environment(), "run") == {}
    assert [root.kind for root in roots(Settings.from_environment(), Inputs())] == ["fetched"]


@pytest.mark.parametrize("text", [None, "hosts = ", "host = []"])
def test_a_catalogue_that_is_none_costs_no_run(settings: Settings, text: str | None) -> None:
    assert settings.catalogue is not None
    if text is not None:
        settings.catalogue.write_text(text)
    facts = landed()
    assert (facts["inputs"], facts["addresses"]) == (0, {"refused": 1})
    assert facts["not fetched"][0][0] == str(settings.catalogue)


def test_the_summary_names_what_was_not_fetched(settings: Settings) -> None:
    missing = ("https://a.cn/x", "refused", "answers 404 Not Found")
    night = Night("run", {}, {}, {}, fetches={"not_modified": 3, "refused": 1}, not_fetched=(missing,))
    text = render(night, settings, 1.0)
    assert "3 not_modified, 1 refused" in text
    assert "refused: https://a.cn/x: answers 404 Not Found" in text
    assert night.exit_code == 3
