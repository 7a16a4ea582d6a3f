"""Reading scorecards: what is printed in any layout comes back as figures."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from juesuan_gui.checks.cards.desk import CardFacts
from juesuan_gui.checks.cards.judging import judge_cards
from juesuan_gui.document import Document
from juesuan_gui.figures import Unit
from juesuan_gui.reading.cards.reader import read_cards
from juesuan_gui.report.cards import Card, CardKind, MoneyColumn, Operator, TargetKind
from juesuan_gui.report.cards_targets import named_target, understood
from tests.generator.card_lists import PlainList, list_from, list_grid, list_lines, plain_list, rows_of_cards
from tests.generator.cards import (
    KINDS,
    LAYOUTS,
    PlainCard,
    card_from,
    consistent_cards,
    grid_document,
    plain_of,
    stacked_lines,
    tab_lines,
    text_document,
)

DATA = Path(__file__).resolve().parents[1] / "data" / "cards"

PRINTERS: dict[str, Callable[[list[PlainCard]], Document]] = {
    "tabs": lambda cards: text_document(tab_lines(cards)),
    "stacked": lambda cards: text_document(stacked_lines(cards)),
    "grid": grid_document,
}
#: Explaining a failure over whole documents takes minutes; the example found is enough.
QUICK = settings(
    max_examples=12,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)


def read_back(document: Document, layout: str) -> list[PlainCard]:
    reading = read_cards(document)
    assert not reading.unread
    assert {card.kind for card in reading.cards} == {KINDS[layout]}
    return [plain_of(card, layout) for card in reading.cards]


@pytest.mark.sampled(7)
@pytest.mark.parametrize("printer", PRINTERS)
@pytest.mark.parametrize("layout", LAYOUTS)
@QUICK
@given(data=st.data())
def test_what_is_printed_comes_back(layout: str, printer: str, data: st.DataObject) -> None:
    cards = data.draw(consistent_cards(layout))
    assert read_back(PRINTERS[printer](cards), layout) == cards


@pytest.mark.parametrize("printer", PRINTERS)
@pytest.mark.parametrize(("name", "count"), [("fengtai", 14), ("hanyang", 7), ("guyuan", 6), ("gaoyi", 1)])
def test_published_cards_come_back(name: str, count: int, printer: str) -> None:
    cards = [card_from(item) for item in json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))["cards"]]
    assert len(cards) == count
    assert read_back(PRINTERS[printer](cards), cards[0].layout) == cards


@pytest.mark.parametrize("printer", PRINTERS)
def test_the_overall_card_of_five_goals_comes_back(printer: str) -> None:
    data = json.loads((DATA / "hanyang.json").read_text(encoding="utf-8"))["overall"]
    cards = [card_from(item) for item in data]
    assert [(len(card.goals), len(card.indicators)) for card in cards] == [(5, 30)]
    # Several goals stand in fields of their own; the one goal of a project's card is not asked for.
    found = [replace(card, goal="") for card in read_back(PRINTERS[printer](cards), "wuhan-overall")]
    assert found == cards


@pytest.mark.parametrize("printer", [list_lines, list_grid])
@pytest.mark.parametrize(("name", "counts"), [("hanyang", [4, 17]), ("gaoyi", [19])])
def test_published_lists_come_back(name: str, counts: list[int], printer: Callable[[PlainList], Document]) -> None:
    lists = [list_from(item) for item in json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))["lists"]]
    assert [len(item.rows) for item in lists] == counts
    for item in lists:
        reading = read_cards(printer(item))
        assert not reading.unread
        assert [plain_list(card) for card in reading.cards] == [item]


@pytest.mark.parametrize("repeated", [False, True])
@QUICK
@given(cards=consistent_cards("beijing"))
def test_many_projects_in_one_table_are_read_as_their_cards(repeated: bool, cards: list[PlainCard]) -> None:
    rows = rows_of_cards(cards, repeated=repeated)
    lines = ["项目支出绩效自评情况表", "单位：万元", *("\t".join(row) for row in rows), "", "第四部分 名词解释"]
    reading = read_cards(text_document(lines))
    assert not reading.unread
    assert len(reading.cards) == len(cards)
    for card, plain in zip(reading.cards, cards, strict=True):
        found = plain_of(card, "beijing")
        assert (found.name, found.indicators) == (plain.name, plain.indicators)
        assert found.total_score == plain.total_score
        (row,), (wanted, *_) = found.money, plain.money
        assert replace(row, rate="") == replace(wanted, label=row.label, rate="")
        assert Decimal(row.rate.rstrip("%")) == Decimal(wanted.rate.rstrip("%"))


def test_money_of_a_table_of_projects_is_in_the_unit_printed_above_it() -> None:
    card = one_card(
        """
