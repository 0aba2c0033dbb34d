"""The doctor says of a sound installation that it is, and names what is wrong with one that is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration import doctor, lock
from orchestration.config import Settings
from sources import lake, seals
from sources.landing import Landing


def problems(settings: Settings) -> dict[str, str]:
    return {found.check: found.problem for found in doctor.examine(settings, checksums=True) if found.problem}


def test_an_empty_home_is_sound(tmp_path: Path) -> None:
    found = problems(Settings(tmp_path / "home"))
    assert set(found) <= {"packages", "room", "memory"}, found  # these are the machine's, not the home's


def test_a_home_that_cannot_be_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    assert "home" in problems(Settings(tmp_path / "home"))


def test_a_build_without_its_manifest_is_named(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    settings.published.mkdir()
    settings.current.symlink_to("gone")
    assert "no manifest" in problems(settings)["published"]


def test_damage_in_lake_and_raw_store_is_named_and_left_to_the_next_run(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    path = lake.write_part(settings.lake, "texts", "one", [{"document_id": "x", "text": "文"}])
    seals.write(settings.lake, "one", {"texts": path}, [])
    path.write_bytes(path.read_bytes()[:-9])
    landing = Landing(settings.landing)
    stored = landing.path(landing.put(b"report"))
    stored.chmod(0o644)
    stored.write_bytes(b"rep0rt")
    found = problems(settings)
    assert "one: texts" in found["lake"]
    assert stored.name in found["raw store"]
    assert path.exists()


def test_a_decision_that_decides_nothing_is_named(tmp_path: Path) -> None:
    (tmp_path / "waivers.csv").write_text("rule_id,key,who,why,until\nledger.rnage,k,desk,why,2999-12-31\n")
    found = problems(Settings(tmp_path / "home", decisions=tmp_path))
    assert found["decisions"] == "waivers.csv, row 2: the rule 'ledger.rnage' is unknown; did you mean 'ledger.range'?"


@pytest.mark.parametrize("held", [True, False])
def test_the_holder_of_the_lock_is_told(tmp_path: Path, held: bool) -> None:
    settings = Settings(tmp_path)
    with lock.writer(settings.lock, "a long run"):
        found = {item.check: item for item in doctor.examine(settings)} if held else {}
    if not held:
        found = {item.check: item for item in doctor.examine(settings)}
    assert ("a long run" in found["lock"].fact) == held
