"""Each scorecard check: passing, failing, blank, unread and rounding cases."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from juesuan_gui.checks.cards.judging import CardFacts
from juesuan_gui.figures import Unit
from juesuan_gui.report.cards import StatementKind
from tests.checks.cards_bench import (
    BEIJING,
    NINGXIA,
    WUHAN,
    amount,
    found,
    held,
    judged,
    said,
    with_money,
)
from tests.generator.cards import PlainCard, PlainIndicator, PlainMoney

ERROR, WARNING, INFO = "error", "warning", "info"


def test_right_cards_have_no_finding() -> None:
    result = judged(BEIJING, WUHAN, NINGXIA)
    # The other two layouts have no cost or no time indicator: hints of P14 only.
    assert {item for item in found(result) if item[0] != "P14"} == set()
    for check in ("P01", "P02", "P03", "P04", "P05", "P06", "P08", "P11", "P12"):
        assert held(result, check), check


# P01 money


def test_p01_total_of_sources() -> None:
    assert held(judged(BEIJING), "P01") == 3
    assert ("P01", ERROR) in found(judged(with_money(BEIJING, 1, executed="80.45")))
    blank_parts = BEIJING
    for row in (1, 2):
        blank_parts = with_money(blank_parts, row, initial="", budget="", executed="")
    assert not [item for item in found(judged(blank_parts)) if item[0] == "P01"]


def test_p01_blank_total_over_filled_sources() -> None:
    result = judged(with_money(BEIJING, 0, initial=""))
    assert ("P01", ERROR) in found(result)


def test_p01_unread_source_is_neither_right_nor_wrong() -> None:
    result = judged(with_money(BEIJING, 2, executed="约18"))
    assert not [item for item in found(result) if item[0] == "P01"]
    assert any(item.quote == "约18" for item in result[2])


def test_p01_one_last_digit_is_a_warning() -> None:
    assert ("P01", WARNING) in found(judged(with_money(BEIJING, 1, executed="90.43")))


# P02, P03 execution rate and its score


@pytest.mark.parametrize(
    ("rate", "level"),
    [
        ("90%", None),
        ("90.0%", None),
        ("90.01%", None),
        ("90.02%", WARNING),
        ("91%", WARNING),
        ("90.4%", ERROR),
        ("95%", ERROR),
    ],
)
def test_p02_rate(rate: str, level: str | None) -> None:
    levels = [item[1] for item in found(judged(with_money(BEIJING, 0, rate=rate))) if item[0] == "P02"]
    assert levels == ([] if level is None else [level])


def test_p02_is_of_the_whole_year_budget_not_the_first() -> None:
    assert ("P02", ERROR) in found(judged(with_money(BEIJING, 0, rate="108.45%")))


def test_p02_blank_rate_and_zero_budget() -> None:
    assert ("P02", WARNING) in found(judged(with_money(BEIJING, 0, rate="")))
    zero = with_money(with_money(NINGXIA, 0, budget="0", executed="0"), 2, budget="0", executed="0")
    result = judged(zero)
    assert not [item for item in found(result) if item[0] == "P02"]
    assert any("预算数为 0" in item.why for item in result[2])


def test_p02_a_source_repeating_the_slip_is_one_finding() -> None:
    wrong = with_money(NINGXIA, 0, executed="8", rate="99%")
    wrong = with_money(wrong, 2, executed="8", rate="99%")
    result = judged(wrong)
    findings = [item for item in result[0] if item.check == "P02"]
    assert len(findings) == 1
    assert findings[0].stated == "99%" and findings[0].expected == "94%" and findings[0].difference == "5%"
    assert [spot.quote for spot in findings[0].others].count("99%") == 1


def test_money_precision_is_what_the_card_prints_anywhere() -> None:
    # 191 beside 172.80 is 191.00: 90.47%, which 91% does not round.
    card = with_money(BEIJING, 0, initial="191", budget="191", executed="172.80", rate="91%")
    card = with_money(with_money(card, 1, initial="191", budget="191", executed="172.80"), 2, budget="", executed="")
    assert ("P02", WARNING) in found(judged(card))


@pytest.mark.parametrize(("score", "wrong"), [("9", False), ("9.0", False), ("8.9", True), ("10", True)])
def test_p03_score_of_the_rate(score: str, wrong: bool) -> None:
    card = replace(BEIJING, money_score=score, total_score=str(Decimal(score) + 90))
    assert (("P03", WARNING) in found(judged(card))) is wrong


def test_p03_printed_or_unrounded_rate_are_both_right() -> None:
    base = with_money(WUHAN, 0, budget="48.9", executed="48.33", rate="98.8%")
    for score in ("19.76", "19.77"):
        result = judged(replace(base, money_score=score, total_score=str(Decimal(score) + 80)))
        assert not [item for item in found(result) if item[0] in ("P02", "P03")]


def test_p03_over_budget_is_capped() -> None:
    base = with_money(WUHAN, 0, budget="40", executed="50", rate="125%")
    assert not [item for item in found(judged(replace(base, money_score="20", total_score="100"))) if item[0] == "P03"]
    assert ("P03", WARNING) in found(judged(replace(base, money_score="25", total_score="105")))


def test_p03_unread_score() -> None:
    result = judged(replace(BEIJING, money_score="九"))
    assert not [item for item in found(result) if item[0] in ("P03", "P06")]
    assert any(item.quote == "九" for item in result[2])


# P04, P05, P06 weights and sums


def test_p04_full_marks() -> None:
    assert ("P04", ERROR) in found(judged(BEIJING.changed(0, weight="25")))
    # Some tables leave the ten points of the execution rate out of the column.
    without = replace(BEIJING, money_weight="", money_score="", total_score="100").changed(0, weight="30", score="30")
    assert not [item for item in found(judged(without)) if item[0] == "P04"]


def test_p04_missing_weight_is_not_judged() -> None:
    result = judged(BEIJING.changed(0, weight=""))
    assert not [item for item in found(result) if item[0] == "P04"]
    assert any("没有可读的分值" in item.why for item in result[2])


def test_p04_weights_on_headings() -> None:
    assert held(judged(WUHAN), "P04") == 1


def test_p05_headings() -> None:
    blocks = tuple(
        (level, name, "20" if name == "数量指标" else weight, first) for level, name, weight, first in WUHAN.blocks
    )
    assert ("P05", ERROR) in found(judged(replace(WUHAN, blocks=blocks)))
    with_weights = replace(
        BEIJING, blocks=((1, "产出指标", "70", 0), (1, "效益指标", "10", 4), (1, "满意度指标", "10", 5))
    )
    assert held(judged(with_weights), "P05") == 3
    wrong = replace(with_weights, blocks=((1, "产出指标", "60", 0), *with_weights.blocks[1:]))
    findings = [item for item in judged(wrong)[0] if item.check == "P05"]
    assert [(item.stated, item.expected, item.difference) for item in findings] == [("60", "70", "-10")]


def test_p05_headings_that_a_page_break_moved() -> None:
    """The words of a merged cell printed in its middle do not make its sum wrong; a wrong weight still shows."""
    money = (PlainMoney("预算数：", "", "100", "100", "100%"),)
    items = tuple(
        PlainIndicator("投入" if at < 4 else "过程", "", f"项目{at}管理", "", "", "10", "10") for at in range(10)
    )
    moved = PlainCard(
        "hebei",
        "",
        money,
        items,
        total_weight="100",
        total_score="100",
        blocks=((1, "投入", "20", 0), (1, "过程", "80", 4)),
    )
    assert not [item for item in found(judged(moved)) if item[0] == "P05"]
    wrong = replace(moved, blocks=((1, "投入", "20", 0), (1, "过程", "70", 4)))
    assert [item for item in found(judged(wrong)) if item[0] == "P05"] == [("P05", ERROR)]


@pytest.mark.parametrize(("total", "level"), [("99", None), ("99.01", None), ("98", ERROR), ("99.5", ERROR)])
def test_p06_total(total: str, level: str | None) -> None:
    levels = [item[1] for item in found(judged(replace(BEIJING, total_score=total))) if item[0] == "P06"]
    assert levels == ([] if level is None else [level])


def test_p06_total_of_unrounded_scores_is_a_warning() -> None:
    card = BEIJING.changed(0, actual="159次", score="15.9", reason="人手不足。").changed(
        1, actual="87%", score="18.3", reason="雨多。"
    )
    exact = replace(card, total_score="93.2")
    assert not [item for item in found(judged(exact)) if item[0] == "P06"]
    assert ("P06", WARNING) in found(judged(replace(card, total_score="93.23")))
    assert ("P06", ERROR) in found(judged(replace(card, total_score="93.7")))


def test_p06_total_row_of_an_unfilled_template() -> None:
    assert [item for item in found(judged(replace(BEIJING, total_score="0"))) if item[0] == "P06"] == [("P06", WARNING)]


def test_p06_score_above_weight_and_blank_total() -> None:
    assert ("P06", ERROR) in found(judged(replace(BEIJING.changed(0, score="21"), total_score="100")))
    assert ("P06", WARNING) in found(judged(replace(BEIJING, total_score="", total_weight="")))
    above = replace(WUHAN.changed(0, score="26"), total_score="97")
    assert ("P06", ERROR) in found(judged(above))


def test_p06_blank_or_unread_score_is_not_judged() -> None:
    for score in ("", "良"):
        result = judged(BEIJING.changed(0, score=score))
        assert not [item for item in found(result) if item[0] == "P06"]
        assert any("总分未能核对" in item.why for item in result[2])


def test_p06_summary_table() -> None:
    table = [
        "2021 年度护草项目自评结果",
        "",
        "评价指标\t权重\t标准分值\t自评得分",
        "投入\t20%\t20 分\t16 分",
        "年度目标 1\t80%\t80 分\t80 分",
    ]
    parts = ["其中：产出指标\t40%\t40 分\t40 分", "效果指标\t40%\t40 分\t{} 分"]
    for last, total, count in (("40", "96", 0), ("39", "96", 1), ("40", "97", 1)):
        lines = [*table, *[part.format(last) for part in parts], f"综合绩效\t100%\t100 分\t{total} 分"]
        assert len([item for item in judged(more=lines)[0] if item.check == "P06"]) == count


# P07, P13, P14, P19


def test_p07_only_where_the_form_prescribes() -> None:
    assert not [item for item in found(judged(BEIJING)) if item[0] == "P07"]
    weights = (("产出", Decimal(50)), ("满意度", Decimal(10)))
    result = judged(BEIJING, facts=CardFacts(weights=weights))
    assert [item for item in found(result) if item[0] == "P07"] == [("P07", INFO)]
    assert held(result, "P07") == 1


@pytest.mark.parametrize(
    ("score", "grade", "wrong"),
    [
        ("90", "优", False),
        ("89.9", "优秀", True),
        ("80", "良好", False),
        ("59", "差", False),
        ("60", "差", True),
        ("75", "合格", False),
    ],
)
def test_p13_grades_of_a_list(score: str, grade: str, wrong: bool) -> None:
    lines = [
        "项目绩效自评结果汇总表",
        "序号\t项目名称\t预算数\t执行数\t自评得分\t评价等级",
        f"1\t护林\t10\t10\t{score}\t{grade}",
    ]
    assert (("P13", ERROR) in found(judged(more=lines))) is wrong


def test_p14_one_hint_for_all_cards() -> None:
    assert [item for item in found(judged(BEIJING, WUHAN, NINGXIA)) if item[0] == "P14"] == [("P14", INFO)] * 2
    assert not [item for item in found(judged(BEIJING, NINGXIA)) if item[0] == "P14"]


def test_p19_score_that_is_the_rate() -> None:
    rate = said(StatementKind.RATE, "91.77%", "91.77")
    budget = said(StatementKind.BUDGET, "7158.26万元", "7158.26", unit=Unit.WAN_YUAN)
    spent = said(StatementKind.EXECUTED, "6569.20万元", "6569.20", unit=Unit.WAN_YUAN)
    for score, wrong in (("91.77", True), ("92.5", False)):
        facts = CardFacts(statements=(budget, spent, rate, said(StatementKind.OVERALL_SCORE, f"{score}分", score)))
        assert (("P19", WARNING) in found(judged(facts=facts))) is wrong


# P08–P12, P22 indicators


@pytest.mark.parametrize(
    ("fields", "level"),
    [
        ({"target": "≥200次", "actual": "199次"}, WARNING),
        ({"target": "≤200次", "actual": "210次"}, WARNING),
        ({"target": "≥200次", "actual": "200次"}, None),
        ({"target": "＞200次", "actual": "200次"}, WARNING),
        ({"target": "200次", "actual": "190次"}, INFO),
        ({"target": "200次", "actual": "210次"}, None),
        ({"target": "190-200次", "actual": "195次"}, None),
        ({"target": "≥200次", "actual": "很多"}, None),
        ({"target": "≥200次", "actual": "19天"}, None),
    ],
)
def test_p08_missed_targets_with_full_marks(fields: dict[str, str], level: str | None) -> None:
    levels = [item[1] for item in found(judged(BEIJING.changed(0, **fields))) if item[0] == "P08"]
    assert levels == ([] if level is None else [level])


def test_p08_met_target_without_full_marks_and_its_reversed_sign() -> None:
    fields = {"name": "巡山次数", "target": "≤200次", "actual": "180次", "score": "18"}
    card = replace(BEIJING.changed(0, **fields), total_score="97")
    findings = [item for item in judged(card)[0] if item.check in ("P08", "P11")]
    assert [(item.check, item.level.value) for item in findings] == [("P08", WARNING), ("P11", WARNING)]
    assert "核对方向" in findings[0].message
    assert findings[1].root == findings[0].key
    explained = replace(card.changed(0, **fields, reason="雨季停巡。"), total_score="97")
    assert [item for item in found(judged(explained)) if item[0] in ("P08", "P11")] == [("P08", INFO)]


def test_p08_missed_in_proportion_holds() -> None:
    card = replace(BEIJING.changed(0, actual="150次", score="15", reason="人手不足。"), total_score="94")
    result = judged(card)
    assert found(result) == []
    other = replace(BEIJING.changed(0, actual="150次", score="18", reason="人手不足。"), total_score="97")
    assert found(judged(other)) == [("P08", INFO)]


def test_p08_full_marks_by_the_heading() -> None:
    assert ("P08", WARNING) in found(judged(WUHAN.changed(0, actual="70亩")))


@pytest.mark.parametrize(("actual", "level"), [("未达成", WARNING), ("部分完成", WARNING), ("有所减少", None)])
def test_p09_words_and_score(actual: str, level: str | None) -> None:
    levels = [item[1] for item in found(judged(BEIJING.changed(4, actual=actual))) if item[0] == "P09"]
    assert levels == ([] if level is None else [level])


@pytest.mark.parametrize(("actual", "hint"), [("260次", False), ("261次", True), ("200次", False)])
def test_p10_far_beyond(actual: str, hint: bool) -> None:
    assert (("P10", INFO) in found(judged(BEIJING.changed(0, actual=actual)))) is hint


@pytest.mark.parametrize(
    ("position", "fields", "hint"),
    [
        (0, {"target": "200次", "actual": "320次"}, True),
        (0, {"target": "200次", "actual": "260次"}, False),
        (0, {"target": "=200次", "actual": "320次"}, False),
        (0, {"name": "受理投诉次数", "target": "200次", "actual": "320次"}, False),
        (2, {"target": "20天", "actual": "60天"}, False),
        (3, {"name": "成本", "target": "20", "actual": "60"}, False),
        (0, {"target": "200次", "actual": ""}, False),
    ],
)
def test_p10_a_target_without_a_sign_counts_where_more_is_better(
    position: int, fields: dict[str, str], hint: bool
) -> None:
    assert (("P10", INFO) in found(judged(BEIJING.changed(position, **fields)))) is hint


def test_p10_share_is_a_setting() -> None:
    facts = CardFacts(overachieved=Decimal(2))
    assert not [item for item in found(judged(BEIJING.changed(0, actual="300次"), facts=facts)) if item[0] == "P10"]


@pytest.mark.parametrize(("reason", "wrong"), [("", True), ("无", True), ("雨季停巡", False)])
def test_p11_reason(reason: str, wrong: bool) -> None:
    card = replace(BEIJING.changed(0, actual="180次", score="18", reason=reason), total_score="97")
    assert (("P11", WARNING) in found(judged(card))) is wrong


def test_p11_reason_of_the_whole_card() -> None:
    assert held(judged(WUHAN), "P11") == 1
    assert ("P11", WARNING) in found(judged(replace(WUHAN, cause="无")))
    full = replace(with_money(WUHAN, 0, executed="50", rate="100%"), money_score="20", total_score="100", cause="无")
    assert not [item for item in found(judged(full)) if item[0] == "P11"]


def test_p11_full_marks_with_a_word_of_failure() -> None:
    assert ("P11", WARNING) in found(judged(BEIJING.changed(0, reason="任务未完成")))


@pytest.mark.parametrize(
    ("position", "fields", "wrong"),
    [
        (3, {"target": "125.5"}, True),
        (3, {"actual": "107"}, False),
        (3, {"name": "巡护成本", "target": "≤120.5万元", "actual": "100万元"}, True),
        (3, {"name": "巡护成本", "target": "≤120.5万元", "actual": "108.45万元"}, False),
        (3, {"name": "每公里成本", "target": "≤3万元", "actual": "2万元"}, False),
        (0, {"name": "租赁场地1个", "target": "2个", "actual": "2个"}, True),
        (0, {"name": "租赁场地2个", "target": "2个", "actual": "2个"}, False),
        (0, {"target": ""}, True),
        (0, {"actual": ""}, True),
        (0, {"actual": "≥200次"}, True),
        (1, {"name": "预算执行率", "target": "≥80%", "actual": "85%"}, True),
        (1, {"name": "预算执行率", "target": "≥80%", "actual": "90%"}, False),
    ],
)
def test_p12_values(position: int, fields: dict[str, str], wrong: bool) -> None:
    if fields == {"actual": "107"}:
        # The cost's own target is the budget, so the completed value must be what was spent.
        wrong = True
    assert (("P12", WARNING) in found(judged(BEIJING.changed(position, **fields)))) is wrong


def test_p12_inequalities_are_one_finding_of_the_report() -> None:
    cards = [card.changed(0, actual="≥200次") for card in (BEIJING, NINGXIA)]
    result = judged(*cards)
    findings = [item for item in result[0] if item.check == "P12" and item.stated == "≥200次"]
    assert len(findings) == 1 and len(findings[0].others) == 1


def test_p12_amounts_as_counts_make_the_cost() -> None:
    def card(*limits: str) -> PlainCard:
        items = tuple(
            PlainIndicator("产出指标", "数量指标", f"第{n}期工程", f"≤{limit}", f"{limit}", reason="无")
            for n, limit in enumerate(limits)
        )
        return replace(
            NINGXIA,
            indicators=(
                *items,
                *NINGXIA.indicators[1:3],
                replace(NINGXIA.indicators[3], target="≤8.5", actual="8.5"),
                *NINGXIA.indicators[4:],
            ),
        )

    assert not [item for item in found(judged(card("5", "3", "0.5"))) if item[0] == "P12"]
    assert [item for item in found(judged(card("5", "3", "0.2"))) if item[0] == "P12"] == [("P12", WARNING)]


def test_p22_next_year_with_full_marks() -> None:
    assert ("P22", INFO) in found(judged(BEIJING.changed(2, actual="次年3月")))
    deducted = replace(BEIJING.changed(2, actual="次年3月", score="16", reason="雨季"), total_score="95")
    assert held(judged(deducted), "P22") == 1


# P15–P18, P20, P21 the report around the cards


@pytest.mark.parametrize(("table", "wrong"), [("200", False), ("116.95", False), ("116.90", True), ("50", True)])
def test_p15_projects_within_project_expenditure(table: str, wrong: bool) -> None:
    facts = CardFacts(project_expenditure=amount(table))
    assert (("P15", WARNING) in found(judged(BEIJING, NINGXIA, facts=facts))) is wrong


def test_p15_one_project_above_everything_follows_from_the_sum() -> None:
    facts = CardFacts(project_expenditure=amount("50"))
    findings = [item for item in judged(BEIJING, NINGXIA, facts=facts)[0] if item.check == "P15"]
    assert len(findings) == 2 and findings[1].root == findings[0].key


def test_p15_without_the_table_is_not_judged() -> None:
    assert any("未能与之核对" in item.why for item in judged(BEIJING)[2])


def test_p15_transfers_are_not_the_departments_own() -> None:
    facts = CardFacts(project_expenditure=amount("10"))
    own = [
        item
        for item in judged(replace(BEIJING, name="护林转移支付资金"), NINGXIA, facts=facts)[0]
        if item.check == "P15"
    ]
    assert own == []


@pytest.mark.parametrize(
    ("text", "number", "level"),
    [
        ("129万元", "129", None),
        ("129.00万元", "129.00", None),
        ("116.95万元", "116.95", None),
        ("130万元", "130", WARNING),
        ("150万元", "150", WARNING),
    ],
)
def test_p15_stated_funds(text: str, number: str, level: str | None) -> None:
    facts = CardFacts(statements=(said(StatementKind.FUNDS, text, number, unit=Unit.WAN_YUAN),))
    levels = [item[1] for item in found(judged(BEIJING, NINGXIA, facts=facts)) if item[0] == "P15"]
    assert levels == ([] if level is None else [level])


@pytest.mark.parametrize(
    ("number", "complete", "level"),
    [("2", True, None), ("3", True, WARNING), ("3", False, INFO), ("1", False, ERROR)],
)
def test_p16_number_of_cards(number: str, complete: bool, level: str | None) -> None:
    facts = CardFacts(statements=(said(StatementKind.PROJECTS, f"涉及项目{number}个", number, complete=complete),))
    levels = [item[1] for item in found(judged(BEIJING, NINGXIA, facts=facts)) if item[0] == "P16"]
    assert levels == ([] if level is None else [level])


def test_p16_grades_average_and_problems() -> None:
    def facts(good: str, mean: str, done: str) -> CardFacts:
        return CardFacts(
            statements=(
                said(StatementKind.PROJECTS, "涉及项目2个", "2"),
                said(StatementKind.GRADE_COUNT, "“优”2个", "2", words="优"),
                said(StatementKind.GRADE_COUNT, f"“良”{good}个", good, words="良"),
                said(StatementKind.AVERAGE_SCORE, f"平均得分{mean}分", mean),
                said(StatementKind.PROBLEMS, "发现问题5个", "5"),
                said(StatementKind.RECTIFIED, f"已整改{done}个", done),
                said(StatementKind.RECTIFYING, "整改中2个", "2"),
            )
        )

    assert not [item for item in found(judged(BEIJING, WUHAN, facts=facts("0", "97.5", "3"))) if item[0] == "P16"]
    wrong = [item for item in judged(BEIJING, WUHAN, facts=facts("1", "98.5", "2"))[0] if item.check == "P16"]
    assert {item.key.split("|")[1] for item in wrong} == {"等级个数之和", "等级个数", "平均得分", "问题数"}


def test_p16_without_cards_is_not_judged() -> None:
    facts = CardFacts(statements=(said(StatementKind.PROJECTS, "涉及项目2个", "2"),))
    result = judged(facts=facts)
    assert found(result) == [] and len(result[2]) == 1


@pytest.mark.parametrize(
    ("kind", "text", "number", "unit", "level"),
    [
        (StatementKind.BUDGET, "预算数120.5万元", "120.5", Unit.WAN_YUAN, None),
        (StatementKind.BUDGET, "年初预算100万元", "100", Unit.WAN_YUAN, None),
        (StatementKind.BUDGET, "预算1205000元", "1205000", Unit.YUAN, None),
        (StatementKind.BUDGET, "预算数130.5万元", "130.5", Unit.WAN_YUAN, ERROR),
        (StatementKind.EXECUTED, "执行数108.5万元", "108.5", Unit.WAN_YUAN, None),
        (StatementKind.EXECUTED, "执行数98.5万元", "98.5", Unit.WAN_YUAN, ERROR),
        (StatementKind.RATE, "完成预算的90.0%", "90.0", None, None),
        (StatementKind.RATE, "完成预算的80.0%", "80.0", None, ERROR),
        (StatementKind.SCORE, "得分为99.00分", "99.00", None, None),
        (StatementKind.SCORE, "得分为98分", "98", None, ERROR),
    ],
)
def test_p17_stated_figures_of_a_project(
    kind: StatementKind, text: str, number: str, unit: Unit | None, level: str | None
) -> None:
    facts = CardFacts(statements=(said(kind, text, number, "护林经费", unit),))
    levels = [item[1] for item in found(judged(BEIJING, facts=facts)) if item[0] == "P17"]
    assert levels == ([] if level is None else [level])


def test_p17_names() -> None:
    def levels(name: str) -> list[tuple[str, str]]:
        facts = CardFacts(statements=(said(StatementKind.SCORE, "得分99分", "99", name),))
        return [
            item
            for item in found(judged(replace(BEIJING, name="辖区森林防火巡护经费"), facts=facts))
            if item[0] == "P17"
        ]

    assert levels("辖区森林防火巡护经费项目") == []
    assert levels("某局2021年度辖区森林防火巡护经费") == []
    assert levels("辖区林木防火巡护经费") == [("P17", WARNING)]
    assert levels("幼儿园改造") == []


@pytest.mark.parametrize(
    ("words", "number", "counted", "project", "wrong"),
    [
        ("全年组织巡山", "201", "次", "护林经费", True),
        ("全年组织护林员巡山", "210", "次", "护林经费", False),
        ("全年组织巡山", "200", "次", "护林经费", False),
        ("全年组织巡山", "201", "人", "护林经费", False),
        ("全年组织培训", "201", "次", "护林经费", False),
        ("全年组织巡山", "201", "次", "护湖经费", False),
        ("全年组织巡山", "201", "次", "", False),
    ],
)
def test_p17_counts_that_a_text_tells(words: str, number: str, counted: str, project: str, wrong: bool) -> None:
    card = BEIJING.changed(0, name="护林巡山次数") if "护林员" in words else BEIJING.changed(0, name="组织巡山次数")
    statement = said(StatementKind.COUNT_DONE, f"{number}{counted}", number, project, words=words)
    statement = replace(statement, figure=replace(statement.figure, counted=counted))
    facts = CardFacts(statements=(statement,))
    result = found(judged(card, facts=facts))
    assert (("P17", WARNING) in result) is wrong


def test_p17_score_that_no_card_has() -> None:
    facts = CardFacts(statements=(said(StatementKind.SCORE, "得分90分", "90", "护湖经费"),))
    assert [item for item in found(judged(NINGXIA, facts=facts)) if item[0] == "P17"] == [("P17", WARNING)]


OVERALL = [
    "整体绩效自评表",
    "",
    "单位名称\t某局\t\t\t\t\t",
    "基本支出总额\t20 万元\t\t项目支出总额\t{project} 万元\t\t",
    "预算执行情况 (万元) (20 分)\t\t预算数 (A)\t执行数 (B)\t执行率 (B/A)\t得分 (20 分*执行率)\t",
    "\t部门整体支出总额\t100\t80\t80%\t16 分\t",
    "年度绩效指标 1\t一级指标\t二级指标\t三级指标\t年初目标值 (A)\t实际完成值 (B)\t得分",
    "\t产出指标 (80 分)\t数量指标\t种草面积\t80亩\t{actual}亩\t80",
    "总分\t96分\t\t\t\t\t",
]


def overall(project: str = "60", actual: str = "81") -> list[str]:
    return [line.format(project=project, actual=actual) for line in OVERALL]


def test_p18_parts_of_the_whole_and_the_table() -> None:
    assert held(judged(more=overall()), "P18") == 1
    assert ("P18", WARNING) in found(judged(more=overall("63")))
    facts = CardFacts(amount("60"), amount("20"), amount("80"))
    assert held(judged(more=overall(), facts=facts), "P18") == 4
    other = CardFacts(amount("90"), amount("20"), amount("110"))
    findings = [item for item in judged(more=overall(), facts=other)[0] if item.check == "P18"]
    assert len(findings) == 2 and findings[1].root == findings[0].key


def test_p18_another_total_of_the_report_may_be_meant() -> None:
    facts = CardFacts(total_expenditure=amount("110"), other_totals=(amount("80"),))
    assert not [item for item in found(judged(more=overall(), facts=facts)) if item[0] == "P18"]


def test_p20_ratios_of_the_whole() -> None:
    for kind, right, wrong in ((StatementKind.CARRY_RATE, "20", "12"), (StatementKind.DIFFERENCE_RATE, "-20", "-22")):
        for number, level in ((right, []), (wrong, [("P20", WARNING)])):
            facts = CardFacts(statements=(said(kind, f"{number}%", number),))
            assert [item for item in found(judged(more=overall(), facts=facts)) if item[0] == "P20"] == level


def test_p21_same_indicator_of_project_and_whole() -> None:
    assert held(judged(WUHAN, more=overall()), "P21") == 1
    assert ("P21", WARNING) in found(judged(WUHAN, more=overall(actual="83")))


# P23, P24 goals


def test_p23_swapped_goals_are_two_findings_of_one_root() -> None:
    right = judged(BEIJING, NINGXIA)
    assert not [item for item in found(right) if item[0] == "P23"]
    swapped = judged(replace(BEIJING, goal=NINGXIA.goal), replace(NINGXIA, goal=BEIJING.goal))
    findings = [item for item in swapped[0] if item.check == "P23"]
    assert len(findings) == 2 and findings[1].root == findings[0].key


def test_p23_copied_goal_is_a_hint_unless_projects_are_of_one_kind() -> None:
    goal = "保障各项工作按照年度计划顺利开展，全面提高服务水平。"
    assert ("P23", INFO) in found(judged(replace(BEIJING, goal=goal), replace(NINGXIA, goal=goal)))
    named = [replace(card, name=f"湖区森林防护经费（第{n}批）", goal=goal) for n, card in enumerate((BEIJING, NINGXIA))]
    assert not [item for item in found(judged(*named)) if item[0] == "P23"]


def test_p23_an_indicator_of_another_project() -> None:
    owner = replace(NINGXIA, name="湖面保洁能力提升经费").changed(0, name="湖面保洁能力提升培训次数")
    copied = replace(BEIJING).changed(0, name="湖面保洁能力提升培训次数", target="2次", actual="2次")
    findings = [item for item in judged(owner, copied)[0] if item.check == "P23"]
    assert [item.spot.quote for item in findings] == ["湖面保洁能力提升培训次数"]
    ordinary = [card.changed(5, name="群众满意度", target="≥90%", actual="95%") for card in (BEIJING, NINGXIA)]
    assert not [item for item in found(judged(*ordinary)) if item[0] == "P23"]


@pytest.mark.parametrize(
    ("done", "wrong"),
    [
        ("巡护了辖区全部山林；检修了瞭望设备；", True),
        ("巡护了辖区全部山林；检修了瞭望设备；组织了村民培训。", False),
        ("已全部完成", False),
        ("", True),
    ],
)
def test_p24_every_goal_is_answered(done: str, wrong: bool) -> None:
    goal = "1、巡护辖区全部山林。2、检修瞭望设备。3、组织村民防火培训，提高自救本领。"
    assert (("P24", WARNING) in found(judged(replace(BEIJING, goal=goal, done=done)))) is wrong


# P25 and the list beside the cards

LISTED = ("项目绩效自评结果汇总表", "单位：万元", "序号\t项目名称\t全年预算数\t全年执行数\t自评得分")


@pytest.mark.parametrize(
    ("rows", "level"),
    [
        (("1\t护林\t10.5\t9.3\t95", "2\t护草\t20\t20\t100", "合计\t\t30.5\t29.3"), None),
        (("1\t护林\t10.5\t9.3\t95", "2\t护草\t20\t20\t100", "合计\t\t30.5\t23.9"), ERROR),
        # What each row's own rounding may make is right, one last digit more is told mildly.
        (("1\t护林\t10.51\t9.33\t95", "2\t护草\t20.12\t20.12\t100", "合计\t\t30.63\t29.46"), None),
        (("1\t护林\t10.51\t9.33\t95", "2\t护草\t20.12\t20.12\t100", "合计\t\t30.63\t29.47"), WARNING),
        # 其中 and groups are parts of other rows; a 小计 is no project.
        (("1\t护林\t10\t9\t95", "\t其中：上年结转\t4\t4\t", "2\t护草\t20\t20\t98", "合计\t\t30\t29"), None),
        (("一\t林业\t30\t29\t", "1\t护林\t10\t9\t95", "2\t护草\t20\t20\t98", "合计\t\t30\t29"), None),
        (("1\t护林\t10\t9\t95", "\t小计\t10\t9\t", "2\t护草\t20\t20\t98", "合计\t\t30\t29"), None),
        # The whole may stand first.
        (("合计\t\t30\t29\t", "1\t护林\t10\t9\t95", "2\t护草\t20\t20\t98"), None),
        (("合计\t\t30\t19\t", "1\t护林\t10\t9\t95", "2\t护草\t20\t20\t98"), ERROR),
    ],
)
def test_p25_the_printed_total_of_a_list(rows: tuple[str, ...], level: str | None) -> None:
    result = judged(more=[*LISTED, *rows])
    assert [item[1] for item in found(result) if item[0] == "P25"] == ([level] if level else [])
    assert held(result, "P25") == (1 if level else 2)


def test_p25_blank_and_unread_totals_are_not_judged() -> None:
    rows = ["1\t护林\t10\t约九万\t95", "2\t护草\t20\t20\t98"]
    result = judged(more=[*LISTED, *rows, "合计\t\t30\t29"])
    assert not [item for item in found(result) if item[0] == "P25"] and held(result, "P25") == 1
    assert any("未能核对" in item.why and item.quote == "约九万" for item in result[2])
    blank = judged(more=[*LISTED, "1\t护林\t10\t9\t95", "2\t护草\t20\t20\t98", "合计\t\t\t29"])
    assert not [item for item in found(blank) if item[0] == "P25"] and held(blank, "P25") == 1


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("1\t护林经费\t120.5\t108.45\t99", 0),
        ("1\t护林经费\t100\t108.45\t99", 0),  # 年初预算数 is as good
        ("1\t护林经费\t120.5\t108.54\t99", 1),
        ("1\t护林经费\t120.5\t108.45\t90", 1),
        ("1\t护林经费\t210.5\t\t", 1),
        ("1\t别的经费\t1\t1\t1", 0),
    ],
)
def test_p17_a_list_says_what_the_cards_say(row: str, wrong: int) -> None:
    result = judged(BEIJING, more=[*LISTED, row])
    assert len([item for item in result[0] if item.check == "P17"]) == wrong


def test_p15_a_list_with_more_projects_than_cards_is_held_against_the_tables() -> None:
    facts = CardFacts(project_expenditure=amount("120"))
    more = [*LISTED, "1\t护林经费\t120.5\t108.45\t99"]
    assert not [item for item in judged(BEIJING, more=more, facts=facts)[0] if item.check == "P15"]
    (finding,) = [
        item for item in judged(BEIJING, more=[*more, "2\t护鸟经费\t20\t20\t99"], facts=facts)[0] if item.check == "P15"
    ]
    assert finding.stated == "128.45" and finding.expected == "120"
    transfer = [*more, "2\t护鸟转移支付资金\t20\t20\t99"]
    assert not [item for item in judged(BEIJING, more=transfer, facts=facts)[0] if item.check == "P15"]


def test_p04_a_total_that_adds_up_to_something_else_than_full_marks() -> None:
    more = BEIJING.changed(0, weight="40", score="40")
    assert ("P04", WARNING) in found(judged(replace(more, total_weight="120", total_score="119")))
    assert ("P04", ERROR) in found(judged(replace(more, total_weight="100", total_score="119")))
    # 100 without the points of the execution rate, that a total counts: a way to fill the table in.
    other = BEIJING.changed(0, weight="30", score="30")
    assert not [
        item for item in found(judged(replace(other, total_weight="110", total_score="109"))) if item[0] == "P04"
    ]