项目支出绩效自评情况表

单位：元

项目名称→全年预算数→全年执行数→一级指标→二级指标→三级指标→指标值→完成值
护林→1000000→904705→产出指标→数量指标→巡山次数→≥5次→6次
→→→→质量指标→整改率→100%→100%
合计→1000000→904705→→→→→
"""
    )
    assert card.unit is Unit.YUAN and len(card.indicators) == 2 and not card.has_scores


LATE = """
部门整体支出绩效自评表

单位：万元

一、预算执行情况→→预算安排情况（调整后）→→资金执行情况→→预算执行率
→→预算数：→100→执行数：→80→80%
一级指标→二级指标→三级指标→指标内容→评价标准→分值→自评得分
投入 (30)→目标管理(10)→目标科学性→是否科学→全部符合得满分→10→10
→预算编制(20)→编制完整性→是否完整→全部符合得满分→20→20
→完成率→完成数与预算数之比→按比例→5→5
→调整率→调整数与预算数之比→按比例→5→5

过程（执行）
（40）

预算执行（30）→支出进度→是否及时→按比例→20→20
→预算管理(10)→制度健全性→是否健全→按比例→{last}→10
产出 (30)→质量指标 (30)→合格率→合格数与总数之比→按比例→15→15

→质量指标 (30)→正常运行率→运行天数之比→按比例→15→15
→合计→→→→{total}→100
"""


def test_headings_printed_late_are_put_where_the_weights_prove_them() -> None:
    card = one_card(LATE.format(last="10", total="100"))
    assert [item.path for item in card.indicators] == [
        ("投入", "目标管理"),
        ("投入", "预算编制"),
        *[("过程(执行)", "预算执行")] * 3,
        ("过程(执行)", "预算管理"),
        *[("产出", "质量指标")] * 2,
    ]
    assert [(block.name, block.first, block.last) for block in card.blocks if block.level == 2][-1] == (
        "质量指标",
        6,
        8,
    )


def test_headings_stay_as_they_are_read_where_the_weights_prove_nothing() -> None:
    card = one_card(LATE.format(last="12", total="102"))
    assert [item.path[1] for item in card.indicators[:4]] == ["目标管理", "预算编制", "预算编制", "预算编制"]


def lines_of(text: str) -> list[str]:
    """Lines of a text in which → stands for a tab."""
    return text.strip("\n").replace("→", "\t").split("\n")


def one_card(text: str) -> Card:
    reading = read_cards(text_document(lines_of(text)))
    assert len(reading.cards) == 1
    return reading.cards[0]


WUHAN_HEAD = """
2021 年度护林项目自评表

