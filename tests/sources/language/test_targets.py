"""Targets as a whole: two-tier ones, those without a numeral, and which of them bind."""

from __future__ import annotations

import pytest

from sources.model import Kind, RelativeTarget

from .reading import PLAN_HEADING, ledger, pick, plan


def relative(text: str) -> list[RelativeTarget]:
    return list(ledger(PLAN_HEADING + text, Kind.PLAN_REPORT).relative_targets)


def test_a_target_in_step_with_growth_is_kept_as_a_statement_without_value() -> None:
    (found,) = relative("居民人均可支配收入增长与经济增长同步。")
    assert (found.indicator, found.code, found.relation, found.reference) == (
        "居民人均可支配收入", "DI", "in_step_with", "经济增长",
    )  # fmt: skip
    assert (found.status, found.period, found.rule) == ("target", "2023", "relative.in_step_with")


@pytest.mark.parametrize(
    ("words", "relation"),
    [
        ("与经济增长基本同步", "in_step_with"),
        ("和经济增长保持同步", "in_step_with"),
        ("快于经济增长", "faster_than"),
        ("高于全省平均水平", "faster_than"),
        ("不低于全省平均水平", "not_below"),
    ],
)
def test_each_way_of_measuring_a_target_against_something_has_its_relation(words: str, relation: str) -> None:
    (found,) = relative(f"一般公共预算收入增长{words}。")
    assert (found.code, found.relation) == ("GPBR", relation)


def test_the_span_of_a_statement_is_exact() -> None:
    text = PLAN_HEADING + "工业投资增长５％，居民收入增长 与经济增长同步。"
    (found,) = ledger(text, Kind.PLAN_REPORT).relative_targets
    assert text[found.start : found.end] == found.text
    assert found.text.endswith("同步")


def test_a_statement_may_stand_among_targets_with_numerals() -> None:
    text = "地区生产总值增长5%，居民收入增长与经济增长同步，单位GDP能耗下降3%。"
    assert [row.value for row in plan(text)] == [5, -3]
    assert len(relative(text)) == 1


def test_a_review_promises_nothing() -> None:
    assert ledger("一、工作回顾\n居民收入增长与经济增长同步。", Kind.WORK_REPORT).relative_targets == ()


def test_steps_of_other_things_are_no_targets() -> None:
    assert relative("同步推进城市更新和老旧小区改造。") == []


@pytest.mark.parametrize(("word", "nature"), [("约束性", "binding"), ("预期性", "anticipatory")])
def test_the_nature_in_brackets_belongs_to_the_target_before_it(word: str, nature: str) -> None:
    rows = plan(f"工业投资增长5%，单位GDP能耗下降3%（{word}）。")
    assert [row.nature for row in rows] == [None, nature]


@pytest.mark.parametrize("verb", ["为", "是", "均为", "属"])
def test_a_clause_tells_the_nature_of_the_targets_it_names(verb: str) -> None:
    text = f"地区生产总值增长5%，城镇新增就业3万人，单位GDP能耗下降3%。资源环境和就业目标{verb}约束性指标。"
    rows = plan(text)
    assert [(row.code, row.nature) for row in rows] == [
        ("GRP", None),
        ("EMP_NEW", "binding"),
        ("ENERGY_INT", "binding"),
    ]


def test_the_clause_tells_the_nature_of_the_rest_too() -> None:
    text = "地区生产总值增长5%，单位GDP能耗下降3%。其中资源环境目标为约束性，其余为预期性。"
    assert [(row.code, row.nature) for row in plan(text)] == [("GRP", "anticipatory"), ("ENERGY_INT", "binding")]


def test_the_clause_may_stand_before_the_targets() -> None:
    text = "以下资源环境目标为约束性指标。\n单位GDP能耗下降3%。"
    (row,) = plan(text)
    assert row.nature == "binding"


@pytest.mark.parametrize(
    ("text", "quote", "words"),
    [
        ("工业投资增长5%，单位GDP能耗下降3%（约束性）。", "3", "（约束性）"),
        ("单位GDP能耗下降3%。其中资源环境目标为约束性指标，其余为预期性指标。", "3", "资源环境目标为约束性指标"),
        ("今年的约束性指标是：单位GDP能耗下降3%。", "3", "约束性指标是："),
    ],
)
def test_the_words_that_assign_a_nature_are_quoted_by_their_place(text: str, quote: str, words: str) -> None:
    whole = PLAN_HEADING + text
    row = pick(plan(text), quote)
    assert (row.nature, row.nature_part) == ("binding", "plan")
    assert whole[row.nature_start : row.nature_end] == words


def test_words_that_open_a_list_hold_until_the_next_ones() -> None:
    text = "主要目标分两类。预期性指标：地区生产总值增长5%，工业投资增长6%。约束性指标：单位GDP能耗下降3%。"
    assert [row.nature for row in plan(text)] == ["anticipatory", "anticipatory", "binding"]


@pytest.mark.parametrize(
    "text",
    [
        "主要预期目标和约束性指标：单位GDP能耗下降3%。",
        "规划列有5个约束性指标。单位GDP能耗下降3%。",
        "完成上级下达的约束性指标。单位GDP能耗下降3%。",
    ],
)
def test_words_that_count_natures_or_join_them_assign_none(text: str) -> None:
    assert pick(plan(text), "3").nature is None


def test_facts_have_no_nature() -> None:
    text = "单位GDP能耗下降3%。\n二、主要目标和任务\n单位GDP能耗下降2%。资源环境目标为约束性指标。"
    rows = [row for row in ledger(text, Kind.WORK_REPORT).numerals if row.disposition == "observation"]
    assert [(row.status, row.nature) for row in rows] == [("actual", None), ("target", "binding")]


def test_the_lower_tier_of_a_target_is_its_bound() -> None:
    row = pick(plan("地区生产总值增长5%以上，力争6%。"), "5")
    assert (row.measure, row.bound, row.status, row.code) == ("growth", "ge", "target", "GRP")


def test_the_upper_tier_of_a_target_carries_its_own_force() -> None:
    row = pick(plan("地区生产总值增长5%以上，力争6%。"), "6")
    assert (row.status, row.force, row.indicator) == ("target", "力争", "地区生产总值")


@pytest.mark.parametrize("text", ["5%以上，力争6%", "5%左右，力争达到6%", "5%以上、力争6%", "5%以上，努力争取6%"])
def test_the_upper_tier_of_a_target_is_the_same_growth(text: str) -> None:
    row = pick(plan(f"地区生产总值增长{text}。"), "6")
    assert (row.measure, row.code, row.value) == ("growth", "GRP", 6)
