"""The only place where text becomes HTML or JSON inside HTML.

What belongs here: escaping. What does not: any element of the page.
"""

from __future__ import annotations

import json
import re
from typing import Final

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
#: NUL and CR are rewritten by every HTML parser when they stand bare; as references CR survives and NUL keeps its place.
_SPECIAL: Final = re.compile("[&<>\"'\r\0]")
_REFERENCES: Final = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
    "\r": "&#13;",
    "\0": "\ufffd",
}
#: Inside <script> the parser looks for `</script` and `<!--`; U+2028 and U+2029 end lines in older scripts.
_IN_SCRIPT: Final = re.compile("[<>&\u2028\u2029]")


def escape(text: str) -> str:
    """Text for element content or a quoted attribute. Its length in the parsed page is that of `text`."""
    return _SPECIAL.sub(lambda match: _REFERENCES[match[0]], text)


def embed_json(value: object) -> str:
    """JSON that may stand in a <script type="application/json"> whatever its strings hold. No NaN, no infinities."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _IN_SCRIPT.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def scalar(page: str) -> str:
    """The page without lone surrogates, which no encoding takes; each becomes one U+FFFD."""
    return _SURROGATE.sub("\ufffd", page)