项目名称→护林→→→→→
主管部门→某局→项目实施单位→某局→→→
项目类别→1、部门预算项目 <input checked="" type="checkbox"/> 2、市直专项 <input type="checkbox"/>→→→→→
预算执行情况 (万元) (20分)→→预算数 (A)→执行数 (B)→执行率 (B/A)→得分 (20分*执行率)→
→→年度财政资金总额→100→80→80%→16分
年度绩效目标 (80分)→一级指标→二级指标→三级指标→年初目标值 (A)→实际完成值 (B)→得分
"""


def test_head_money_and_boxes() -> None:
    card = one_card(WUHAN_HEAD)
    assert (card.kind, card.name, card.department, card.year) == (CardKind.PROJECT, "护林", "某局", 2021)
    assert card.attributes[0].options == (("部门预算项目", True), ("市直专项", False))
    row = card.total_row
    assert row is not None
    score = row.figure(MoneyColumn.SCORE)
    assert score is not None
    assert (score.number, score.text) == (Decimal(16), "16分")
    assert card.money_weight is not None and card.money_weight.number == 20
    assert card.goal_weight is not None and card.goal_weight.number == 80


def test_shifted_rows_are_read_by_what_they_say() -> None:
    card = one_card(
        WUHAN_HEAD
        + """
→产出指标 (40分)→数量指标 (15分)→巡山次数→≥20 次→22 次→15
→成本指标 (25分)→费用控制→≤100 万元→80 万元→25→
→效益指标 (40分)→社会效益 指标 (20分)→火情减少→是→是→20
可持续影响指标 (20分)→→护林机制健全→是→是→20→
总分→96→→→→→
"""
    )
    found = [(item.path, item.name, item.score and item.score.number) for item in card.indicators]
    assert found == [
        (("产出指标", "数量指标"), "巡山次数", 15),
        (("产出指标", "成本指标"), "费用控制", 25),
        (("效益指标", "社会效益指标"), "火情减少", 20),
        (("效益指标", "可持续影响指标"), "护林机制健全", 20),
    ]
    assert [block.weight.number for block in card.blocks] == [40, 15, 25, 40, 20, 20]
    assert card.total_score is not None and card.total_score.number == 96


def test_two_indicators_in_one_row_and_a_name_cut_by_a_page() -> None:
    card = one_card(
        WUHAN_HEAD
        + """
→产出指标→时效指标 (12分)→工作时长 工资发放率→1年 100%→5个月 100%→2.5 6
→→质量指标 (7分)→有利于促进林区安定,维护→是→是→7

→→→生态平衡→→→
总分→31.5→→→→→
"""
    )
    assert [item.name for item in card.indicators] == ["工作时长", "工资发放率", "有利于促进林区安定,维护生态平衡"]
    assert [item.score and item.score.number for item in card.indicators] == [Decimal("2.5"), 6, 7]


def test_heading_cut_in_two_rows_and_weight_on_the_next() -> None:
    head = WUHAN_HEAD.rsplit("年度绩效目标", 1)[0]
    card = one_card(
        head
        + """年度→一级→二级指→三级指标→年初目标值→实际完成→得分

绩效目标→指标→标→(A)→值 (B)→→
→产出指标 (40分)→数量指标→巡山次数→5次→5次→40
→效益指标→社会效益→火情减少→是→是→20

→(40分)→→水土保持→是→是→20
总分→96→→→→→
"""
    )
    assert [item.name for item in card.indicators] == ["巡山次数", "火情减少", "水土保持"]
    assert [(block.name, block.weight.number, block.first, block.last) for block in card.blocks] == [
        ("产出指标", 40, 0, 1),
        ("效益指标", 40, 1, 3),
    ]


def test_numbers_run_together() -> None:
    card = one_card(
        """
项目支出绩效自评表
（2021年度）
项目名称→护林→→→→→→
项目资金（万元）→→年初预算数→全年预算数→全年执行数→分值→执行率→得分
→年度资金总额→10→10→7.6→76%107.6→→
绩效指标→一级指标→二级指标→三级指标→年度指标值→实际完成值→分值→得分
→产出指标→数量指标→巡山次数→≥5次→5次→70→70
→→质量指标→整改率→100%→100%2020→→
总分→→→→→→100→97.6
"""
    )
    assert [(item.weight and item.weight.number, item.score and item.score.number) for item in card.indicators] == [
        (70, 70),
        (20, 20),
    ]
    row = card.total_row
    assert row is not None
    found = [row.figure(column) for column in (MoneyColumn.RATE, MoneyColumn.WEIGHT, MoneyColumn.SCORE)]
    assert [figure and figure.number for figure in found] == [76, 10, Decimal("7.6")]


def test_signs_units_and_weights_in_columns_of_their_own() -> None:
    card = one_card(
        """
