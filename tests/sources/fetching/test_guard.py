"""Nothing is asked of a host that nobody allowed, nor of a machine inside a private network."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from sources.errors import Invalid, Retriable
from sources.fetching.guard import Guard, check_host, parse
from tests.sources.fetching.conftest import House
from tests.sources.fetching.server import plain

PRIVATE = [
    "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "224.0.0.1", "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "2001:db8::1",
]  # fmt: skip


def guard(*hosts: str, at: Sequence[str] = ("93.184.216.34",), loopback: bool = False) -> Guard:
    return Guard(tuple(check_host(host) for host in hosts), loopback, lambda host, port: at)


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_public_are_refused(address: str) -> None:
    with pytest.raises(Invalid, match="no public address"):
        guard("a.cn", at=[address]).addresses(parse("https://a.cn/"))


def test_one_private_address_among_public_ones_is_enough() -> None:
    with pytest.raises(Invalid, match=r"10\.0\.0\.1"):
        guard("a.cn", at=["93.184.216.34", "10.0.0.1"]).addresses(parse("https://a.cn/"))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_public_addresses_are_taken(address: str) -> None:
    assert guard("a.cn", at=[address]).addresses(parse("https://a.cn/")) == [address]


def test_loopback_may_be_allowed_and_nothing_else_with_it() -> None:
    assert guard("a.cn", at=["127.0.0.1"], loopback=True).addresses(parse("https://a.cn/")) == ["127.0.0.1"]
    with pytest.raises(Invalid):
        guard("a.cn", at=["192.168.0.1"], loopback=True).addresses(parse("https://a.cn/"))


def test_an_unknown_name_may_be_known_tomorrow() -> None:
    def unknown(host: str, port: int) -> Sequence[str]:
        raise OSError("Name or service not known")

    with pytest.raises(Retriable, match="cannot be resolved"):
        Guard(("a.cn",), resolve=unknown).addresses(parse("https://a.cn/"))


@pytest.mark.parametrize(
    ("hosts", "url", "allowed"),
    [
        (["a.cn"], "https://a.cn/x", True),
        (["a.cn"], "https://A.CN./x", True),
        (["a.cn"], "https://www.a.cn/", False),
        (["a.cn"], "https://ba.cn/", False),
        (["a.cn"], "https://a.cn.evil.org/", False),
        (["a.cn"], "https://a.cn:8443/", False),
        (["a.cn:8443"], "https://a.cn:8443/", True),
        ([".a.cn"], "https://www.a.cn/", True),
        (["*.a.cn"], "https://x.www.a.cn/", True),
        ([".a.cn"], "https://a.cn/", False),
        (["统计.cn"], "https://统计.cn/年报", True),
        (["a.cn"], "http://a.cn/", False),
        ([], "https://a.cn/", False),
    ],
)
def test_hosts_are_allowed_by_name_and_port(hosts: list[str], url: str, allowed: bool) -> None:
    if allowed:
        assert guard(*hosts).target(url, plain_http=False).url.isascii()
    else:
        with pytest.raises(Invalid):
            guard(*hosts).target(url, plain_http=False)


@pytest.mark.parametrize("pattern", ["*", ".", ".cn", "", "https://a.cn", "a.cn/x", "a.cn:x", "user@a.cn"])
def test_a_host_that_would_allow_nearly_everything_is_no_host(pattern: str) -> None:
    with pytest.raises(ValueError, match="is neither a host"):
        check_host(pattern)


@pytest.mark.parametrize(
    "url", ["ftp://a.cn/x", "file:///etc/passwd", "a.cn/x", "https://", "https://u:p@a.cn/", "https://a.cn:99999/", "https://[::1"]
)  # fmt: skip
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(Invalid):
        parse(url)


def test_from_https_no_way_leads_back_to_http() -> None:
    here = guard("a.cn").target("https://a.cn/", plain_http=True)
    with pytest.raises(Invalid, match="from https to plain http"):
        guard("a.cn").follow(here, "http://a.cn/x", plain_http=True)
    assert guard("a.cn").follow(here, "/年报?页=1", plain_http=True).path == "/%E5%B9%B4%E6%8A%A5?%E9%A1%B5=1"


@pytest.mark.parametrize("host", ["inside.test", "half-inside.test", "metadata.test", "inside-v6.test"])
def test_a_name_that_leads_inside_is_refused_before_anything_is_sent(house: House, host: str) -> None:
    (row,) = house.fetch({"url": house.server.url("/x", host)})
    assert (row.outcome, house.server.requests) == ("refused", [])
    assert "no public address" in row.problem


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f.1", "localhost"])
def test_this_machine_is_not_asked_unless_allowed(house: House, host: str) -> None:
    house.server.answers["/x"] = plain()
    house.hosts.append(f"{host}:{house.server.port}")
    (row,) = house.fetch({"url": house.server.url("/x", host)}, loopback=False)
    assert (row.outcome == "refused" or "resolved" in row.problem, house.server.requests) == (True, [])


def test_the_address_that_was_checked_is_the_one_connected_to(house: House) -> None:
    """A name that answers differently the second time gains nothing: it is resolved once for a request."""
    answers = [["127.0.0.1"], ["10.0.0.1"], ["10.0.0.1"]]
    house.resolve = lambda host, port: answers.pop(0)
    assert house.one("/x", plain()).outcome == "fetched"
    assert len(answers) == 2
