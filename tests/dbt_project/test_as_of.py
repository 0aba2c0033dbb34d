"""What was known on a date: the view of a day is the build that the papers published by that day give."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from tests.dbt_project import conftest
from tests.dbt_project.warehouse import Paper, Warehouse

SHARED = """indicator_code, ref_area, year, measure, statement_type, is_best_outcome, obs_value, bound, statements, sources,
    agreeing_sources, lowest_value, highest_value, decided_by, known_from, preferred_since, observation_id"""
EVENING_BEFORE_THE_COMMUNIQUE = datetime.date(2023, 3, 31)


def as_of(warehouse: Warehouse, day: datetime.date) -> list[dict[str, Any]]:
    return warehouse.rows(
        f"""select {SHARED} from core.fct_indicator_year_vintage
        where known_from <= date '{day}' and date '{day}' < known_to order by all"""
    )


def preferred(warehouse: Warehouse) -> list[dict[str, Any]]:
    return warehouse.rows(f"select {SHARED} from core.fct_indicator_year order by all")


def without_start(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in row.items() if name != "known_from"} for row in rows]


def test_the_view_of_today_is_the_table_of_preferred_values(warehouse: Warehouse) -> None:
    assert as_of(warehouse, datetime.date(2026, 1, 1)) == preferred(warehouse) != []


def test_the_view_of_a_past_day_is_the_build_of_what_was_published_by_then(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    papers: list[Paper] = [conftest._plan_2022(), conftest._plan_2023(), conftest._province_2022()]
    then = Warehouse(tmp_path)
    then.write("night-1", *papers)
    run = then.dbt("run", "--select", "+fct_indicator_year")
    assert run.returncode == 0, run.stdout
    assert as_of(warehouse, EVENING_BEFORE_THE_COMMUNIQUE) == preferred(then)
    assert without_start(preferred(warehouse)) != without_start(preferred(then))


def test_nothing_is_known_before_the_first_publication(warehouse: Warehouse) -> None:
    assert as_of(warehouse, datetime.date(2022, 1, 9)) == []


def test_the_estimate_was_the_best_outcome_until_the_communique_came(warehouse: Warehouse) -> None:
    rows = warehouse.rows(
        """select statement_type, known_from, known_to, is_best_outcome from core.fct_indicator_year_vintage
        where indicator_code = 'GRP' and ref_area = '370103' and year = 2022 and measure = 'level' order by 1, 2"""
    )
    report, communique, ever = datetime.date(2023, 1, 5), datetime.date(2023, 4, 1), datetime.date(9999, 12, 31)
    assert [tuple(row.values()) for row in rows] == [
        ("estimate", report, communique, True),
        ("estimate", communique, ever, False),
        ("preliminary", communique, ever, True),
    ]
