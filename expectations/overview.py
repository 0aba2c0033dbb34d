"""The upper part of the quality report: how many figures are checked, and which checks are intended and done.

What belongs here: HTML of these two. What does not: verdicts (`report`), counting (`coverage`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from expectations.classes import RuleClass, class_of
from expectations.coverage import Row
from expectations.page import both
from expectations.verdict import WHOLE_SCOPE

_LEVELS: Final = {
    "nation": ("Nation", "全国"),
    "province": ("Provinces", "省级"),
    "prefecture": ("Prefectures", "地级"),
    "county": ("Counties", "县级"),
}
_ERAS: Final = {
    "to 2012": ("to 2012", "2012年及以前"),
    "2013 to 2019": ("2013 to 2019", "2013—2019年"),
    "from 2020": ("from 2020", "2020年及以后"),
}
_DONE: Final = {
    "implemented": ("done", "已实施", "passed"),
    "in part": ("in part", "部分实施", "warned"),
    "not yet": ("not yet", "尚未实施", "not-applicable"),
}


def coverage(rows: Sequence[Row]) -> str:
    """Shares of headline figures that something could contradict, over all and by level and era. "" without counts."""
    headline = [row for row in rows if row["is_headline"]]
    if not headline or not (total := _sum(headline, "figures")):
        return ""
    by_figures, checked = _sum(headline, "checked_by_figures"), _sum(headline, "checked_figures")
    words = both(
        "A headline figure has an indicator code, one year and one value, and is of the document's own place. A check counts "
        "for a figure only if it judged it in this run and could have failed it.",
        "主要数字：有指标代码、单一年份、单一数值且属本文件所在地区。只有本次运行中实际判定过该数字、且可能判其为误的检查才计入。",
    )
    every, every_checked = _sum(rows, "figures"), _sum(rows, "checked_figures")
    rest = both(
        f"Of all {every:,} figures, those without a code and of other periods and places included: "
        f"{_percent(every_checked, every)} are checked by one or the other.",
        f"全部{every:,}个数字（含未编码及其他时期、地区）中，任一方式核对过的占{_percent(every_checked, every)}。",
    )
    return "\n".join(
        [
            f'<h2 id="coverage">{both("Figures that are checked independently", "独立核对的数字")}</h2>',
            f"<p class=muted>{words}</p>",
            _bar(
                by_figures,
                total,
                "against another figure: of the document, another document, year or place",
                "与其他数字互证：同一文件、其他文件、年份或地区",
            ),
            _bar(
                checked,
                total,
                "against another figure, or the words beside it read another way",
                "与其他数字互证，或以另一方式读取其旁文字",
            ),
            _grid(headline),
            f"<p class=muted>{rest}</p>",
        ]
    )


def classes(known: Mapping[RuleClass, int], rows: Sequence[Mapping[str, Any]]) -> str:
    """What is intended against what is done, with what this run judged. `known` are the classes with the number of their rules
    in all gates; "" where there is none."""
    listed = list(known)
    if not listed:
        return ""
    whole = [row for row in rows if row["key"] == WHOLE_SCOPE]
    of_class: dict[str, list[Mapping[str, Any]]] = {one.class_id: [] for one in listed}
    for row in whole:
        of_class.setdefault(class_of(str(row["rule_id"]), listed), []).append(row)
    titles = [
        ("Class", "类别"),
        ("State", "状态"),
        ("Rules", "规则"),
        ("Keys judged", "检查数"),
        ("Breaches", "违例数"),
    ]
    head = "".join(f"<th{' class=number' if n > 1 else ''}>{both(*title)}</th>" for n, title in enumerate(titles))
    lines = "".join(_class(one, rules, of_class[one.class_id]) for one, rules in known.items())
    done = sum(1 for rules in known.values() if rules)
    legend = both(
        f"{done} of {len(listed)} intended classes have rules. What is missing stands under its class.",
        f"应有{len(listed)}类检查，已有规则{done}类；尚缺内容列于各类之下。",
    )
    return (
        f'<h2 id="classes">{both("Intended and implemented checks", "应有与已实施的检查")}</h2><p class=muted>{legend}</p>'
        f"<div class=wide><table class=classes><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _class(one: RuleClass, rules: int, rows: Sequence[Mapping[str, Any]]) -> str:
    state = "not yet" if not rules else "in part" if one.missing else "implemented"
    english, chinese, tone = _DONE[state]
    missing = (
        f"<br><span class=muted>{both(f'Missing: {one.missing}', f'尚缺：{one.missing_zh}')}</span>"
        if one.missing
        else ""
    )
    counts = (rules, *(sum(int(row[name] or 0) for row in rows) for name in ("checked", "breaches")))
    numbers = "".join(f"<td class=number>{count:,}</td>" for count in counts)
    return (
        f"<tr><td><b>{both(one.title, one.title_zh)}</b><br>{both(one.asks, one.asks_zh)}{missing}</td>"
        f'<td class="state {tone}">{both(english, chinese)}</td>{numbers}</tr>'
    )


def _bar(part: int, whole: int, english: str, chinese: str) -> str:
    share = 100 * part / whole
    return (
        f'<div class=share><b>{share:.1f} %</b><span class=bar><span style="width:{share:.1f}%"></span></span>'
        f"<span>{both(english, chinese)} <span class=muted>{part:,} / {whole:,}</span></span></div>"
    )


def _grid(rows: Sequence[Row]) -> str:
    """Shares against another figure, levels down and eras across; where there is no figure, a dash."""
    levels = [level for level in _LEVELS if any(row["area_level"] == level for row in rows)]
    levels += sorted({str(row["area_level"]) for row in rows} - set(levels))
    head = "".join(f"<th class=number>{both(*words)}</th>" for words in _ERAS.values())
    lines = []
    for level in levels:
        cells = [_cell([row for row in rows if row["area_level"] == level and row["era"] == era]) for era in _ERAS]
        lines.append(f"<tr><th>{both(*_LEVELS.get(level, (level, level)))}</th>{''.join(cells)}</tr>")
    return (
        f"<div class=wide><table class=grid><thead><tr><th>{both('Against another figure', '与其他数字互证')}</th>{head}</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )


def _cell(rows: Sequence[Row]) -> str:
    total = _sum(rows, "figures")
    if not total:
        return "<td class=number>–</td>"
    return (
        f"<td class=number>{_percent(_sum(rows, 'checked_by_figures'), total)} "
        f"<span class=muted>{both(f'of {total:,}', f'共{total:,}')}</span></td>"
    )


def _sum(rows: Iterable[Row], name: str) -> int:
    return sum(int(row[name]) for row in rows)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %"
