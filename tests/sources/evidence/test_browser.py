"""The page in a real browser: hover, click, keys, filters, search, languages, light and dark, and no word to anyone.

These tests need a Chromium, which no Python package brings. Without one they say so and are skipped; everything that
does not take a browser to see is tested in the other files of this folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sources.evidence import render_html
from sources.model import Document, Ledger

from .browser import NAMES, Page, find
from .page import REPORT, numerals, report
from .test_hostile import HOSTILE

PROGRAM = find()
pytestmark = pytest.mark.skipif(
    PROGRAM is None, reason=f"no browser here: none of {', '.join(NAMES)} on the PATH, CHROMIUM not set"
)

FIELD = "document.querySelector('#panel [data-field={}]')?.textContent"
TITLE = "document.querySelector('#panel h2')?.textContent"
LIT = "[...document.querySelectorAll('article .hit')].map((node) => node.textContent)"
OFF = "[...document.querySelectorAll('article .off')].map((node) => node.textContent)"


def start(text: str) -> str:
    """The selector of the first numeral that stands before `text`."""
    head = REPORT[: REPORT.index(text)]
    return f"#n{len(head)}"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    assert PROGRAM is not None
    with Page(PROGRAM, tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("evidence") / "证据 page.html"
    path.write_text(render_html(*report()), encoding="utf-8")
    return path


@pytest.fixture
def page(browser: Page, file: Path) -> Iterator[Page]:
    """The report, freshly opened, nothing remembered from the test before."""
    browser.media()
    browser.open(file)
    browser.run("localStorage.clear()")
    browser.open(file)
    yield browser
    assert browser.complaints() == []
    assert [url for url in browser.requests() if not url.startswith("file:")] == []


def test_hovering_shows_the_card_and_clicking_keeps_it(page: Page) -> None:
    page.point(start("12.5万吨"))
    assert page.run(TITLE) == "12.5"
    assert page.run(FIELD.format("indicator")) == "指标12.5"
    assert page.run(FIELD.format("rule")) == "observation.rule"
    page.point(start("88.1亿元"))
    assert page.run(TITLE) == "88.1", "nothing is kept yet"
    page.point(start("6%左右"), click=True)
    page.point(start("88.1亿元"))
    assert page.run(TITLE) == "6", "a click keeps the card"
    assert page.run("location.hash") == start("6%左右")
    page.press("Escape")
    page.point(start("12.5万吨"))
    page.point(start("88.1亿元"))
    assert page.run(TITLE) == "88.1", "Escape lets go"


def test_the_card_shows_all_fields_and_the_sentence_without_marks_of_markdown(page: Page) -> None:
    page.point(start("6%左右"), click=True)
    fields = page.run(
        "Object.fromEntries([...document.querySelectorAll('#panel dd')].map((node) => [node.dataset.field, node.textContent]))"
    )
    assert fields == {
        "disposition": "观测值observation",
        "indicator": "地区生产总值",
        "code": "地区生产总值GRP",
        "measure": "增速growth",
        "value": "6",
        "unit": "%",
        "bound": "约approx",
        "status": "目标target",
        "period": "2024",
        "area": "某县",
        "base": "—",
        "force": "—",
        "nature": "预期性anticipatory",
        "rule": "observation.rule",
        "span": "{}–{}".format(at := int(start("6%左右")[2:]), at + 1),
    }
    quote = page.run("document.querySelector('#panel blockquote').textContent")
    assert quote == "2024年，地区生产总值增长6%左右，居民收入增长与经济增长同步"
    assert page.run("document.querySelector('#panel mark').textContent") == "6"
    assert page.run("[...CSS.highlights.get('sentence')].map(String).join('')").replace("*", "") == quote


def test_a_cell_of_a_table_shows_its_row(page: Page) -> None:
    page.point(start("30.6 |"), click=True)
    assert page.run("document.querySelector('#panel blockquote').textContent").split() == [
        "财政收入（亿元）",
        "30.6",
        "32",
    ]


def test_a_target_without_a_number_has_a_card(page: Page) -> None:
    page.point("article span.k-relative", click=True)
    assert page.run(TITLE) == "居民收入增长与经济增长同步"
    assert page.run(FIELD.format("relation")) == "同步in_step_with"


def test_the_keyboard_goes_from_number_to_number(page: Page) -> None:
    page.run("document.getElementById('language').focus()")
    page.press("Tab")
    assert page.run("document.activeElement.id") == "n4", "the document is one stop of the tab key"
    assert page.run(TITLE) == "2024"
    page.press("ArrowRight")
    page.press("ArrowRight")
    assert page.run(TITLE) == "6"
    assert page.run("document.getElementById('live').textContent").startswith("地区生产总值 增速 约 6 %")
    page.press("End")
    assert page.run(TITLE) == "14"
    page.press("ArrowLeft")
    assert page.run(TITLE) == "90"
    page.press("Home")
    assert page.run("document.activeElement.id") == "n4"
    page.press("Escape")
    assert page.run(TITLE) is None


def test_a_fragment_opens_the_page_at_a_number(page: Page, file: Path) -> None:
    page.open(file, start("88.1亿元"))
    assert page.run(TITLE) == "88.1"
    page.run(f"location.hash = '{start('12.5万吨')}'")
    page.run("new Promise((done) => setTimeout(done, 50))")
    assert page.run(TITLE) == "12.5"
    page.run("location.hash = '#%E0%A4%A'")
    page.run("new Promise((done) => setTimeout(done, 50))")
    assert page.run(TITLE) == "12.5", "a fragment that names nothing changes nothing"


def test_buttons_filter_by_status_disposition_measure_and_code(page: Page) -> None:
    page.point("[data-value=time]", click=True)
    assert page.run(OFF) == ["2024", "2024", "2023", "2023", "2024"]
    assert page.run("document.querySelector('[data-value=time]').getAttribute('aria-pressed')") == "false"
    page.point("#none", click=True)
    page.point("[data-value=target]", click=True)
    page.point("[data-value=growth]", click=True)
    assert page.run("document.getElementById('hits').textContent") == "1 共 16"
    page.point("#next", click=True)
    assert page.run(TITLE) == "32", "the buttons go through what is left"
    page.point("#all", click=True)
    assert page.run(OFF) == []


def test_search_finds_by_any_field_in_both_languages(page: Page) -> None:
    page.run("document.getElementById('search').focus()")
    for key in "grp TARGET":
        page.press(key)
    page.press("Enter")
    assert page.run(LIT) == ["6"]
    assert page.run(TITLE) == "6"
    page.run("document.getElementById('search').value = '预计 level'")
    page.press("Enter")
    assert page.run(LIT) == ["12.5", "30.6"]
    page.run("document.getElementById('search').value = '没有这样的指标'")
    page.press("Enter")
    assert page.run("document.getElementById('hits').textContent") == "没有符合的数字"


def test_labels_change_language_and_the_document_does_not(page: Page) -> None:
    before = page.run("document.getElementById('article').textContent")
    page.point(start("6%左右"), click=True)
    page.point("#language", click=True)
    assert page.run("document.documentElement.lang") == "en"
    assert page.run("document.querySelector('.tiles dt').textContent") == "Numerals"
    assert page.run(FIELD.format("measure")) == "growth"
    assert page.run("document.getElementById('search').placeholder").startswith("Find an indicator")
    assert page.run("document.getElementById('article').textContent") == before == REPORT


def test_an_english_browser_gets_english_labels(file: Path, tmp_path: Path) -> None:
    assert PROGRAM is not None
    with Page(PROGRAM, tmp_path, language="en-US") as page:
        page.open(file)
        assert page.run("document.querySelector('.tiles dt').textContent") == "Numerals"


def test_light_and_dark_follow_the_system_until_told_otherwise(page: Page, file: Path) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light, dark = "rgb(246, 245, 241)", "rgb(22, 24, 29)"
    page.media(prefers_color_scheme="light")
    assert page.run(ground) == light
    page.media(prefers_color_scheme="dark")
    assert page.run(ground) == dark
    page.point("#theme", click=True)
    assert page.run(ground) == light
    page.open(file)
    assert page.run(ground) == light, "the choice is remembered"


def test_paper_gets_the_document_in_light_without_tools(page: Page) -> None:
    page.point("#theme", click=True)
    page.call("Emulation.setEmulatedMedia", media="print")
    try:
        shown = "getComputedStyle(document.querySelector('{}')).display"
        assert page.run(shown.format("nav.tools")) == page.run(shown.format("aside")) == "none"
        assert page.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    finally:
        page.call("Emulation.setEmulatedMedia", media="")


def test_hostile_words_stay_words_also_in_the_card(browser: Page, tmp_path: Path) -> None:
    text = "".join(f"{words}增长7%。\n" for words in HOSTILE)
    script = "<img src=x onerror='window.caught=1'></script><script>window.caught=1</script>"
    fields = dict.fromkeys(("indicator", "code", "unit", "period", "base", "section"), script)
    ledger = numerals(text, disposition="observation", rule=script, **fields)
    path = tmp_path / "hostile.html"
    path.write_text(render_html(Document(text, title=script), ledger), encoding="utf-8")
    browser.open(path)
    for numeral in ledger.numerals:
        browser.run(f"document.getElementById('n{numeral.start}').click()")
        assert browser.run(FIELD.format("indicator")) == script
    assert browser.run("window.caught ?? document.querySelectorAll('img, script').length") == 2
    assert (
        browser.run("document.getElementById('article').textContent.length")
        == len(text.encode("utf-16-le", "replace")) / 2
    )
    assert browser.complaints() == []


def test_twenty_thousand_numbers_stay_usable(browser: Page, tmp_path: Path) -> None:
    line = "投资增长12%，" + "各项工作有序推进，" * 10
    text = "\n".join([line] * 20_000)
    ledger = numerals(text, disposition="observation", indicator="投资", measure="growth", status="actual", value=12.0)
    path = tmp_path / "large.html"
    path.write_text(render_html(Document(text), Ledger(ledger.numerals)), encoding="utf-8")
    browser.open(path)
    last = f"#n{ledger.numerals[-1].start}"
    browser.point(last, click=True)
    assert browser.run(FIELD.format("indicator")) == "投资"
    taken = browser.run(
        "(() => { const began = performance.now(); document.getElementById('none').click();"
        "document.getElementById('all').click(); return performance.now() - began; })()"
    )
    assert taken < 3000, f"{taken} ms for two filters over 20,000 numerals"
