"""Web pages: the article alone, as people read it; navigation and site chrome are left behind.

What belongs here: finding the article, its paragraphs and its data tables. What does not: fetching, meaning.
Nothing of a page is executed or loaded. The walk is iterative, so nesting depth costs memory only.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sources.errors import Invalid
from sources.model import Document
from sources.readers.decode import decode, signature
from sources.readers.hints import is_hint
from sources.readers.limits import Limits, check
from sources.readers.prose import TITLE_WORD, captions
from sources.readers.writer import RawCell, TextWriter, tidy

SUFFIXES = (".html", ".htm", ".shtml", ".xhtml")

_TAG: Final = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|meta|table|div|title|p|ul|ol|span|h[1-6]|article|section|br|font)[\s>/]",
    re.IGNORECASE,
)
_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_DROPPED_TAGS: Final = (
    "script style noscript template iframe frame object embed svg math canvas audio video nav footer select option"
    " button input textarea label map head link meta"
)
_DROPPED: Final = frozenset(_DROPPED_TAGS.split())
_BLOCK_TAGS: Final = (
    "p div section article main table tr td th li ul ol dl dt dd h1 h2 h3 h4 h5 h6 blockquote pre center form header"
    " aside figure figcaption br hr tbody thead tfoot caption fieldset address body html details summary"
)
_BLOCKS: Final = frozenset(_BLOCK_TAGS.split())
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_LEAVES: Final = frozenset(("p", "li", "pre", "blockquote", "h1", "h2", "h3"))
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"[。；，！？]")
#: A container is the article as long as it holds this share of the sentences that stand outside links.
_ARTICLE_SHARE: Final = 0.92
#: Characters of the shortest paragraph beside the article's main part that belongs to the article.
_PROSE: Final = 30
_DATE: Final = re.compile(r"(20\d\d|19\d\d)[-/年.](\d{1,2})[-/月.](\d{1,2})")
_MAX_SPAN: Final = 200
#: Real pages nest some 60 deep, careless ones with unclosed tags some hundreds; parsing time grows with depth squared.
_MAX_DEPTH: Final = 3_000
_ANY_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)[^<>]{0,4096}?(/?)>")
#: Tags that hold nothing, or that the next of their kind closes.
_FLAT_TAGS: Final = (
    "area base br col embed hr img input link meta source track wbr p li td th tr dt dd option thead tbody tfoot"
)
_FLAT: Final = frozenset(_FLAT_TAGS.split())


def recognises(head: bytes) -> bool:
    """Markup near the beginning, in any encoding that keeps ASCII; UTF-16 pages are seen by their zeros."""
    if signature(head) is not None:
        return False
    return bool(_TAG.search(head) or _TAG.search(head.replace(b"\x00", b"")))


@dataclass(slots=True)
class _Element:
    """An element and, counted below it, the characters of its sentences outside links, of its links, and of all its text."""

    tag: str
    node: LexborNode
    children: list[_Element | str] = field(default_factory=list)
    sentences: int = 0
    linked: int = 0
    characters: int = 0


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Decode by the page's own declaration where it holds, find the article, write its text."""
    declared = _CHARSET.search(data[:8192])
    decoded = decode(data, name, declared.group(1).decode("ascii") if declared else None)
    check(name, "levels of nested elements", _depth(decoded.text), _MAX_DEPTH)
    tree = LexborHTMLParser(decoded.text)
    body = tree.body
    if body is None:
        raise Invalid(name, "no page body", expected="an html page", remedy="save the page again")
    metas = _metas(tree)
    article = _article(_count(_build(body)))
    writer = TextWriter(name, limits)
    title = _title(tree, metas)
    published = _date(metas.get("pubdate") or metas.get("publishdate") or metas.get("og:release_date") or "")
    writer.front_matter(" ".join(_origin(metas, published)))
    _write(article, writer, title)
    return Document(
        text=writer.text,
        blocks=tuple(writer.blocks),
        tables=tuple(writer.tables),
        title=title or (writer.text.split("\n", 1)[0][:120]),
        published_on=published,
        media_type="text/html",
        reader="html",
        encoding=decoded.encoding,
    )


