"""Scorecards in the layouts of other places, with words and figures of ours: what is read, what is found wrong."""

from __future__ import annotations

from decimal import Decimal

from juesuan_gui.checks.cards.judging import CardFacts, judge_cards
from juesuan_gui.reading.cards.reader import read_cards
from juesuan_gui.report.cards import Card, CardKind, CardReading, MoneyColumn
from tests.generator.cards import text_document

#: Sichuan: 预算执行数, the sign in a column of its own, what is asked beside the goals, a conclusion below.
SICHUAN = """部门预算项目支出绩效自评表（2023年度）
项目名称→护林经费→→→→→→→→
主管部门→某县林业局本级→→→→实施单位（盖章）→某县林业局→→→
项目基本情况→1.项目年度目标完成情况→项目年度目标→→→→年度目标完成情况→→→
→→守护全县森林，减少火情。→→→→火情减少，林区平安。→→→
→2.项目实施内容及过程概述→按月巡山，按季检修。→→→→→→→
预算执行情况（10分）→年度预算数（万元）→年初预算→→调整后预算数→预算执行数→预算执行率→权重→得分→原因
→总额→238.93→→251.89→251.89→100.00%→10→10→
→其中：财政资金→238.93→→251.89→251.89→100.00%→/→/→
→单位资金→0.00→→0.00→0.00→0.00%→/→/→
绩效指标（90分）→一级指标→二级指标→三级指标→指标性质→指标值→度量单位→完成值→权重→得分→未完成原因分析
→产出指标→数量指标→补助发放覆盖率→＝→100→%→100→60→60→
→效益指标→社会效益指标→林区保障率→≥→90→%→{done}→30→30→
合计→→→→→→→→100→100→
评价结论→项目实施较好。
存在问题→无
改进措施→无"""

#: Anhui: percentages typed into fields for numbers, weights on first headings, a total row left at 0.
ANHUI = """项目支出绩效自评表
（2022年度）
项目名称→委托业务项目→→→→→→→
主管部门→某镇人民政府→→→实施单位→某镇人民政府→→→
项目资金（万元）→→年初预算数→全年预算数→全年执行数→分值→执行率→得分→
→年度资金总额：→{total}→{total}→{total}→10→100%→10→
→其中：本年财政拨款→90→90→90→→→→
→上年结转资金→→→→→→→
年度总体目标→预期目标→→→→实际完成情况→→→
→做好全镇各项委托业务。→→→→全镇委托业务均已办妥。→→→
绩效指标→一级指标→二级指标→三级指标→年度指标值→实际完成值→分值→得分→偏差原因分析及改进措施
→产出指标（50分）→数量指标→委托数量→≥50个→50→20→20→
→→质量指标→报告合格率→≥100百分比→100→10→10→
→→时效指标→提交及时性→在计划时间内完成→达成预期指标→10→10→
→→成本指标→总成本→≤90万元→90→10→10→
→效益指标（30分）→社会效益指标→影响程度→效果明显→达成预期指标→30→30→
→满意度指标（10分）→满意度指标→公众满意度→≥90百分比→{satisfied}→10→10→
总分→→→→→→100→100→"""

#: Another Anhui county: the whole department, numbered indicators with their explanations, no money above.
NUMBERED = """2023年度部门整体支出绩效评价自评表
单位→某县某局→→→→→→
序号→一级指标→二级指标→三级指标→指标分值→指标解释→指标说明及评分标准→自评得分
1→规划（15分）→基础信息（3分）→基础信息完整性→3→信息是否真实。→是否真实（3分）→3
2→→工作计划（6分）→年度计划完整性→3→计划是否完整。→是否完整（3分）→3
3→→→年度计划明确性→3→计划是否明确。→是否明确（3分）→3
4→→绩效目标（6分）→目标合理性→4→目标是否合理。→是否合理（4分）→4
5→→→目标明确性→2→是否量化。→是否量化（2分）→2
6→执行（85分）→预算执行（85分）→预算执行率→85→执行数与预算数的比率。→按比例。→80
合计→→→→100→→→{total}"""

#: Hunan: the weight of every level in a column of its own, the findings in words.
HUNAN = """部门整体支出绩效评价指标表
一级指标→分值→二级指标→分值→三级指标→分值→评价标准→指标说明→得分
投入→16→预算配置→16→在职人员控制率→8→以100%为标准。→在编以内。→8
→→→→公务费用变动率→8→不高于0计8分。→比上年增长。→0
过程→84→预算执行→84→预算完成率→44→100%计满分。→全部完成。→44
→→→→预算控制率→40→不超过10%。→追加较多。→0
合计→100→→100→→100→→→{total}"""

#: A short card: one row of money, the grade below the total.
SHORT = """2022年度项目支出绩效自评表
单位：万元
项目名称→护林经费→→→→→
资金情况→预算数→执行数→执行率→分值→得分→
年度资金总额→120→108→90%→10→9→
一级指标→二级指标→三级指标→指标值→完成值→分值→得分
产出指标→数量指标→巡山次数→≥200次→210次→60→60
效益指标→社会效益→火情减少→有所减少→有所减少→30→30
合计→→→→→100→99
自评等级→{grade}→→→→→"""


