"""The library as it was asked until March 2026: one address, `m=getTree` and `m=QueryData`, conditions as JSON in the form.

What belongs here: answers to those two questions over a few figures. What does not: HTTP and faults (`server`).

A value that is not published is sent as a zero with `hasdata` false; what is not known at all is returncode 501.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

#: (database, parent, id, name); "zb" is the root. What is a parent of others is no leaf.
TREE = [
    ("fsnd", "zb", "A02", "国民经济核算"),
    ("fsnd", "A02", "A0201", "地区生产总值"),
    ("hgyd", "zb", "A02", "工业"),
    ("hgyd", "A02", "A0201", "工业增加值增长速度"),
]
#: (database, indicator) → its group, name and unit: one code means other things in other databases.
INDICATORS = {
    ("fsnd", "A020101"): ("A0201", "地区生产总值", "亿元"),
    ("fsnd", "A020102"): ("A0201", "第一产业增加值", "亿元"),
    ("hgyd", "A020101"): ("A0201", "规上工业增加值_同比增长", "%"),
}
REGIONS = {"110000": "北京市", "370000": "山东省"}
#: (database, indicator, region, period) → the figure; None is not published.
FIGURES: dict[tuple[str, str, str, str], float | None] = {
    ("fsnd", "A020101", "370000", "2022"): 87435.1,
    ("fsnd", "A020101", "370000", "2023"): 92068.7,
    ("fsnd", "A020101", "370000", "2024"): None,
    ("fsnd", "A020101", "110000", "2022"): 41610.9,
    ("fsnd", "A020102", "370000", "2022"): 6298.6,
    ("hgyd", "A020101", "", "202411"): 5.4,
    ("hgyd", "A020101", "", "202412"): 6.2,
    ("hgyd", "A020101", "", "202501"): None,
}


def answer(form: Mapping[str, list[str]]) -> Any:
    """What the library answers to a form, as JSON to be."""
    said = {key: values[0] for key, values in form.items()}
    if said.get("m") == "getTree":
        return _tree(said["dbcode"], said["id"])
    if said.get("m") == "QueryData":
        return _data(said)
    return {"returncode": 404, "returndata": "不支持的请求"}


def _tree(database: str, parent: str) -> list[dict[str, Any]]:
    """The children of a node, groups first, then the indicators of a group."""
    parents = {node[1] for node in TREE if node[0] == database} | {
        group for (of, _), (group, _, _) in INDICATORS.items() if of == database
    }
    children = [(one, name) for of, above, one, name in TREE if (of, above) == (database, parent)]
    children += [(one, name) for (of, one), (group, name, _) in INDICATORS.items() if (of, group) == (database, parent)]
    return [
        {"dbcode": database, "id": one, "isParent": one in parents, "name": name, "pid": parent, "wdcode": "zb"}
        for one, name in children
    ]


def _data(said: Mapping[str, str]) -> dict[str, Any]:
    """`wds` fixes dimensions, `dfwds` chooses along them; a dimension that neither names is not restricted."""
    conditions = {
        one["wdcode"]: str(one["valuecode"]).split(",")
        for key in ("wds", "dfwds")
        for one in json.loads(said.get(key) or "[]")
    }
    found = {
        (zb, reg, sj): value
        for (database, zb, reg, sj), value in FIGURES.items()
        if database == said["dbcode"]
        and zb in conditions.get("zb", [zb])
        and reg in conditions.get("reg", [reg])
        and any(sj.startswith(when) for when in conditions.get("sj", [sj]))
    }
    if not found:
        return {"returncode": 501, "returndata": "对不起，未能找到符合查询条件的信息。"}
    nodes = []
    for (zb, reg, sj), value in found.items():
        key = {"zb": zb} | ({"reg": reg} if reg else {}) | {"sj": sj}
        nodes.append(
            {
                "code": "_".join(f"{dimension}.{one}" for dimension, one in key.items()),
                "data": {
                    "data": value or 0,
                    "dotcount": 1,
                    "hasdata": value is not None,
                    "strdata": "" if value is None else str(value),
                },
                "wds": [{"valuecode": one, "wdcode": dimension} for dimension, one in key.items()],
            }
        )
    labels = {zb: INDICATORS[said["dbcode"], zb] for zb, _, _ in found}
    dimensions = [
        {"wdcode": "zb", "wdname": "指标", "nodes": [_node(zb, name, unit) for zb, (_, name, unit) in labels.items()]},
        {
            "wdcode": "reg",
            "wdname": "地区",
            "nodes": [_node(reg, REGIONS[reg]) for reg in dict.fromkeys(reg for _, reg, _ in found) if reg],
        },
        {
            "wdcode": "sj",
            "wdname": "时间",
            "nodes": [_node(sj, _words(sj)) for sj in dict.fromkeys(sj for *_, sj in found)],
        },
    ]
    return {
        "returncode": 200,
        "returndata": {
            "datanodes": nodes,
            "freshsort": 0,
            "hasdatacount": sum(value is not None for value in found.values()),
            "wdnodes": [one for one in dimensions if one["nodes"]],
        },
    }


def _node(code: str, name: str, unit: str = "") -> dict[str, Any]:
    return {"code": code, "cname": name, "name": name, "unit": unit, "dotcount": 1, "exp": "", "memo": ""}


def _words(when: str) -> str:
    return f"{when[:4]}年" + (f"{int(when[4:])}月" if when[4:] else "")