def _depth(markup: str) -> int:
    """How deep elements nest, as far as a count of opening and closing tags tells."""
    depth = deepest = 0
    for match in _ANY_TAG.finditer(markup):
        closing, tag, empty = match.groups()
        if tag.lower() in _FLAT:
            continue
        if closing:
            depth = max(0, depth - 1)
        elif not empty:
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    """First non-empty content of each named meta tag, names in lower case."""
    found: dict[str, str] = {}
    for node in tree.css("meta"):
        key = (node.attributes.get("name") or node.attributes.get("property") or "").strip().lower()
        content = tidy(node.attributes.get("content") or "")
        if key and content:
            found.setdefault(key, content)
    return found


def _origin(metas: dict[str, str], published: datetime.date | None) -> Iterator[str]:
    """Who published the page and when, as its metadata says."""
    for key in ("sitename", "contentsource"):
        if metas.get(key):
            yield f"来源：{metas[key]}"
    if published:
        yield f"发布时间：{published.isoformat()}"


def _title(tree: LexborHTMLParser, metas: dict[str, str]) -> str:
    """The article's title: what the page declares, its first heading, or its window title without the site's name."""
    window = tree.css_first("title")
    trials = [metas.get("articletitle", ""), *(tidy(node.text()) for node in tree.css("h1")[:3])]
    trials.append(tidy(window.text()) if window else "")
    for trial in trials:
        ends = [match.end() for match in TITLE_WORD.finditer(trial)]
        if ends:
            return trial[: ends[0]].split("】")[-1].removeprefix("最新！").strip()
    return next((re.split(r"\s*[_|]|\s+-\s+", trial)[0] for trial in trials if trial), "")


def _date(text: str) -> datetime.date | None:
    if match := _DATE.search(text):
        try:
            return datetime.date(*(int(part) for part in match.groups()))
        except ValueError:
            return None
    return None


def _build(body: LexborNode) -> _Element:
    """The page as a light tree without what is never read."""
    root = _Element("body", body)
    stack: list[tuple[LexborNode | None, _Element]] = [(body.child, root)]
    while stack:
        node, parent = stack.pop()
        while node is not None:
            tag = node.tag
            if tag == "-text":
                if text := node.text_content:
                    parent.children.append(text)
            elif tag and _shown(node, tag):
                child = _Element(tag, node)
                parent.children.append(child)
                if (inner := node.child) is not None:
                    stack.append((node.next, parent))
                    node, parent = inner, child
                    continue
            node = node.next
    return root


def _shown(node: LexborNode, tag: str) -> bool:
    """Whether people see an element: no script, no control, not hidden."""
    if not tag or tag in _DROPPED or tag[0] in "-!":
        return False
    return not _HIDDEN.search(node.attributes.get("style") or "")


def _count(root: _Element) -> _Element:
    """Fill in the counts, children before parents."""
    order = [(root, False)]
    for element, linked in order:
        inside = linked or element.tag == "a"
        for child in element.children:
            if isinstance(child, _Element):
                order.append((child, inside))
            else:
                size = len(child.strip())
                element.characters += size
                if inside:
                    element.linked += size
                elif _SENTENCE.search(child):
                    element.sentences += size
    for element, _ in reversed(order):
        for child in element.children:
            if isinstance(child, _Element):
                element.sentences += child.sentences
                element.linked += child.linked
                element.characters += child.characters
    return root


def _article(root: _Element) -> _Element:
    """Go down while one child holds nearly all sentences and no paragraph stands beside it, such as a lead."""
    current = root
    while True:
        inner = [child for child in current.children if isinstance(child, _Element)]
        best = max(inner, key=lambda child: child.sentences, default=None)
        if best is None or best.tag in _LEAVES or not current.sentences:
            return current
        if best.sentences < _ARTICLE_SHARE * current.sentences or any(_is_prose(child) for child in inner):
            return current
        current = best


def _is_prose(element: _Element) -> bool:
    """A paragraph of its own with a sentence in it, longer than the hints of a site."""
    return element.tag == "p" and element.sentences >= _PROSE and not element.linked


