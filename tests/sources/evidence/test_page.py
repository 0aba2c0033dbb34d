"""The evidence page as a person and a parser see it: the document whole, each numeral marked, the figures right."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import re
from importlib.resources import files

import pytest
from selectolax.lexbor import LexborHTMLParser

from sources.errors import Invalid
from sources.evidence import anchor, render_html
from sources.model import Block, BlockKind, Cell, Document, Ledger, Numeral, Table

from .page import REPORT, data, numerals, one, parse, report, rows

ASSETS = files("sources.evidence") / "assets"


@pytest.fixture(scope="module")
def page() -> LexborHTMLParser:
    return parse(render_html(*report()))


def shown(tree: LexborHTMLParser, selector: str) -> list[str]:
    """Texts of the elements as a person reads them: hidden parts left out."""
    html = one(tree, "article").html or ""
    visible = LexborHTMLParser(re.sub(r"<i hidden(?:=\"\")?>.*?</i>", "", html, flags=re.DOTALL))
    return [node.text() for node in visible.css(selector)]


def test_the_text_of_the_article_is_the_text_of_the_document(page: LexborHTMLParser) -> None:
    assert one(page, "article").text() == REPORT


def test_headings_paragraphs_and_tables_look_like_themselves(page: LexborHTMLParser) -> None:
    assert shown(page, "h2, h3") == ["某县2024年计划报告", "一、主要目标"]
    assert shown(page, "p")[0].startswith("2024年，地区生产总值增长6%左右")
    assert shown(page, "th") == ["指标", "2023年预计", "2024年目标"]
    assert shown(page, "td") == ["财政收入（亿元）", "30.6", "32"]
    assert shown(page, ".pagemark") == ["— 3 —"]


def test_every_numeral_is_one_mark_that_its_offset_finds(page: LexborHTMLParser) -> None:
    ledger = report()[1]
    assert len(page.css("article b")) == len(ledger.numerals) == 15
    for numeral in ledger.numerals:
        assert one(page, anchor(numeral.start)).text() == numeral.text


def test_statuses_and_dispositions_have_marks_of_their_own(page: LexborHTMLParser) -> None:
    kinds = {
        kind: [node.text() for node in page.css(f"article b.k-{kind}")]
        for kind in ("actual", "preliminary", "estimate", "target", "revised", "time", "enumerator", "name")
    }
    assert kinds == {
        "actual": ["14"],
        "preliminary": ["90"],
        "estimate": ["12.5", "30.6"],
        "target": ["6", "32"],
        "revised": ["88.1"],
        "time": ["2024", "2024", "2023", "2023", "2024"],
        "enumerator": ["3"],
        "name": ["1", "5"],
    }
    style = (ASSETS / "page.css").read_text(encoding="utf-8")
    rules = [
        match[0]
        for kind in ("actual", "preliminary", "estimate", "target", "revised")
        if (match := re.search(rf"(?<=b\.k-{kind}, \.swatch\.k-{kind} ){{.*?}}", style))
    ]
    lines = [re.sub(r"--[\w-]+", "", re.sub(r".*border-bottom", "", rule)) for rule in rules]
    assert len(rules) == 5
    borders = [re.search(r"solid|dashed|dotted|double|groove", rule) for rule in rules]
    assert len({match[0] for match in borders if match}) == 5, f"told apart without colour too: {lines}"


def test_a_target_without_a_number_is_marked_too(page: LexborHTMLParser) -> None:
    assert one(page, "article span.k-relative").text() == "居民收入增长与经济增长同步"
    entry = next(row for row in rows(page) if row["kind"] == "relative")
    assert (entry["indicator"], entry["relation"], entry["reference"]) == ("居民收入", "in_step_with", "经济增长")


def test_the_embedded_row_says_what_the_ledger_says(page: LexborHTMLParser) -> None:
    entry = next(row for row in rows(page) if row["text"] == "6")
    expected = {
        "indicator": "地区生产总值",
        "code": "GRP",
        "measure": "growth",
        "value": 6,
        "unit": "%",
        "bound": "approx",
        "status": "target",
        "period": "2024",
        "area": "某县",
        "nature": "anticipatory",
        "base": "",
        "rule": "observation.rule",
    }
    assert {name: entry[name] for name in expected} == expected
    text = one(page, "article").text()
    assert text[entry["from"] : entry["to"]] == "6"
    sentence = text[entry["sentence_from"] : entry["sentence_to"]]
    assert sentence == "2024年，**地区生产总值**增长6%左右，居民收入增长与经济增长同步"
    assert data(page)["codes"]["GRP"][0] == "地区生产总值"


def test_the_summary_counts(page: LexborHTMLParser) -> None:
    facts = {node.css("dt")[0].text(): node.css("dd")[0].text() for node in page.css(".facts div")}
    assert facts == {
        "地区": "某县 371600",
        "文种": "计划报告",
        "年份": "2024",
        "发布日期": "2024-01-08",
        "字符数": str(len(REPORT)),
        "格式": "text/markdown",
    }
    tiles = {node.css("dt")[0].text(): node.css("dd")[0].text() for node in page.css(".tiles div")}
    assert tiles == {
        "数字": "15",
        "观测值": "7",
        "有代码的比例": "14.2 % 1 / 7",
        "数字覆盖率": "100 % 15 / 15",
        "无数字的目标": "1",
    }
    chips = {node.attributes["data-value"]: node.css("span")[-1].text() for node in page.css(".chip")}
    assert chips == {
        "actual": "1",
        "preliminary": "1",
        "revised": "1",
        "estimate": "2",
        "target": "2",
        "relative": "1",
        "time": "5",
        "enumerator": "1",
        "name": "2",
        "level": "6",
        "growth": "1",
        "coded": "1",
        "uncoded": "6",
    }


def test_a_number_without_an_entry_raises_the_alarm_and_is_framed() -> None:
    text = "投资12.5亿元，" + "学校9所，" * 999
    page = parse(render_html(Document(text), Ledger(numerals(text).numerals[2:])))
    assert [node.text() for node in page.css("article .gap")] == ["12.5"]
    assert one(page, ".alarm").text().startswith("1 ")
    assert "99.9 % 999 / 1,000" in one(page, ".tiles").text(), "never rounded up to 100"


def test_a_document_without_numbers_has_a_page() -> None:
    page = parse(render_html(Document("这里没有数字。"), Ledger(())))
    assert one(page, "article").text() == "这里没有数字。"
    assert "—" in one(page, ".tiles").text()


def test_without_blocks_the_lines_are_the_paragraphs() -> None:
    text = "某市统计公报\r\n\r\n　　全年粮食产量12万吨。\r\n完\n"
    page = parse(render_html(Document(text), numerals(text)))
    assert one(page, "article").text() == text
    assert [node.text() for node in page.css("article p")] == ["某市统计公报", "全年粮食产量12万吨。", "完"]


def test_a_line_torn_in_two_reads_as_one() -> None:
    text = "全区固定资产投资\n\n增长5%，其中民间投资增长 3\n%；引进 Big\nData 企业。"
    document = Document(text, blocks=(Block(BlockKind.PARAGRAPH, 0, len(text)),))
    page = parse(render_html(document, numerals(text)))
    assert one(page, "article").text() == text
    assert shown(page, "p") == ["全区固定资产投资增长5%，其中民间投资增长 3\n%；引进 Big\nData 企业。"]


def test_a_table_with_spans_and_holes_keeps_its_grid() -> None:
    text = "指标\t2023年\n\t预计\t增长\n投资\t\t7"
    at = {word: text.index(word) for word in ("指标", "2023年", "预计", "增长", "投资", "7")}

    def cell(word: str, row: int, column: int, rowspan: int = 1, colspan: int = 1) -> Cell:
        return Cell(row, column, at[word], at[word] + len(word), word, rowspan, colspan)

    # Row 2 and column 1 start no cell but one: the grid of the page has no use for numbers that nothing starts at.
    cells = (
        cell("指标", 0, 0, rowspan=2),
        cell("2023年", 0, 3, colspan=2),
        cell("预计", 1, 3),
        cell("增长", 1, 4),
        cell("投资", 5, 0),
        cell("7", 5, 4),
    )
    document = Document(text, tables=(Table(0, len(text), cells, caption="表1 <投资>"),))
    page = parse(render_html(document, numerals(text)))
    assert one(page, "article").text() == text
    grid = [
        [
            (re.sub(r"\s", "", td.text()), td.attributes.get("rowspan"), td.attributes.get("colspan"))
            for td in tr.css("th, td")
        ]
        for tr in page.css("tr")
    ]
    assert grid == [
        [("指标", "2", None), ("2023年", None, "2")],
        [("预计", None, None), ("增长", None, None)],
        [("投资", None, None), ("", None, None), ("7", None, None)],
    ]
    assert one(page, ".table").attributes["aria-label"] == "表1 <投资>"


def test_a_sheet_with_values_along_a_diagonal_is_shown_as_lines() -> None:
    count = 3000
    text = "\n".join("7" * count)
    cells = tuple(Cell(at, at, 2 * at, 2 * at + 1, "7") for at in range(count))
    page = parse(render_html(Document(text, tables=(Table(0, len(text), cells),)), numerals(text)))
    assert not page.css("table")
    assert len(page.css("article .lines b")) == count


@pytest.mark.parametrize(
    "numeral",
    [
        Numeral(2, 4, "13", "context", "r"),
        Numeral(2, 40, "12", "context", "r"),
        Numeral(-4, -2, "12", "context", "r"),
        Numeral(2, 2, "", "context", "r"),
    ],
)
def test_a_ledger_of_another_text_is_refused(numeral: Numeral) -> None:
    with pytest.raises(Invalid, match="not there"):
        render_html(Document("投资12亿"), Ledger((numeral,)))


def test_overlapping_numerals_are_refused() -> None:
    twice = Numeral(2, 4, "12", "context", "r")
    with pytest.raises(Invalid, match="not there"):
        render_html(Document("投资12亿"), Ledger((twice, twice)))


def test_a_sentence_after_rare_characters_is_cut_where_browsers_count() -> None:
    text = "𠮷县投资12亿元。𠮷县办学校3所。"
    page = parse(render_html(Document(text), numerals(text)))
    units = text.encode("utf-16-le")
    cut = [units[2 * row["from"] : 2 * row["to"]].decode("utf-16-le") for row in rows(page)]
    assert cut == ["12", "3"]
    assert [row["start"] for row in rows(page)] == [4, 14], "while the ledger's offsets stay Python's"
    last = rows(page)[1]
    assert units[2 * last["sentence_from"] : 2 * last["sentence_to"]].decode("utf-16-le") == "𠮷县办学校3所。"


def test_infinite_values_do_not_break_the_embedded_json() -> None:
    text = "投资12亿"
    ledger = numerals(text, disposition="observation", value=math.inf)
    assert rows(parse(render_html(Document(text), ledger)))[0]["value"] is None


def test_the_page_needs_nothing_beside_it_and_may_reach_nothing(page: LexborHTMLParser) -> None:
    policy = one(page, "meta[http-equiv=Content-Security-Policy]").attributes["content"] or ""
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    running = [node.text() for node in page.css("script:not([type]), style")]
    assert len(running) == 3
    for source in running:
        digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert not page.css("link, img, iframe, object, embed, script[src], [style], base, form")
    assert "http://" not in (page.html or "")
    assert "https://" not in (page.html or "")


def test_every_label_has_both_languages_and_every_label_used_exists(page: LexborHTMLParser) -> None:
    labels = json.loads((ASSETS / "labels.json").read_text(encoding="utf-8"))
    assert all(len(pair) == 2 and all(pair) for pair in labels.values())
    used = {
        value
        for node in page.css("[data-t], [data-t-label], [data-t-placeholder]")
        for name, value in node.attributes.items()
        if name.startswith("data-t")
    }
    script = (ASSETS / "page.js").read_text(encoding="utf-8")
    used |= set(re.findall(r'label\("([\w-]+)"\)', script))
    assert used <= set(labels)
    assert {"search", "theme", "coverage", "nothing"} <= used


@pytest.mark.parametrize("sheet", ["page.css", "dark.css"])
def test_words_stand_out_from_their_ground(sheet: str) -> None:
    """WCAG 2 AA: contrast of at least 4.5 to 1, in light and dark."""
    style = (ASSETS / sheet).read_text(encoding="utf-8")
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", style))
    statuses = ("actual", "preliminary", "revised", "estimate", "target", "alarm")
    pairs = [(name, f"{name}-bg") for name in statuses] + [("hit-ink", "hit"), ("ink", "lit"), ("muted", "lit")]
    pairs += [(name, ground) for name in ("ink", "soft", "muted", "target") for ground in ("page", "sheet")]
    weak = {pair: ratio for pair in pairs if (ratio := contrast(colours[pair[0]], colours[pair[1]])) < 4.5}
    assert not weak


def contrast(one_colour: str, other: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one_colour), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_marks_can_be_reached_by_keyboard_and_named_by_a_screen_reader(page: LexborHTMLParser) -> None:
    assert all(
        node.attributes["role"] == "button" and node.attributes["tabindex"] == "-1" for node in page.css("article .k")
    )
    assert one(page, "#live").attributes["aria-live"] == "polite"
    assert all(node.text().strip() for node in page.css("button"))
    assert one(page, "#search").attributes["aria-label"]


def test_twenty_thousand_numerals_cost_a_few_hundred_bytes_each() -> None:
    text = "全市投资完成情况良好增长12%，" * 20_000
    ledger = numerals(text, disposition="observation", indicator="投资", measure="growth", status="actual", value=12.0)
    html = render_html(Document(text), ledger)
    bare = render_html(Document(text), Ledger(()))
    assert len(html) - len(bare) < 220 * 20_000


def test_the_order_of_the_ledger_does_not_matter() -> None:
    document, ledger = report()
    assert render_html(document, Ledger(ledger.numerals[::-1], ledger.relative_targets)) == render_html(
        document, ledger
    )


def test_a_field_that_is_a_number_is_shown_as_it_is() -> None:
    document = Document(text="按2020年价格计算，增加值7亿元。")
    at = document.text.index("7")
    numeral = Numeral(at, at + 1, "7", "observation", "r", indicator="增加值", price_year=2020)
    page = parse(render_html(document, Ledger((numeral,))))
    assert rows(page)[0]["price_year"] == "2020"
