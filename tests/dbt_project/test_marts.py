"""What a user finds in the marts after three nights over a district's reports and communique."""

from __future__ import annotations

import pytest

from tests.dbt_project import conftest
from tests.dbt_project.conftest import COMMUNIQUE_2022, PLAN_2022, PLAN_2023, PROVINCE_2022, UNPLACED
from tests.dbt_project.warehouse import Paper, Warehouse


def test_the_communique_beats_the_estimate_and_both_are_kept(warehouse: Warehouse) -> None:
    rows = warehouse.rows(
        """select statement_type, obs_value, is_best_outcome, obs_status, sources from core.fct_indicator_year
        where indicator_code = 'GRP' and ref_area = '370103' and year = 2022 and measure = 'level' order by 1"""
    )
    assert [tuple(row.values()) for row in rows] == [
        ("estimate", 130_000_000_000.0, False, "E", 1),
        ("preliminary", 130_662_000_000.0, True, "P", 1),
    ]


def test_the_preferred_value_leads_to_document_span_and_sentence(warehouse: Warehouse) -> None:
    row = warehouse.row(
        """select f.quote, f.sentence, f.span_start, f.span_end, d.source_name, d.sha256, n.quote as ledger_quote
        from core.fct_indicator_year as f join core.dim_document as d using (document_id)
        join core.fct_numeral as n using (numeral_id)
        where f.indicator_code = 'GRP' and f.ref_area = '370103' and f.year = 2022 and f.measure = 'level'
        and f.is_best_outcome"""
    )
    assert (row["source_name"], row["quote"], row["ledger_quote"]) == (COMMUNIQUE_2022, "1306.62", "1306.62")
    assert row["sentence"] == "初步核算，全区生产总值1306.62亿元，增长4.3%。"
    assert row["sentence"][row["span_start"] : row["span_end"]] == "1306.62"


def test_the_annex_table_sets_target_beside_outcome_and_next_target(warehouse: Warehouse) -> None:
    row = warehouse.row(
        """select * from mart.plan_vs_actual
        where ref_area = '370103' and year = 2022 and indicator_code = 'GRP' and measure = 'growth'"""
    )
    assert (row["target_value"], row["target_bound"], row["target_nature"]) == (6.0, "ge", "anticipatory")
    assert (row["outcome_value"], row["outcome_statement_type"]) == (4.3, "preliminary")
    assert (row["gap"], row["verdict"]) == (-1.7, "missed")
    assert (row["next_target_value"], row["next_target_lower"], row["next_target_upper"]) == (5.0, 5.0, 6.0)
    assert row["target_sentence"] == "2022年，地区生产总值增长6%以上，"
    assert "4.3%" in row["outcome_sentence"]
    assert row["next_target_sentence"] == "今年增长5%-6%。"


def test_a_target_without_an_outcome_says_so(warehouse: Warehouse) -> None:
    verdicts = warehouse.rows(
        """select indicator_code, year, verdict from mart.plan_vs_actual
        where ref_area = '370103' and verdict = 'no_outcome' order by 1, 2"""
    )
    assert [tuple(row.values()) for row in verdicts] == [
        ("GRAIN", 2023, "no_outcome"),
        ("GRP", 2023, "no_outcome"),
        ("UNEMP_REG", 2022, "no_outcome"),
    ]


def test_a_range_is_one_target(warehouse: Warehouse) -> None:
    row = warehouse.row("select * from core.fct_target where indicator_code = 'GRP' and year = 2023")
    assert row["is_range"]
    assert (row["obs_value_lower"], row["obs_value_upper"]) == (5.0, 6.0)


def test_units_come_to_base_and_stay_as_printed_beside_it(warehouse: Warehouse) -> None:
    row = warehouse.row("select * from core.fct_observation where indicator_code = 'GRAIN'")
    assert (row["printed_value"], row["printed_unit"]) == (13.0, "亿斤")
    assert (row["obs_value"], row["unit_measure"], row["unit_mult"]) == (650_000.0, "TONNE", 0)


