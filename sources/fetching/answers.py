"""What a JSON answer says about itself: servers of data report failures in the body, under status 200.

What belongs here: telling an answer that says it failed from one that brings something. What does not: what data mean
(`sources.releases`).

Three ways of saying so are known: the National Bureau's library (`success`, `state`), its easyquery (`returncode`), the World
Bank's API (a list that holds one `message`). What says that it failed is no vintage of anything.
"""

from __future__ import annotations

import json
from typing import Any, Final

from sources.errors import Invalid, Retriable
from sources.fetching.exchange import LATER

#: An answer that failed is short: a longer one is data, and is parsed only where a runaway costs nothing.
LONGEST: Final = 16_384
#: Codes after which another try has a chance, as in HTTP.
NOT_NOW: Final = (408, 425, 429, 500, 502, 503, 504)


def check_answer(url: str, body: bytes) -> None:
    """Raise Retriable where the server says that it failed for now, or a firewall answers in its place; Invalid where
    it says that the question has no answer."""
    if body.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        raise Retriable(
            url,
            "sends a page in place of JSON: a firewall stands before it",
            expected="JSON",
            remedy=f"{LATER}; pace_seconds in the catalogue's [manners] asks less often",
        )
    if len(body) > LONGEST:
        return
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Retriable(url, f"the JSON is cut off: {error}", expected="a whole answer", remedy=LATER) from None
    if isinstance(answer, dict) and answer.get("success") is False:
        told = f"{answer.get('state')}: {_short(answer.get('message'))}"
        raise Retriable(url, f"says that it failed ({told})", expected="success", remedy=LATER)
    if isinstance(answer, dict) and answer.get("returncode", 200) != 200:
        code, told = answer["returncode"], _short(answer.get("returndata"))
        if code in NOT_NOW:
            raise Retriable(url, f"says that it failed ({code}: {told})", expected="returncode 200", remedy=LATER)
        raise _no_answer(url, f"{code}: {told}")
    if isinstance(answer, list) and len(answer) == 1 and isinstance(answer[0], dict) and "message" in answer[0]:
        raise _no_answer(url, _short(answer[0]["message"]))


def _no_answer(url: str, told: str) -> Invalid:
    return Invalid(
        url,
        f"says that there is no answer ({told})",
        expected="data",
        remedy="look at the question: its codes, places and periods",
    )


def _short(said: Any) -> str:
    return str(said)[:80]
