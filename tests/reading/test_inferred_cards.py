"""Scorecards that no line draws: judged where they were understood, listed and not judged where they were not."""

from __future__ import annotations

import pytest

from juesuan_gui.checks.cards.judging import CardFacts, judge_cards
from juesuan_gui.document import Cell, Column, Document, Grid, Paragraph, Place, Section
from juesuan_gui.reading.cards.reader import read_cards
from juesuan_gui.report.cards import Card, CardUnread

HEAD = [
    ["项目名称", "社区站点检测经费", "", "", "", "", ""],
    ["主管部门", "某局", "", "实施单位", "某区某局", "", ""],
]
MONEY = [
    ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["", "年度资金总额", "100", "100", "80", "10", "80%", "8"],
]
GOALS = [
    ["", "预期目标", "", "", "实际完成情况", "", ""],
    ["年度总体目标", "完成检测工作。", "", "", "已完成检测工作。", "", ""],
]
INDICATORS = [
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    ["产出指标", "数量指标", "检测数量", "≥322人次", "374人次", "50", "50"],
    ["效益指标", "社会效益指标", "条件改善", "有所改善", "有所改善", "30", "30"],
    ["满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "95%", "10", "10"],
    ["总分", "", "", "", "", "100", "98"],
]


def read(rows: list[list[str]], *, is_inferred: bool = True) -> tuple[Card, tuple[CardUnread, ...]]:
    cells = [Cell(r, c, text, place=Place(page=1)) for r, row in enumerate(rows) for c, text in enumerate(row)]
    grid = Grid("x", (Column(),) * 8, tuple(cells), place=Place(page=1), is_inferred=is_inferred)
    title = Paragraph.of("2022年度项目支出绩效自评表", place=Place(page=1))
    reading = read_cards(Document("x", (Section((title, grid)),)))
    assert len(reading.cards) == 1
    return reading.cards[0], reading.unread


def found(card: Card) -> set[str]:
    return {item.check for item in judge_cards([card], CardFacts())[0]}


def changed(row: int, column: int, text: str) -> list[list[str]]:
    rows = [list(line) for line in (*HEAD, *MONEY, *GOALS, *INDICATORS)]
    rows[row][column] = text
    return rows


def test_a_card_that_was_understood_is_judged() -> None:
    card, unread = read([*HEAD, *MONEY, *GOALS, *INDICATORS])
    assert card.doubt == "" and not unread
    assert card.goals[0].actual is not None
    assert "P04" not in found(card)
    wrong, _ = read(changed(10, 5, "120"))
    assert "P04" in found(wrong)


DOUBTS = {
    "two figures in one cell": changed(3, 6, "80%     8"),
    "a figure that its column broke": changed(7, 4, "374\n人次"),
    "a goal without what was done": changed(5, 4, ""),
    "an indicator without its weight": changed(8, 5, ""),
}


@pytest.mark.parametrize("rows", DOUBTS.values(), ids=DOUBTS)
def test_a_card_in_doubt_is_listed_and_not_judged(rows: list[list[str]]) -> None:
    rows = [list(row) for row in rows]
    rows[10][5] = "120"
    card, unread = read(rows)
    assert not found(card)
    assert any(item.why == card.doubt for item in unread)
    assert "社区站点检测经费" in {item.quote for item in unread}


@pytest.mark.parametrize("rows", DOUBTS.values(), ids=DOUBTS)
def test_lines_of_the_source_leave_no_such_doubt(rows: list[list[str]]) -> None:
    card, _ = read([*rows[:10], [*rows[10][:5], "120", "98"]], is_inferred=False)
    assert card.doubt == ""
    assert found(card)
