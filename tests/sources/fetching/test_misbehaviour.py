"""Whatever a server does, an address ends as one row that says what happened, in time, and leaves no half document."""

from __future__ import annotations

import gzip
import itertools
import re
import time
import tracemalloc
from pathlib import Path

import pytest

from tests.sources.fetching import server as bad
from tests.sources.fetching.conftest import IMPATIENT, LIMIT, House
from tests.sources.fetching.server import Answer, plain, raw, redirect, reply

HTML = "text/html"


def json_(text: str) -> Answer:
    return plain(text.encode(), content_type="application/json")


#: What it is, how the server answers, the outcome, words of the problem, how often the server is asked.
CASES: list[tuple[str, Answer, str, str, int]] = [
    ("silent", bad.silent, "failed", "seconds of silence", 2),
    ("silent in the middle", bad.silent_within, "failed", "seconds of silence", 2),
    ("drips the body", bad.drip, "failed", "not complete after 0.8 seconds", 2),
    ("drips a body without length", bad.drip_unsized, "failed", "not complete after 0.8 seconds", 2),
    ("drips the headers", bad.drip_headers, "failed", "not complete after 0.8 seconds", 2),
    ("cut off within the body", bad.cut_off, "failed", "the connection broke", 2),
    ("length longer than the body", plain(content_length="999"), "failed", "the connection broke", 2),
    ("reset", bad.reset, "failed", "the connection broke", 2),
    ("closes without a word", raw(b""), "failed", "RemoteDisconnected", 2),
    ("two lengths", raw(reply(body=b"ab", x="1\r\nContent-Length: 1")), "failed", "Content-Length", 2),
    ("no HTTP", raw(b"SSH-2.0-OpenSSH_9.6\r\n"), "failed", "no HTTP", 2),
    ("states a huge length", plain(content_length="99999999"), "refused", "too large: at least 99,999,999 bytes", 1),
    ("endless body", bad.endless, "refused", "too large", 1),
    ("endless chunks", bad.endless_chunks, "refused", "too large", 1),
    ("endless chunk size", bad.endless_chunk_size, "failed", "", 2),
    ("chunk size that is no number", raw(reply(content_length="", transfer_encoding="chunked") + b"zz\r\nab\r\n"), "failed", "", 2),
    ("chunks without an end", raw(reply(content_length="", transfer_encoding="chunked") + b"5\r\nab"), "failed", "", 2),
    ("gzip bomb", bad.bomb(64), "refused", "unpacked", 1),
    ("gzip cut off", plain(gzip.compress(bad.TEXT)[:-9], content_encoding="gzip"), "failed", "ends too early", 2),
    ("gzip that is none", plain(b"no gzip at all", content_encoding="gzip"), "failed", "damaged", 2),
    ("packed in a way not asked for", plain(content_encoding="br"), "refused", "packed as br", 1),
    ("too many headers", bad.endless_headers, "refused", "over the limit", 1),
    ("an endless header", bad.endless_header_line, "refused", "over the limit", 1),
    ("an endless 100 Continue", bad.endless_continue, "failed", "not complete after 0.8 seconds", 2),
    ("another protocol", plain(b"", "101 Switching Protocols"), "refused", "answers 101", 1),
    ("nothing to send", plain(b"", "204 No Content"), "refused", "answers 204", 1),
    ("wrong type", plain(content_type="video/mp4"), "refused", "sends video/mp4", 1),
    ("no type", plain(content_type=""), "refused", "sends no content type", 1),
    ("empty", plain(b""), "failed", "empty document", 2),
    ("missing", plain(status="404 Not Found"), "refused", "answers 404 Not Found", 1),
    ("gone", plain(status="410 Gone"), "refused", "answers 410 Gone", 1),
    ("forbidden", plain(status="403 Forbidden"), "refused", "answers 403 Forbidden", 1),
    ("a part", plain(status="206 Partial Content"), "refused", "answers 206", 1),
    ("always broken", plain(status="500 Oops"), "failed", "answers 500 Oops", 2),
    ("304 out of nowhere", plain(b"", "304 Not Modified"), "failed", "without conditions", 2),
    ("redirect to itself", redirect("/x"), "refused", "in a circle", 1),
    ("redirect to nowhere", redirect(""), "refused", "without saying where to", 1),
    ("redirect to a file", redirect("file:///etc/passwd"), "refused", "no web address", 1),
    ("redirect to nonsense", redirect("http://[::1"), "refused", "no address", 1),
    ("redirect to another port", redirect("http://stats.test:1/x"), "refused", "stats.test:1 is not allowed", 1),
    ("a failure in the body", json_('{"success": false, "state": 50001, "message": "busy"}'), "failed", "50001", 2),
    ("a question without answer", json_('{"returncode": 501, "returndata": "nothing"}'), "refused", "no answer (501", 1),
    ("a busy easyquery", json_('{"returncode": 500, "returndata": "busy"}'), "failed", "(500: busy)", 2),
    ("a message in place of data", json_('[{"message": [{"key": "Invalid value"}]}]'), "refused", "Invalid value", 1),
    ("JSON that breaks off", json_('{"success": tr'), "failed", "cut off", 2),
    ("a page called JSON", json_("<html>are you a robot?</html>"), "failed", "firewall", 2),
    ("asks to wait for ever", plain(status="429 Slow Down", retry_after="86400"), "failed", "wait 86,400 seconds", 1),
]  # fmt: skip


