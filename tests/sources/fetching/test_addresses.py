"""A catalogue is read strictly: what it does not mean is refused by name, and one bad entry costs no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import sources.fetching
from sources.errors import Invalid
from sources.fetch import fetch
from sources.fetching.addresses import load
from sources.fetching.manners import Manners

EXAMPLE = Path(sources.fetching.__file__).with_name("catalogue.example.toml")


def written(folder: Path, text: str) -> Path:
    path = folder / "catalogue.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_example_fetches_nothing_and_means_the_defaults(tmp_path: Path) -> None:
    catalogue = load(EXAMPLE)
    assert (catalogue.hosts, catalogue.addresses, catalogue.refused, catalogue.manners) == ((), (), (), Manners())
    assert fetch(catalogue, tmp_path / "fetched") == []
    assert not (tmp_path / "fetched").exists()


def test_every_line_of_the_example_may_be_used(tmp_path: Path) -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").split("[manners]")
    used = "[manners]" + lines[1].replace("\n# ", "\n").replace("One table an address", "# One table an address")
    catalogue = load(written(tmp_path, 'hosts = ["stats.example.cn"]\n' + used))
    address, question = catalogue.addresses
    assert (address.url, address.format, address.plain_http) == (
        "https://stats.example.cn/2023/communique.html",
        "html",
        True,
    )
    assert address.facts == {
        "kind": "communique",
        "ref_area": "370103",
        "year": "2023",
        "published_on": "2024-03-28",
        "database": "hgnd",
    }
    assert (question.thing, json.loads(question.post)["daCatalogId"]) == ("release", "")
    assert catalogue.manners == Manners()


def test_one_bad_entry_costs_no_other(tmp_path: Path) -> None:
    entries = [
        'url = "https://a.cn/1"',
        'url = "https://a.cn/1"',
        'url = "https://A.CN/1#part"',
        'title = "no url"',
        'url = "https://a.cn/2"\nknd = "communique"',
        'url = "https://a.cn/3"\nkind = "comunique"',
        'url = "https://a.cn/4"\nformat = "exe"',
        'url = "https://a.cn/5"\nthing = "secret"',
        'url = "https://a.cn/6"\nplain_http = "yes"',
        'url = "https://a.cn/7"\nyear = [2023]',
        'url = "nowhere"',
        'url = "https://a.cn/8"\nyear = 2023',
    ]
    text = 'hosts = ["a.cn"]\n' + "".join(f"[[address]]\n{entry}\n" for entry in entries)
    catalogue = load(written(tmp_path, text))
    assert [address.url for address in catalogue.addresses] == ["https://a.cn/1", "https://a.cn/8"]
    problems = [error.problem for error in catalogue.refused]
    assert len(problems) == len(entries) - 2
    for problem, words in zip(problems, ["twice", "twice", "no url", "'knd'", "'comunique'"], strict=False):
        assert words in problem


def test_what_is_refused_is_a_row(tmp_path: Path) -> None:
    path = written(tmp_path, 'hosts = []\n[[address]]\nurl = "nowhere"\n[[address]]\nurl = "https://a.cn/"\n')
    rows = fetch(load(path), tmp_path / "fetched")
    assert [(row.address, row.outcome) for row in rows] == [("nowhere", "refused"), ("https://a.cn/", "refused")]
    assert "not allowed" in rows[1].problem


@pytest.mark.parametrize(
    "text",
    [
        "hosts = ",
        "host = []",
        'hosts = "a.cn"',
        'hosts = ["*"]',
        "address = 3",
        "[manners]\nattempts = 0",
        "[manners]\nattempts = 1.5",
        "[manners]\npace_seconds = -1",
        "[manners]\nmax_bytes = 1",
        "[manners]\nrun_seconds = nan",
    ],
)
def test_what_is_no_catalogue_says_so(tmp_path: Path, text: str) -> None:
    with pytest.raises(Invalid) as caught:
        load(written(tmp_path, text))
    assert caught.value.subject.endswith("catalogue.toml")
    assert caught.value.remedy


def test_a_missing_catalogue_says_so(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="cannot be read"):
        load(tmp_path / "none.toml")
