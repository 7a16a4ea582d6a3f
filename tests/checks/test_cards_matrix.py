"""Every scorecard check in five cases: what passes, what fails, a blank, what cannot be read, what rounding makes.

A case gives the judged cards and the level that the check must have there, ``None`` for no finding. Where a check
compares words, the rounding case is the nearest thing: other signs, other spacing, a bracket.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from juesuan_gui.checks.cards.catalogue import CARD_CHECKS
from juesuan_gui.checks.cards.judging import CardFacts
from juesuan_gui.figures import Unit
from juesuan_gui.report.cards import CardStatement, StatementKind
from tests.checks.cards_bench import BEIJING, NINGXIA, WUHAN, Judged, amount, judged, said, with_money
from tests.checks.test_cards import LISTED, overall
from tests.generator.cards import PlainCard

CASES = ("passing", "failing", "blank", "unread", "rounding")
ERROR, WARNING, INFO = "error", "warning", "info"
Case = tuple[Callable[[], Judged], str | None]


def of(*cards: PlainCard, level: str | None = None, facts: CardFacts | None = None, more: tuple[str, ...] = ()) -> Case:
    return lambda: judged(*cards, facts=facts, more=list(more)), level


def told(*statements: CardStatement, project: str = "", total: str = "") -> CardFacts:
    return CardFacts(
        amount(project) if project else None,
        total_expenditure=amount(total) if total else None,
        statements=statements,
    )


def item(card: PlainCard, position: int, total: str = "", **fields: str) -> PlainCard:
    changed = card.changed(position, **fields)
    return replace(changed, total_score=total) if total else changed


def listed(score: str, grade: str) -> tuple[str, ...]:
    return (
        "项目绩效自评结果汇总表",
        "序号\t项目名称\t预算数\t执行数\t自评得分\t评价等级",
        f"1\t护林\t10\t10\t{score}\t{grade}",
    )


def summed(executed: str) -> tuple[str, ...]:
    rows = ("1\t护林\t10.51\t9.33\t95", "2\t护草\t20.12\t20.12\t100")
    return (*LISTED, *rows, f"合计\t\t30.63\t{executed}")


def doubled(name: str) -> PlainCard:
    """Another card whose goal is that of the first."""
    goal = "保障各项工作按照年度计划顺利开展，全面提高服务水平。"
    return replace(NINGXIA, name=name, goal=goal)


_GOAL = "保障各项工作按照年度计划顺利开展，全面提高服务水平。"
_THREE = "1、巡护辖区全部山林。2、检修瞭望设备。3、组织村民防火培训，提高自救本领。"
_TWO_DONE = "巡护了辖区全部山林；检修了瞭望设备；"
_WEIGHTS = CardFacts(weights=(("产出", Decimal(70)), ("满意度", Decimal(10))))
_PERCENT = (StatementKind.CARRY_RATE, StatementKind.RATE)


def wan(kind: StatementKind, number: str, project: str = "") -> CardStatement:
    return said(kind, f"{number}万元", number, project, Unit.WAN_YUAN)


def rate(kind: StatementKind, number: str) -> CardStatement:
    return said(kind, f"{number}%", number)


def scored(score: str, percent: str = "91.77") -> CardFacts:
    return told(
        wan(StatementKind.BUDGET, "7158.26"),
        wan(StatementKind.EXECUTED, "6569.20"),
        *([rate(StatementKind.RATE, percent)] if percent else []),
        said(StatementKind.OVERALL_SCORE, f"{score}分", score),
    )


def unscored() -> CardFacts:
    return told(wan(StatementKind.BUDGET, "7158.26"), wan(StatementKind.EXECUTED, "6569.20"))


MATRIX: dict[str, tuple[Case, Case, Case, Case, Case]] = {
    "P01": (
        of(BEIJING),
        of(with_money(BEIJING, 1, executed="80.45"), level=ERROR),
        of(with_money(BEIJING, 3, executed="")),
        of(with_money(BEIJING, 2, executed="约18")),
        of(with_money(BEIJING, 1, executed="90.44")),
    ),
    "P02": (
        of(BEIJING),
        of(with_money(BEIJING, 0, rate="95%"), level=ERROR),
        of(with_money(BEIJING, 0, rate=""), level=WARNING),
        of(with_money(BEIJING, 0, rate="九成")),
        of(with_money(with_money(BEIJING, 0, executed="108.47"), 1, executed="90.47")),
    ),
    "P03": (
        of(BEIJING),
        of(replace(BEIJING, money_score="8.5", total_score="98.5"), level=WARNING),
        of(replace(BEIJING, money_score="")),
        of(replace(BEIJING, money_score="九")),
        of(replace(with_money(WUHAN, 0, budget="48.9", executed="48.33", rate="98.8%"), money_score="19.77")),
    ),
    "P04": (
        of(BEIJING),
        of(BEIJING.changed(0, weight="25"), level=ERROR),
        of(BEIJING.changed(0, weight="")),
        of(BEIJING.changed(0, weight="二十")),
        of(BEIJING.changed(0, weight="20.0").changed(1, weight="20.00")),
    ),
    "P05": (
        of(WUHAN),
        of(
            replace(WUHAN, blocks=((1, "产出指标", "50", 0), *WUHAN.blocks[1:])),
            level=ERROR,
        ),
        of(replace(WUHAN, blocks=())),
        of(replace(WUHAN, blocks=((1, "产出指标", "四十", 0), *WUHAN.blocks[1:]))),
        of(replace(WUHAN, blocks=((1, "产出指标", "40.0", 0), *WUHAN.blocks[1:]))),
    ),
    "P06": (
        of(BEIJING),
        of(replace(BEIJING, total_score="98"), level=ERROR),
        of(BEIJING.changed(0, score="")),
        of(BEIJING.changed(0, score="良")),
        of(replace(BEIJING, total_score="99.01")),
    ),
    "P07": (
        of(BEIJING, facts=_WEIGHTS),
        of(BEIJING.changed(0, weight="30"), facts=_WEIGHTS, level=INFO),
        of(replace(BEIJING, indicators=BEIJING.indicators[5:]), facts=_WEIGHTS),
        of(BEIJING.changed(5, weight="十"), facts=_WEIGHTS),
        of(BEIJING.changed(5, weight="10.00"), facts=_WEIGHTS),
    ),
    "P08": (
        of(BEIJING),
        of(BEIJING.changed(0, actual="199次"), level=WARNING),
        of(BEIJING.changed(0, actual="")),
        of(BEIJING.changed(0, actual="很多")),
        of(item(BEIJING, 0, "93.9", actual="150次", score="14.9", reason="人手不足。")),
    ),
    "P09": (
        of(BEIJING),
        of(BEIJING.changed(4, actual="未达成"), level=WARNING),
        of(BEIJING.changed(4, actual="")),
        of(BEIJING.changed(4, actual="未达成", score="十")),
        of(item(BEIJING, 4, "95", actual="未达成", score="6", reason="雨多。")),
    ),
    "P10": (
        of(BEIJING),
        of(BEIJING.changed(0, actual="261次"), level=INFO),
        of(BEIJING.changed(0, actual="")),
        of(BEIJING.changed(0, actual="两百多次")),
        of(BEIJING.changed(0, actual="260次")),
    ),
    "P11": (
        of(item(BEIJING, 0, "97", actual="180次", score="18", reason="雨季停巡")),
        of(item(BEIJING, 0, "97", actual="180次", score="18"), level=WARNING),
        of(BEIJING.changed(0, score="")),
        of(BEIJING.changed(0, score="良")),
        of(item(BEIJING, 0, score="20.0", reason="")),
    ),
    "P12": (
        of(BEIJING),
        of(BEIJING.changed(3, target="125.5"), level=WARNING),
        of(BEIJING.changed(0, target=""), level=WARNING),
        of(BEIJING.changed(3, target="见附件")),
        of(BEIJING.changed(3, target="120.50")),
    ),
    "P13": (
        of(more=listed("90", "优")),
        of(more=listed("89.9", "优"), level=ERROR),
        of(more=listed("90", "")),
        of(more=listed("九十", "优")),
        of(more=listed("90.0", "优秀")),
    ),
    "P14": (
        of(BEIJING, NINGXIA),
        of(WUHAN, level=INFO),
        of(),
        of(BEIJING.changed(5, second="")),
        of(BEIJING.changed(5, second="服务对象\n满意度")),
    ),
    "P15": (
        of(BEIJING, NINGXIA, facts=CardFacts(project_expenditure=amount("116.95"))),
        of(BEIJING, NINGXIA, facts=CardFacts(project_expenditure=amount("116")), level=WARNING),
        of(BEIJING, NINGXIA),
        of(with_money(BEIJING, 0, executed="一百"), facts=CardFacts(project_expenditure=amount("50"))),
        of(BEIJING, NINGXIA, facts=CardFacts(project_expenditure=amount("116.94"))),
    ),
    "P16": (
        of(BEIJING, NINGXIA, facts=told(said(StatementKind.PROJECTS, "2个", "2"))),
        of(BEIJING, NINGXIA, facts=told(said(StatementKind.PROJECTS, "1个", "1")), level=ERROR),
        of(BEIJING, facts=told()),
        of(facts=told(said(StatementKind.PROJECTS, "2个", "2"))),
        of(BEIJING, WUHAN, facts=told(said(StatementKind.AVERAGE_SCORE, "97.5分", "97.5"))),
    ),
    "P17": (
        of(BEIJING, facts=told(wan(StatementKind.BUDGET, "120.5", "护林经费"))),
        of(BEIJING, facts=told(wan(StatementKind.BUDGET, "130.5", "护林经费")), level=ERROR),
        of(with_money(BEIJING, 0, initial="", budget=""), facts=told(wan(StatementKind.BUDGET, "9", "护林经费"))),
        of(with_money(BEIJING, 0, executed="一百"), facts=told(wan(StatementKind.EXECUTED, "9", "护林经费"))),
        of(BEIJING, facts=told(wan(StatementKind.EXECUTED, "108.5", "护林经费"))),
    ),
    "P18": (
        of(more=tuple(overall()), facts=CardFacts(amount("60"), amount("20"), amount("80"))),
        of(more=tuple(overall("63")), level=WARNING),
        of(more=tuple(overall(""))),
        of(more=tuple(overall("六十"))),
        of(more=tuple(overall("60.00")), facts=CardFacts(amount("60.00"), amount("20.00"), amount("80.00"))),
    ),
    "P19": (
        of(facts=scored("92.5")),
        of(facts=scored("91.77"), level=WARNING),
        of(facts=unscored()),
        of(facts=scored("91.77", "")),
        of(facts=scored("91.78")),
    ),
    "P20": (
        of(more=tuple(overall()), facts=told(rate(StatementKind.CARRY_RATE, "20"))),
        of(more=tuple(overall()), facts=told(rate(StatementKind.CARRY_RATE, "12")), level=WARNING),
        of(more=tuple(overall())),
        of(more=tuple(overall()), facts=told(rate(StatementKind.STAFF_RATE, "95"))),
        of(
            more=tuple(overall()),
            facts=told(wan(StatementKind.CARRIED_OVER, "8.76"), rate(StatementKind.CARRY_RATE, "8.8")),
        ),
    ),
    "P21": (
        of(WUHAN, more=tuple(overall())),
        of(WUHAN, more=tuple(overall(actual="83")), level=WARNING),
        of(WUHAN.changed(0, actual=""), more=tuple(overall(actual="83"))),
        of(WUHAN.changed(0, actual="很多"), more=tuple(overall(actual="83"))),
        of(WUHAN.changed(0, actual="81.0亩"), more=tuple(overall())),
    ),
    "P22": (
        of(item(BEIJING, 2, "95", actual="次年3月", score="16", reason="雨季")),
        of(BEIJING.changed(2, actual="次年3月"), level=INFO),
        of(BEIJING.changed(2, actual="")),
        of(BEIJING.changed(2, actual="次年3月", score="良")),
        of(BEIJING.changed(2, target="次年3月前", actual="次年3月")),
    ),
    "P23": (
        of(BEIJING, NINGXIA),
        of(replace(BEIJING, goal=_GOAL), doubled("护湖经费"), level=INFO),
        of(replace(BEIJING, goal=""), replace(NINGXIA, goal="")),
        of(replace(BEIJING, goal="—"), replace(NINGXIA, goal="—")),
        of(replace(BEIJING, goal=_GOAL), doubled("护林经费（第二批）")),
    ),
    "P24": (
        of(replace(BEIJING, goal=_THREE, done=_TWO_DONE + "组织了村民培训。")),
        of(replace(BEIJING, goal=_THREE, done=_TWO_DONE), level=WARNING),
        of(replace(BEIJING, goal=_THREE, done=""), level=WARNING),
        of(replace(BEIJING, goal="", done="—")),
        of(replace(BEIJING, goal=_GOAL, done=_GOAL.replace("，", ", ").rstrip("。")), level=INFO),
    ),
    "P25": (
        of(more=summed("29.45")),
        of(more=summed("23.9"), level=ERROR),
        of(more=summed("")),
        of(more=summed("约三十")),
        of(more=summed("29.46")),
    ),
}


def test_the_matrix_is_whole() -> None:
    assert MATRIX.keys() == CARD_CHECKS.keys()


@pytest.mark.parametrize("case", range(len(CASES)), ids=CASES)
@pytest.mark.parametrize("check", MATRIX)
def test_case(check: str, case: int) -> None:
    make, level = MATRIX[check][case]
    found, held, _ = make()
    levels = {entry.level.value for entry in found if entry.check == check}
    assert levels == ({level} if level else set())
    if case == 0 and check not in ("P09", "P10", "P23", "P11"):
        # What passes was looked at; a check of words has nothing to note when nothing is said.
        assert check in {entry.check for entry in held}, check