#: Chongqing: the total above, two targets, coefficients and no levels.
CHONGQING = """2021年度项目支出绩效自评表
项目名称→护林经费→→项目编码→500112→自评总分（分）→{total}
主管部门→某区林业局→→联系人→李某→联系电话→
项目资金（万元）→→年初预算数→全年（调整）预算数→全年执行数→执行率（%）→执行率权重（%）→执行率得分（分）
→年度总金额→250.00→320.00→288.00→{rate}→10→9.00
→其中：财政拨款→250.00→320.00→288.00→90.00→→
当年绩效目标→年初绩效目标→→全年（调整）绩效目标→→全年目标实际完成情况→
→按时完成→→按时完成→→已完成→
绩效指标→指标名称→计量单位→指标性质→年初指标值→调整指标值→全年完成值→得分系数（%）→指标权重（%）→指标得分（分）→是否核心指标→说明
→巡山次数→次→≥→300→200→210→100→60→60→是→
→林农满意度→%→≥→80→80→85→100→30→30→否→"""


def reading_of(text: str, **words: str) -> CardReading:
    return read_cards(text_document(text.format(**words).replace("→", "\t").split("\n")))


def only(text: str, **words: str) -> Card:
    reading = reading_of(text, **words)
    assert not reading.unread and len(reading.cards) == 1
    return reading.cards[0]


def wrong(text: str, **words: str) -> set[str]:
    """The checks that find something, the hints about missing kinds of indicators left out."""
    found, _, _ = judge_cards(reading_of(text, **words).cards, CardFacts())
    return {item.check for item in found} - {"P14"}


def test_sichuan() -> None:
    card = only(SICHUAN, done="98")
    assert card.name == "护林经费" and card.department == "某县林业局"
    assert [(goal.expected and goal.expected.text, goal.actual and goal.actual.text) for goal in card.goals] == [
        ("守护全县森林，减少火情。", "火情减少，林区平安。")
    ]
    row = card.total_row
    assert row is not None
    printed = [row.figure(column) for column in (MoneyColumn.INITIAL, MoneyColumn.BUDGET, MoneyColumn.EXECUTED)]
    assert [item and item.number for item in printed] == [Decimal("238.93"), Decimal("251.89"), Decimal("251.89")]
    assert [item.target_value and item.target_value.operator for item in card.indicators] == ["=", "≥"]
    assert [label for label, _ in card.remarks] == ["评价结论", "存在问题", "改进措施"]
    assert wrong(SICHUAN, done="98") == set()
    assert wrong(SICHUAN, done="88") == {"P08"}


def test_anhui_percentages_and_a_total_left_at_nought() -> None:
    card = only(ANHUI, total="90", satisfied="95")
    units = [item.target_value.unit for item in card.indicators if item.target_value is not None]
    assert units.count("%") == 2 and "百分比" not in units
    assert [(block.name, block.weight.number) for block in card.blocks] == [
        ("产出指标", 50),
        ("效益指标", 30),
        ("满意度指标", 10),
    ]
    assert wrong(ANHUI, total="90", satisfied="95") == set()
    assert wrong(ANHUI, total="90", satisfied="85") == {"P08"}
    assert "P01" in wrong(ANHUI, total="0", satisfied="95")


def test_numbered_indicators_of_the_whole() -> None:
    card = only(NUMBERED, total="95")
    assert card.kind is CardKind.OVERALL and len(card.indicators) == 6
    assert [item.path for item in card.indicators][3:] == [("规划", "绩效目标")] * 2 + [("执行", "预算执行")]
    assert card.indicators[0].content is not None and card.indicators[0].criterion is not None
    assert wrong(NUMBERED, total="95") == set()
    assert wrong(NUMBERED, total="96") == {"P06"}


def test_weights_of_every_level_in_columns_of_their_own() -> None:
    card = only(HUNAN, total="52")
    assert card.kind is CardKind.OVERALL
    assert [item.path for item in card.indicators] == [("投入", "预算配置")] * 2 + [("过程", "预算执行")] * 2
    assert [item.weight and item.weight.number for item in card.indicators] == [8, 8, 44, 40]
    assert (card.total_weight and card.total_weight.number, card.total_score and card.total_score.number) == (100, 52)
    assert wrong(HUNAN, total="52") == set()
    assert wrong(HUNAN, total="53") == {"P06"}


def test_an_index_that_nobody_has_scored_is_no_card() -> None:
    lines = [line.rpartition("→")[0] for line in HUNAN.format(total="").split("\n")]
    assert reading_of("\n".join(["部门整体支出绩效评价指标表", *lines[1:]])).cards == ()


def test_a_total_above_and_two_targets() -> None:
    card = only(CHONGQING, total="99.00", rate="90.00")
    row = card.total_row
    assert row is not None and card.total_score is not None and card.total_score.number == Decimal("99.00")
    columns = (MoneyColumn.BUDGET, MoneyColumn.RATE, MoneyColumn.WEIGHT, MoneyColumn.SCORE)
    assert [item and item.number for item in map(row.figure, columns)] == [320, 90, 10, 9]
    # The target is the adjusted one: 210 of 200 is done, of 300 it would not be.
    assert [item.target and item.target.text for item in card.indicators] == ["200", "80"]
    assert wrong(CHONGQING, total="99.00", rate="90.00") == set()
    assert "P06" in wrong(CHONGQING, total="98.00", rate="90.00")
    assert "P02" in wrong(CHONGQING, total="99.00", rate="92.00")
    assert wrong(CHONGQING, total="", rate="90.00") == {"P06"}


def test_a_grade_below_the_total() -> None:
    card = only(SHORT, grade="优")
    assert card.grade is not None and card.grade.text == "优"
    assert wrong(SHORT, grade="优") == set()
    assert wrong(SHORT, grade="良") == {"P13"}
