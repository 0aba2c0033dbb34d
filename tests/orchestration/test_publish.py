"""Only a build that passed its gates is published; readers see whole builds; the last ones are kept."""

from __future__ import annotations

import datetime
import json
import subprocess
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from expectations.record import write_verdicts
from expectations.rule import read_rules
from expectations.verdict import GATES, Gate, Verdict
from orchestration import freshness
from orchestration.config import Settings
from orchestration.publish import Published, Table, current_manifest, damaged, publish, restore
from sources.durable import sha256_of_file
from sources.errors import Invalid

TABLES = [Table("core", "marts", "core", "fct_x"), Table("marts", "marts", "mart", "wide")]


class House:
    """A build file, its audit record and the published folder."""

    def __init__(self, folder: Path) -> None:
        self.build = folder / "marts.duckdb"
        self.audit = folder / "audit"
        self.published = folder / "published"
        self.current = self.published / "current"

    def make(self, *values: int) -> None:
        self.build.unlink(missing_ok=True)
        with duckdb.connect(self.build) as connection:
            connection.execute("CREATE SCHEMA core; CREATE SCHEMA mart")
            connection.execute("CREATE TABLE core.fct_x AS SELECT unnest(?) AS x", [list(values)])
            connection.execute("CREATE TABLE mart.wide AS SELECT count(*) AS n FROM core.fct_x")

    def judge(self, run_id: str = "run", *, failing: Gate | None = None, leave_out: Gate | None = None) -> None:
        for gate in GATES:
            if gate == leave_out:
                continue
            rule = next(rule for rule in read_rules(gate) if rule.severity == "block")
            verdict = Verdict(rule.rule_id, gate, "block", "*", gate != failing, "", "", "", True)
            facts = {"rules": "r", "database_sha256": sha256_of_file(self.build)}
            write_verdicts(self.audit, run_id, gate, (verdict,), {rule.rule_id: rule}, facts)

    def publish(self, run_id: str = "run", keep: int = 7, fingerprint: str = "f") -> Published:
        return publish(
            self.build,
            self.published,
            self.audit,
            run_id,
            TABLES,
            fingerprint=fingerprint,
            facts={"documents": 1},
            keep=keep,
        )

    def rows(self) -> int:
        with duckdb.connect(self.current / "marts.duckdb", read_only=True) as connection:
            return connection.table("core.fct_x").shape[0]


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = House(tmp_path)
    house.make(1, 2, 3)
    house.judge()
    return house


def test_a_build_holds_database_parquet_verdicts_and_a_manifest_that_fits_them(house: House) -> None:
    done = house.publish()
    assert {path.name for path in done.folder.iterdir()} == {
        "marts.duckdb",
        "fct_x.parquet",
        "wide.parquet",
        "verdicts.parquet",
        "manifest.json",
        "SHA256SUMS",
    }
    manifest = current_manifest(house.published)
    assert manifest is not None
    assert {name: table["rows"] for name, table in manifest["tables"].items()} == {"fct_x": 3, "wide": 1}
    assert (manifest["run_id"], manifest["fingerprint"], manifest["documents"]) == ("run", "f", 1)
    assert pq.read_table(house.current / "fct_x.parquet")["x"].to_pylist() == [1, 2, 3]
    assert damaged(done.folder) == ()


def test_published_files_are_read_only_and_a_changed_one_is_found(house: House) -> None:
    folder = house.publish().folder
    assert all(path.stat().st_mode & 0o222 == 0 for path in folder.iterdir())
    (folder / "wide.parquet").chmod(0o644)
    (folder / "wide.parquet").write_bytes(b"PAR1")
    assert damaged(folder) == ("wide.parquet",)


def test_a_damaged_build_counts_as_none_so_that_the_next_run_makes_it_anew(house: House) -> None:
    settings = Settings.from_environment({"ZHIBIAO_HOME": str(house.published.parent)})
    folder = house.publish().folder
    assert freshness.published(settings) == "f"
    (folder / "wide.parquet").unlink()
    assert freshness.published(settings) is None


def test_the_build_file_is_copied_not_shared(house: House) -> None:
    house.publish()
    house.make(1)
    assert house.rows() == 3


