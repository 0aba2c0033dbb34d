"""One real night, run as a user runs it, that the tests of this room look at or build upon.

What belongs here: the first night and copies of its data home. Every further night costs seconds, so tests share where they can.
"""

from __future__ import annotations

import datetime
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from orchestration import nightly
from orchestration.config import Settings
from orchestration.publish import current_manifest
from sources import lake
from tests.end_to_end import hostile
from tests.once import made_once

ROOT = Path(__file__).parents[2]
SECRET = "canary-4b1d"

REPORT = """# 关于济南市历下区{closing}年国民经济和社会发展计划执行情况与{year}年计划草案的报告

历下区发展和改革局

{year}年1月8日

一、{closing}年计划执行情况

{closing}年，全区地区生产总值完成{value}亿元，增长3.2%。一般公共预算收入完成170.5亿元。

二、{year}年主要目标

{year}年，全区地区生产总值增长6%以上，一般公共预算收入增长5%左右。
"""

#: Its body and its annex agree on one figure and differ in the other.
ANNEXED = """<html><head><meta charset="utf-8"><title>关于济南市槐荫区2023年国民经济和社会发展计划执行情况与2024年计划草案的报告</title></head>
<body><h1>关于济南市槐荫区2023年国民经济和社会发展计划执行情况与2024年计划草案的报告</h1><p>2024年1月9日</p>
<h2>一、2023年计划执行情况</h2><p>2023年，全区地区生产总值完成812.4亿元，一般公共预算收入完成61.3亿元。</p>
<h2>附表</h2><p>2023年主要指标完成情况</p>
<table><tr><th>指标</th><th>单位</th><th>2023年完成</th></tr><tr><td>地区生产总值</td><td>亿元</td><td>812.4</td></tr>
<tr><td>一般公共预算收入</td><td>亿元</td><td>63.1</td></tr></table></body></html>
"""

PLACELESS = """# 某地2023年政府工作报告

2022年，生产总值完成88亿元，增长4%。
"""


def report(year: int, value: str) -> str:
    """A small plan report of a real place with made-up figures."""
    return REPORT.format(year=year, closing=year - 1, value=value)


@dataclass(frozen=True)
class Home:
    """A data home and its inbox."""

    settings: Settings
    inbox: Path

    def night(self, *, sample: bool = True) -> nightly.Night:
        """Run the job in this process."""
        return nightly.run(self.settings, inbox=self.inbox, sample=sample)

    def manifest(self) -> Mapping[str, Any]:
        manifest = current_manifest(self.settings.published)
        assert manifest is not None
        return manifest

    def table(self, name: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = pq.read_table(self.settings.current / f"{name}.parquet").to_pylist()
        return rows


@dataclass(frozen=True)
class FirstNight:
    home: Home
    process: subprocess.CompletedProcess[str]


def environment(home: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("ZHIBIAO_")}
    return kept | {
        "ZHIBIAO_HOME": str(home),
        "ZHIBIAO_PROCESSES": "2",
        "ZHIBIAO_WEBHOOK": f"http://127.0.0.1:9/{SECRET}",
    }


def fill(inbox: Path) -> None:
    """An inbox as inboxes are: good documents between everything that can be wrong with one."""
    (inbox / "历下").mkdir(parents=True)
    (inbox / "历下" / "good.md").write_text(report(2023, "1950.3"), encoding="utf-8")
    (inbox / "历下" / "copy of good.md").write_text(report(2023, "1950.3"), encoding="utf-8")
    (inbox / "a name .. with dots.txt").write_text(report(2022, "1901"), encoding="utf-8")
    (inbox / "gb18030.txt").write_bytes(report(2021, "1860.5").encode("gb18030"))
    (inbox / "annexed.html").write_text(ANNEXED, encoding="utf-8")
    (inbox / "nowhere.md").write_text(PLACELESS, encoding="utf-8")
    (inbox / "empty.txt").touch()
    (inbox / "binary.txt").write_bytes(bytes(range(256)) * 64)
    (inbox / "large.txt").write_bytes(("地区生产总值完成1300亿元。\n" * 1_400_000).encode())
    (inbox / "release").mkdir()
    (inbox / "release" / "release.toml").write_text('title = "a card that says too little"', encoding="utf-8")
    (inbox / "release" / "figures.csv").write_text("指标,2022年\n地区生产总值（亿元）,1300\n", encoding="utf-8")
    hostile.fill(inbox)
    (inbox / "vanishes.txt").symlink_to(inbox / "it was here a moment ago.txt")


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> FirstNight:
    """`zhibiao nightly --inbox …` in its own process, over the bundled sample and a difficult inbox.

    Every process of the session reads it: tests that change something in it work on a `copy`.
    """
    folder = made_once(tmp_path_factory, "night", _first_night)
    process = subprocess.CompletedProcess(**json.loads((folder / "process.json").read_text(encoding="utf-8")))
    return FirstNight(Home(Settings(home=folder / "home", processes=2), folder / "inbox"), process)


def _first_night(folder: Path) -> None:
    fill(folder / "inbox")
    command = [sys.executable, "-m", "orchestration.cli", "nightly", "--inbox", str(folder / "inbox")]
    process = subprocess.run(
        command, cwd=ROOT, env=environment(folder / "home"), capture_output=True, text=True, check=False, timeout=500
    )
    (folder / "process.json").write_text(json.dumps(vars(process)), encoding="utf-8")


@pytest.fixture
def copy(first: FirstNight, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Home]:
    """A copy of the first night's home with an empty inbox, for nights in this process."""

    def make() -> Home:
        home = tmp_path / "home"
        shutil.copytree(first.home.settings.home, home, symlinks=True)
        inbox = tmp_path / "inbox"
        inbox.mkdir()
        for name in [name for name in os.environ if name.startswith("ZHIBIAO_")]:
            monkeypatch.delenv(name)
        monkeypatch.setenv("ZHIBIAO_HOME", str(home))
        monkeypatch.setenv("ZHIBIAO_PROCESSES", "2")
        return Home(replace(first.home.settings, home=home), inbox)

    return make


def forge(home: Home, text: str, numeral: Mapping[str, Any], name: str = "f", **document: Any) -> str:
    """Put a document into the lake that no reader made: what a fault in our own code would leave there."""
    keys = {"document_id": name * 16, "extraction_id": f"forged-{name}"}
    now = datetime.datetime.now(datetime.UTC)
    document = {
        "sha256": name * 64,
        "source_name": f"forged-{name}.txt",
        "source_kind": "inbox",
        "kind": "unknown",
        "retrieved_at": now,
        "extracted_at": now,
        "characters": len(text),
        "numerals": 1,
        "observations": 1,
        **document,
    }
    with lake.RunWriter(home.settings.lake, f"forged-{name}") as writer:
        writer.parts["documents"].write([keys | document])
        writer.parts["texts"].write([keys | {"text": text}])
        writer.parts["numerals"].write(
            [keys | {"start": 0, "end": len(text) - len("亿元"), "rule": "forged"} | numeral]
        )
    return keys["document_id"]


OBSERVATION = {
    "text": "1300",
    "disposition": "observation",
    "indicator": "地区生产总值",
    "code": "GRP",
    "measure": "level",
    "unit": "亿元",
    "bound": "eq",
    "status": "actual",
    "period": "2022",
}
