"""Small releases as the tests here write them, and the corpus beside the repository where it lies there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sources.model import Document, Ledger, Numeral
from sources.releases import read_release

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"


def read(data: bytes, name: str, facts: Mapping[str, str] | None = None) -> tuple[Document, Ledger]:
    found = read_release(data, name, facts)
    assert found is not None
    document, ledger, _ = found
    for numeral in ledger.numerals:
        assert document.text[numeral.start : numeral.end] == numeral.text
    digits = sum(character.isdigit() for character in document.text)
    assert digits == sum(character.isdigit() for numeral in ledger.numerals for character in numeral.text)
    return document, ledger


def values(data: bytes, name: str, facts: Mapping[str, str] | None = None) -> list[Numeral]:
    return [one for one in read(data, name, facts)[1].numerals if one.disposition == "observation"]


def easyquery(database: str, code: str, label: str, unit: str, points: Mapping[str, Any], area: str = "") -> bytes:
    """A recording of one easyquery answer. A value of None is unpublished, as that protocol says it."""
    regions = [{"valuecode": area, "wdcode": "reg"}] if area else []
    nodes = [
        {
            "code": f"zb.{code}_sj.{when}",
            "data": {"data": value or 0, "hasdata": value is not None, "strdata": "" if value is None else str(value)},
            "wds": [{"valuecode": code, "wdcode": "zb"}, *regions, {"valuecode": when, "wdcode": "sj"}],
        }
        for when, value in points.items()
    ]
    dimensions = [
        {"wdcode": "zb", "nodes": [{"code": code, "cname": label, "unit": unit}]},
        {"wdcode": "sj", "nodes": [{"code": when, "cname": f"{when[:4]}年{when[4:]}"} for when in points]},
    ]
    if area:
        dimensions.append({"wdcode": "reg", "nodes": [{"code": area, "cname": "某地", "unit": ""}]})
    body = json.dumps({"returncode": 200, "returndata": {"datanodes": nodes, "wdnodes": dimensions}})
    recording = {
        "interactions": [
            {
                "request": {"body": f"m=QueryData&dbcode={database}", "uri": "https://data.stats.gov.cn/easyquery.htm"},
                "response": {"headers": {"Date": ["Tue, 03 Mar 2026 03:16:18 GMT"]}, "body": {"string": body}},
            }
        ]
    }
    return b"interactions: " + json.dumps(recording["interactions"]).encode()


def stream(
    values: Mapping[str, str | None], *, label: str = "第一产业增加值", unit: str = "亿元", region: str = "110000000000"
) -> bytes:
    """A stored esData answer of one series with its request. None: an empty list, as the library sends it."""
    one = {"_id": "a" * 32, "i_showname": label, "du_name": unit, "da_name": "北京市"}
    one["catalogid"] = "efe659e91dd24e9f896d4677158172ea"
    data = [
        {"code": when, "name": when, "values": [] if value is None else [{**one, "value": value}]}
        for when, value in values.items()
    ]
    asked = {"cid": one["catalogid"], "das": [{"text": "北京市", "value": region}]}
    return json.dumps(
        {"request": {"json": asked}, "response": {"success": True, "state": 20000, "message": "成功", "data": data}}
    ).encode()
