"""The published build as a BI tool meets it: through SQLAlchemy, read-only, with descriptions and declared relations."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.pool import NullPool

from tests.end_to_end.conftest import FirstNight


@pytest.fixture(scope="module")
def engine(first: FirstNight) -> Iterator[Engine]:
    path = first.home.settings.current / "marts.duckdb"
    engine = create_engine(f"duckdb:///{path}", connect_args={"read_only": True}, poolclass=NullPool)
    yield engine
    engine.dispose()


def test_it_lists_the_tables_and_what_their_columns_mean(engine: Engine) -> None:
    inspector = inspect(engine)
    assert "plan_vs_actual" in inspector.get_table_names(schema="mart")
    assert {"dim_area", "fct_indicator_year_vintage"} <= set(inspector.get_table_names(schema="core"))
    columns = inspector.get_columns("fct_indicator_year", schema="core")
    assert [column["name"] for column in columns if not column["comment"]] == []


def test_it_finds_the_relations_of_a_fact_to_its_dimensions(engine: Engine) -> None:
    with engine.connect() as connection:
        found = connection.execute(
            text(
                """select distinct referenced_table from duckdb_constraints()
                where table_name = 'fct_indicator_year' and constraint_type = 'FOREIGN KEY'"""
            )
        ).scalars()
        assert {"dim_area", "dim_document", "dim_indicator", "dim_year"} <= set(found)


def test_it_joins_names_and_groups_verdicts(engine: Engine) -> None:
    with engine.connect() as connection:
        rows = connection.execute(
            text(
                """select indicators.name_en, areas.name, verdict from mart.plan_vs_actual as plans
                join core.dim_indicator as indicators using (indicator_code)
                join core.dim_area as areas on plans.ref_area = areas.ref_area and areas.is_latest
                where plans.ref_area = '370100' and plans.year = 2023"""
            )
        ).all()
    assert ("Gross regional product", "济南市") in {(name, area) for name, area, _ in rows}


def test_it_cannot_write(engine: Engine) -> None:
    with engine.connect() as connection, pytest.raises(ProgrammingError, match="read-only"):
        connection.execute(text("create table core.mine (x integer)"))
