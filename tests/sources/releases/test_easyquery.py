"""The protocol until March 2026, from the catalogue over HTTP to observations; stored answers of it are read the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from sources.discover import Input, discover
from sources.errors import Invalid
from sources.fetch import fetch, roots
from sources.fetching.addresses import load
from sources.fetching.record import Fetch

from .easyquery import answer
from .reading import read, values
from .server import LibraryServer
from .test_library import QUICK


@pytest.fixture
def server() -> Iterator[LibraryServer]:
    server = LibraryServer()
    yield server
    server.close()


def condition(**chosen: str) -> str:
    return json.dumps([{"wdcode": key, "valuecode": value} for key, value in chosen.items()])


def question(database: str, wds: str, dfwds: str) -> dict[str, str]:
    return {"m": "QueryData", "dbcode": database, "rowcode": "zb", "colcode": "sj", "wds": wds, "dfwds": dfwds}


SHANDONG = question("fsnd", condition(reg="370000"), condition(zb="A020101", sj="2022,2023,2024"))


def fetched(server: LibraryServer, folder: Path, form: dict[str, str], more: str = "") -> tuple[Fetch, list[Input]]:
    url = f"http://stats.test:{server.port}/easyquery.htm?{urlencode(form)}"
    entry = f'[[address]]\nurl = "{url}"\nplain_http = true\nthing = "release"\nformat = "json"\n{more}'
    catalogue = folder / "catalogue.toml"
    catalogue.write_text(f'hosts = ["stats.test:{server.port}"]\n{entry}', encoding="utf-8")
    store = folder / "fetched"
    (row,) = fetch(load(catalogue, QUICK), store, loopback=True, resolve=lambda name, port: ["127.0.0.1"])
    return row, list(discover(roots(store)).inputs)


def test_a_question_is_fetched_and_its_address_names_the_database(server: LibraryServer, tmp_path: Path) -> None:
    row, (one,) = fetched(server, tmp_path, SHANDONG)
    assert row.outcome == "fetched"
    found = values(one.path.read_bytes(), one.name, one.sidecar)
    assert [(each.code, each.period, each.value, each.unit, each.area) for each in found] == [
        ("GRP", "2022", 87435.1, "亿元", "山东省"),
        ("GRP", "2023", 92068.7, "亿元", "山东省"),
    ]


def test_what_is_not_published_stands_as_a_dash_and_is_no_observation(server: LibraryServer, tmp_path: Path) -> None:
    _, (one,) = fetched(server, tmp_path, SHANDONG)
    document, ledger = read(one.path.read_bytes(), one.name, one.sidecar)
    assert "2024年" in document.text
    assert "—" in document.text
    assert not [each for each in ledger.numerals if each.value == 0.0]


def test_the_same_code_in_another_database_is_another_series(server: LibraryServer, tmp_path: Path) -> None:
    form = question("hgyd", "[]", condition(zb="A020101", sj="2024,2025"))
    _, (one,) = fetched(server, tmp_path, form)
    found = values(one.path.read_bytes(), one.name, one.sidecar)
    assert [(each.code, each.measure, each.period, each.value) for each in found] == [
        ("VA_IND_ADS", "growth", "2024-11", 5.4),
        ("VA_IND_ADS", "growth", "2024-12", 6.2),
    ]


def test_what_the_catalogue_says_of_the_database_comes_first(server: LibraryServer, tmp_path: Path) -> None:
    _, (one,) = fetched(server, tmp_path, SHANDONG, 'database = "elsewhere"\n')
    assert {each.code for each in values(one.path.read_bytes(), one.name, one.sidecar)} == {None}


def test_a_question_without_answer_is_refused_when_it_is_fetched(server: LibraryServer, tmp_path: Path) -> None:
    row, inputs = fetched(server, tmp_path, question("fsnd", "[]", condition(zb="NONE")))
    assert (row.outcome, inputs) == ("refused", [])
    assert "501" in row.problem


@pytest.mark.parametrize(("fault", "outcome"), [("truncated", "failed"), ("firewall", "refused"), ("broken", "failed")])
def test_a_lasting_fault_leaves_no_vintage(server: LibraryServer, tmp_path: Path, fault: str, outcome: str) -> None:
    server.faults = [fault] * 4
    row, inputs = fetched(server, tmp_path, SHANDONG)
    assert (row.outcome, inputs) == (outcome, [])
    assert row.problem


def test_the_tree_leads_from_the_root_to_the_indicators() -> None:
    def below(node: str) -> list[tuple[str, bool]]:
        listed = answer({"m": ["getTree"], "dbcode": ["fsnd"], "id": [node], "wdcode": ["zb"]})
        return [(one["id"], one["isParent"]) for one in listed]

    assert below("zb") == [("A02", True)]
    assert below("A02") == [("A0201", True)]
    assert below("A0201") == [("A020101", False), ("A020102", False)]


def test_a_tree_is_no_data_and_is_refused_with_the_reason(server: LibraryServer, tmp_path: Path) -> None:
    row, (one,) = fetched(server, tmp_path, {"m": "getTree", "dbcode": "fsnd", "id": "zb", "wdcode": "zb"})
    assert row.outcome == "fetched"
    with pytest.raises(Invalid, match="list of the tree"):
        values(one.path.read_bytes(), one.name, one.sidecar)
