"""A data library on this machine: it speaks the protocol of 2026 and the one before, and fails as it is told to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from . import easyquery

CID = "efe659e91dd24e9f896d4677158172ea"
FIGURES = {"2023YY": "105.7", "2024YY": "112.2", "2025YY": "无"}


class LibraryServer:
    """`faults` are used up one a request, then it answers properly. `asked`: (path, JSON sent) of every request."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.asked: list[tuple[str, dict[str, Any]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, format: str, *args: object) -> None:
                return

            def do_GET(self) -> None:
                outer.answer(self, {})

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                outer.answer(self, json.loads(body) if body.startswith("{") else {"form": parse_qs(body)})

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, handler: BaseHTTPRequestHandler, sent: dict[str, Any]) -> None:
        self.asked.append((handler.path, sent))
        body = json.dumps(self._body(handler.path, sent), ensure_ascii=False).encode()
        fault = self.faults.pop(0) if self.faults else ""
        status, headers = 200, {"Content-Type": "application/json;charset=UTF-8"}
        if fault == "firewall":
            status, headers["Location"] = 307, "/WebGuard/check"
        elif fault == "page":
            headers["Content-Type"] = "text/html"
            body = b"<html><body>verify that you are no robot</body></html>"
        elif fault == "page in disguise":
            body = b"<html><body>verify that you are no robot</body></html>"
        elif fault == "truncated":
            body = body[: len(body) // 2]
        elif fault == "busy":
            status, headers["Retry-After"] = 429, "0"
        elif fault == "broken":
            status = 503
        elif fault == "failed":
            body = json.dumps({"success": False, "state": 50001, "message": "系统繁忙", "data": None}).encode()
        elif fault == "other shape":
            body = b'{"result": []}'
        elif fault == "slow":
            time.sleep(0.6)
        try:
            handler.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body) * (2 if fault == "half" else 1))}.items():
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(body)
        except OSError:
            return  # the client left

    def _body(self, path: str, sent: dict[str, Any]) -> Any:
        parts = urlsplit(path)
        if parts.path == "/easyquery.htm":
            return easyquery.answer(sent.get("form") or parse_qs(parts.query))
        if parts.path.startswith("/WebGuard"):
            return {}
        if parts.path.endswith("queryIndexTreeAsync"):
            parent = parse_qs(parts.query).get("pid", [""])[0]
            return _done([{"_id": CID, "name": "地区生产总值", "isLeaf": True}] if parent else _branch())
        if parts.path.endswith("queryIndicatorsByCid"):
            return _done({"list": [{"_id": f"id{at}", "i_showname": "第一产业增加值"} for at in range(25)]})
        return _done(list(self._values(sent)))

    def _values(self, sent: dict[str, Any]) -> Iterable[dict[str, Any]]:
        about = {"i_showname": "第一产业增加值", "du_name": "亿元", "catalogid": sent["cid"]}
        for when, value in FIGURES.items():
            # the first id ends in 2023, another goes on: one series split over two ids
            first, rest = sent["indicatorIds"][0], sent["indicatorIds"][1:2]
            key = first if when == "2023YY" or not rest else rest[0]
            places = [{**about, "_id": key, "value": value, "da_name": area["text"]} for area in sent["das"]]
            yield {"code": when, "name": f"{when[:4]}年", "values": places}


def _branch() -> list[dict[str, Any]]:
    return [{"_id": "branch", "name": "国民经济核算", "isLeaf": False}]


def _done(data: object) -> dict[str, Any]:
    return {"success": True, "state": 20000, "message": "成功", "data": data}
