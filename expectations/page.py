"""The frame of the quality report: style, head and labels in two languages, with light and dark, Chinese and English, no script and no outside file."""

from __future__ import annotations

from html import escape
from typing import Final

#: Everything before the body's content; RUN stands for the run id.
HEAD: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>质量报告 Quality report RUN</title>
<style>
:root{color-scheme:light dark;--paper:#fbfaf7;--ink:#1d2126;--muted:#666d75;--line:#dedbd3;--card:#fff;
--failed:#b3261e;--warned:#8a5a00;--passed:#1d6f42;--not-applicable:#666d75}
@media(prefers-color-scheme:dark){:root{--paper:#14171a;--ink:#e6e4df;--muted:#9aa1a8;--line:#30353b;--card:#1b1f23;
--failed:#ff8a80;--warned:#f2b84b;--passed:#6fcf97;--not-applicable:#9aa1a8}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:72rem;padding:1.5rem 1rem 4rem;background:var(--paper);color:var(--ink);
font:1rem/1.5 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
h1{font-size:1.6rem;margin:.2rem 0 0}h2{font-size:1.15rem;margin:2rem 0 .5rem}
code{font:.85em ui-monospace,Menlo,Consolas,monospace;color:var(--muted);overflow-wrap:anywhere}
.run,.muted{color:var(--muted)}
.languages{float:right;border:1px solid var(--line);border-radius:.5rem;padding:.1rem .6rem;margin:0}
summary.fold{display:list-item}
.languages label{margin-left:.4rem;cursor:pointer}
body:has(#zh:checked) [lang=en],body:not(:has(#zh:checked)) [lang=zh]{display:none}
.verdict{font-size:1.15rem;font-weight:600;padding:.6rem .9rem;border-left:.3rem solid;border-radius:.3rem;background:var(--card)}
.counts{display:flex;flex-wrap:wrap;gap:1.5rem;list-style:none;padding:0}.counts b{font-size:1.4rem;font-variant-numeric:tabular-nums}
.failed,.quarantined{--tone:var(--failed)}.waived,.warned{--tone:var(--warned)}.passed{--tone:var(--passed)}.not-applicable{--tone:var(--not-applicable)}
.verdict,.counts b,.state{color:var(--tone)}
.rule{background:var(--card);border:1px solid var(--line);border-radius:.4rem;margin:.35rem 0;padding:0 .8rem}
summary{display:grid;grid-template-columns:9.5rem 1fr auto minmax(0,16rem);gap:.8rem;align-items:baseline;padding:.45rem 0;cursor:pointer}
summary code{text-align:right}.state{font-weight:600}.tally{font-variant-numeric:tabular-nums;color:var(--muted)}
dl{display:grid;grid-template-columns:7rem 1fr;gap:.15rem .8rem;margin:.3rem 0 .8rem}dt{color:var(--muted)}dd{margin:0;overflow-wrap:anywhere}
.wide{overflow-x:auto;margin-bottom:.8rem}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.25rem .6rem .25rem 0;border-top:1px solid var(--line);overflow-wrap:anywhere}
td.number,th.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}td.state{color:var(--tone);white-space:nowrap}
thead th{white-space:nowrap}tbody th{font-weight:600}table.grid{width:auto}table.grid th,table.grid td{padding-right:1.6rem;white-space:nowrap}
table.classes td:first-child{min-width:16rem}
.share{display:grid;grid-template-columns:5.5rem minmax(6rem,16rem) 1fr;gap:.8rem;align-items:center;margin:.35rem 0}
.share b{font-size:1.4rem;font-variant-numeric:tabular-nums;text-align:right;white-space:nowrap}
.bar{height:.7rem;border-radius:.35rem;background:var(--line);overflow:hidden}.bar>span{display:block;height:100%;background:var(--passed)}
@media(max-width:44rem){.share{grid-template-columns:5rem 1fr}.share>span:last-child{grid-column:1/-1}}
@media(max-width:44rem){summary{grid-template-columns:1fr auto}summary code{display:none}.title{grid-row:2;grid-column:1/-1}}
</style></head><body>
<fieldset class="languages"><label><input type="radio" name="language" id="en" checked> English</label>
<label><input type="radio" name="language" id="zh"> 中文</label></fieldset>
"""

FOOT: Final = "\n</body></html>\n"


def both(english: str, chinese: str) -> str:
    """A label in both languages; the page shows the one chosen at its top."""
    return f"<span lang=en>{escape(english)}</span><span lang=zh>{escape(chinese)}</span>"
