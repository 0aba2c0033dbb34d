"""The upper part of the quality report: shares of checked figures, and what is intended against what is done."""

from __future__ import annotations

import pytest

from expectations import coverage, overview
from expectations.classes import RuleClass
from expectations.rule import RULES
from tests.expectations import small_build
from tests.expectations.builder import Build
from tests.expectations.test_gates import only
from tests.expectations.test_record import Page

COUNTS = "is_headline, area_level, era, indicator_code, measure, side, figures, checked_by_figures, checked_by_words, checked_figures"


def covered(build: Build) -> Build:
    """A build whose last layer is there: one verdict, and counts of two levels."""
    build.table("quality.dim_rule", "rule_id", "'t.one'")
    build.table(
        "quality.fct_verdict",
        "run_id, rule_id, key, is_newest_run, is_whole_scope",
        "'run-1', 't.one', '*', true, true",
    )
    return build.table(
        "quality.check_coverage",
        COUNTS,
        "true, 'province', 'to 2012', 'GRP', 'level', 'outcome', 200, 150, 100, 180",
        "true, 'county', 'from 2020', 'GRP', 'level', 'target', 200, 50, 100, 120",
        "false, 'county', 'undated', '_O', 'level', 'outcome', 600, 0, 100, 100",
    )


def test_the_page_of_the_last_gate_shows_how_many_figures_are_checked(build: Build) -> None:
    text = Page(covered(build).run("quality").report).text
    assert "50.0 %" in text, "200 of 400 headline figures against another figure"
    assert "75.0 %" in text, "300 of 400 one way or the other; of the provinces 150 of 200"
    assert "Of all 1,000 figures" in text
    assert "40.0 %" in text, "400 of all 1,000"


def test_a_share_below_what_is_asked_warns_and_says_both_sums(build: Build) -> None:
    result = covered(build).run("quality")
    assert result.passed
    assert [v.detail for v in result.warnings if not v.whole_scope] == ["200 of 400"]


def test_the_page_tells_intended_checks_from_implemented_ones(build: Build) -> None:
    page = Page(covered(build).run("quality", rules=RULES).report)
    for words in ("Agreement between sources", "来源之间一致", "in part", "done"):
        assert words in page.text


def test_before_the_last_layer_nothing_is_said_of_coverage(build: Build) -> None:
    assert overview.coverage(coverage.read(build.audit, "run-1")) == ""


def test_a_build_that_grows_does_not_show_the_counts_of_the_one_it_grew_from(build: Build) -> None:
    covered(small_build.staging(build)).run("ledger")
    assert not coverage.read(build.audit, "run-1")


def test_the_page_counts_what_is_held_back_and_what_somebody_let_pass(build: Build) -> None:
    small_build.staging(build).sql("UPDATE staging.stg_numeral SET printed_value = 1800 WHERE quote IN ('６', '2.5')")
    start, end = small_build.span("2.5")
    decisions = build.home / "decisions"
    decisions.mkdir()
    (decisions / "waivers.csv").write_text(
        "rule_id,key,who,why,until\n"
        f"ledger.value.as_quoted,{small_build.DOC}/{start}/{end},the editor,read in the document,9999-12-31\n",
        encoding="utf-8",
    )
    rules = only("ledger", "ledger.value.as_quoted", build.home / "rules")
    text = Page(build.run("ledger", rules=rules, decisions=decisions).report).text
    assert "Keys held back: 1. Let pass by somebody (waived): 1." in text


@pytest.mark.parametrize("words", ["<b>all</b>", "{{ 7 * 7 }}"])
def test_text_of_classes_stays_text(words: str) -> None:
    html = overview.classes({RuleClass("x", words, words, words, words, (), words, words): 0}, [])
    assert "not yet" in html, "a class without rules"
    assert "<b>all" not in html
    assert words.replace("<", "&lt;").replace(">", "&gt;") in html