def test_an_unknown_unit_is_kept_as_printed(warehouse: Warehouse) -> None:
    row = warehouse.row("select * from core.fct_observation where printed_unit = '亿标准量'")
    assert (row["obs_value"], row["unit_measure"], row["indicator_code"]) == (27.06, "UNKNOWN", "_O")
    unit = warehouse.row("select is_known, unit_measure from core.dim_unit where printed_unit = '亿标准量'")
    assert unit == {"is_known": False, "unit_measure": "UNKNOWN"}


def test_only_the_latest_extraction_counts(warehouse: Warehouse) -> None:
    quotes = warehouse.rows(
        f"select quote from core.fct_numeral where document_id = '{Paper(COMMUNIQUE_2022).document_id}' order by 1"
    )
    assert [row["quote"] for row in quotes] == ["1306.62", "4.3"]


def test_every_disposition_is_in_the_ledger(warehouse: Warehouse) -> None:
    rows = warehouse.rows(
        f"""select quote, disposition from core.fct_numeral
        where document_id in ('{Paper(PLAN_2022).document_id}', '{Paper(PLAN_2023).document_id}')
        and not is_observation order by document_id, span_start"""
    )
    assert sorted(tuple(row.values()) for row in rows) == [("2", "enumerator"), ("2022", "time"), ("5", "name")]
    counts = warehouse.row(
        "select count(*) as ledger, (select sum(numerals) from core.dim_document) as counted from core.fct_numeral"
    )
    assert counts["ledger"] == counts["counted"]


def test_another_place_keeps_its_label_and_the_nation_gets_its_code(warehouse: Warehouse) -> None:
    rows = warehouse.rows(
        """select o.area_label, o.ref_area, a.ref_area as member from core.fct_observation as o
        join core.dim_area as a using (area_sk) where o.printed_value in (3.0, 3.6) order by o.printed_value"""
    )
    assert [tuple(row.values()) for row in rows] == [("全国", "000000", "000000"), ("高新区", None, "_U")]
    assert warehouse.rows("select 1 from core.fct_indicator_year where obs_value = 3.6") == []


def test_a_document_without_a_place_is_on_record(warehouse: Warehouse) -> None:
    document = Paper(UNPLACED).document_id
    row = warehouse.row(f"select is_placed, document_kind from core.dim_document where document_id = '{document}'")
    assert row == {"is_placed": False, "document_kind": "unknown"}
    observation = warehouse.row(
        f"select obs_value, ref_area from core.fct_observation where document_id = '{document}'"
    )
    assert observation == {"obs_value": 7_700_000_000.0, "ref_area": None}
    assert warehouse.rows(f"select 1 from core.fct_indicator_year where document_id = '{document}'") == []


def test_a_target_without_a_number_is_a_row(warehouse: Warehouse) -> None:
    row = warehouse.row("select indicator_code, relation, reference, ref_area from core.fct_relative_target")
    assert row == {"indicator_code": "DI", "relation": "in_step_with", "reference": "经济增长", "ref_area": "370103"}


def test_a_refused_input_is_a_row_with_its_reason(warehouse: Warehouse) -> None:
    row = warehouse.row("select source_name, outcome, problem from core.fct_input_outcome")
    assert row == {"source_name": "empty.txt", "outcome": "refused", "problem": "the file is empty"}


def test_the_wide_table_has_one_row_a_place_and_year(warehouse: Warehouse) -> None:
    row = warehouse.row("select * from mart.agg_area_year where ref_area = '370103' and year = 2022")
    assert (row["area_name"], row["grp"], row["grp_growth"]) == ("市中区", 130_662_000_000.0, 4.3)
    assert (row["grp_growth_target"], row["trade"]) == (6.0, None)


def test_the_communique_revises_what_the_plan_report_expected(warehouse: Warehouse) -> None:
    row = warehouse.row("select * from core.fct_revision")
    assert (row["indicator_code"], row["ref_area"], row["year"], row["measure"]) == ("GRP", "370103", 2022, "level")
    assert (row["old_statement_type"], row["new_statement_type"]) == ("estimate", "preliminary")
    assert (row["old_value"], row["new_value"]) == (130_000_000_000.0, 130_662_000_000.0)
    assert (row["change_absolute"], row["change_percent"], row["is_revised"]) == (662_000_000.0, 0.509231, True)
    assert (row["old_document_id"], row["new_document_id"]) == (
        Paper(PLAN_2023).document_id,
        Paper(COMMUNIQUE_2022).document_id,
    )
    assert "1300" in row["old_sentence"]
    assert "1306.62" in row["new_sentence"]


