"""For each shipped rule a change to the small build that the rule must not let pass, and words that its message must hold.

What belongs here: the changes. What does not: the sound build (`small_build`).
"""

from __future__ import annotations

from collections.abc import Mapping

from tests.expectations.small_build import DOC


def _again(table: str, where: str) -> str:
    return f"INSERT INTO {table} SELECT * FROM {table} WHERE {where} LIMIT 1"


_N = "staging.stg_numeral"
_S = "UPDATE intermediate.int_observation_candidate SET {} WHERE indicator_code = 'GRP' AND measure = '{}' AND year = 2022"
_O = "core.fct_observation"
_Y = "core.fct_indicator_year"
_P = "mart.plan_vs_actual"
_V = "UPDATE core.fct_indicator_year SET obs_value = {} WHERE indicator_code = '{}' AND measure = '{}' AND year = 2022"

_MISPRINT = "UPDATE core.fct_observation SET obs_value = {}, quote = '{}' WHERE observation_id = '{}'"
_PLACE = "UPDATE core.fct_indicator_year SET obs_value = {0}, quote = '{0}' WHERE ref_area = 'place 1' AND indicator_code = '{1}'"
_W = "UPDATE core.fct_observation SET obs_value = {} WHERE observation_id = '{}'"

#: rule → (a change to the data, words that its message must hold). One change each, on a build of its own.
FAULTS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "ledger": {
        "ledger.documents.any": ("DELETE FROM staging.stg_document", "at least 1 rows"),
        "ledger.documents.grain": (_again("staging.stg_document", "true"), f"{DOC}: expected 1 row, found 2 rows"),
        "ledger.span.grain": (_again(_N, "quote = '1300'"), "found 2 rows"),
        "ledger.span.quote": (f"UPDATE {_N} SET quote = '1800' WHERE quote = '1300'", "expected 1800, found 1300"),
        "ledger.span.disjoint": (f"UPDATE {_N} SET span_start = span_start - 17 WHERE quote = '89.23'", "overlaps"),
        "ledger.numerals.conserved": (f"DELETE FROM {_N} WHERE quote = '６'", "expected 26 digits of the text in the ledger, found 25"),
        "ledger.texts.of_documents": ("DELETE FROM staging.stg_text", "a document_id of staging.stg_text"),
        "ledger.numerals.of_documents": (f"UPDATE {_N} SET document_id = 'stranger' WHERE quote = '1300'", "found stranger"),
        "ledger.disposition.present": (f"UPDATE {_N} SET disposition = NULL WHERE quote = '1300'", "found nothing"),
        "ledger.disposition.code": (f"UPDATE {_N} SET disposition = 'number' WHERE quote = '1300'", "found number"),
        "ledger.measure.code": (f"UPDATE {_N} SET measure = 'stock' WHERE quote = '1300'", "found stock"),
        "ledger.bound.code": (f"UPDATE {_N} SET bound = 'gt' WHERE quote = '1300'", "found gt"),
        "ledger.status.code": (f"UPDATE {_N} SET statement_type = 'expected' WHERE quote = '1300'", "found expected"),
        "ledger.nature.code": (f"UPDATE {_N} SET target_nature = 'hard' WHERE quote = '1300'", "found hard"),
        "ledger.value.finite": (f"UPDATE {_N} SET printed_value = 'nan' WHERE quote = '1300'", "found nan"),
        "ledger.value.as_quoted": (f"UPDATE {_N} SET printed_value = 1800 WHERE quote = '1300'", "found 1800.0 (the span quotes 1300"),
        "ledger.document.kind": ("UPDATE staging.stg_document SET document_kind = 'leaflet'", "found leaflet"),
        "ledger.period.format": (f"UPDATE {_N} SET period = '2022年' WHERE quote = '1300'", "found 2022年"),
        "ledger.code.known": (f"UPDATE {_N} SET code = 'GDPP' WHERE quote = '1300'", "found GDPP"),
        "ledger.documents.placed": ("UPDATE staging.stg_document SET ref_area = NULL", "found 0.0%"),
        "ledger.beside.unit": (f"UPDATE {_N} SET printed_unit = '万元' WHERE quote = '1300'", "found 万元"),
        "ledger.beside.fall": (f"UPDATE {_N} SET printed_value = 2.5 WHERE quote = '2.5'", "found 2.5"),
        "ledger.beside.rise": (f"UPDATE {_N} SET printed_value = -6 WHERE quote = '６'", "found -6.0"),
        "ledger.beside.growth": (f"UPDATE {_N} SET measure = 'level' WHERE quote = '６'", "found level"),
        "ledger.growth.unit": (f"UPDATE {_N} SET measure = 'growth' WHERE quote = '1300'", "found 亿元"),
        "ledger.beside.rate": (f"UPDATE {_N} SET measure = 'growth' WHERE quote = '66.2'", "found growth"),
        "ledger.beside.bound": (f"UPDATE {_N} SET bound = 'eq' WHERE quote = '8'", "found eq"),
        "ledger.beside.bound_verb": (f"UPDATE {_N} SET bound = 'eq' WHERE quote = '5'", "found eq"),
        "ledger.beside.estimate": (f"UPDATE {_N} SET statement_type = 'actual' WHERE quote = '1300'", "found actual"),
        "ledger.beside.estimate_behind": (f"UPDATE {_N} SET statement_type = 'actual' WHERE quote = '3'", "found actual"),
        "ledger.beside.nation": (f"UPDATE {_N} SET area_label = '济南市市中区' WHERE quote = '66.2'", "expected 全国, found 济南市市中区"),
        "ledger.beside.yearly_mean": (f"UPDATE {_N} SET period = '2022' WHERE quote = '8'", "found 2022"),
        "ledger.code.named": (f"UPDATE {_N} SET code = 'GPBR' WHERE quote = '1300'", "expected GRP for 地区生产总值, found GPBR"),
        "ledger.code.handed": (f"UPDATE {_N} SET code = 'DEPOSIT' WHERE quote = '3'", "expected LOAN, number 2 of its list, found DEPOSIT"),
        "ledger.document.area_known": ("UPDATE staging.stg_document SET ref_area = '379999'", "found 379999"),
        "ledger.bounds": (_S.format("obs_value = -104", "growth"), "expected from -100, found -104"),
        "ledger.range": (_S.format("obs_value = 650", "growth"), "expected -50 to 150, found 650"),
        "ledger.astray": (_S.format("obs_value = 13e9", "level"), "within 8 times 120000000001.5, found 13000000000"),
        "ledger.outcome.after_publication": (_S.format("year = 2024", "growth"), "found 2024 (published on 2023-01-05"),
        "ledger.percent.magnitude": (f"UPDATE {_N} SET printed_value = 6000 WHERE quote = '６'", "found 6000"),
    },
    "core": {
        "core.observation.any": (f"DELETE FROM {_O}", "found 0 rows"),
        "core.numeral.grain": (_again("core.fct_numeral", "numeral_id = 'n1'"), f"{DOC}/10/12: expected 1 row, found 2 rows"),
        "core.observation.grain": (_again(_O, "observation_id = 'o1'"), "o1: expected 1 row, found 2 rows"),
        "core.indicator_year.grain": (_again(_Y, "observation_id = 'o1'"), "GRP/370103/2022/level/estimate"),
        "core.indicator_year.best_once": (f"UPDATE {_Y} SET is_best_outcome = true", "GRP/370103/2023/growth"),
        "core.area.grain": (_again("core.dim_area", "ref_area = '370103'"), "370103/0"),
        "core.numeral.conserved": ("DELETE FROM core.fct_numeral WHERE numeral_id = 'n1'", "expected 41 rows, as in staging.stg_numeral, found 40"),
        "core.observation.conserved": (f"DELETE FROM {_O} WHERE observation_id = 'o1'", "found 40 rows"),
        "core.document.conserved": ("DELETE FROM core.dim_document", "expected 1 rows, as in staging.stg_document, found 0 rows"),
        "core.document.held_share": ("UPDATE core.dim_document SET is_quarantined = true", "found 0.0%"),
        "core.target.conserved": ("DELETE FROM core.fct_target", "found 0 rows"),
        "core.observation.indicator_known": (f"UPDATE {_O} SET indicator_code = 'GDPP' WHERE observation_id = 'o1'", "found GDPP"),
        "core.observation.area_known": (f"UPDATE {_O} SET area_sk = 'a9' WHERE observation_id = 'o1'", "found a9"),
        "core.observation.document_known": (f"UPDATE {_O} SET document_id = 'stranger' WHERE observation_id = 'o1'", "found stranger"),
        "core.observation.numeral_known": (f"UPDATE {_O} SET numeral_id = 'n99' WHERE observation_id = 'o1'", "found n99"),
        "core.observation.statement_type_known": (f"UPDATE {_O} SET statement_type = 'hope' WHERE observation_id = 'o1'", "found hope"),
        "core.observation.unit_known": (f"UPDATE {_O} SET unit_sk = 'u9' WHERE observation_id = 'o1'", "found u9"),
        "core.indicator_year.observation_known": (f"UPDATE {_Y} SET obs_value = 1 WHERE observation_id = 'o1'", "found 1.0"),
        "core.indicator_year.value_present": (f"UPDATE {_Y} SET obs_value = NULL WHERE observation_id = 'o1'", "found nothing"),
        "core.indicator_year.year_sane": (f"UPDATE {_Y} SET year = 1222 WHERE observation_id = 'o1'", "found 1222"),
        "core.observation.value_finite": (f"UPDATE {_O} SET obs_value = 'inf' WHERE observation_id = 'o1'", "found inf"),
        "core.observation.bounds_ordered": (f"UPDATE {_O} SET obs_value_lower = 2e11 WHERE observation_id = 'o1'", "ascending order"),
        "core.observation.area_coverage": (f"UPDATE {_O} SET ref_area = NULL", "found 0.0%"),
        "core.observation.year_coverage": (f"UPDATE {_O} SET year = NULL", "found 0.0%"),
        "core.observation.unit_coverage": (f"UPDATE {_O} SET is_expected_unit = false", "found 0.0%"),
        "core.identity.value_added": (_V.format("131e9", "GRP", "level"), "expected GRP 131000000000, found VA1 + VA2 + VA3 = 130000000000"),
        "core.identity.trade": (_V.format("21e9", "TRADE", "level"), "EXPORT + IMPORT = 20000000000"),
        "core.order.income": (_V.format("24000", "DI_U", "level"), "DI at most DI_U 24000"),
        "core.growth_against_level.nominal": (_V.format("50", "GPBR", "growth"), "found 50 %"),
        "core.growth_against_level.real": (_V.format("-50", "GRP", "growth"), "found -50 %"),
        "core.revision": ("UPDATE core.fct_revision SET new_value = 170e9, change_percent = 30.8", "expected at most 15 % away from 130000000000, found 170000000000, 30.8 %"),
        "core.slip": (_V.format("1.3e15", "GRP", "level"), "compared with 2021"),
        "core.plan.target": (f"UPDATE {_O} SET statement_type = 'actual' WHERE observation_id = 'o17'", "found actual"),
        "core.agreement.in_document": (
            f"INSERT INTO {_O} SELECT * REPLACE (obs_value * 10 AS obs_value) FROM {_O} WHERE observation_id = 'o1'",
            "130000000000 to 1300000000000",
        ),
        "core.misprint.level": (_MISPRINT.format("3.1e11", "310000000000.0", "o1"), "near 115000000000 to 120000000000, found 310000000000"),
        "core.misprint.level_lively": (_MISPRINT.format("8.923e10", "89230000000", "o14"), "found 89230000000 (2 others within 3 years"),
        "core.misprint.harvest": (_MISPRINT.format("1.123e7", "11230000", "o26"), "expected 1123000, near 1101000 to 1135000, found 11230000"),
        "core.misprint.rate": (_MISPRINT.format("16", "16", "o23"), "expected 61, near 60 to 62, found 16"),
        "core.misprint.growth": (_PLACE.format("40", "GRP"), "expected 4, near 4, found 40 (the median of 13 places is 4)"),
        "core.misprint.growth_investment": (_PLACE.format("40", "FAI"), "expected 4, near 4, found 40 (the median of 12 places is 4)"),
        "core.repeated": (_MISPRINT.format("1123000", "1123000", "o27"), "expected another level than in 2021, found 1123000"),
        "core.observation.usual_year": (
            f"UPDATE {_O} SET sentence = '一句话。' WHERE observation_id = 'o0'",
            "expected 2022, found 2021",
        ),
        "core.agreement.between_documents": (
            f"UPDATE {_Y} SET relative_spread = 0.5 WHERE observation_id = 'o1'",
            "expected a spread of at most 25 %, found 0.5",
        ),
        "core.observation.own_place": (
            f"UPDATE {_O} SET ref_area = '370100', area_label = '济南市' WHERE observation_id = 'o1'",
            "expected 370103, found 370100",
        ),
        "core.growth_with_its_level": (
            f"UPDATE {_O} SET statement_type = 'actual' WHERE observation_id = 'o2'",
            "expected 2022, 370103, estimate, found 2022, 370103, actual",
        ),
        "core.stale": (_V.format("8.5e9", "GPBR", "level"), "another level than 8500000000, found 8500000000 (a growth of 5 %"),
        "core.kink": (
            f"UPDATE {_Y} SET obs_value = 1.4e11 WHERE indicator_code = 'GRP' AND measure = 'level' AND year = 2021",
            "and 125000000000, found 140000000000",
        ),
        "core.peers.growth_wide": (
            f"UPDATE {_Y} SET obs_value = 40 WHERE ref_area = 'place 1' AND indicator_code = 'VA_IND'",
            "expected -26 to 34, found 40",
        ),
        "core.peers.growth": (
            f"UPDATE {_Y} SET obs_value = 40 WHERE ref_area = 'place 1' AND indicator_code = 'GRP'",
            "expected -8 to 16, found 40 (the median of 13 places is 4)",
        ),
        "core.series.rate": (_W.format("6.1", "o22"), "found 6.1"),
        "core.promise.growth_calm": (_W.format("65", "hope"), "expected within 20 points of 6, found 65"),
        "core.promise.growth_lively": (_W.format("75", "plan"), "expected within 50 points of 7.5, found 75"),
        "core.target.growth_calm": (_W.format("65", "hope"), "expected within 40 points of 4 to 4.2, found 65"),
        "core.target.growth_lively": (_W.format("275", "plan"), "expected within 200 points of 5, found 275"),
        "core.target.level": (_W.format("9.3e13", "purse"), "found 93000000000000"),
        "core.target.rate": (_W.format("6.3", "town"), "expected within 4 times 61 to 62, found 6.3"),
        "core.estimate.level": (_W.format("2e13", "guess"), "expected within 10 times 20500000000"),
        "core.estimate.growth": (_W.format("60", "o2"), "expected within 50 points of 4.2, found 60"),
        "core.above.level": (_W.format("1.3e13", "o1"), "expected at most 1200000000000, found 13000000000000"),
        "core.above.promise": (_W.format("75", "next"), "expected within 60 points of 8, found 75"),
    },
    "quality": {
        "quality.verdict.any": ("DELETE FROM quality.fct_verdict", "found 0 rows"),
        "quality.verdict.grain": (_again("quality.fct_verdict", "true"), "run/t.one/*: expected 1 row, found 2 rows"),
        "quality.verdict.rule_known": ("DELETE FROM quality.dim_rule", "found t.one"),
        "quality.coverage.headline": ("UPDATE quality.check_coverage SET checked_by_figures = 1", "expected at least 60.0%, found 10.0%"),
    },
    "marts": {
        "marts.indicator_year.any": (f"DELETE FROM {_Y}", "found 0 rows"),
        "marts.plan_vs_actual.grain": (_again(_P, "true"), "370103/2023/GRP/growth: expected 1 row, found 2 rows"),
        "marts.area_year.grain": (_again("mart.agg_area_year", "ref_area = '370103' AND year = 2022"), "370103/2022"),
        "marts.plan_vs_actual.targets_conserved": (_again(_P, "true"), "found 2 rows"),
        "marts.plan_vs_actual.target_carried": (f"UPDATE {_P} SET target_value = 60", "expected 6.0, found 60"),
        "marts.plan_vs_actual.outcome_carried": (f"UPDATE {_P} SET outcome_value = 55", "expected 5.5, found 55"),
        "marts.plan_vs_actual.verdict_code": (f"UPDATE {_P} SET verdict = 'kept'", "found kept"),
        "marts.plan_vs_actual.verdict_coherent": (f"UPDATE {_P} SET outcome_value = NULL, outcome_indicator_year_id = NULL", "outcome ?"),
        "marts.golden": (f"UPDATE {_O} SET obs_value = 1.3e7 WHERE observation_id = 'o1'", "expected 130000000000 CNY, found 13000000 CNY"),
        "marts.late": ("DELETE FROM core.dim_document WHERE year = year(current_date) - 1", "370103/plan-report/"),
        "marts.fresh": ("UPDATE core.dim_document SET published_on = DATE '2001-01-01'", "found 2001-01-01"),
    },
}  # fmt: skip
