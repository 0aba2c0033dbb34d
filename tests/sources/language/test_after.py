"""The noun that a numeral counts, where it stands after it."""

from __future__ import annotations

from tests.sources.language.reading import pick, review, said


def test_things_counted_end_before_a_quantity_that_they_have() -> None:
    rows = review("全市30座水库蓄水总量12亿立方米。")
    assert said(rows)[1] == ("水库蓄水总量", 12)
    assert rows[0].indicator == "水库蓄水数"


def test_a_size_between_a_number_and_its_noun_is_no_noun() -> None:
    assert said(review("实施36个总投资2400亿元的水利项目。")) == [("水利项目数", 36), ("水利项目总投资", 2400)]


def test_money_has_the_name_that_follows_it() -> None:
    assert said(review("用好4亿元产业补偿资金，支持各县发展特色产业。")) == [("产业补偿资金", 4)]


def test_a_preposition_before_money_is_no_part_of_its_name() -> None:
    assert said(review("对新增2万亿元中央财政资金实行直达管理。")) == [("新增中央财政资金", 2)]


def test_a_circumstance_is_no_noun() -> None:
    row = pick(review("在玉米种植面积调减30万亩的情况下，粮食总产达到743亿斤。"), "30")
    assert "情况" not in (row.indicator or "")


def test_two_verbs_of_doing_stand_before_one_noun() -> None:
    assert said(review("新建改建约500公里农村公路。")) == [("新建改建农村公路长度", 500)]


def test_a_target_that_a_growth_falls_short_of_is_of_the_same_subject() -> None:
    assert said(review("国内生产总值增长7.8%，虽然略低于8%的预定目标，但来之不易。"))[-1] == ("国内生产总值", 8)


def test_a_clause_between_ends_what_a_verb_governs() -> None:
    rows = review("新启动55个棚改项目，超额完成省定目标，500套商品房全面开工。")
    assert not (rows[-1].indicator or "").startswith("新启动")


def test_a_word_that_holds_a_verb_is_not_cut_at_it() -> None:
    assert said(review("7个大型公共体育馆接待120万人次。"))[0] == ("大型公共体育馆数", 7)


def test_medals_are_counted_by_their_metal() -> None:
    assert said(review("我市运动员夺得3金2银1铜，创历史最好成绩。")) == [("金牌数", 3), ("银牌数", 2), ("铜牌数", 1)]