def _write(article: _Element, writer: TextWriter, title: str) -> None:
    """Walk the article in reading order."""
    pending: list[str] = []
    level: list[int | None] = [None]
    head: list[str] = []

    def flush() -> None:
        text = tidy("".join(pending))
        pending.clear()
        if not text or is_hint(text):
            return
        writer.paragraph(text, level=level[0])

    if title:
        flat = tidy(_flat(article, 600))
        if title.replace(" ", "") not in flat.replace(" ", ""):
            writer.paragraph(title, level=1)
    stack: list[tuple[_Element | str, bool]] = [(article, False)]
    while stack:
        item, leaving = stack.pop()
        if isinstance(item, str):
            pending.append(item)
            continue
        if leaving:
            flush()
            level[0] = None
            continue
        if _is_menu(item):
            continue
        block = item.tag in _BLOCKS
        if block:
            flush()
        if item.tag == "table" and (grid := _grid(item)):
            head = writer.last_lines(2)
            writer.table(grid, caption=_caption(item, head))
            continue
        if item.tag in _HEADINGS:
            level[0] = _HEADINGS[item.tag]
        if block:
            stack.append((item, True))
        stack.extend((child, False) for child in reversed(item.children))
    flush()


def _flat(element: _Element, size: int) -> str:
    """The first `size` characters of an element's text."""
    kept: list[str] = []
    stack: list[_Element | str] = [element]
    while stack and size > 0:
        item = stack.pop()
        if isinstance(item, str):
            kept.append(item)
            size -= len(item.strip())
        else:
            stack.extend(reversed(item.children))
    return "".join(kept)


def _is_menu(element: _Element) -> bool:
    """A list of links: mostly link text, and no sentence."""
    return (
        element.tag in ("ul", "ol", "div", "dl", "p", "td", "section", "aside", "a")
        and element.sentences == 0
        and element.linked > 0
        and element.linked * 2 > element.characters
    )


def _caption(table: _Element, above: list[str]) -> str:
    """The table's own caption element, or the short lines above it that name it or its unit."""
    own = [
        tidy(_flat(child, 200)) for child in table.children if isinstance(child, _Element) and child.tag == "caption"
    ]
    kept = []
    for line in reversed(above):
        if not captions(line):
            break
        kept.append(line)
    return " ".join([*own, *reversed(kept)])


def _grid(table: _Element) -> list[RawCell] | None:
    """The cells of a data table, spans resolved to a grid; None for a table that only lays out the page."""
    rows: list[_Element] = []
    stack: list[_Element] = [table]
    while stack:
        element = stack.pop()
        for child in reversed(element.children):
            if isinstance(child, _Element) and child.tag in ("thead", "tbody", "tfoot"):
                stack.append(child)
        rows.extend(child for child in element.children if isinstance(child, _Element) and child.tag == "tr")
    taken: dict[tuple[int, int], bool] = {}
    cells: list[RawCell] = []
    filled: set[int] = set()
    budget = 8 * sum(len(row.children) for row in rows) + 10_000  # spans may not claim much more than there is
    for row, element in enumerate(rows):
        column = 0
        for child in element.children:
            if not isinstance(child, _Element) or child.tag not in ("td", "th"):
                continue
            if child.sentences > 300 or _holds_table(child):
                return None
            while taken.get((row, column)):
                column += 1
            down = min(_span(child, "rowspan"), len(rows) - row)
            across = _span(child, "colspan")
            if down * across > budget:
                down = across = 1
            if down > 1 or across > 1:
                budget -= down * across
                for below in range(row, row + down):
                    for right in range(column, column + across):
                        taken[below, right] = True
            text = tidy(_cell_text(child))
            if text:
                filled.add(column)
            cells.append(RawCell(row, column, text, down, across))
            column += across
    if len(rows) < 2 or len(filled) < 2:
        return None
    return cells


def _cell_text(cell: _Element) -> str:
    """A cell's text; line breaks in it become blanks."""
    kept: list[str] = []
    stack: list[_Element | str] = [cell]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            kept.append(item)
        else:
            if item.tag in _BLOCKS:
                kept.append(" ")
            stack.extend(reversed(item.children))
    return "".join(kept)


def _holds_table(cell: _Element) -> bool:
    stack = [cell]
    while stack:
        for child in stack.pop().children:
            if isinstance(child, _Element):
                if child.tag == "table":
                    return True
                stack.append(child)
    return False


def _span(cell: _Element, name: str) -> int:
    value = (cell.node.attributes.get(name) or "1").strip()
    return max(1, min(int(value), _MAX_SPAN)) if value.isdecimal() and len(value) < 6 else 1
