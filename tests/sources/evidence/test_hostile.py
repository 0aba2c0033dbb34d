"""Whatever a document holds appears as text, in its place, and runs nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.evidence import render_html
from sources.model import Block, BlockKind, Cell, Document, Kind, Ledger, Numeral, RelativeTarget, Table

from .page import data, numerals, one, parse, rows

HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!-- <script>",
    "<img src=x onerror=alert(1)>",
    '"><b onclick="alert(1)">',
    "' onfocus='alert(1)",
    "&lt;b&gt; &amp; &#13; &nbsp",
    "a\u2028b\u2029c",
    "{{data}} {{t:page}} {{script}}",
    "</article></main></title></style>",
    "\x00\x0b\x1f\ufeff\ufffe",
    "]]> <![CDATA[ <?php ?>",
    "</table><table><td>",
    "</p><p></h2><select><textarea>",
    "\r\n\r\ud800\U00020bb7",
]


def cleaned(text: str) -> str:
    """What no HTML page can hold reads as U+FFFD: NUL and lone surrogates."""
    return "".join("\ufffd" if char == "\0" or "\ud800" <= char <= "\udfff" else char for char in text)


@pytest.mark.parametrize("words", HOSTILE)
def test_words_that_look_like_markup_are_text_everywhere(words: str) -> None:
    text = f"{words}增长7%{words}\n{words}\t8{words}"
    split = text.index("\n") + 1
    row = (Cell(0, 0, split, split + len(words), words), Cell(0, 1, split + len(words) + 1, len(text), "8" + words))
    document = Document(
        text,
        blocks=(Block(BlockKind.HEADING, 0, split - 1, 1),),
        tables=(Table(split, len(text), row, caption=words),) if "\n" not in words else (),
        title=words,
        kind=Kind.COMMUNIQUE,
        area_name=words,
        ref_area=words,
        media_type=words,
        encoding=words,
    )
    fields = dict.fromkeys(
        (
            "indicator",
            "code",
            "measure",
            "unit",
            "bound",
            "status",
            "period",
            "area",
            "base",
            "force",
            "nature",
            "part",
            "section",
            "place",
            "cell",
        ),
        words,
    )
    ledger = numerals(text, **{"disposition": "observation", "rule": words, "value": 7.0, **fields})
    relative = RelativeTarget(0, len(words), words, words, words, words, words, words, words, words)
    html = render_html(document, Ledger(ledger.numerals, (relative,)))
    html.encode("utf-8")
    page = parse(html)
    assert one(page, "article").text() == cleaned(text)
    assert one(page, "h1").text() == cleaned(words)
    # Nothing but our own elements, and no attribute that could run anything.
    assert len(page.css("script")) == 2
    assert len(page.css("style")) == 2
    assert not page.css("img, article select, article textarea, article script")
    attributes = {name for node in page.css("*") for name in node.attributes}
    assert not {name for name in attributes if name.startswith("on") or name in ("src", "href", "style", "srcdoc")}
    # And the card gets the very words.
    assert rows(page)[-1]["indicator"] == words.replace("\ud800", "\ufffd")
    assert data(page)["strings"][0] == ""


def test_unknown_codes_make_no_class_names_of_their_own() -> None:
    ledger = Ledger((Numeral(2, 3, "7", 'x" onclick="y', "r"), Numeral(3, 4, "8", "observation", "r", status="A b")))
    page = parse(render_html(Document("增长78"), ledger))
    assert [node.attributes["class"] for node in page.css("article b")] == ["k k-other", "k k-other m-unstated uncoded"]


PIECES = st.lists(
    st.one_of(
        st.sampled_from([*HOSTILE, "增长", "7", "12", "１", "\n", "\r\n", "\t", "|", "**", "# ", "　", " ", "<", "。"]),
        st.text(max_size=4),
    ),
    max_size=24,
).map("".join)


@st.composite
def documents(draw: st.DrawFn) -> tuple[Document, Ledger]:
    """Any text, cut into blocks, tables and cells at any places, nested, overlapping or empty."""
    text = draw(PIECES)
    place = st.integers(0, len(text))
    span = st.tuples(place, place).map(lambda pair: (min(pair), max(pair)))
    blocks = draw(
        st.lists(
            st.builds(
                lambda kind, at, level: Block(kind, at[0], at[1], level),
                st.sampled_from(list(BlockKind)),
                span,
                st.integers(0, 8),
            ),
            max_size=6,
        )
    )
    tables = []
    for low, high in draw(st.lists(span, max_size=2)):
        edges = sorted(draw(st.lists(st.integers(low, high), max_size=8)))
        pairs = list(zip(edges[::2], edges[1::2], strict=False))
        shape = st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(1, 3), st.integers(1, 3))
        places = [draw(shape) for _ in pairs]
        if draw(st.booleans()):
            places.sort()
        cells = [
            Cell(row, column, left, right, text[left:right], tall, wide)
            for (left, right), (row, column, tall, wide) in zip(pairs, places, strict=True)
        ]
        tables.append(Table(low, high, tuple(cells)))
    cuts = sorted(set(draw(st.lists(place, max_size=8))))
    marks = [
        Numeral(low, high, text[low:high], draw(st.sampled_from(["observation", "name"])), "r")
        for low, high in zip(cuts[::2], cuts[1::2], strict=False)
        if text[low:high] == text[low:high].strip()
    ]
    relative = [
        RelativeTarget(low, high, text[low:high], "x", None, "r", "y", "target", None, "r")
        for low, high in draw(st.lists(span, max_size=3))
        if low < high
    ]
    media = draw(st.sampled_from(["text/plain", "text/markdown"]))
    return Document(text, tuple(blocks), tuple(tables), media_type=media), Ledger(tuple(marks), tuple(relative))


@settings(max_examples=300, deadline=None)
@given(documents())
def test_the_article_always_holds_the_text_and_each_numeral_once(case: tuple[Document, Ledger]) -> None:
    document, ledger = case
    html = render_html(document, ledger)
    assert html == render_html(document, ledger)
    page = parse(html)
    assert one(page, "article").text() == cleaned(document.text)
    assert len(page.css("article b")) == len(ledger.numerals)
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    for numeral in ledger.numerals:
        assert one(page, f"#n{numeral.start}").text() == cleaned(numeral.text)
