"""The evidence page: one document as people read it, every numeral of its ledger coloured and explained on the spot.

What belongs here: a Document and its Ledger → one HTML file that needs nothing beside it. What does not: deciding what
a numeral means, reading files other than this package's own assets, anything about marts.

The page keeps one promise that the rest leans on: the text of its `<article>` is `Document.text`, character for
character (what people do not read, such as a line torn in two or a table's bars, is there but hidden). So a span of the
ledger is a span of the page, `#n905` leads to the numeral that starts at 905, and a digit without an entry shows.

Everything that comes from the document is escaped in `markup`, nowhere else. Scripts and styles run only if their
hash is in the page's content security policy; the network is not reachable from it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from sources.errors import Invalid
from sources.evidence.article import render_article
from sources.evidence.inline import uncovered
from sources.evidence.markup import embed_json, escape, scalar
from sources.evidence.payload import payload
from sources.evidence.summary import render_filters, render_summary, summarise
from sources.model import Document, Ledger

__all__ = ["anchor", "render_html"]

_PLACEHOLDER: Final = re.compile(r"\{\{([a-z_]+)\}\}")


def render_html(document: Document, ledger: Ledger) -> str:
    """The whole page as a string; write it as UTF-8. Linear in the text and the ledger.

    Raises Invalid where the ledger is not of this document: a span outside the text, overlapping another, or whose
    `text` differs. A page that shows a figure at the wrong place would be worse than none.
    """
    _check(document, ledger)
    missing = uncovered(document.text, ledger.numerals)
    figures = summarise(document, ledger, len(missing))
    labels = _labels()
    style, dark, script = _asset("page.css"), _asset("dark.css"), _asset("page.js")
    values = {
        "title": escape(document.title or "—"),
        "policy": "; ".join(
            (
                "default-src 'none'",
                f"script-src {_hash(script)}",
                f"style-src {_hash(style)} {_hash(dark)}",
                "base-uri 'none'",
                "form-action 'none'",
            )
        ),
        "style": style,
        "dark": dark,
        "script": script,
        "summary": render_summary(document, figures, labels),
        "filters": render_filters(figures, labels),
        "article": render_article(document, ledger, missing),
        "data": embed_json(payload(document, ledger, labels)),
    }
    page = _fill(_fill_labels(_asset("page.html"), labels), values)
    return scalar(page)


def anchor(start: int) -> str:
    """The fragment that opens a page at the numeral with this `start`: `page.html` + `anchor(905)`."""
    return f"#n{start}"


def _check(document: Document, ledger: Ledger) -> None:
    text = document.text
    subject = document.title or "document"
    at = 0
    for numeral in sorted(ledger.numerals, key=lambda numeral: numeral.start):
        if not (at <= numeral.start < numeral.end <= len(text)) or text[numeral.start : numeral.end] != numeral.text:
            raise Invalid(
                subject,
                f"its ledger has {numeral.text[:40]!r} at {numeral.start}-{numeral.end}, which is not there",
                expected="numerals of this very text, disjoint",
                remedy="read the ledger again from the document that is shown",
            )
        at = numeral.end
    for target in ledger.relative_targets:
        if not (0 <= target.start < target.end <= len(text)) or text[target.start : target.end] != target.text:
            raise Invalid(
                subject,
                f"its ledger has {target.text[:40]!r} at {target.start}-{target.end}, which is not there",
                expected="relative targets of this very text",
                remedy="read the ledger again from the document that is shown",
            )


@cache
def _asset(name: str) -> str:
    return (files("sources.evidence") / "assets" / name).read_text(encoding="utf-8")


@cache
def _labels() -> Mapping[str, tuple[str, str]]:
    """Label by key, Chinese and English."""
    return {key: (pair[0], pair[1]) for key, pair in json.loads(_asset("labels.json")).items()}


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def _fill(template: str, values: Mapping[str, str]) -> str:
    """One pass: what is put in is never looked at again, so a document may well contain `{{data}}`."""
    return _PLACEHOLDER.sub(lambda match: values[match[1]], template)


def _fill_labels(template: str, labels: Mapping[str, tuple[str, str]]) -> str:
    return re.sub(r"\{\{t:([\w-]+)\}\}", lambda match: escape(labels[match[1]][0]), template)
