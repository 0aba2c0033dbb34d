"""What holds for any text: sound spans, nothing missed, the same answer twice, time in proportion to length."""

from __future__ import annotations

import random
import time
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources.identify import identify
from sources.language import read_ledger
from sources.model import Document, Kind
from sources.readers import read as read_bytes
from tests.sources.samples.bundled import HEADS, SAMPLES

from .beside import reports
from .mutation import WAYS, mutated
from .shapes import LONG_SHAPES, SHAPES
from .soundness import sound

ANY_TEXT = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PROSE = [name for name in HEADS if not name.endswith(".xlsx")]

#: What hard texts are made of: numbers in every spelling, units, verbs, links, marks, headings, controls.
PIECES = [
    "12",
    "3.5",
    "０",
    "７．５",
    "1,234",
    "1",
    "210",
    "207",
    "2023",
    "2023年",
    "2021-2025年",
    "9.0:44.9:46.1",
    "2.05:1",
    "-3",
    "1..2",
    "10%-12%",
    "5％",
    "‰",
    "2025.1.27",
    "9:30",
    "亿元",
    "万人",
    "个百分点",
    "%",
    "家",
    "公里",
    "倍",
    "番",
    "位",
    "元/月",
    "吨标准煤",
    "第",
    "多",
    "余",
    "以上",
    "左右",
    "以内",
    "三分之一",
    "近五成",
    "翻两番",
    "全省第三",
    "百分之十二点五",
    "地区生产总值",
    "工业投资",
    "居民收入",
    "产量",
    "增加值",
    "三次产业结构",
    "城乡",
    "存贷款余额",
    "重点项目",
    "高新技术企业",
    "增长",
    "下降",
    "增至",
    "增加到",
    "由",
    "从",
    "提高到",
    "达到",
    "为",
    "占",
    "完成年度计划的",
    "高于全国",
    "拉动",
    "比年初",
    "比2020年",
    "年均",
    "同比",
    "分别",
    "均",
    "其中",
    "新增",
    "建成",
    "预计",
    "初步核算",
    "力争",
    "现有",
    "修订为",
    "与经济增长同步",
    "约束性",
    "预期性",
    "其余",
    "为约束性指标",
    "，",
    "。",
    "；",
    "、",
    "：",
    ":",
    "（",
    "）",
    "(",
    ")",
    "“",
    "”",
    "《",
    "》",
    "[",
    "]",
    "【",
    "】",
    "［",
    "〔",
    "-",
    "—",
    "～",
    "~",
    "+",
    "/",
    "×",
    "#",
    "*",
    "$",
    "<",
    ">",
    "|",
    "@",
    "http://",
    "www.",
    "一、",
    "（一）",
    "1.",
    "二、主要目标和任务",
    "一、工作回顾",
    "五年来",
    "“十四五”期间",
    "上半年",
    "今年",
    "明年",
    "---",
    "#",
    "##",
    "第1页",
    "—",
    "3",
    "—",
    "表1",
    "附件2",
]
BREAKS = (
    "\n",
    "\r\n",
    "\r",
    "\u2028",
    "\x0b",
    " ",
    "\u3000",
    "\t",
    "\x00",
    "\u200b",
    "\ufeff",
    "\u202e",
    "\n\n",
    "\n- 4 -\n",
)
HARD = st.lists(
    st.one_of(
        st.sampled_from(PIECES),
        st.sampled_from(BREAKS),
        st.from_regex(r"\A[0-9０-９]{1,6}([.．,，][0-9０-９]{1,3}){0,2}\Z"),
        st.text(max_size=6),
    ),
    max_size=60,
).map("".join)
ANYTHING = st.text(st.characters(codec=None, exclude_categories=()), max_size=200)  # lone surrogates too
KINDS = st.sampled_from(list(Kind))
YEARS = st.sampled_from([None, 0, 1953, 2023, 9999])
AREAS = st.sampled_from([None, "", "西岭市", "全国", "市"])


@st.composite
def documents(draw: st.DrawFn) -> Document:
    return Document(draw(st.one_of(HARD, ANYTHING)), kind=draw(KINDS), year=draw(YEARS), area_name=draw(AREAS))