@pytest.mark.parametrize("gate", GATES)
def test_a_failed_gate_publishes_nothing_and_says_which(house: House, gate: Gate) -> None:
    house.publish()
    before = house.current.resolve()
    house.make(1, 2, 3, 4)
    house.judge("second", failing=gate)
    with pytest.raises(Invalid, match=f"gate {gate} did not pass"):
        house.publish("second")
    assert (house.current.resolve(), house.rows()) == (before, 3)


@pytest.mark.parametrize("gate", GATES)
def test_a_gate_without_a_record_publishes_nothing(house: House, gate: Gate) -> None:
    house.make(4)
    house.judge("second", leave_out=gate)
    with pytest.raises(Invalid, match=f"gate {gate} has no record"):
        house.publish("second")
    assert not house.current.exists()


def test_a_build_that_changed_after_its_audit_is_not_published(house: House) -> None:
    with duckdb.connect(house.build) as connection:
        connection.execute("DELETE FROM core.fct_x WHERE x = 3")
    with pytest.raises(Invalid, match="changed after it was audited"):
        house.publish()


def test_a_later_run_may_publish_what_an_earlier_one_audited(house: House) -> None:
    house.publish("a run of the last step alone")
    manifest = current_manifest(house.published)
    assert manifest is not None
    assert manifest["run_id"] == "run"


def test_the_last_builds_are_kept_and_the_current_one_always(house: House) -> None:
    folders = [house.publish(keep=2).folder for _ in range(4)]
    assert [folder.exists() for folder in folders] == [False, False, True, True]
    house.current.unlink()
    house.current.symlink_to(folders[2].name)
    newest = house.publish(keep=1).folder
    assert house.current.resolve() == newest
    assert [path.name for path in house.published.iterdir() if not path.is_symlink()] == [newest.name]


def test_a_reader_keeps_the_build_it_opened_and_a_new_one_sees_the_next(house: House) -> None:
    house.publish()
    with (house.current / "fct_x.parquet").open("rb") as held:
        house.make(7)
        house.judge("second")
        house.publish("second", keep=1)
        assert pq.read_table(held)["x"].to_pylist() == [1, 2, 3]
    assert pq.read_table(house.current / "fct_x.parquet")["x"].to_pylist() == [7]


def test_what_a_killed_publication_left_behind_is_removed(house: House) -> None:
    (house.published / ".draft-old").mkdir(parents=True)
    (house.published / ".draft-old" / "marts.duckdb").write_bytes(b"half")
    house.publish()
    assert not (house.published / ".draft-old").exists()


def test_the_manifest_is_plain_json_with_versions(house: House) -> None:
    manifest = json.loads((house.publish().folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["versions"]["duckdb"] == duckdb.__version__


def test_checksums_can_be_checked_by_the_common_tool(house: House) -> None:
    folder = house.publish().folder
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.count(": OK")) == (0, 5)


@pytest.mark.parametrize("name", ["manifest.json", "marts.duckdb", "wide.parquet"])
def test_until_the_next_publication_the_newest_whole_build_stands_in_for_a_damaged_one(house: House, name: str) -> None:
    first, second = house.publish().folder, house.publish().folder
    assert restore(house.published) == ""
    (second / name).chmod(0o644)
    (second / name).write_bytes((second / name).read_bytes()[:50])
    assert damaged(house.current)
    assert restore(house.published) == first.name
    assert (house.current.resolve(), damaged(house.current)) == (first, ())


def test_a_link_to_nowhere_is_mended(house: House) -> None:
    folder = house.publish().folder
    house.current.unlink()
    house.current.symlink_to("20200101T000000000000Z-gone")
    assert current_manifest(house.published) is None
    assert restore(house.published) == folder.name


def test_builds_stay_in_order_though_the_clock_went_back(house: House) -> None:
    now = datetime.datetime.now(datetime.UTC)
    future = house.published / f"{now.year + 30}0101T000000000000Z-future"
    house.publish().folder.rename(future)
    house.current.unlink()
    house.current.symlink_to(future.name)
    done = house.publish(keep=1)
    assert house.current.resolve() == done.folder
    assert done.removed == (future.name,)
    assert done.build_id > future.name
