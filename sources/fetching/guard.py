"""What may be reached: schemes, hosts, ports, and no address inside a private network.

What belongs here: deciding before anything is sent. What does not: connecting (`exchange`).

A name is resolved once for each request and the connection goes to the addresses found here, so a name cannot point
elsewhere between the check and the connection.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from sources.errors import Invalid, Retriable

Resolve = Callable[[str, int], Sequence[str]]

PORTS: Final = {"http": 80, "https": 443}
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
_KEEP: Final = "/%:@!$&'()*+,;=~-._"  # what a path may hold as it is; the rest is percent-encoded


@dataclass(frozen=True, slots=True)
class Target:
    """An address that may be asked for, in its parts. `host` is ASCII and lower case, `path` includes the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"


def system_resolve(host: str, port: int) -> list[str]:
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True, slots=True)
class Guard:
    """`hosts`: "stats.example.cn", or ".example.cn" for all names below it, each with ":8443" for an unusual port.

    `loopback` lets servers on this machine be asked: for a mirror of one's own, and for tests.
    """

    hosts: tuple[str, ...]
    loopback: bool = False
    resolve: Resolve = system_resolve

    def target(self, url: str, *, plain_http: bool) -> Target:
        """The parts of an address that may be asked for. Raises Invalid for one that may not."""
        target = parse(url)
        if target.scheme == "http" and not plain_http:
            raise Invalid(
                url,
                "is plain http: anybody on the way could change the document",
                expected="https",
                remedy="use https, or say plain_http = true for this address",
            )
        if not any(_matches(target, pattern) for pattern in self.hosts):
            raise Invalid(
                url,
                f"its host {target.authority} is not allowed",
                expected="a host of the catalogue's list `hosts`",
                remedy=f'add "{target.authority}" to `hosts` if documents may come from there',
            )
        return target

    def follow(self, here: Target, location: str, *, plain_http: bool) -> Target:
        """The target of a redirect. Raises Invalid for one that leaves the allowed hosts or falls back to http."""
        try:
            url = urljoin(here.url, location)
            target = parse(url)
        except ValueError as error:
            raise Invalid(here.url, f"redirects to something that is no address: {error}") from None
        if here.scheme == "https" and target.scheme == "http":
            raise Invalid(here.url, f"redirects from https to plain http: {url}", expected="a redirect to https")
        try:
            return self.target(url, plain_http=plain_http)
        except Invalid as error:
            raise Invalid(
                here.url,
                f"redirects to {url}, which {error.problem}",
                expected=error.expected,
                remedy=error.remedy,
            ) from None

    def addresses(self, target: Target) -> list[str]:
        """The IP addresses of the target's host. Raises Invalid when one of them is not public, Retriable when none is known."""
        try:
            found = list(dict.fromkeys(self.resolve(target.host, target.port)))
        except (OSError, UnicodeError) as error:
            raise Retriable(
                target.url,
                f"the name {target.host} cannot be resolved: {error}",
                expected="a name that the DNS knows",
                remedy="check the spelling; if it is right, the next run tries again",
            ) from None
        if not found:
            raise Retriable(target.url, f"the name {target.host} has no address", remedy="the next run tries again")
        for address in found:
            if not self._may_be_reached(address):
                raise Invalid(
                    target.url,
                    f"{target.host} is at {address}, which is no public address",
                    expected="a server on the public internet",
                    remedy="put documents of an internal server into the inbox instead",
                )
        return found

    def _may_be_reached(self, text: str) -> bool:
        ip = _innermost(ipaddress.ip_address(text.partition("%")[0]))
        if ip.is_loopback:
            return self.loopback
        return ip.is_global and not ip.is_multicast and not ip.is_reserved


def parse(url: str) -> Target:
    """The parts of an http or https address. Raises Invalid."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        ascii_host = host if ":" in host else host.rstrip(".").encode("idna").decode("ascii").lower()
    except (ValueError, UnicodeError) as error:
        raise Invalid(url, f"is no address: {error}", expected="https://host/path", remedy="correct it") from None
    if parts.scheme not in PORTS or not ascii_host or any(letter <= " " for letter in ascii_host):
        raise Invalid(url, "is no web address", expected="https://host/path", remedy="correct it")
    if parts.username is not None or parts.password is not None:
        raise Invalid(
            url, "holds a user name or password", expected="an address that needs neither", remedy="take it out"
        )
    path = quote(parts.path or "/", safe=_KEEP)
    query = f"?{quote(parts.query, safe=_KEEP + '?')}" if parts.query else ""
    return Target(parts.scheme, ascii_host, port or PORTS[parts.scheme], path + query)


def check_host(pattern: str) -> str:
    """One entry of `hosts` in its usual spelling. Raises ValueError for one that would allow nearly everything."""
    name = pattern.strip().lower().removeprefix("*")
    below = name.startswith(".")
    host, colon, port = name.removeprefix(".").partition(":") if not name.startswith("[") else (name, "", "")
    if (below and "." not in host) or not host or set(host) & set("/*@? ") or (colon and not port.isdigit()):
        raise ValueError(f'{pattern!r} is neither a host nor ".domain.tld"')
    ascii_host = host.strip("[]") if host.startswith("[") else host.encode("idna").decode("ascii")
    return ("." if below else "") + ascii_host + colon + port


def _matches(target: Target, pattern: str) -> bool:
    name, port = pattern, PORTS[target.scheme]
    if pattern.count(":") == 1:
        name, _, digits = pattern.partition(":")
        port = int(digits)
    if target.port != port:
        return False
    return target.host.endswith(name) if name.startswith(".") else target.host == name


def _innermost(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The IPv4 address that an IPv6 address stands for, where it stands for one."""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return ip.ipv4_mapped
        if ip.sixtofour is not None:
            return ip.sixtofour
        if ip in _NAT64:
            return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip
