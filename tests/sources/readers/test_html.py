"""Web pages: the article without the site around it."""

from __future__ import annotations

import datetime

import pytest

from sources.errors import Invalid
from sources.model import BlockKind, Document
from sources.readers import read

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}">
<meta name="ArticleTitle" content="丁市2024年国民经济和社会发展统计公报"><meta name="SiteName" content="丁市人民政府">
<meta name="PubDate" content="2025-03-28 09:16"><title>丁市统计公报_丁市人民政府</title>
<style>.a{{color:red}}</style><script>var n = 12345;</script></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li><li><a href="/sj">数据 2024</a></li></ul></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/gb">统计公报</a></div>
<div id="main"><div class="text">
<p>丁市统计局</p><p style="display:none">看不见的 777</p>
<p><b>一、综合</b></p>
<p>初步核算，全年地区生产总值<span>1</span><span>360</span>亿元，<br>比上年增长5.2%。其中，第一产业增加值60亿元。</p>
<p>表1 2024年主要产品产量</p>
<table><tr><th rowspan="2">产品</th><th colspan="2">产量（万吨）</th></tr><tr><td>2023年</td><td>2024年</td></tr>
<tr><td>粮&nbsp;食</td><td>290</td><td>295<sup>[1]</sup></td></tr></table>
<p>全年城镇新增就业3.1万人，完成计划的103.3%，就业形势总体稳定，居民收入继续增加。</p>
<p>【打印本页】【关闭窗口】</p></div></div>
<div class="rel"><a href="1">上年公报 9999</a><a href="2">前年公报</a></div>
<footer>版权所有 网站标识码 3700000001</footer></body></html>"""


def page(charset: str = "utf-8") -> Document:
    return read(PAGE.format(charset=charset).encode(charset), "gb.html")


def test_only_the_article_is_read() -> None:
    text = page().text
    assert "全年城镇新增就业3.1万人" in text
    for chrome in ("首页", "政务公开", "当前位置", "12345", "777", "打印", "9999", "版权", "3700000001"):
        assert chrome not in text


def test_paragraphs_are_lines_as_people_read_them() -> None:
    lines = page().text.split("\n")
    assert "初步核算，全年地区生产总值1360亿元，" in lines
    assert "比上年增长5.2%。其中，第一产业增加值60亿元。" in lines


def test_a_lead_beside_the_main_part_is_no_chrome() -> None:
    lead = "近日，丁市统计局发布公报，2024年全市常住人口88.5万人，比上年末增加0.5万人，城镇化率继续提高。"
    body = "<p>全年全市各项事业发展平稳，城镇新增就业3.1万人。</p>" * 40
    markup = f"<div><p>微信扫一扫，分享。</p><section><p>{lead}</p><section>{body}</section></section></div>"
    text = read(f"<html><body><div><a href='/'>首页</a></div>{markup}</body></html>".encode(), "a.html").text
    assert lead in text
    assert "微信" not in text


def test_title_and_date_come_from_the_page_itself() -> None:
    document = page()
    assert document.title == "丁市2024年国民经济和社会发展统计公报"
    assert document.published_on == datetime.date(2025, 3, 28)
    assert document.text.split("\n")[1] == document.title  # the article lacked it


def test_the_declared_encoding_is_believed() -> None:
    assert page("gb2312").text == page().text
    assert page("gb2312").encoding == "gb18030"


def test_tables_keep_their_spans_and_are_written_with_tabs() -> None:
    document = page()
    (table,) = document.tables
    assert "粮 食\t290\t295[1]" in document.text
    head = {cell.text: (cell.row, cell.column, cell.rowspan, cell.colspan) for cell in table.cells}
    assert head["产品"] == (0, 0, 2, 1)
    assert head["产量（万吨）"] == (0, 1, 1, 2)
    assert head["2023年"] == (1, 1, 1, 1)
    assert table.caption.endswith("表1 2024年主要产品产量")
    assert all(document.text[cell.start : cell.end] == cell.text for cell in table.cells)


def test_a_table_that_only_lays_out_the_page_is_no_data() -> None:
    body = "全年完成投资12亿元，增长3%，其中工业投资5亿元。" * 8
    document = read(
        f"<html><body><table><tr><td>菜单</td><td><p>{body}</p></td></tr></table></body></html>".encode(), "a.htm"
    )
    assert document.tables == ()
    assert body in document.text


def test_headings_are_found() -> None:
    document = page()
    headings = [document.text[block.start : block.end] for block in document.blocks if block.kind == BlockKind.HEADING]
    assert "一、综合" in headings


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 5_000 + "深",
        "<table>" + "<tr><td rowspan=9999 colspan=9999>1<td>2</tr>" * 300,
        "<p>" * 5_000 + "一。",
        "<html" + " a=b" * 5_000,
        "<!--" * 3_000,
    ],
)
def test_hostile_markup_is_read_or_refused(markup: str) -> None:
    assert _outcome("<html><body>" + markup) in ("read", "refused with a remedy")


def _outcome(markup: str) -> str:
    try:
        document = read(markup.encode(), "a.html")
    except Invalid as refusal:
        return "refused with a remedy" if refusal.remedy else "refused"
    return "read" if document.text.strip() else "nothing"


@pytest.mark.parametrize(
    "line", ["小麦粉\t万吨\t110.55\t11.6", "中长期贷款 1381.93 22.4", "大米 万吨 4.93", "打印机产量下降3%。"]
)
def test_a_line_that_begins_like_a_hint_of_the_site_is_kept(line: str) -> None:
    document = read(f"<html><body><p>全年粮食产量29万吨。</p><p>{line}</p></body></html>".encode(), "a.html")
    assert line.replace("\t", " ") in document.text.replace("\t", " ")


def test_the_sizes_of_type_that_a_page_offers_are_left_out() -> None:
    page = "<html><body><p>字体：大 中 小</p><p>【大 中 小】</p><p>全年粮食产量29万吨。</p></body></html>"
    assert read(page.encode(), "a.html").text.strip() == "全年粮食产量29万吨。"
