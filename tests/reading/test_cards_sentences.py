"""What the explanation says of self-assessments."""

from __future__ import annotations

from decimal import Decimal

import pytest

from juesuan_gui.document import Document, Paragraph, Place, Section
from juesuan_gui.figures import Unit
from juesuan_gui.narrative.passages import passages
from juesuan_gui.reading.cards.sentences import card_statements
from juesuan_gui.report.cards import CardStatement, StatementKind


def statements(*lines: str) -> list[CardStatement]:
    blocks = tuple(Paragraph.of(line, place=Place(line=number)) for number, line in enumerate(lines, 1))
    return card_statements(passages(Document("text", (Section(blocks),))))


def only(line: str, kind: StatementKind) -> CardStatement:
    found = [item for item in statements("（四）预算绩效管理工作开展情况说明", line) if item.kind is kind]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("line", "kind", "number"),
    [
        ("本部门组织开展绩效自评，共涉及项目 10 个，资金 818.69 万元。", StatementKind.PROJECTS, "10"),
        (
            "本部门组织开展绩效自评，其中，一级项目 1 个，二级项目 5 个，共涉及资金 280 万元。",
            StatementKind.PROJECTS,
            "6",
        ),
        ("本部门对 12 个项目开展绩效自评，涉及金额1,200.5万元。", StatementKind.PROJECTS, "12"),
        ("组织对2024年度7个项目支出开展绩效自评，涉及资金642.28万元。", StatementKind.PROJECTS, "7"),
        ("我委对部门整体和21个项目开展了绩效自评，涉及资金900万元。", StatementKind.PROJECTS, "21"),
        ("选取“饮水安全”等3个项目开展自评，资金5,020.00万元。", StatementKind.PROJECTS, "3"),
        ("本部门组织开展绩效自评，共涉及项目 10 个，资金 818.69 万元。", StatementKind.FUNDS, "818.69"),
        ("本部门对 12 个项目开展绩效自评，涉及金额1,200.5万元。", StatementKind.FUNDS, "1200.5"),
        ("共涉及资金 280 万元，自评覆盖率达到 95%。", StatementKind.COVERAGE, "95"),
        ("绩效自评项目平均得分 96.5 分，其中“优”9 个，“良”1 个。", StatementKind.AVERAGE_SCORE, "96.5"),
        ("绩效自评发现问题5个，已完成整改3个，正在整改2个。", StatementKind.RECTIFIED, "3"),
        ("绩效自评发现问题5个，已完成整改3个，正在整改2个。", StatementKind.RECTIFYING, "2"),
    ],
)
def test_counts_and_funds(line: str, kind: StatementKind, number: str) -> None:
    found = only(line, kind)
    assert found.figure.number == Decimal(number)
    assert found.figure.text in line and found.figure.place.line == 2 and found.project == ""


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        ("（4）年度目标 4：依法办理信访。2020 年受理信访投诉举报 3 件，核查处置率 100.0%。", ["3"]),
        ("主要产出和效益是：组织培训 2 次，受理信访 42 件。", ["2", "42"]),
        ("主要产出和效益是：组织培训 2 次，其中：市级培训 1 次，比上年增加 5 次，计划培训 9 次。", ["2"]),
        ("绩效自评工作组召开会议 2 次。", []),
    ],
)
def test_counts_of_what_was_done(line: str, counts: list[str]) -> None:
    found = [item for item in statements("（二）绩效自评", line) if item.kind is StatementKind.COUNT_DONE]
    assert [f"{item.figure.number}" for item in found] == counts
    assert all(item.figure.text in line for item in found)


def test_review_of_a_project() -> None:
    found = statements(
        "（三）项目支出自评结果",
        "1. 护林、护草工作经费项目绩效自评综述：项目全年预算数为 1,027 万元，执行数为 784.29 万元，完成预算的 76.4%。",
    )
    assert [(item.kind, item.figure.number, item.project) for item in found] == [
        (StatementKind.BUDGET, 1027, "护林、护草工作经费"),
        (StatementKind.EXECUTED, Decimal("784.29"), "护林、护草工作经费"),
        (StatementKind.RATE, Decimal("76.4"), "护林、护草工作经费"),
    ]
    assert found[0].figure.unit is Unit.WAN_YUAN and found[2].figure.decimals == 1


def test_score_of_a_named_card() -> None:
    found = only("根据《护林经费项目绩效自评表》，该项目得分为92.10分。", StatementKind.SCORE)
    assert (found.project, found.figure.number, found.figure.decimals) == ("护林经费", Decimal("92.10"), 2)


def test_figures_of_the_whole() -> None:
    found = statements(
        "第四部分 绩效评价情况",
        "一、部门整体绩效评价报告",
        "（二）当年预算执行情况",
        "2021年全年预算数7158.26万元，资金总体支出6569.70万元，预算执行率为91.77%。",
        "（三）整体绩效目标实现情况",
        "年末结转631.40万元，2021年度结转结余率为8.7%。部门整体绩效评价分数为91.77分。",
    )
    assert {item.kind for item in found} >= {
        StatementKind.BUDGET,
        StatementKind.EXECUTED,
        StatementKind.RATE,
        StatementKind.CARRIED_OVER,
        StatementKind.CARRY_RATE,
        StatementKind.OVERALL_SCORE,
    }
    assert all(item.project == "" for item in found)


def test_grade_counts() -> None:
    found = statements("绩效自评项目10个，“优”8个，“良”1个，“中”1个，“差”0个。")
    assert [(item.words, item.figure.number) for item in found if item.kind is StatementKind.GRADE_COUNT] == [
        ("优", 8),
        ("良", 1),
        ("中", 1),
        ("差", 0),
    ]


def test_other_work_has_counts_of_its_own() -> None:
    found = statements(
        "（四）预算绩效管理工作开展情况说明",
        "2024年度编报绩效目标的项目涉及项目30个，涉及预算金额900万元；绩效自评涉及项目12个，涉及资金200万元。",
    )
    assert [(item.kind, item.figure.number) for item in found] == [
        (StatementKind.PROJECTS, 12),
        (StatementKind.FUNDS, 200),
    ]


def test_other_sentences_give_nothing() -> None:
    assert statements("2021年度支出合计100万元，其中：基本支出60万元，占60%。", "公务用车保有量2辆，问题3个。") == []