def test_a_district_target_stands_beside_the_next_one_above_it(warehouse: Warehouse) -> None:
    row = warehouse.row(
        "select * from mart.target_chain where ref_area = '370103' and indicator_code = 'GRP' and year = 2022"
    )
    assert (row["chain"], row["chain_zh"], row["links"]) == ("370000 → 370103", "山东省 → 市中区", 2)
    assert (row["province_value"], row["prefecture_value"], row["county_value"]) == (5.5, None, 6.0)
    assert (row["above_area_level"], row["above_value"], row["gap_to_above"]) == ("province", 5.5, 0.5)
    assert row["above_sentence"] == "全省生产总值增长5.5%以上。"


def test_figures_that_do_not_add_up_are_a_row_with_their_statements(warehouse: Warehouse) -> None:
    row = warehouse.row("select * from core.fct_source_defect")
    assert (row["identity"], row["indicator_code"], row["parts"]) == ("exports and imports", "TRADE", "EXPORT + IMPORT")
    assert row["document_id"] == Paper(PROVINCE_2022).document_id
    assert (row["expected_value"], row["found_value"], row["difference"]) == (3.0e10, 2.9e10, -1.0e9)
    assert row["tolerance"] == 1.5e8
    evidence = "', '".join(row[name] for name in ("observation_id", "evidence_1_id", "evidence_2_id"))
    quotes = warehouse.rows(f"select quote from core.fct_observation where observation_id in ('{evidence}')")
    assert {quote["quote"] for quote in quotes} == {"300", "180", "110"}


def test_an_outcome_far_below_its_target_is_counted_there(warehouse: Warehouse) -> None:
    row = warehouse.row("select * from mart.target_bunching")
    assert (row["area_level"], row["era"], row["distance"], row["side"]) == ("county", "from 2020", -4, "below")
    assert (row["pairs"], row["missed"], row["lowest_gap"]) == (1, 1, -1.7)
    assert row["group_asymmetry"] is None


@pytest.mark.parametrize(
    ("table", "key"),
    [("fct_observation", "document_sk"), ("fct_observation", "area_sk"), ("fct_indicator_year", "observation_id")],
)
def test_relations_are_declared_for_tools_that_propose_joins(warehouse: Warehouse, table: str, key: str) -> None:
    rows = warehouse.rows(
        f"""select referenced_table from duckdb_constraints() where constraint_type = 'FOREIGN KEY'
        and table_name = '{table}' and constraint_column_names = ['{key}']"""
    )
    assert len(rows) == 1


def test_a_target_s_nature_leads_to_the_words_that_assign_it(warehouse: Warehouse) -> None:
    row = warehouse.row(
        """select target_nature, target_nature_from, nature_part, nature_span_start, nature_span_end, nature_words
        from core.fct_target where indicator_code = 'UNEMP_REG'"""
    )
    text = conftest._plan_2022().text
    words = "就业目标为约束性指标"
    assert tuple(row.values()) == ("binding", "document", "plan", text.index(words), text.index(words) + 10, words)


def test_a_nature_that_only_the_vocabulary_knows_has_no_words(warehouse: Warehouse) -> None:
    row = warehouse.row(
        "select target_nature_from, nature_words from core.fct_target where indicator_code = 'GRP' and year = 2023"
    )
    assert row == {"target_nature_from": "vocabulary", "nature_words": None}


def test_a_note_on_prices_is_beside_the_figure_it_speaks_for(warehouse: Warehouse) -> None:
    row = warehouse.row(
        """select price_basis, constant_price_year, price_words, has_other_base, growth_base_kind from core.fct_observation
        where quote = '4.3'"""
    )
    assert tuple(row.values()) == ("constant", 2020, "2020年不变价格", False, "not_said")


def test_where_nothing_is_said_of_prices_that_is_said(warehouse: Warehouse) -> None:
    row = warehouse.row("select price_basis, constant_price_year from core.fct_observation where quote = '1306.62'")
    assert tuple(row.values()) == ("not_said", None)
