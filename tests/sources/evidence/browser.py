"""A real Chromium for tests, driven over its debugging pipe: no driver program, no port, no package.

What belongs here: starting a browser, opening a page, running script in it, keys and mouse. What does not: assertions.
"""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import signal
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_PATIENCE: Final = 30
_FLAGS: Final = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-extensions",
    "--disable-dev-shm-usage",
    "--remote-debugging-pipe",
)


def find() -> str | None:
    """The browser's program on this machine, or None. `CHROMIUM` in the environment names another one."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


class Page:
    """One tab of a browser of its own. Use as a context manager: the browser ends with it."""

    def __init__(self, program: str, profile: Path, *, language: str = "zh-CN", width: int = 1400, height: int = 900):
        commands_out, self._write = os.pipe()
        self._read, answers_in = os.pipe()
        arguments = [program, *_FLAGS, f"--user-data-dir={profile}", f"--lang={language}", f"--accept-lang={language}"]
        # The browser reads commands from descriptor 3 and answers on 4.
        moves = [(os.POSIX_SPAWN_DUP2, commands_out, 103), (os.POSIX_SPAWN_DUP2, answers_in, 104)]
        moves += [(os.POSIX_SPAWN_DUP2, 103, 3), (os.POSIX_SPAWN_DUP2, 104, 4)]
        quiet = (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)
        environment = {**os.environ, "LANGUAGE": language.replace("-", "_")}
        self._pid = os.posix_spawn(program, arguments, environment, file_actions=[*moves, quiet], setpgroup=0)
        os.close(commands_out)
        os.close(answers_in)
        self._buffer = b""
        self._count = 0
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []
        try:
            self._attach(width, height)
        except BaseException:
            self._end()
            raise

    def _attach(self, width: int, height: int) -> None:
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _end(self) -> None:
        os.killpg(self._pid, signal.SIGKILL)  # a group of its own: the browser and what it started
        os.waitpid(self._pid, 0)
        os.close(self._write)
        os.close(self._read)

    def call(self, method: str, **parameters: Any) -> Any:
        """One command of the browser's protocol and its answer."""
        self._count += 1
        message: dict[str, Any] = {"id": self._count, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._write, data) :]
        while (answer := self._receive()).get("id") != self._count:
            self.events.append(answer)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    def open(self, path: Path, fragment: str = "") -> None:
        """Open a file afresh and wait until it is loaded."""
        self._navigate("about:blank")  # another fragment of the same page would load nothing
        self._navigate(path.as_uri() + fragment)

    def visit(self, url: str) -> None:
        """Go to an address and wait until its page is loaded."""
        self._navigate(url)

    def _navigate(self, url: str) -> None:
        self.events.clear()
        self.call("Page.navigate", url=url)
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self._receive())

    def run(self, script: str) -> Any:
        """The value of an expression in the page; promises are awaited."""
        answer = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True, userGesture=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(json.dumps(answer["exceptionDetails"], ensure_ascii=False)[:2000])
        return answer["result"].get("value")

    def press(self, key: str, shift: bool = False) -> None:
        """One key, down and up, through the browser's own input."""
        text = {"Enter": "\r", " ": " "}.get(key, key if len(key) == 1 else "")
        code = {"Tab": 9, "Enter": 13, "Escape": 27, " ": 32, "End": 35, "Home": 36, "ArrowLeft": 37, "ArrowRight": 39}
        common = {"key": key, "windowsVirtualKeyCode": code.get(key, 0), "modifiers": 8 if shift else 0}
        self.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **common)
        self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    def point(self, selector: str, *, click: bool = False) -> None:
        """Move the mouse onto an element, having scrolled to it, and click if asked."""
        where = self.run(
            f"(async () => {{ const node = document.querySelector({json.dumps(selector)});"
            "node.scrollIntoView({block: 'center', behavior: 'instant'});"
            # the mouse meets what was last drawn: let the scrolled page be drawn first
            "for (const _ of [1, 2]) await new Promise(requestAnimationFrame);"
            "const box = node.getClientRects()[0]; return [box.x + box.width / 2, box.y + box.height / 2]; })()"
        )
        common = {"x": where[0], "y": where[1]}
        self.call("Input.dispatchMouseEvent", type="mouseMoved", **common)
        if click:
            for kind in ("mousePressed", "mouseReleased"):
                self.call("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **common)

    def media(self, **features: str) -> None:
        """Emulate media features, such as `prefers_color_scheme="dark"`."""
        listed = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.call("Emulation.setEmulatedMedia", features=listed)

    def picture(self, path: Path) -> None:
        """A PNG of what the window shows."""
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))

    def complaints(self) -> list[str]:
        """What the browser had to say: uncaught errors, console errors, refusals of the security policy."""
        self.run("1")
        return [
            json.dumps(event["params"], ensure_ascii=False)[:500]
            for event in self.events
            if event.get("method") == "Runtime.exceptionThrown"
            or (event.get("method") == "Log.entryAdded" and event["params"]["entry"]["level"] in ("error", "warning"))
            or (event.get("method") == "Runtime.consoleAPICalled" and event["params"]["type"] == "error")
        ]

    def requests(self) -> list[str]:
        """The addresses that the page asked for since `open`."""
        sent = [event for event in self.events if event.get("method") == "Network.requestWillBeSent"]
        return [event["params"]["request"]["url"] for event in sent]

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            if not select.select([self._read], [], [], _PATIENCE)[0]:
                raise RuntimeError(f"the browser said nothing for {_PATIENCE} s")
            data = os.read(self._read, 1 << 20)
            if not data:
                raise RuntimeError("the browser went away")
            self._buffer += data
        line, _, self._buffer = self._buffer.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        return message