@ANY_TEXT
@given(documents())
def test_the_ledger_of_any_text_is_sound(document: Document) -> None:
    sound(document)


@ANY_TEXT
@given(documents(), documents())
def test_a_text_is_read_the_same_whatever_was_read_before(document: Document, other: Document) -> None:
    first = read_ledger(document)
    read_ledger(other)
    assert read_ledger(document) == first


@ANY_TEXT
@given(HARD, st.integers(0, 2**32), KINDS)
def test_damage_done_to_any_text_leaves_its_ledger_sound(text: str, seed: int, kind: Kind) -> None:
    sound(Document(mutated(text, random.Random(seed)), kind=kind, year=2023))


@ANY_TEXT
@given(HARD)
def test_digits_of_one_line_are_read_alike_in_half_and_full_width(text: str) -> None:
    text = "".join(text.splitlines())  # where a line tears depends on its width
    wide = text.translate({ord("0") + digit: chr(ord("０") + digit) for digit in range(10)})
    narrow = wide.translate({ord("０") + digit: chr(ord("0") + digit) for digit in range(10)})
    spans = [
        [(row.start, row.end, row.value) for row in read_ledger(Document(one, year=2023)).numerals]
        for one in (narrow, wide)
    ]
    assert spans[0] == spans[1]


@cache
def sample(name: str) -> Document:
    return identify(read_bytes((SAMPLES / name).read_bytes(), name), name, {})


def of_text(document: Document, text: str) -> Document:
    """The same head over another text, as one paragraph stream without tables."""
    return Document(
        text, kind=document.kind, year=document.year, area_name=document.area_name, published_on=document.published_on
    )


@pytest.mark.parametrize("name", PROSE)
def test_damaged_samples_are_read_soundly(name: str) -> None:
    chance = random.Random(name)
    document = sample(name)
    text = document.text[:12_000]
    for way in chance.sample(WAYS, 3):
        sound(of_text(document, way(text, chance)))


@pytest.mark.skipif(not reports(), reason="no corpus lies beside the checkout")
def test_damaged_reports_of_the_corpus_are_read_soundly() -> None:
    chance = random.Random(20)
    for path in chance.sample(reports(), 40):
        document = identify(read_bytes(path.read_bytes(), path.name), path.name, {})
        start = chance.randrange(max(1, len(document.text) - 8000))
        sound(of_text(document, mutated(document.text[start : start + 8000], chance)))


def test_the_same_document_gives_the_same_ledger_in_any_order_of_reading() -> None:
    names = PROSE[:6]
    forward = {name: read_ledger(sample(name)) for name in names}
    backward = {name: read_ledger(sample(name)) for name in reversed(names)}
    assert forward == backward


def seconds(text: str) -> float:
    """Processor time of one reading: the better of two, so that a machine busy elsewhere does not count."""
    document = Document(text, kind=Kind.WORK_REPORT, year=2020, area_name="西岭市")
    taken = []
    for _ in range(2):
        begun = time.process_time()
        read_ledger(document)
        taken.append(time.process_time() - begun)
    return min(taken)


#: Four times the text may take eight times the time (and 20 ms of anything); a quadratic reader takes sixteen.
SLACK, FLOOR = 8, 0.02


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_with_the_number_of_numerals_and_no_faster(shape: str) -> None:
    make = SHAPES[shape]
    assert seconds(make(3200)) < SLACK * seconds(make(800)) + FLOOR


@pytest.mark.parametrize("shape", LONG_SHAPES)
def test_time_grows_with_the_length_of_what_has_few_numerals_and_no_faster(shape: str) -> None:
    make = LONG_SHAPES[shape]
    assert seconds(make(20_000)) < SLACK * seconds(make(5_000)) + FLOOR


def test_a_line_of_ten_million_digits_is_one_numeral_and_takes_linear_time() -> None:
    (row,) = read_ledger(Document("7" * 10_000_000)).numerals
    assert (row.start, row.end, row.disposition) == (0, 10_000_000, "name")
    assert seconds("7" * 2_000_000) < SLACK * seconds("7" * 500_000) + FLOOR
