"""One warehouse that most tests read: a district's plan reports and communique, built once by the real dbt."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.dbt_project.warehouse import NIGHT, Paper, Warehouse, no_observation, stated
from tests.once import made_once

PLAN_2022 = "plan report 2022"
PLAN_2023 = "plan report 2023"
COMMUNIQUE_2022 = "communique 2022"
PROVINCE_2022 = "work report of the province 2022"
UNPLACED = "a report of nowhere"


def _plan_2022() -> Paper:
    paper = Paper(PLAN_2022, year=2022, published_on=datetime.date(2022, 1, 10))
    paper.say(
        "2022年，地区生产总值增长6%以上，",
        ("2022", no_observation("time")),
        ("6", stated("GRP", "growth", 6, "%", "target", "2022", bound="ge", force="力争", nature="anticipatory")),
    )
    paper.say(
        "城镇登记失业率控制在3.5%以内。",
        ("3.5", stated("UNEMP_REG", "level", 3.5, "%", "target", "2022", bound="le")),
    )
    return paper.say("就业目标为约束性指标。").assign("3.5", "就业目标为约束性指标", nature="binding")


def _plan_2023() -> Paper:
    paper = Paper(PLAN_2023)
    paper.say("一、总产值预计达到1300亿元。", ("1300", stated("GRP", "level", 1300, "亿元", "estimate", "2022")))
    paper.say(
        "全国增长3.0%，高新区增长3.6%。",
        ("3.0", stated("GRP", "growth", 3.0, "%", "actual", "2022", area="全国")),
        ("3.6", stated("GRP", "growth", 3.6, "%", "actual", "2022", area="高新区")),
    )
    paper.say(
        "今年增长5%-6%。",
        ("5", stated("GRP", "growth", 5, "%", "target", "2023", bound="ge")),
        ("6", stated("GRP", "growth", 6, "%", "target", "2023", bound="le")),
    )
    paper.say("粮食稳定在13亿斤。", ("13", stated("GRAIN", "level", 13, "亿斤", "target", "2023")))
    paper.say(
        "邮政业务总量27.06亿标准量。",
        ("27.06", stated(None, "level", 27.06, "亿标准量", "actual", "2022", indicator="邮政业务总量")),
    )
    paper.relative_targets.append(
        {
            **paper.keys,
            "start": 0,
            "end": 1,
            "text": "一",
            "indicator": "居民收入",
            "code": "DI",
            "relation": "in_step_with",
            "reference": "经济增长",
            "status": "target",
            "period": "2023",
            "rule": "said by the test",
        }
    )
    return paper.say("第2章建设5G基站。", ("2", no_observation("enumerator")), ("5", no_observation("name")))


def _province_2022() -> Paper:
    paper = Paper(
        PROVINCE_2022,
        kind="work-report",
        ref_area="370000",
        area_name="山东省",
        year=2022,
        published_on=datetime.date(2022, 1, 23),
    )
    paper.say("全省生产总值增长5.5%以上。", ("5.5", stated("GRP", "growth", 5.5, "%", "target", "2022", bound="ge")))
    return paper.say(
        "去年进出口总额300亿元，其中出口180亿元，进口110亿元。",
        ("300", stated("TRADE", "level", 300, "亿元", "actual", "2021")),
        ("180", stated("EXPORT", "level", 180, "亿元", "actual", "2021")),
        ("110", stated("IMPORT", "level", 110, "亿元", "actual", "2021")),
    )


def _communique(version: str, level: str, extracted_at: datetime.datetime) -> Paper:
    paper = Paper(
        COMMUNIQUE_2022,
        kind="communique",
        year=2022,
        published_on=datetime.date(2023, 4, 1),
        version=version,
        extracted_at=extracted_at,
    )
    paper.say(
        f"初步核算，全区生产总值{level}亿元，增长4.3%。",
        (level, stated("GRP", "level", float(level), "亿元", "preliminary", "2022")),
        ("4.3", stated("GRP", "growth", 4.3, "%", "preliminary", "2022")),
    )
    return paper.say("注：生产总值增长按2020年不变价格计算。").price("4.3", "2020年不变价格", "constant", 2020)


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Three nights: a first reading, a second one of the communique by a newer extractor, and one that was killed."""
    return Warehouse(made_once(tmp_path_factory, "warehouse", _build))


def _build(home: Path) -> None:
    built = Warehouse(home)
    built.write("night-1", _plan_2022(), _plan_2023(), _province_2022(), _communique("v1", "1206.62", NIGHT))
    nowhere = Paper(UNPLACED, kind="unknown", ref_area=None, area_name=None, year=None, published_on=None)
    nowhere.say("总产值为77亿元。", ("77", stated("GRP", "level", 77, "亿元", "actual", "2022")))
    refused = {
        "run_id": "night-2",
        "source_name": "empty.txt",
        "source_kind": "inbox",
        "outcome": "refused",
        "problem": "the file is empty",
        "at": NIGHT,
    }
    later = NIGHT + datetime.timedelta(days=1)
    built.write("night-2", nowhere, _communique("v2", "1306.62", later), outcomes=[refused])
    built.write("night-3", _communique("v3", "9999.99", later + datetime.timedelta(days=1)), killed=True)
    run = built.dbt("build")
    assert run.returncode == 0, run.stdout
