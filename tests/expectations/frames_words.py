"""Frames for the kinds that read the words before a figure a second way: by names alone, by the order of a list. Judged in `test_kinds`."""

from __future__ import annotations

from collections.abc import Mapping

from tests.expectations.frames import Case

CASES: Mapping[str, Case] = {
    "named": Case(
        "document_id, span_start, span_end, quote, code",
        (
            "'a', 4, 8, '1300', 'GRP'",
            "'a', 20, 21, '6', 'GRP'",
            "'a', 36, 39, '8.1', 'DI_U'",
            "'b', 12, 14, '10', 'GRP'",
        ),
        ("'a', 4, 8, '1300', 'GRP'", "'a', 20, 21, '6', 'GPBR'"),
        ("a/20/21", "GRP for 生产总值", "GPBR"),
        {
            **{"texts": "core.named", "by": ["document_id"], "between": "增长|亿元|[0-9]+|，"},
            **{"unless": "分别|[^元][、和][^，]*$", "earlier": "规模以上", "several": "城乡"},
        },
        key=("document_id", "span_start", "span_end"),
        tables={
            "core.named": (
                "document_id, text",
                (
                    "'a', '生产总值1300亿元（预计，下同），增长6%；城镇、农村居民收入分别增长8.1%和9%。'",
                    "'b', '规模以上工业5家，增加值10亿元。'",
                ),
            )
        },
    ),
    "handed": Case(
        "document_id, span_start, span_end, quote, code",
        ("'a', 10, 11, '6', 'DI_U'", "'a', 13, 14, '8', 'DI_R'", "'a', 26, 27, '7', 'DI'"),
        ("'a', 10, 11, '6', 'DI_U'", "'a', 13, 14, '8', 'DI_U'", "'a', 26, 27, '7', 'DI'"),
        ("a/13/14", "DI_R, number 2 of its list", "DI_U"),
        {
            "texts": "core.handed",
            "by": ["document_id"],
            "between": "增长|[0-9]+|%|和",
            "lists": ["DI_U DI_R = 城乡居民收入"],
        },
        key=("document_id", "span_start", "span_end"),
        tables={"core.handed": ("document_id, text", ("'a', '城乡居民收入分别增长6%和8%；城乡居民收入分别增长7%。'",))},
    ),
}
