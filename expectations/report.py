"""The quality report of a run: one page, readable offline, rendered from what the gates left on record.

What belongs here: HTML. What does not: judging. Everything that comes from data is escaped, and the page carries no script
and loads nothing, so that text of a document stays text.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from expectations import coverage, overview
from expectations.classes import RuleClass
from expectations.page import FOOT, HEAD, both
from expectations.record import read_verdicts, verdict_of
from expectations.verdict import GATES, WHOLE_SCOPE, counted, state_of

#: Failing keys shown of one rule; all that were listed are in the Parquet file.
_SHOWN: Final = 200

_GATES: Final = {
    "ledger": ("Ledger", "台账"),
    "core": ("Core", "核心层"),
    "marts": ("Marts", "集市层"),
    "quality": ("Quality", "质量层"),
}
_STATES: Final = {
    "failed": ("stops publication", "阻断发布"),
    "quarantined": ("holds keys back", "隔离"),
    "waived": ("let pass by somebody", "经人豁免"),
    "warned": ("warned", "警示"),
    "passed": ("passed", "通过"),
    "not-applicable": ("not applicable", "不适用"),
}

_SEVERITIES: Final = {"block": "阻断发布", "quarantine": "隔离", "warn": "警示"}

Row = Mapping[str, Any]


def write_report(audit: Path, run_id: str, classes: Mapping[RuleClass, int] = MappingProxyType({})) -> Path:
    """Render `<audit>/report/<run_id>/index.html` from the verdicts of the gates that ran so far; returns its path.

    `classes` is what is intended to be checked, with the number of rules that do it; what is covered is read from beside the page, once the last gate ran.
    """
    rows = read_verdicts(audit, run_id).to_pylist()
    folder = audit / "report" / run_id
    folder.mkdir(parents=True, exist_ok=True)
    final, draft = folder / "index.html", folder / f".index.html.{os.getpid()}"
    draft.write_text(_page(run_id, rows, classes, coverage.read(audit, run_id)), encoding="utf-8")
    os.replace(draft, final)
    return final


def _page(run_id: str, rows: Sequence[Row], classes: Mapping[RuleClass, int], covered: Sequence[coverage.Row]) -> str:
    whole = [row for row in rows if row["key"] == WHOLE_SCOPE]
    ran = [gate for gate in GATES if any(row["gate"] == gate for row in whole)]
    states = {state: sum(1 for row in whole if _state(row) == state) for state in _STATES}
    body = [
        f"<h1>{both('Quality report', '质量报告')}</h1><p class=run>{both('Run', '运行')} <code>{escape(run_id)}</code></p>",
        f'<p class="verdict {"failed" if states["failed"] else "passed"}">{_headline(states["failed"], ran)}</p>',
        "<ul class=counts>",
        *(f"<li class={state}><b>{states[state]}</b> {both(*_STATES[state])}</li>" for state in _STATES),
        "</ul>",
        _held(rows),
        overview.coverage(covered),
        overview.classes(classes, rows),
    ]
    for gate in GATES:
        body.append(f'<h2 id="{gate}">{both(*_GATES[gate])}</h2>')
        if gate in ran:
            body.append(_gate([row for row in rows if row["gate"] == gate]))
        else:
            body.append(f"<p class=muted>{both('This gate has not run.', '本关卡未运行。')}</p>")
    return HEAD.replace("RUN", escape(run_id)) + "\n".join(body) + FOOT


def _held(rows: Sequence[Row]) -> str:
    """How many keys this run holds back, and how many somebody let pass. "" where no rule found any."""
    keys = [row for row in rows if row["key"] != WHOLE_SCOPE and not row["passed"] and row["severity"] == "quarantine"]
    waived = sum(1 for row in keys if row["waiver"])
    if not keys:
        return ""
    english = f"Keys held back: {len(keys) - waived:,}. Let pass by somebody (waived): {waived:,}."
    return f"<p>{both(english, f'隔离：{len(keys) - waived:,}项；经人豁免：{waived:,}项。')}</p>"


def _headline(failed: int, ran: Sequence[str]) -> str:
    if failed:
        return both(
            "Publication is stopped: readers keep the build before this one.", "发布已阻断：读者继续使用上一版本。"
        )
    if len(ran) < len(GATES):
        return both("Every gate that ran has passed so far.", "已运行的关卡均通过。")
    return both("All gates passed.", "全部关卡通过。")


def _gate(rows: Sequence[Row]) -> str:
    """Rules of a gate: those that need attention first, those that stop publication open, those that passed folded away."""
    groups = [list(group) for _, group in groupby(rows, key=lambda row: row["rule_id"])]
    shown = {state: [_rule(group) for group in groups if _state(group[0]) == state] for state in _STATES}
    passed = shown.pop("passed")
    legend = f"<p class=muted>{both('Each line: breaches / keys checked, and the rule.', '每行：违例数 / 检查数，规则编号。')}</p>"
    title = f"<span class=state>{len(passed)} {both('rules passed', '条规则通过')}</span>"
    folded = f"<details class=passed><summary class=fold>{title}</summary>{''.join(passed)}</details>" if passed else ""
    return "\n".join([legend, *(rule for rules in shown.values() for rule in rules), folded])


def _rule(rows: Sequence[Row]) -> str:
    head, keys = rows[0], rows[1:]
    state = _state(head)
    severity, reason = str(head["severity"]), str(head["reason"])
    facts = [
        ("Kind", "类型", escape(head["kind"])),
        ("Scope", "范围", escape(head["scope"])),
        ("Severity", "级别", both(severity, _SEVERITIES[severity])),
        ("Checked", "检查数", _number(head["checked"])),
        ("Breaches", "违例数", _number(head["breaches"])),
        ("Found", "结果", _found(head)),
        ("Note", "说明", escape(head["detail"])),
        ("Reason", "理由", both(reason, head["reason_zh"] or reason)),
        ("Evidence", "依据", escape(head["evidence"])),
        ("Since", "启用", escape(str(head["since"]))),
    ]
    listed = "".join(f"<dt>{both(en, zh)}</dt><dd>{markup}</dd>" for en, zh, markup in facts if markup)
    table = _keys(keys, int(head["breaches"] or 0)) if keys else ""
    tally = f"{_number(head['breaches'])} / {_number(head['checked'])}" if head["applicable"] else "–"
    return (
        f'<details class="rule {state}"{" open" if state == "failed" else ""}><summary><span class=state>{both(*_STATES[state])}</span>'
        f"<span class=title>{both(str(head['title']), str(head['title_zh']))}</span><span class=tally>{tally}</span>"
        f"<code>{escape(head['rule_id'])}</code></summary><dl>{listed}</dl>{table}</details>"
    )


def _found(head: Row) -> str:
    """The words of the verdict; those that every rule shares in both languages."""
    found, breaches = str(head["found"]), head["breaches"]
    if not head["applicable"]:
        return both(found, "无可判定")
    if breaches is None:
        return both(found, "未能判定")
    return both(found, f"{breaches:,}项违例") if found == counted(breaches) else escape(found)


def _keys(rows: Sequence[Row], breaches: int) -> str:
    titles = [
        ("Key", "键"),
        ("Expected", "应为"),
        ("Found", "实为"),
        ("Tolerance", "容差"),
        ("Detail", "说明"),
        ("Waiver", "豁免"),
    ]
    head = "".join(f"<th>{both(en, zh)}</th>" for en, zh in titles)
    fields = ("key", "expected", "found", "tolerance", "detail", "waiver")
    lines = "".join(_line(row[field] for field in fields) for row in rows[:_SHOWN])
    hidden = breaches - min(len(rows), _SHOWN)
    more = (
        f"<p class=muted>{both(f'{hidden} more are not shown here.', f'另有 {hidden} 条未在此列出。')}</p>"
        if hidden > 0
        else ""
    )
    return f"<div class=wide><table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>{more}"


def _line(values: Iterable[object]) -> str:
    return "<tr>" + "".join(f"<td>{escape(str(value or ''))}</td>" for value in values) + "</tr>"


def _state(row: Row) -> str:
    return state_of(verdict_of(row)).replace(" ", "-")


def _number(value: object) -> str:
    return "" if value is None else f"{value:,}"