def test_every_misbehaviour_has_its_line_in_the_list() -> None:
    told = (Path(__file__).parents[3] / "docs" / "fetching.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([^`]+)`", told))
    assert {case[0] for case in CASES} <= named
    here = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert [name for name in named if name.startswith("test_") and f"def {name}(" not in here] == []


@pytest.mark.parametrize(
    ("answer", "outcome", "words", "asked"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_server_that_misbehaves(house: House, answer: Answer, outcome: str, words: str, asked: int) -> None:
    began = time.monotonic()
    waits = "silence" in words or "not complete" in words
    row = house.one("/x", answer, **(IMPATIENT if waits else {}))
    assert time.monotonic() - began < 4
    assert (row.outcome, house.server.counts["/x"], row.attempts) == (outcome, asked, asked)
    assert words in row.problem
    assert row.problem
    assert (row.sha256, row.source_name) == (None, None)
    assert house.inputs().inputs == ()


@pytest.mark.parametrize("answer", [bad.bomb(256), bad.endless], ids=["bomb", "endless"])
def test_what_is_too_large_is_never_held(house: House, answer: Answer) -> None:
    house.server.answers["/x"] = answer
    tracemalloc.start()
    house.fetch("/x")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 * LIMIT


@pytest.mark.parametrize(
    "location",
    ["http://elsewhere.test:{port}/x", "http://inside.test:{port}/x", "//metadata.test:{port}/latest", "http://127.0.0.1:{port}/y"],
)  # fmt: skip
def test_no_redirect_leaves_the_allowed_hosts_or_enters_a_private_network(house: House, location: str) -> None:
    row = house.one("/x", redirect(location.format(port=house.server.port)))
    assert row.outcome == "refused"
    assert "is not allowed" in row.problem or "no public address" in row.problem
    assert dict(house.server.counts) == {"/x": 1}


def test_a_long_chain_of_redirects_ends(house: House) -> None:
    for number in range(9):
        house.server.answers[f"/{number}"] = redirect(f"/{number + 1}")
    row = house.one("/0")
    assert (row.outcome, sum(house.server.counts.values())) == ("refused", 6)
    assert "more than 5 times" in row.problem


def test_a_redirect_within_the_allowed_hosts_is_followed_and_recorded(house: House) -> None:
    house.server.answers["/new"] = plain()
    row = house.one("/x", redirect(house.server.url("/new", "city.test"), "301 Moved"))
    assert (row.outcome, row.redirects, row.final_address) == ("fetched", 1, house.server.url("/new", "city.test"))
    assert house.server.requests[-1][1].headers["host"] == f"city.test:{house.server.port}"


def test_broken_at_first_then_well(house: House) -> None:
    row = house.one("/x", bad.in_turn(plain(status="503 Busy"), bad.cut_off, plain()), attempts=3)
    assert (row.outcome, row.attempts, row.status) == ("fetched", 3, 200)
    assert house.bytes_of(row) == bad.TEXT


@pytest.mark.parametrize("header", ["1", "date"])
def test_retry_after_is_waited_for(house: House, header: str) -> None:
    wanted = bad.in_seconds(2) if header == "date" else header
    row = house.one("/x", bad.in_turn(plain(status="429 Slow Down", retry_after=wanted), plain()))
    (first, _), (second, _) = house.server.requests
    assert row.outcome == "fetched"
    assert 0.95 <= second - first < 3


def test_retry_after_that_says_nothing_is_an_ordinary_pause(house: House) -> None:
    row = house.one("/x", bad.in_turn(plain(status="503 Busy", retry_after="soon"), plain()))
    assert (row.outcome, row.attempts) == ("fetched", 2)


@pytest.mark.parametrize(
    "answer",
    [
        plain(gzip.compress(bad.TEXT), content_encoding="gzip"),
        plain(gzip.compress(bad.TEXT[:40]) + gzip.compress(bad.TEXT[40:]) + b"\0\0", content_encoding="gzip"),
        bad.chunked(bad.TEXT),
        raw(reply(body=bad.TEXT, content_length="")),
        plain(content_type="text/html; charset=gb2312"),
    ],
    ids=["gzip", "gzip in two members", "chunked", "without a length", "another charset than stated"],
)
def test_what_is_unusual_but_right_is_taken(house: House, answer: Answer) -> None:
    row = house.one("/x", answer)
    assert (row.outcome, row.problem) == ("fetched", "")
    assert house.bytes_of(row) == bad.TEXT


def test_a_page_that_says_the_pdf_is_missing_is_no_pdf(house: House) -> None:
    page = house.one("/a.pdf", plain())
    liar = house.one("/b.pdf", plain(content_type="application/pdf"))
    assert (page.outcome, liar.outcome) == ("refused", "refused")
    assert "sends text/html" in page.problem
    assert "begin with" in liar.problem


def test_a_server_that_is_not_there(house: House) -> None:
    house.hosts.append("stats.test:9")
    (row,) = house.fetch({"url": "http://stats.test:9/x"})
    assert (row.outcome, row.attempts, row.status) == ("failed", 2, None)


def test_one_bad_address_costs_no_other_and_every_address_has_its_row(house: House) -> None:
    answers = {"/a": plain(), "/b": bad.reset, "/c": plain(status="404 Not Found"), "/d": plain(b"<p>5</p>")}
    house.server.answers |= answers
    rows = house.fetch(*answers)
    assert [row.outcome for row in rows] == ["fetched", "failed", "refused", "fetched"]
    assert [row.address for row in rows] == [house.server.url(path) for path in answers]
    assert len(house.inputs().inputs) == 2


def test_a_host_that_keeps_failing_is_left_for_the_next_run(house: House) -> None:
    house.server.answers = {f"/{number}": bad.reset for number in range(5)}
    rows = house.fetch(*house.server.answers, host_failures=2)
    assert [row.attempts for row in rows] == [2, 2, 0, 0, 0]
    assert {row.outcome for row in rows} == {"failed"}


def test_all_addresses_together_have_a_time(house: House) -> None:
    house.server.answers = {f"/{number}": bad.drip for number in range(4)}
    began = time.monotonic()
    rows = house.fetch(*house.server.answers, run_seconds=1, host_failures=9, **IMPATIENT)
    assert time.monotonic() - began < 2.5
    assert [row.outcome for row in rows] == ["failed"] * 4
    assert "used up" in rows[-1].problem


def test_requests_to_one_host_keep_their_distance(house: House) -> None:
    house.server.answers = {f"/{number}": plain() for number in range(3)}
    house.fetch(*house.server.answers, pace_seconds=0.2)
    times = [at for at, _ in house.server.requests]
    assert all(later - earlier > 0.18 for earlier, later in itertools.pairwise(times))
