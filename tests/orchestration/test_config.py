"""Settings come from the environment, with defaults that work and errors that name the variable."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.config import HELP, Settings, shown
from sources.errors import Invalid


def test_without_any_variable_everything_has_a_value() -> None:
    settings = Settings.from_environment({})
    assert settings.home.name == "var"
    assert settings.home.is_absolute()
    assert (settings.inbox, settings.sample, settings.keep_builds, settings.webhook) == (None, True, 7, None)


def test_the_warehouse_leaves_room_on_a_small_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orchestration.config.machine_bytes", lambda: 2_000_000_000)
    assert Settings.from_environment({}).warehouse_bytes == 1_600_000_000
    monkeypatch.setattr("orchestration.config.machine_bytes", lambda: 64_000_000_000)
    assert Settings.from_environment({}).warehouse_bytes == 4 * 2**30


def test_each_variable_sets_its_field() -> None:
    values = {
        "ZHIBIAO_HOME": "data",
        "ZHIBIAO_INBOX": "/in box",
        "ZHIBIAO_CATALOGUE": "/in box/catalogue.toml",
        "ZHIBIAO_DECISIONS": "/in box/decisions",
        "ZHIBIAO_FETCH_LOOPBACK": "yes",
        "ZHIBIAO_SAMPLE": "no",
        "ZHIBIAO_PROCESSES": "3",
        "ZHIBIAO_DOCUMENT_SECONDS": "1.5",
        "ZHIBIAO_WORKER_BYTES": "0",
        "ZHIBIAO_WAREHOUSE_BYTES": "20",
        "ZHIBIAO_MAX_BYTES": "10",
        "ZHIBIAO_KEEP_BUILDS": "2",
        "ZHIBIAO_KEEP_DAYS": "30",
        "ZHIBIAO_WEBHOOK": "https://example.org/hook",
        "ZHIBIAO_LOCK_SECONDS": "60",
        "ZHIBIAO_PORT": "3100",
        "ZHIBIAO_PAGES_PORT": "3101",
    }
    assert set(values) == set(HELP), "a variable without a test, or without help"
    settings = Settings.from_environment(values)
    assert settings == Settings(
        home=Path.cwd() / "data",
        inbox=Path("/in box"),
        catalogue=Path("/in box/catalogue.toml"),
        decisions=Path("/in box/decisions"),
        fetch_loopback=True,
        sample=False,
        processes=3,
        document_seconds=1.5,
        worker_bytes=0,
        warehouse_bytes=20,
        max_bytes=10,
        keep_builds=2,
        keep_days=30,
        webhook="https://example.org/hook",
        lock_seconds=60.0,
        port=3100,
        pages_port=3101,
    )


@pytest.mark.parametrize(
    "address", ["https://u:secret@example.org/hooks/secret?key=secret", "example.org/secret", "http://[secret"]
)
def test_a_webhook_is_not_shown_in_full(address: str) -> None:
    text = shown(Settings(Path("/x"), webhook=address), "ZHIBIAO_WEBHOOK")
    assert "set" in text
    assert "secret" not in text
    assert shown(Settings(Path("/x")), "ZHIBIAO_WEBHOOK") == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ZHIBIAO_PROCESSES", "0"),
        ("ZHIBIAO_KEEP_BUILDS", "none"),
        ("ZHIBIAO_SAMPLE", "maybe"),
        ("ZHIBIAO_PAGES_PORT", "65536"),
    ],
)
def test_a_value_that_cannot_be_read_names_its_variable(name: str, value: str) -> None:
    with pytest.raises(Invalid) as caught:
        Settings.from_environment({name: value})
    assert caught.value.subject == name
    assert value in caught.value.problem
