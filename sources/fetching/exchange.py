"""One request and its answer, within limits of time and size.

What belongs here: connecting to an address that was checked, headers, body, and what can go wrong between. What does not:
whom to ask (`guard`), redirects and further tries (`visit`).

Proxies of the environment are not used: the connection goes to the address that was checked. Certificates are checked
against the system's store (`SSL_CERT_FILE` names another).
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, SSLError
from urllib3.response import HTTPResponse

from sources.errors import Invalid, Retriable, ZhibiaoError
from sources.fetching.guard import Target
from sources.fetching.manners import Manners

PIECE: Final = 64 * 1024
LATER: Final = "the next run tries again"


@dataclass(frozen=True, slots=True)
class Answer:
    """`headers` by lower-case name. `body` is unpacked, and empty unless the status is 200. `sent`: bytes of the body as sent."""

    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes = b""
    sent: int = 0


@dataclass(slots=True)
class Deadline:
    """Cuts the connection when time is up: a socket's own timeout begins anew with every byte that drips in."""

    seconds: float
    passed: bool = False
    _ends: float = field(init=False)
    _timer: threading.Timer | None = None

    def __post_init__(self) -> None:
        self._ends = time.monotonic() + self.seconds

    @property
    def left(self) -> float:
        return max(0.001, self._ends - time.monotonic())

    def watch(self, sock: socket.socket) -> None:
        self._timer = threading.Timer(self.left, self._cut, [sock])
        self._timer.daemon = True
        self._timer.start()

    def _cut(self, sock: socket.socket) -> None:
        self.passed = True
        try:
            socket.socket.shutdown(sock, socket.SHUT_RDWR)  # not SSLSocket's own, which would say goodbye first
        except OSError:
            return  # it was closed in this moment

    def end(self) -> None:
        if self._timer is not None:
            self._timer.cancel()


def exchange(
    target: Target,
    addresses: Sequence[str],
    headers: Mapping[str, str],
    manners: Manners,
    check: Callable[[Mapping[str, str]], object],
    post: str = "",
) -> Answer:
    """GET the target from one of the addresses, or POST `post` to it where there is something to post. `check` sees the headers of a 200 before its body is read, and may raise.

    Raises Retriable for what another try may mend, Invalid for what it will not.
    """
    deadline = Deadline(manners.exchange_seconds)
    connection: HTTPConnection | None = None
    try:
        connection = _connect(target, addresses, manners, deadline)
        connection.timeout = manners.read_seconds
        connection.sock.settimeout(manners.read_seconds)
        deadline.watch(connection.sock)
        connection.request(
            "POST" if post else "GET",
            target.path,
            body=post.encode() if post else None,
            headers={"Host": target.authority, "Accept-Encoding": "gzip", "Connection": "close", **headers},
            preload_content=False,
            decode_content=False,
        )
        response = connection.getresponse()
        if deadline.passed:
            raise _too_long(target, manners)  # headers that are cut look complete, and so does a body without a length
        found = {name.lower(): value for name, value in response.headers.items()}
        if response.status != 200:
            return Answer(response.status, response.reason or "", found)
        check(found)
        body, sent = _body(response, found, target, manners.max_bytes)
        if deadline.passed:
            raise _too_long(target, manners)
        return Answer(response.status, response.reason or "", found, body, sent)
    except ZhibiaoError:
        raise
    except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
        raise (_too_long(target, manners) if deadline.passed else _told(error, target, manners)) from error
    finally:
        deadline.end()
        if connection is not None:
            connection.close()


def _connect(target: Target, addresses: Sequence[str], manners: Manners, deadline: Deadline) -> HTTPConnection:
    """A connection to the first address that takes one."""
    problem: Exception | None = None
    for address in addresses:
        seconds = min(manners.connect_seconds, deadline.left)
        connection = (
            HTTPSConnection(
                address,
                target.port,
                timeout=seconds,
                cert_reqs=ssl.CERT_REQUIRED,
                server_hostname=target.host,
            )
            if target.scheme == "https"
            else HTTPConnection(address, target.port, timeout=seconds)
        )
        try:
            connection.connect()
        except (HTTPError, OSError) as error:
            connection.close()
            problem = error
            if _certificate(error):
                break
        else:
            return connection
    assert problem is not None
    raise problem