项目支出绩效自评表
（2023年度）
项目名称→护林→→→→→→→
项目资金（元）→→年初预算数→调整预算数→全年执行数→分值→执行率（%）→得分
→年度资金总额→100000→100000→90470.5→10→90.47→9.05
一级指标→二级指标→三级指标→指标性质→指标值→计量单位→完成值→权重→得分
产出指标→数量指标→巡山次数→≥→20→次→22→22.5→22.5
→质量指标→整改率→=→100→%→100→67.5→67.5
效益指标→生态效益指标→/→/→/→/→/→/→/
→社会效益指标→不涉及→—→—→—→—→—→—
总分→→→→→→→100→99.05
"""
    )
    values = [(item.target_value, item.actual_value) for item in card.indicators]
    assert [
        (target and target.operator, target and target.unit, actual and actual.number) for target, actual in values
    ] == [
        (Operator.AT_LEAST, "次", 22),
        (Operator.EQUAL, "%", 100),
    ]
    assert [item.weight and item.weight.number for item in card.indicators] == [Decimal("22.5"), Decimal("67.5")]
    row = card.total_row
    assert row is not None and card.unit is Unit.YUAN
    rate = row.figure(MoneyColumn.RATE)
    assert rate is not None and (rate.number, rate.text) == (Decimal("90.47"), "90.47")


def test_what_is_no_number_stays_unread_with_its_words() -> None:
    reading = read_cards(
        text_document(
            lines_of(
                """
项目支出绩效自评表
（2021年度）
项目名称→护林→→→→→→
项目资金（万元）→→年初预算数→全年预算数→全年执行数→分值→执行率→得分
→年度资金总额→10→10→约八→10→80%→8
绩效指标→一级指标→二级指标→三级指标→年度指标值→实际完成值→分值→得分
→产出指标→数量指标→巡山次数→≥5次→5次→90→良好
总分→→→→→→100→98
"""
            )
        )
    )
    assert {(item.quote, item.place.line) for item in reading.unread} == {("约八", 5), ("良好", 7)}
    executed = reading.cards[0].amount(MoneyColumn.EXECUTED)
    assert executed is not None and executed.number is None


def test_people_and_phones_are_kept_apart_and_in_no_finding() -> None:
    card = one_card(
        """
项目支出绩效自评表
(2021 年度)
专项（项目）名称→→护林→→负责人及电话→李某某 13000000000→
项目资金（万元）→→→→全年预算数（A）→全年执行数（B）→执行率（B/A）
→→年度资金总额：→→5→5→100%
"""
    )
    assert [(label, person.text) for label, person in card.people] == [("负责人及电话", "李某某 13000000000")]
    assert "李某某" not in repr(replace(card, people=())) and "李某某" not in repr(judge_cards([card], CardFacts())[0])


def test_overall_card_with_goals() -> None:
    card = one_card(
        """
整体绩效自评表

单位名称：某局

