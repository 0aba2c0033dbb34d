"""Only what changed is fetched; a changed document is a new vintage and the old one stays."""

from __future__ import annotations

import datetime
import time
from pathlib import Path

import pyarrow.parquet as pq

from sources import workers
from sources.catalogue import land
from sources.fetching import record
from sources.ingest import Ingested, ingest
from sources.landing import Landing, sha256_of
from tests.sources.fetching.conftest import House
from tests.sources.fetching.server import PAGE, Server, plain, tagged

OLD, NEW = (PAGE.format(f"2022年，全区地区生产总值完成{value}亿元。").encode() for value in (1300, 1310))


def read(house: House, folder: Path, run: str) -> Ingested:
    landed = land(house.inputs().inputs, Landing(folder / "landing"), folder / "seen.json", max_bytes=10_000_000)
    return ingest(landed, folder / "landing", folder / "lake", run, workers.Limits(processes=1, seconds=30))


def test_a_document_that_did_not_change_is_not_sent_again(house: House) -> None:
    first = house.one("/x", tagged(OLD, '"1"'))
    second = house.one("/x")
    assert (first.outcome, second.outcome, second.status) == ("fetched", "not_modified", 304)
    assert house.server.requests[-1][1].headers["if-none-match"] == '"1"'
    assert (second.sha256, second.source_name) == (sha256_of(OLD), first.source_name)


def test_a_date_of_change_does_where_there_is_no_etag(house: House) -> None:
    modified = "Wed, 01 Mar 2023 08:00:00 GMT"
    house.one("/x", tagged(OLD, "", modified))
    assert house.one("/x").outcome == "not_modified"
    assert house.server.requests[-1][1].headers["if-modified-since"] == modified


def test_the_same_bytes_sent_again_are_no_new_vintage(house: House) -> None:
    assert [house.one("/x", plain(OLD)).outcome, house.one("/x").outcome] == ["fetched", "unchanged"]
    assert len(house.inputs().inputs) == 1


def test_a_changed_document_is_a_new_vintage_and_the_old_one_stays(house: House, tmp_path: Path) -> None:
    first = house.one("/report.html", tagged(OLD, '"1"'))
    read(house, tmp_path, "run1")
    second = house.one("/report.html", tagged(NEW, '"2"'))
    done = read(house, tmp_path, "run2")
    assert (second.outcome, second.problem, done.extracted, done.documents) == ("changed", "", 1, 2)
    assert (house.bytes_of(first), house.bytes_of(second)) == (OLD, NEW)
    documents = pq.read_table(tmp_path / "lake" / "documents").to_pylist()
    assert {(row["source_kind"], row["source_name"], row["sha256"]) for row in documents} == {
        ("fetched", first.source_name, sha256_of(OLD)),
        ("fetched", second.source_name, sha256_of(NEW)),
    }
    assert read(house, tmp_path, "run3").extracted == 0


def test_other_bytes_under_the_same_etag_are_noticed_and_the_etag_is_not_believed_again(house: House) -> None:
    house.one("/x", plain(OLD, etag='"1"'))
    changed = house.one("/x", plain(NEW, etag='"1"'))
    assert changed.outcome == "changed"
    assert 'under the same ETag "1"' in changed.problem
    house.one("/x", tagged(OLD, '"1"'))
    assert "if-none-match" not in house.server.requests[-1][1].headers
    assert len(house.inputs().inputs) == 2


def test_a_vintage_that_comes_back_is_said_to_be_the_latest_again(house: House) -> None:
    def hours() -> list[str]:
        return [item.sidecar["retrieved_on"] for item in house.inputs().inputs]

    first = house.one("/report.html", tagged(OLD, '"1"'))
    second = house.one("/report.html", tagged(NEW, '"2"'))
    assert first.source_name != second.source_name
    names = {str(one.source_name).rsplit(".", 2)[0] for one in (first, second)}
    assert len(names) == 1, "what stands before the digits is the address's own"
    path = house.folder / "documents" / str(first.source_name)
    written = path.stat().st_mtime_ns
    third = house.one("/report.html", tagged(OLD, '"3"'))
    assert (third.outcome, third.source_name) == ("changed", first.source_name)
    assert path.stat().st_mtime_ns > written
    assert len(hours()) == 2


def test_after_a_while_the_whole_document_is_asked_for(house: House) -> None:
    house.one("/x", tagged(OLD, '"1"'))
    house.server.answers["/x"] = tagged(NEW, '"1"')
    assert house.one("/x").outcome == "not_modified"
    assert house.one("/x", reread_days=0).outcome == "changed"


