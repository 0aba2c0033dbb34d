"""Parts of the lake and bytes of the raw store that are not what was written: set aside, said, and had again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sources.landing import Landing
from tests.sources.intake.house import REPORT, House


def flip(path: Path) -> None:
    """One bit in the middle."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize(
    ("dataset", "damage"),
    [
        ("documents", flip), ("texts", truncate), ("numerals", flip), ("outcomes", truncate),
        ("numerals", Path.unlink), ("documents", Path.unlink), ("outcomes", Path.unlink),
    ],
)  # fmt: skip
def test_a_damaged_part_is_set_aside_and_read_again_from_the_raw_store(
    house: House, dataset: str, damage: Callable[[Path], None]
) -> None:
    house.put("a.md", REPORT.format(value="1300"))
    house.run()
    house.put("b.md", REPORT.format(value="1301"))
    before = house.run()
    numerals = sorted((row["document_id"], row["start"], row["text"]) for row in house.rows("numerals"))
    damage(house.lake / dataset / "run2.parquet")
    after = house.run()
    assert (after.documents, after.state) == (2, before.state)
    assert sorted((row["document_id"], row["start"], row["text"]) for row in house.rows("numerals")) == numerals
    assert house.run().damage == ()
    if damage is not Path.unlink:
        assert [item.part for item in after.damage] == ["run2"]
        assert (house.lake / "aside" / "run2" / f"{dataset}.parquet").exists()


def test_bytes_that_others_replaced_under_their_name_come_back_from_a_damaged_part_too(house: House) -> None:
    house.put("a.md", REPORT.format(value="1300"))
    house.run()
    house.put("a.md", REPORT.format(value="1301.5"))
    house.run()
    flip(house.lake / "numerals" / "run1.parquet")
    done = house.run()
    assert (done.documents, done.extracted, done.outcomes) == (2, 1, {"extracted": 1})
    assert {"1300", "1301.5"} <= {row["text"] for row in house.rows("numerals")}
    newest = max(house.rows("documents"), key=lambda row: row["retrieved_at"])
    assert newest["document_id"] == house.rows_of("1301.5")


def test_a_lake_without_seals_is_read_whole_and_sealed(house: House) -> None:
    house.put("a.md", REPORT.format(value="1300"))
    house.run()
    shutil.rmtree(house.lake / "seals")
    assert house.run().damage == ()
    flip(house.lake / "texts" / "run1.parquet")
    assert [item.part for item in house.run().damage] == ["run1"]


def test_bytes_gone_from_the_raw_store_are_said_and_come_back_with_the_file(house: House) -> None:
    path = house.put("a.md", REPORT.format(value="1300"))
    house.run()
    kept = path.read_bytes()
    path.unlink()
    for stored in Landing(house.landing).stored():
        stored.unlink()
    flip(house.lake / "texts" / "run1.parquet")
    house.run()
    assert "no longer in the raw store" in house.rows("outcomes")[-1]["problem"]
    path.write_bytes(kept)
    assert house.run().outcomes == {"extracted": 1}
