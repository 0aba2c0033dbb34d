"""A real HTTP server on this machine that answers as badly as it is told to.

What belongs here: the server and the ways in which it misbehaves. What does not: tests.

A path is answered by the function under its first word in `ANSWERS`, or by what a test put under it. An answer writes
bytes to the socket itself: a library that writes correct HTTP cannot misbehave.
"""

from __future__ import annotations

import datetime
import gzip
import socket
import socketserver
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable
from email.utils import format_datetime

PAGE = "<html><head><title>济南市市中区2023年政府工作报告</title></head><body><p>{}</p></body></html>"
TEXT = PAGE.format("2022年，全区地区生产总值完成1300亿元。").encode()


class Request:
    """What came in: `headers` by lower-case name."""

    def __init__(self, path: str, headers: dict[str, str]) -> None:
        self.path = path
        self.headers = headers


Answer = Callable[["Server", Request, socket.socket], None]


class Server:
    """Runs until `close`. `counts`: requests by path; `requests`: all of them, with the second they came in."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.answers: dict[str, Answer] = {}
        self.counts: Counter[str] = Counter()
        self.requests: list[tuple[float, Request]] = []
        self.stop = threading.Event()
        outer = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                try:
                    connection = self.request
                    if context is not None:
                        connection = context.wrap_socket(connection, server_side=True)
                    outer.handle(connection)
                    connection.close()
                except OSError:
                    return  # the client left, as it should

        class Listener(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True

        self._server = Listener(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def close(self) -> None:
        self.stop.set()
        self._server.shutdown()
        self._server.server_close()

    def url(self, path: str, host: str = "stats.test") -> str:
        return f"http://{host}:{self.port}{path}"

    def handle(self, connection: socket.socket) -> None:
        data = b""
        while b"\r\n\r\n" not in data:
            piece = connection.recv(65536)
            if not piece:
                return
            data += piece
        first, *lines = data.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        request = Request(first.split(" ")[1], headers)
        self.counts[request.path] += 1
        self.requests.append((time.monotonic(), request))
        self.answers[request.path](self, request, connection)

    def pause(self, seconds: float) -> None:
        self.stop.wait(seconds)


def reply(status: str = "200 OK", body: bytes = b"", **headers: str) -> bytes:
    """A correct answer. Underscores in names become dashes; a header given as "" is left out."""
    given = {"Content-Type": "text/html", "Content-Length": str(len(body))}
    given |= {name.replace("_", "-").title(): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status}"] + [f"{name}: {value}" for name, value in given.items() if value]
    return "\r\n".join(lines).encode("utf-8") + b"\r\n\r\n" + body


def plain(body: bytes = TEXT, status: str = "200 OK", **headers: str) -> Answer:
    return lambda server, request, out: out.sendall(reply(status, body, **headers))


def raw(data: bytes) -> Answer:
    return lambda server, request, out: out.sendall(data)


def redirect(location: str, status: str = "302 Found") -> Answer:
    return plain(b"", status, location=location)


def in_turn(*answers: Answer) -> Answer:
    """The first request gets the first answer, the second the second, all further ones the last."""
    waiting = list(answers)

    def answer(server: Server, request: Request, out: socket.socket) -> None:
        (waiting.pop(0) if len(waiting) > 1 else waiting[0])(server, request, out)

    return answer


def tagged(body: bytes, etag: str, modified: str = "") -> Answer:
    """Honest about changes: 304 when the client has it."""

    def answer(server: Server, request: Request, out: socket.socket) -> None:
        known = request.headers.get("if-none-match") == etag if etag else bool(modified)
        if known and (etag or request.headers.get("if-modified-since") == modified):
            out.sendall(reply("304 Not Modified", etag=etag, content_length=""))
        else:
            out.sendall(reply(body=body, etag=etag, last_modified=modified))

    return answer


def silent(server: Server, request: Request, out: socket.socket) -> None:
    server.pause(20)


def silent_within(server: Server, request: Request, out: socket.socket) -> None:
    out.sendall(reply(body=TEXT)[:-20])
    server.pause(20)


def drip(server: Server, request: Request, out: socket.socket) -> None:
    """A byte at a time, each before the reader loses patience, for ever."""
    out.sendall(reply(content_length="100000"))
    while not server.stop.is_set():
        out.sendall(b"x")
        server.pause(0.05)


def drip_headers(server: Server, request: Request, out: socket.socket) -> None:
    out.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not server.stop.is_set():
        out.sendall(b"x")
        server.pause(0.05)


def drip_unsized(server: Server, request: Request, out: socket.socket) -> None:
    """Without a length: when it is cut it looks complete."""
    out.sendall(reply(content_length=""))
    while not server.stop.is_set():
        out.sendall(b"x")
        server.pause(0.05)


def cut_off(server: Server, request: Request, out: socket.socket) -> None:
    out.sendall(reply(body=TEXT)[:-30])


def reset(server: Server, request: Request, out: socket.socket) -> None:
    out.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    out.close()


def endless(server: Server, request: Request, out: socket.socket) -> None:
    out.sendall(reply(content_length=""))
    while not server.stop.is_set():
        out.sendall(b"<p>" * 20_000)


def endless_chunks(server: Server, request: Request, out: socket.socket) -> None:
    out.sendall(reply(content_length="", transfer_encoding="chunked"))
    while not server.stop.is_set():
        out.sendall(b"ffff\r\n" + b"x" * 0xFFFF + b"\r\n")


def endless_headers(server: Server, request: Request, out: socket.socket) -> None:
    out.sendall(b"HTTP/1.1 200 OK\r\n")
    number = 0
    while not server.stop.is_set():
        number += 1
        out.sendall(f"X-{number}: {'y' * 200}\r\n".encode())


def endless_header_line(server: Server, request: Request, out: socket.socket) -> None:
    out.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while not server.stop.is_set():
        out.sendall(b"y" * 65536)


def endless_continue(server: Server, request: Request, out: socket.socket) -> None:
    """Says for ever that the client may go on."""
    while not server.stop.is_set():
        out.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 64)


def endless_chunk_size(server: Server, request: Request, out: socket.socket) -> None:
    out.sendall(reply(content_length="", transfer_encoding="chunked"))
    while not server.stop.is_set():
        out.sendall(b"1" * 65536)


def bomb(megabytes: int) -> Answer:
    """Little on the wire, much in memory."""
    packed = gzip.compress(b"\0" * megabytes * 1024 * 1024)
    return plain(packed, content_encoding="gzip")


def chunked(body: bytes) -> Answer:
    pieces = [body[at : at + 7] for at in range(0, len(body), 7)]
    data = b"".join(f"{len(piece):x}\r\n".encode() + piece + b"\r\n" for piece in pieces) + b"0\r\n\r\n"
    return raw(reply(content_length="", transfer_encoding="chunked") + data)


def in_seconds(seconds: float) -> str:
    """An HTTP date so far from now."""
    when = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=seconds)
    return format_datetime(when, usegmt=True)