def _body(response: HTTPResponse, headers: Mapping[str, str], target: Target, limit: int) -> tuple[bytes, int]:
    stated = headers.get("content-length", "")
    if stated.isdigit() and int(stated) > limit:
        raise _too_large(target, int(stated), limit)
    encoding = headers.get("content-encoding", "").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise Invalid(target.url, f"the body is packed as {encoding}", expected="gzip or nothing, as asked for")
    unpacker = _Unpacker(target, limit) if encoding.endswith("gzip") else None
    plain = bytearray()
    sent = 0
    while piece := response.read(PIECE, decode_content=False):
        sent += len(piece)
        if sent > limit:
            raise _too_large(target, sent, limit)
        if unpacker is None:
            plain += piece
        else:
            unpacker.feed(piece)
    return (bytes(plain) if unpacker is None else unpacker.whole()), sent


class _Unpacker:
    """gzip, unpacked as it comes and never further than the limit."""

    def __init__(self, target: Target, limit: int) -> None:
        self._target = target
        self._limit = limit
        self._plain = bytearray()
        self._stream = zlib.decompressobj(31)
        self._after = False

    def feed(self, data: bytes) -> None:
        try:
            while data and not self._after:
                if self._stream.eof:
                    self._after = not data.startswith(b"\x1f")  # padding after the last member is no member
                    if self._after:
                        break
                    self._stream = zlib.decompressobj(31)
                self._plain += self._stream.decompress(data, self._limit - len(self._plain) + 1)
                if len(self._plain) > self._limit:
                    raise _too_large(self._target, len(self._plain), self._limit, "unpacked")
                data = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
        except zlib.error as error:
            raise Retriable(
                self._target.url, f"the packed body is damaged: {error}", expected="gzip", remedy=LATER
            ) from None

    def whole(self) -> bytes:
        if not self._stream.eof:
            raise Retriable(
                self._target.url, "the packed body ends too early", expected="a whole gzip body", remedy=LATER
            )
        return bytes(self._plain)


def _too_large(target: Target, found: int, limit: int, how: str = "") -> Invalid:
    return Invalid(
        target.url,
        f"too large: at least {found:,} bytes{' ' if how else ''}{how}",
        expected=f"at most {limit:,} bytes",
        remedy="raise ZHIBIAO_MAX_BYTES if the document is meant to be that large",
    )


def _too_long(target: Target, manners: Manners) -> Retriable:
    return Retriable(
        target.url,
        f"the answer was not complete after {manners.exchange_seconds:g} seconds",
        expected="a whole document in that time",
        remedy=f"{LATER}; exchange_seconds in the catalogue's [manners] allows more",
    )


def _certificate(error: BaseException) -> bool:
    """Whether the server's certificate is the trouble."""
    inner = error.args[0] if isinstance(error, SSLError) and error.args else error
    return isinstance(inner, ssl.SSLCertVerificationError)


def _told(error: Exception, target: Target, manners: Manners) -> ZhibiaoError:
    """A library's error in our words, and whether another try may help."""
    words = str(error).strip() or type(error).__name__
    if _certificate(error):
        return Invalid(
            target.url,
            f"the server's certificate is not valid: {words}",
            expected=f"a certificate for {target.host} by an authority this system trusts",
            remedy="tell whoever runs the server; SSL_CERT_FILE names other authorities",
        )
    if type(error) is http.client.HTTPException or isinstance(error, http.client.LineTooLong):
        return Invalid(
            target.url, f"the answer's headers are over the limit: {words}", expected="at most 100 headers of 64 KiB"
        )
    if isinstance(error, TimeoutError) or "timed out" in words:
        return Retriable(
            target.url,
            f"no answer within {manners.connect_seconds:g} seconds, or {manners.read_seconds:g} seconds of silence",
            remedy=LATER,
        )
    if isinstance(error, http.client.HTTPException):
        return Retriable(target.url, f"what came is no HTTP: {type(error).__name__}: {words[:200]}", remedy=LATER)
    return Retriable(target.url, f"the connection broke: {words[:200]}", expected="a whole answer", remedy=LATER)