单位名称→某局→→→→→
基本支出总额→20 万元→→项目支出总额→60 万元→→
预算执行情况 (万元) (20 分)→→预算数 (A)→执行数 (B)→执行率 (B/A)→得分 (20 分*执行率)→
→部门整体 支出总额→100→80→80%→16 分→
年度目标 1: (40 分)→管好森林。→→→→→
年度绩效 指标 1→一级 指标→二级指标→三级指标→年初目标值 (A)→实际完成值 (B)→得分
→产出 指标 (40 分)→数量指标→巡山次数→5 次→5 次→40
年度目标：2 (40分)→→管好草场。→→→→
年度绩效指标 2→一级指标→二级指标→指标名称→年初目标值 (A)→实际完成值 (B)→得分
→效益指标 (40分)→社会效益指标→草场面积→≥80亩→90亩→40
总分→96分→→→→→
"""
    )
    assert card.kind is CardKind.OVERALL
    assert [(label, figure.number) for label, figure in card.amounts] == [("基本支出总额", 20), ("项目支出总额", 60)]
    assert [goal.weight and goal.weight.number for goal in card.goals] == [40, 40]
    assert [(item.name, item.goal) for item in card.indicators] == [("巡山次数", 0), ("草场面积", 1)]
    assert [(block.goal, block.first, block.last) for block in card.blocks] == [(0, 0, 1), (1, 1, 2)]


def test_summary_and_list() -> None:
    reading = read_cards(
        text_document(
            lines_of(
                """
2021 年度护林项目自评结果

(摘要版)

评价指标→权重→评级分值→本项目得分
预算执行情况→20%→20→16
其中：产出指标→8%→8 分→8 分
综合绩效→100%→100→96

分项绩效项目清单

单位：万元

序号→项目名称→预算数→执行数→结余交回财政数→自评得分→目标→完成情况
→→(调整后)→(至2021年底)→→→→
1→护林→336→335.5→→95→护好森林→已完成
2→→→→→→→
"""
            )
        )
    )
    summary, listing = reading.cards
    assert (summary.kind, summary.name) == (CardKind.SUMMARY, "护林")
    assert [(line.part, line.total, line.score and line.score.number) for line in summary.lines] == [
        (False, False, 16),
        (True, False, 8),
        (False, True, 96),
    ]
    assert listing.kind is CardKind.LISTING
    project = listing.projects[0]
    assert len(listing.projects) == 1 and project.executed is not None
    assert (project.name.text, project.executed.number, project.executed.unit) == (
        "护林",
        Decimal("335.5"),
        Unit.WAN_YUAN,
    )


def test_a_text_without_cards_gives_none() -> None:
    reading = read_cards(text_document(["三、项目支出绩效自评表", "详见附件", "一级指标\t二级指标", "数量\t质量"]))
    assert reading.cards == () and reading.unread == ()


@pytest.mark.parametrize(
    ("text", "operator", "number", "unit"),
    [
        ("≥2000 人次", Operator.AT_LEAST, "2000", "人次"),
        ("＞90％", Operator.ABOVE, "90", "%"),
        ("不少于2次", Operator.AT_LEAST, "2", "次"),
        ("5万元以内", Operator.AT_MOST, "5", "万元"),
        ("满意度 80% 以上", Operator.AT_LEAST, "80", "%"),
        ("1 万人次", None, "10000", "人次"),
        ("≤2200/人", Operator.AT_MOST, "2200", "/人"),
        ("1,234.50", None, "1234.50", ""),
    ],
)
def test_targets_with_numbers(text: str, operator: Operator | None, number: str, unit: str) -> None:
    target = understood(text)
    assert (target.kind, target.operator, target.number, target.unit) == (
        TargetKind.NUMBER,
        operator,
        Decimal(number),
        unit,
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("12月底前", TargetKind.DATE),
        ("2020年12月前", TargetKind.DATE),
        ("5 个工作日完成", TargetKind.DATE),
        ("及时", TargetKind.DATE),
        ("有所提高", TargetKind.WORDS),
        ("28组；14组", TargetKind.WORDS),
        ("90%-95%", TargetKind.RANGE),
        ("97% ≤ 预算执行率 ≤ 100%", TargetKind.RANGE),
    ],
)
def test_targets_of_other_kinds(text: str, kind: TargetKind) -> None:
    assert understood(text).kind is kind


def test_targets_inside_names() -> None:
    found = named_target("拨付范围≤辖区21个街乡镇")
    assert found is not None and (found.operator, found.number) == (Operator.AT_MOST, 21)
    assert named_target("法律法规手册 5 万份") is None
