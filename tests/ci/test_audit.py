"""The audit of what is locked: what fails the check, what is only said, and the bill of materials of a release."""

from __future__ import annotations

import datetime
import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from sources.errors import Invalid

ROOT = Path(__file__).parents[2]
TODAY = datetime.date(2026, 3, 1)
ADVISORY = {"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["2.1"]}


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit", ROOT / ".ci" / "audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["audit"] = module
    spec.loader.exec_module(module)
    return module


def answer(*advisories: dict[str, Any]) -> dict[str, Any]:
    return {"dependencies": [{"name": "one", "version": "2.0", "vulns": list(advisories)}]}


def test_an_advisory_fails_and_says_which_version_mends_it(audit: ModuleType) -> None:
    failures, remarks = audit.judge(answer(ADVISORY), (), TODAY)
    assert (len(failures), remarks) == (1, ())
    assert "one 2.0: PYSEC-1, mended in 2.1" in failures[0]


@pytest.mark.parametrize("name", ["PYSEC-1", "CVE-1"])
@pytest.mark.parametrize(("until", "fails"), [(TODAY, False), (TODAY - datetime.timedelta(1), True)])
def test_an_accepted_advisory_is_said_until_its_date_and_fails_after(
    audit: ModuleType, name: str, until: datetime.date, fails: bool
) -> None:
    entry = audit.Accepted(name, "we never call it", "the keeper of the locks", until)
    failures, remarks = audit.judge(answer(ADVISORY), (entry,), TODAY)
    assert (len(failures), len(remarks)) == ((1, 0) if fails else (0, 1))
    assert "we never call it" in (*failures, *remarks)[0]


def test_packages_without_an_answer_are_said_and_fail_nothing(audit: ModuleType) -> None:
    skipped = {
        "dependencies": [{"name": "one", "skip_reason": "not found"}, {"name": "two", "version": "1", "vulns": []}]
    }
    failures, remarks = audit.judge(skipped, (), TODAY)
    assert failures == ()
    assert "NOT AUDITED" in remarks[0]
    assert "1 of 2 packages (one)" in remarks[0]


def test_a_registry_that_does_not_answer_fails_nothing_and_is_said(
    audit: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = tmp_path / "one.lock"
    lock.write_text(f"one==2.0 --hash=sha256:{'0' * 64}\n")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("PIP_CACHE_DIR", str(tmp_path))
    assert audit.main([str(lock)]) == 0
    assert "NOT AUDITED, the registry did not answer" in capsys.readouterr().out


def test_the_shipped_entries_are_whole_and_one_without_an_end_is_not_taken(audit: ModuleType, tmp_path: Path) -> None:
    audit.accepted()
    path = tmp_path / "advisories.toml"
    path.write_text('[[advisory]]\nid = "PYSEC-1"\nreason = "none"\nwho = "nobody"\n')
    with pytest.raises(Invalid, match="PYSEC-1: lacks until"):
        audit.accepted(path)


def bill(lock: Path, out: Path) -> bytes:
    """What `make sbom` writes, by its own recipe, of one lock file."""
    recipe = subprocess.run(
        ["make", "--no-print-directory", "-n", "-o", ".venv/installed", "sbom", "LOCKS=one", f"BIN={Path(sys.executable).parent}"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    script = recipe.replace("$part.lock", str(lock)).replace("dist/zhibiao-$part.cdx.json", str(out))
    subprocess.run(["sh", "-c", script.replace("mkdir -p dist", "true")], cwd=ROOT, check=True, capture_output=True)
    return out.read_bytes()


def test_the_same_lock_gives_the_same_bill_of_materials(tmp_path: Path) -> None:
    lock = tmp_path / "two.lock"
    lock.write_text("".join(f"{name}==2.0 --hash=sha256:{'0' * 64}\n" for name in ("one", "two")))
    assert bill(lock, tmp_path / "first") == bill(lock, tmp_path / "second")


def test_the_bill_of_materials_holds_what_is_locked_and_nothing_of_this_machine(tmp_path: Path) -> None:
    lock = ROOT / "requirements.lock"
    made = bill(lock, tmp_path / "bill")
    pinned = [line for line in lock.read_text().splitlines() if "==" in line and not line.startswith((" ", "#"))]
    facts = json.loads(made)
    found = {(one["name"], one["version"]) for one in facts["components"]}
    assert len(found) == len(pinned)
    assert ("duckdb", "1.5.5") in found
    assert facts["metadata"]["component"]["name"] == "zhibiao"
    for trace in (str(ROOT), str(Path.home()), str(tmp_path), "file://"):
        assert trace.encode() not in made