def test_a_lost_or_damaged_file_is_fetched_again(house: House) -> None:
    row = house.one("/x", tagged(OLD, '"1"'))
    (found,) = house.inputs().inputs
    found.path.write_bytes(b"damaged")
    assert house.one("/x").outcome == "fetched"
    assert house.bytes_of(row) == OLD


def test_a_failed_night_leaves_the_vintage_in_force(house: House) -> None:
    house.one("/x", tagged(OLD, '"1"'))
    row = house.one("/x", plain(status="500 Oops"))
    assert (row.outcome, row.sha256) == ("failed", sha256_of(OLD))
    assert house.one("/x", tagged(OLD, '"1"')).outcome == "not_modified"


def test_a_redirect_to_another_place_is_not_asked_with_the_old_etag(house: House) -> None:
    house.one("/x", tagged(OLD, '"1"'))
    house.server.answers["/y"] = tagged(NEW, '"1"')
    row = house.one("/x", plain(b"", "302 Found", location="/y"))
    assert row.outcome == "changed"
    assert house.bytes_of(row) == NEW


def test_what_the_catalogue_says_stands_beside_every_vintage(house: House, tmp_path: Path) -> None:
    url = house.server.url("/report.html")
    house.server.answers["/report.html"] = tagged(OLD, '"1"')
    house.fetch(url_entry := {"url": url})
    house.server.answers["/report.html"] = tagged(NEW, '"2"')
    date = datetime.date(2023, 1, 5)
    house.fetch({**url_entry, "kind": "work-report", "ref_area": "370102", "year": 2023, "published_on": date})
    told = [dict(item.sidecar) for item in house.inputs().inputs]
    assert all(one.pop("retrieved_on") for one in told)
    facts = {"kind": "work-report", "ref_area": "370102", "year": "2023", "published_on": "2023-01-05", "address": url}
    assert told == [facts, facts]
    read(house, tmp_path, "run1")
    documents = pq.read_table(tmp_path / "lake" / "documents").to_pylist()
    assert {(row["ref_area"], row["published_on"]) for row in documents} == {("370102", date)}


def test_releases_are_inputs_of_their_own_kind(house: House) -> None:
    house.server.answers["/data.csv"] = plain("指标,单位\n".encode(), content_type="text/csv")
    house.fetch({"url": house.server.url("/data.csv"), "thing": "release"})
    (found,) = house.inputs().inputs
    assert (found.kind, found.path.suffix) == ("release", ".csv")


def test_names_cannot_climb_hide_or_overrun(house: House, server: Server) -> None:
    paths = ["/..%2F..%2Fetc%2Fpasswd", "/.hidden.html", "/README.html", "/" + "x" * 900, "/a.html?b=../../c", "/"]
    server.answers |= dict.fromkeys(paths, plain(OLD))
    rows = house.fetch(*paths)
    assert [row.outcome for row in rows] == ["fetched"] * len(paths)
    found = house.inputs()
    assert (len(found.inputs), found.ignored) == (len(paths), ())
    assert all(item.path.resolve().is_relative_to(house.folder.resolve()) for item in found.inputs)


def test_a_full_disk_costs_an_address_not_the_run(house: House) -> None:
    (house.folder / "documents").mkdir(parents=True)
    (house.folder / "documents" / "stats.test").write_text("in the way")
    house.server.answers = {"/x": plain(OLD)}
    (row,) = house.fetch("/x")
    assert row.outcome == "failed"
    assert "Error" in row.problem


def test_rows_are_appended_to_the_lake(house: House, tmp_path: Path) -> None:
    house.server.answers = {"/x": plain(OLD), "/y": plain(status="404 Not Found")}
    began = time.time()
    rows = house.fetch("/x", "/y")
    for run in ("run1", "run1", "run2"):
        record.write(tmp_path / "lake", run, rows)
    assert record.write(tmp_path / "lake", "run3", []) is None
    assert sorted(path.name for path in (tmp_path / "lake" / "fetches").iterdir()) == [
        "run1-2.parquet",
        "run1.parquet",
        "run2.parquet",
    ]
    stored = pq.read_table(tmp_path / "lake" / "fetches" / "run2.parquet")
    assert stored.schema.equals(record.FETCHES)
    ok, missing = stored.to_pylist()
    assert (ok["run_id"], ok["outcome"], ok["sha256"], ok["bytes"]) == ("run2", "fetched", sha256_of(OLD), len(OLD))
    assert (missing["outcome"], missing["status"], missing["remedy"]) == (
        "refused",
        404,
        "look for the document's new address",
    )
    assert began - 1 < ok["at"].timestamp() < time.time() + 1
