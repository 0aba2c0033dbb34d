"""What is due is read once; every input stands somewhere; nothing of a killed run stays."""

from __future__ import annotations

import datetime
import json
import os
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sources import lake, version
from sources.errors import Invalid
from sources.extraction import Extraction, Task, work
from sources.ingest import TRIES
from sources.readers.formats import markdown
from tests.sources.intake.house import REPORT, House


class Clock:
    years = 0


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A machine clock that can be set wrong by whole years."""
    clock = Clock()

    def now() -> datetime.datetime:
        return datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=365 * clock.years)

    monkeypatch.setattr("sources.ingest.clock", now)
    return clock


def test_a_document_becomes_rows_that_point_into_its_text(house: House) -> None:
    house.put("a.md", REPORT.format(value="1300"))
    done = house.run()
    assert (done.extracted, done.unplaced, done.outcomes) == (1, 0, {"extracted": 1})
    (document,) = house.rows("documents")
    (text,) = house.rows("texts")
    numerals = house.rows("numerals")
    assert (document["ref_area"], document["numerals"]) == ("370103", len(numerals))
    assert all(text["text"][row["start"] : row["end"]] == row["text"] for row in numerals)
    assert {row["extraction_id"] for row in numerals} == {document["extraction_id"]} == {text["extraction_id"]}
    assert "1300" in {row["text"] for row in numerals}


def test_a_second_run_reads_nothing_and_says_nothing(house: House) -> None:
    house.put("a.md", REPORT.format(value="1300"))
    first, second = house.run(), house.run()
    assert (second.extracted, second.outcomes, second.state) == (0, {"extracted": 1}, first.state)
    assert house.outcomes() == [("run1", "a.md", "extracted")]


def test_one_more_document_costs_one_document(house: House) -> None:
    house.put("a.md", REPORT.format(value="1300"))
    first = house.run()
    house.put("b.md", REPORT.format(value="1301"))
    second = house.run()
    assert (second.extracted, second.documents) == (1, 2)
    assert second.state != first.state


def test_a_sidecar_that_changes_costs_one_reading(house: House) -> None:
    house.put("a.md", REPORT.format(value="1300"))
    house.run()
    house.put("a.md.meta.json", json.dumps({"ref_area": "370102"}))
    assert house.run().extracted == 1
    newest = max(house.rows("documents"), key=lambda row: row["extracted_at"])
    assert (newest["ref_area"], newest["placed_by"]) == ("370102", "sidecar")


def test_a_misspelt_key_of_a_sidecar_costs_no_document_and_is_told_until_it_is_mended(house: House) -> None:
    house.put("a.md", REPORT.format(value=1300))
    house.put("a.md.meta.json", json.dumps({"kindd": "communique", "url": "x"}))
    for done in (house.run(), house.run()):
        assert done.outcomes == {"extracted": 1}
        assert done.slips == (
            ("a.md", "what stands beside it has keys that nobody reads: 'kindd' (did you mean 'kind'?)"),
        )
    (row,) = house.rows("outcomes")
    assert (row["outcome"], row["problem"]) == ("extracted", done.slips[0][1])
    assert row["remedy"] == "mend the key; the next run reads it again"
    house.put("a.md.meta.json", json.dumps({"kind": "communique"}))
    assert house.run().slips == ()
    assert {row["kind"] for row in house.rows("documents")} == {"work-report", "communique"}


def test_a_sidecar_taken_back_brings_the_earlier_identification_back(house: House) -> None:
    house.put("a.md", REPORT.format(value="1300"))
    first = house.run()
    sidecar = house.put("a.md.meta.json", json.dumps({"ref_area": "370102"}))
    assert house.run().state != first.state
    sidecar.unlink()
    back = house.run()
    assert (back.extracted, back.documents, back.state) == (1, 1, first.state)
    newest = max(house.rows("documents"), key=lambda row: row["extracted_at"])
    assert newest["ref_area"] == "370103"
    texts = pq.read_table(house.lake / "texts" / "run3.parquet").to_pylist()
    assert [row["extraction_id"] for row in texts] == [newest["extraction_id"]], "staging joins rows of one part"
    again = house.run()
    assert (again.extracted, again.state) == (0, first.state)


def test_a_correction_withdrawn_brings_the_earlier_bytes_back_as_the_latest(house: House) -> None:
    for value in ("1300", "1310", "1300"):
        house.put("a.md", REPORT.format(value=value))
        assert house.run().extracted == 1
    latest = max(house.rows("documents"), key=lambda row: row["retrieved_at"])
    assert latest["document_id"] == house.rows_of("1300")
    assert house.run().extracted == 0


def test_an_extractor_rolled_back_counts_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.put("a.md", REPORT.format(value="1300"))
    first = house.run()
    with monkeypatch.context() as newer:
        newer.setattr("sources.ingest.extractor_version", lambda: "newer")
        assert house.run().extracted == 1
    done = house.run()
    assert (done.extracted, done.state) == (1, first.state)


def test_a_new_extractor_reads_everything_again_also_what_left_the_inbox(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = house.put("a.md", REPORT.format(value="1300"))
    house.run()
    path.unlink()
    monkeypatch.setattr("sources.ingest.extractor_version", lambda: "newer")
    done = house.run()
    assert (done.extracted, done.documents, done.outcomes) == (1, 1, {})
    assert len(house.rows("documents")) == 2


def test_equal_bytes_count_once_and_both_names_are_on_record(house: House) -> None:
    house.put("b.md", REPORT.format(value="1300"))
    house.run()
    house.put("a.md", REPORT.format(value="1300"))
    done = house.run()
    assert (done.extracted, done.outcomes) == (0, {"extracted": 1, "duplicate": 1})
    assert house.outcomes()[-1] == ("run2", "a.md", "duplicate")
    assert len(house.rows("documents")) == 1


def test_a_document_of_no_known_place_is_read_and_on_record(house: House) -> None:
    house.put("a.md", "# 某地2023年政府工作报告\n\n2022年，生产总值完成1300亿元。\n")
    done = house.run()
    assert (done.extracted, done.unplaced, done.outcomes, done.left_out) == (1, 1, {"unplaced": 1}, ())
    (row,) = house.rows("outcomes")
    assert row["problem"]
    assert "a.md.meta.json" in row["remedy"]
    assert house.run().outcomes == {"unplaced": 1}


def test_bytes_that_are_no_text_are_refused_once(house: House) -> None:
    (house.inbox / "a.txt").write_bytes(bytes(range(256)) * 40)
    for _ in range(2):
        done = house.run()
        assert done.outcomes == {"refused": 1}
        assert [name for name, _, _ in done.left_out] == ["a.txt"]
    assert [outcome for _, _, outcome in house.outcomes()] == ["refused"]


def test_a_runaway_is_stopped_and_tried_again_a_few_times(house: House) -> None:
    house.put("a.md", REPORT.format(value="1300"))
    for _ in range(TRIES + 1):
        done = house.run(seconds=0.0)
        assert done.outcomes == {"failed": 1}
    assert Counter(outcome for _, _, outcome in house.outcomes()) == {"failed": TRIES}


def work_with_a_crashing_reader(task: Task) -> Extraction:
    """What a worker does when the library of a format ends the process on one document."""
    if task.source_name == "b.md":
        vars(markdown)["read"] = lambda *_: os.abort()
    return work(task)


def test_a_reader_that_ends_its_process_costs_its_document_only(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.ingest.work", work_with_a_crashing_reader)
    for name, value in (("a.md", "1300"), ("b.md", "1400"), ("c.md", "1500")):
        house.put(name, REPORT.format(value=value))
    done = house.run()
    assert done.outcomes == {"extracted": 2, "failed": 1}
    assert {row["source_name"] for row in house.rows("documents")} == {"a.md", "c.md"}
    (failed,) = (row for row in house.rows("outcomes") if row["outcome"] == "failed")
    assert failed["source_name"] == "b.md"
    assert "ended the process that read it (exit code -6)" in failed["problem"]
    monkeypatch.undo()
    assert house.run().outcomes == {"extracted": 3}


def test_names_that_climb_folders_stay_names(house: House) -> None:
    outside = house.inbox.parent / "outside.md"
    outside.write_text(REPORT.format(value="9999"), encoding="utf-8")
    (house.inbox / "manifest.csv").write_text("file,title\n../outside.md,甲\n/etc/hosts,乙\n", encoding="utf-8")
    house.put("..\\..\\up.md", REPORT.format(value="1300"))
    house.put("..%2f..%2fup.md", REPORT.format(value="1400"))
    done = house.run()
    assert done.outcomes == {"extracted": 2}
    assert {path.name for path in house.inbox.parent.iterdir()} == {"inbox", "outside.md", "landing", "lake"}
    assert not {row["text"] for row in house.rows("numerals")} & {"9999"}


def test_rows_of_a_killed_run_are_removed_before_the_next(house: House) -> None:
    house.put("a.md", REPORT.format(value="1300"))
    house.run()
    lake.write_part(house.lake, "numerals", "killed", [{"document_id": "x", "text": "1"}])
    (house.lake / "texts" / ".killed.parquet.1").write_bytes(b"half")
    before = len(house.rows("numerals"))
    house.put("b.md", REPORT.format(value="1301"))
    house.run()
    assert {row["document_id"] for row in house.rows("numerals")} == {
        row["document_id"] for row in house.rows("documents")
    }
    assert len(house.rows("numerals")) > before - 1
    assert not list((house.lake / "texts").glob(".*"))


def test_outcomes_that_a_killed_run_did_not_write_are_written_by_the_next(house: House) -> None:
    house.put("a.md", REPORT.format(value="1300"))
    house.put("b.md", "# 某地2023年政府工作报告\n\n2022年，生产总值完成1300亿元。\n")
    (house.inbox / "c.txt").write_bytes(bytes(range(256)) * 40)
    first = house.run()
    (house.lake / "outcomes" / "run1.parquet").unlink()  # killed between `documents` and `outcomes`
    second = house.run()
    assert (second.extracted, second.outcomes, second.state) == (0, first.outcomes, first.state)
    assert sorted(house.outcomes()) == [
        ("run2", "a.md", "extracted"),
        ("run2", "b.md", "unplaced"),
        ("run2", "c.txt", "refused"),
    ]
    house.run()
    assert len(house.outcomes()) == 3


def test_an_input_under_another_name_has_its_own_outcome(house: House) -> None:
    (house.inbox / "a.txt").write_bytes(bytes(range(256)) * 40)
    house.run()
    (house.inbox / "a.txt").rename(house.inbox / "b.txt")
    assert house.run().outcomes == {"refused": 1}
    assert ("run2", "b.txt", "refused") in house.outcomes()


def test_the_version_follows_what_shapes_the_ledger(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1")
    before = version.tree_hash([tmp_path])
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.pyc").write_text("noise")
    assert version.tree_hash([tmp_path]) == before
    (tmp_path / "a.py").write_text("x = 2")
    assert version.tree_hash([tmp_path]) != before


@pytest.mark.parametrize("years", [-30, 30])
def test_the_later_reading_counts_whatever_the_clock_does(house: House, clock: Clock, years: int) -> None:
    house.put("a.md", REPORT.format(value="1300"))
    house.run()
    clock.years = years
    house.put("a.md.meta.json", json.dumps({"ref_area": "370102"}))
    assert house.run().extracted == 1
    clock.years = 0
    sidecar = json.dumps({"ref_area": "370104"})
    house.put("a.md.meta.json", sidecar)
    assert house.run().extracted == 1
    newest = max(house.rows("documents"), key=lambda row: row["extracted_at"])
    assert newest["ref_area"] == "370104"
    assert (house.run().extracted, house.run().outcomes) == (0, {"extracted": 1})


def test_a_vocabulary_that_changes_while_documents_are_read_leaves_nothing_of_the_run(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.put("a.md", REPORT.format(value="1300"))
    stamps = iter(["before", "after"])
    monkeypatch.setattr("sources.ingest.snapshot", lambda: next(stamps))
    with pytest.raises(Invalid, match="changed while"):
        house.run()
    assert house.rows("documents") == house.rows("outcomes") == []
    monkeypatch.undo()
    assert house.run().extracted == 1
