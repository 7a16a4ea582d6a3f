"""For each rule on supplementary figures a passing, a failing, a blank, an unread and a rounded case."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from juesuan_gui.checks import Audit, Outcome, Wording
from juesuan_gui.figures import Figure, Unit, day_figure, exact_count, exact_money
from juesuan_gui.forms import ColumnKind, Form, Level, load_form
from juesuan_gui.live import LiveReport, RuleBook
from juesuan_gui.relations import Address, Basis, Period
from juesuan_gui.report import (
    CodedRow,
    Origin,
    Report,
    Setting,
    Slot,
    SlotEdit,
    SlotKind,
    Stated,
    TableKey,
    TableMark,
    compose,
)
from tests.generator.reports import TEMPLATES, codes, printed

HELP = Path(__file__).parents[2] / "resources" / "help"
NATIONAL = load_form("national-2020", [TEMPLATES])
BOOK = RuleBook(NATIONAL)
OWN = (
    "F19", "T7-05", "T7-06", "T7-07", "N7-02", "N10-01", "N10-03", "N11-01", "N11-02", "N11-03", "N11-04", "N12-01",
    "N13-03", "N13-05", "S01", "S02", "S03", "S04", "S05", "S06", "S08", "S09", "XP-01", "XP-02",
)  # fmt: skip
YI = 100_000_000
DAY = date(2021, 9, 20).toordinal()

Cells = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Case:
    """Cells "[上年 ]table row column" → 分, count or day; ``wrong`` changes one of them so that the rule fails."""

    check: str
    rule: int
    cells: Cells
    wrong: Cells
    settings: Mapping[str, str] = field(default_factory=dict)
    outcome: Outcome = Outcome.FAILS

    @property
    def name(self) -> str:
        return f"{self.check}#{self.rule}"


C = Case
_TRIP = "因公出国（境）"
_ADMINISTRATION = {"单位性质": "行政"}
_S01 = {"T6 301 金额": 12 * YI, "人员 在职 实有": 12, "上年 T6 301 金额": 10 * YI, "上年 人员 在职 实有": 10}
_S01_RUNNING = {
    "T6 公用经费合计 金额": 2 * YI,
    "人员 在职 实有": 10,
    "上年 T6 公用经费合计 金额": 2 * YI,
    "上年 人员 在职 实有": 10,
}
_WAGES = {"T6 30101 金额": 50 * YI, "T6 30102 金额": 30 * YI, "T6 30107 金额": 20 * YI}
CASES = (
    C("F19", 1, {"公开 公开情况 批复日期": DAY, "公开 公开情况 公开日期": DAY + 20}, {"公开 公开情况 公开日期": DAY + 21}),
    C("T7-05", 1, {"T7 金额 决算公务用车购置费": 18 * YI, "三公情况 公务用车购置数 数量": 1}, {"三公情况 公务用车购置数 数量": 0}),
    C("T7-05", 2, {"T7 金额 决算公务用车购置费": 18 * YI, "三公情况 公务用车购置数 数量": 1}, {"T7 金额 决算公务用车购置费": 0}),
    C("T7-06", 1, {"T7 金额 决算公务用车运行费": 3_000_000, "三公情况 公务用车保有量 数量": 2}, {"三公情况 公务用车保有量 数量": 0}),
    # Exactly 5 万元 for each car is not yet too much.
    C("T7-06", 2, {"T7 金额 决算公务用车运行费": 10_000_000, "三公情况 公务用车保有量 数量": 2}, {"T7 金额 决算公务用车运行费": 10_100_000}),
    C("T7-07", 1, {f"T7 金额 决算{_TRIP}费": 3_000_000, f"三公情况 {_TRIP}团组 数量": 1}, {f"三公情况 {_TRIP}团组 数量": 0}),
    C("T7-07", 2, {f"T7 金额 决算{_TRIP}费": 3_000_000, f"三公情况 {_TRIP}人次 数量": 1}, {f"三公情况 {_TRIP}人次 数量": 0}),
    C("T7-07", 3, {f"T7 金额 决算{_TRIP}费": 3_000_000, f"三公情况 {_TRIP}人次 数量": 1}, {f"T7 金额 决算{_TRIP}费": 0}),
    C("T7-07", 4, {"T7 金额 决算公务接待费": 3_000_000, "三公情况 公务接待批次 数量": 1}, {"三公情况 公务接待批次 数量": 0}),
    C("T7-07", 5, {"T7 金额 决算公务接待费": 3_000_000, "三公情况 公务接待人次 数量": 1}, {"三公情况 公务接待人次 数量": 0}),
    C("T7-07", 6, {"T7 金额 决算公务接待费": 3_000_000, "三公情况 公务接待批次 数量": 1}, {"T7 金额 决算公务接待费": 0}),
    C("N7-02", 1, {"三公构成 国内接待费 金额": YI, "三公构成 外事接待费 金额": YI}, {"三公构成 外事接待费 金额": 2 * YI}),
    C("N7-02", 2, {"三公构成 国内接待费 金额": YI, "三公构成 国（境）外接待费 金额": YI, "T7 金额 决算公务接待费": 2 * YI}, {"T7 金额 决算公务接待费": YI}),
    C("N7-02", 3, {"三公构成 车辆加油费 金额": YI, "三公构成 车辆保险费 金额": YI, "T7 金额 决算公务用车运行费": 2 * YI}, {"T7 金额 决算公务用车运行费": YI}),
    C("N7-02", 4, {"三公情况 外事接待批次 数量": 3, "三公情况 公务接待批次 数量": 3}, {"三公情况 外事接待批次 数量": 4}),
    C("N7-02", 5, {"三公情况 外事接待人次 数量": 30, "三公情况 公务接待人次 数量": 30}, {"三公情况 外事接待人次 数量": 31}),
    C("N10-01", 1, {"机关运行经费 机关运行经费 金额": 2 * YI, "T6 公用经费合计 金额": 2 * YI}, {"机关运行经费 机关运行经费 金额": YI}, _ADMINISTRATION),
    C("N10-03", 1, {"机关运行经费 机关运行经费 金额": YI, "T6 公用经费合计 金额": YI}, {"机关运行经费 机关运行经费 金额": 2 * YI}),
    C("N11-01", 1, {"政府采购 总额 金额": 3 * YI, "政府采购 货物 金额": YI, "政府采购 服务 金额": 2 * YI}, {"政府采购 总额 金额": 4 * YI}),
    C("N11-02", 1, {"政府采购 总额 金额": 3 * YI, "政府采购 中小企业 金额": 3 * YI}, {"政府采购 中小企业 金额": 4 * YI}),
    C("N11-02", 2, {"政府采购 中小企业 金额": 3 * YI, "政府采购 小微企业 金额": 3 * YI}, {"政府采购 小微企业 金额": 4 * YI}),
    C("N11-03", 1, {"政府采购 总额 金额": 5 * YI, "T6 公用经费合计 金额": 2 * YI, "T3 合计 项目支出": 3 * YI}, {"政府采购 总额 金额": 6 * YI}),
    C("N11-04", 1, {"政府采购 总额 金额": 6 * YI, "政府采购 中小企业预留 金额": YI, "政府采购 小微企业预留 金额": 2 * YI, "政府采购 中小企业中标 金额": 3 * YI}, {"政府采购 中小企业中标 金额": 4 * YI}),
    # One vehicle off is plainly wrong: nothing is rounded here.
    C("N12-01", 1, {"国有资产 车辆 数量": 3, "国有资产 机要通信用车 数量": 1, "国有资产 其他用车 数量": 2}, {"国有资产 车辆 数量": 4}),
    C("N12-01", 2, {"国有资产 车辆 数量": 3, "三公情况 公务用车保有量 数量": 3}, {"三公情况 公务用车保有量 数量": 4}),
    C("N13-03", 1, {"人员 在职 实有": 20, "人员 行政 实有": 12, "人员 事业 实有": 8, "人员 参公 实有": 8}, {"人员 在职 实有": 21}),
    C("N13-03", 2, {"人员 离退休 编制": 5, "人员 离休 编制": 1, "人员 退休 编制": 4}, {"人员 离退休 编制": 4}),
    C("N13-03", 3, {"人员 事业 实有": 8, "人员 参公 实有": 8}, {"人员 参公 实有": 9}),
    C("N13-03", 4, {"单位名单 合计 独立编制": 2, "单位名单 第1家 独立编制": 1, "单位名单 第3家 独立编制": 1}, {"单位名单 合计 独立编制": 3}),
    C("N13-05", 1, {"政府购买服务 总额 金额": 3 * YI, "政府购买服务 公共服务 金额": 3 * YI}, {"政府购买服务 总额 金额": 2 * YI}),
    C("S01", 1, _S01, {"T6 301 金额": 17 * YI}),
    C("S01", 2, _S01_RUNNING, {"T6 公用经费合计 金额": 3 * YI}),
    C("S03", 1, {**_WAGES, "T6 30113 金额": 24 * YI}, {"T6 30113 金额": 25 * YI}),
    C("S03", 2, {**_WAGES, "T6 30113 金额": 5 * YI}, {"T6 30113 金额": 4 * YI}),
    C("S03", 3, {**_WAGES, "T6 30108 金额": 32 * YI}, {"T6 30108 金额": 33 * YI}),
    C("S03", 4, {"T6 30108 金额": 16 * YI, "T6 30109 金额": 12 * YI}, {"T6 30109 金额": 13 * YI}),
    C("S03", 5, {"T6 30108 金额": 16 * YI, "T6 30109 金额": 4 * YI}, {"T6 30109 金额": 3 * YI}),
    C("S04", 1, {"T5 21011 基本支出": 10 * YI, "T6 30110 金额": 9 * YI, "T6 30111 金额": 2 * YI}, {"T6 30110 金额": 10 * YI}),
    C("S04", 2, {"T5 21011 基本支出": 11 * YI, "T6 30110 金额": 9 * YI, "T6 30307 金额": YI}, {"T5 21011 基本支出": 12 * YI}),
    C("S05", 1, {"T6 302 金额": 10 * YI, "T6 30217 金额": YI}, {"T6 30217 金额": 2 * YI}),
    C("S05", 2, {"T6 30215 金额": 13 * YI, "上年 T6 30215 金额": 10 * YI}, {"T6 30215 金额": 14 * YI}),
    C("S05", 3, {"T6 30216 金额": 3_000_000, "上年 T6 30216 金额": 2_000_000}, {"T6 30216 金额": 4_000_000}),
    C("S06", 1, {"T1 收入总计 决算数": 10 * YI, "T1 年末结转和结余 决算数": 3 * YI}, {"T1 年末结转和结余 决算数": 4 * YI}),
    C("S06", 2, {"T1 年末结转和结余 决算数": 3 * YI, "上年 T1 年末结转和结余 决算数": 2 * YI}, {"T1 年末结转和结余 决算数": 4 * YI}),
    C("S08", 1, {"T1 其他收入 决算数": YI, "T1 本年收入合计 决算数": 10 * YI}, {"T1 其他收入 决算数": 2 * YI}),
    C("S08", 2, {"T1 其他支出 决算数": YI, "T1 本年支出合计 决算数": 10 * YI}, {"T1 其他支出 决算数": 2 * YI}),
    *(
        C("S08", rule, {f"T6 {row} 金额": YI, "T6 人员经费合计 金额": 6 * YI, "T6 公用经费合计 金额": 4 * YI}, {f"T6 {row} 金额": 2 * YI})
        for rule, row in ((3, "30199"), (4, "30299"), (5, "39999"))
    ),
    # 2010301 has both a budget and a final figure, so it is in no rule; 2010399 has one only when it goes wrong.
    C("S09", 1, {"T5 2010301 合计": YI, "年初预算 T5 2010301 合计": YI, "T5 2010399 合计": 0}, {"T5 2010399 合计": YI}),
    C("S09", 2, {"T5 2010301 合计": YI, "年初预算 T5 2010301 合计": YI, "年初预算 T5 2010399 合计": 0}, {"年初预算 T5 2010399 合计": YI}),
    C("S02", 1, {"T6 301 金额": YI, "人员 在职 实有": 12}, {"人员 在职 实有": 0}),
    C("S02", 2, {"T6 301 金额": YI, "人员 在职 实有": 12}, {"T6 301 金额": 0}),
    C("S02", 3, {"T6 30301 金额": YI, "人员 离休 实有": 1}, {"人员 离休 实有": 0}),
    C("S02", 4, {"T6 30302 金额": YI, "人员 退休 实有": 1}, {"人员 退休 实有": 0}),
    *(
        C("XP-01", rule, {f"T1 {row} 决算数": 2 * YI, f"批复 {approved or row} 批复数": 2 * YI}, {f"T1 {row} 决算数": YI})
        for rule, row, approved in (
            (1, "本年收入合计", ""), (2, "一般公共预算财政拨款收入", "财政拨款收入"), (3, "使用非财政拨款结余", ""),
            (4, "年初结转和结余", ""), (5, "收入总计", "总计"), (6, "本年支出合计", ""), (9, "结余分配", ""),
            (10, "年末结转和结余", ""),
        )
    ),
    C("XP-01", 7, {"T3 合计 基本支出": YI, "批复 基本支出 批复数": YI}, {"T3 合计 基本支出": 2 * YI}),
    C("XP-01", 8, {"T3 合计 项目支出": YI, "批复 项目支出 批复数": YI}, {"T3 合计 项目支出": 2 * YI}),
    C("XP-02", 1, {"批复 总计 上报数": YI, "批复 总计 批复数": 3 * YI, "批复 总计 调整数": 2 * YI}, {"批复 总计 调整数": YI}),
)  # fmt: skip
EACH = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def address(cell: str) -> Address:
    """An address from "[上年 ]table row column"."""
    *words, table, row, column = cell.split(" ")
    period = next((word for word in words if word in Period.ALL), Period.THIS)
    basis = next((word for word in words if word in Basis.ALL), Basis.FINAL)
    return Address(table, row, column, period, basis)


def figure(form: Form, cell: Address, value: int) -> Figure:
    """A figure as a report of the form states it."""
    column = form.table(cell.table).column(cell.column)
    assert column is not None
    if column.kind is ColumnKind.DATE:
        return day_figure(date.fromordinal(value))
    return exact_count(value) if column.kind is ColumnKind.COUNT else exact_money(value)


class Bench:
    """A report of the national form with these cells stated."""

    def __init__(self, case: Case, stated: Mapping[str, Figure | None], unread: str = "") -> None:
        report = Report(NATIONAL)
        cells = {address(name): figure(NATIONAL, address(name), value) for name, value in case.cells.items()}
        cells = {**cells, **{address(name): value for name, value in stated.items()}}
        edits = [
            SlotEdit(
                Slot.figure(cell), None, Stated(value, Origin.IMPORTED, unread="看不清" if cell.text == unread else "")
            )
            for cell, value in cells.items()
        ]
        edits += [
            SlotEdit(Slot(SlotKind.TABLE, tuple(key)), None, TableMark.IMPORTED)
            for key in dict.fromkeys(TableKey.of(cell) for cell in cells)
        ]
        edits += [
            SlotEdit(Slot(SlotKind.ROW, (*TableKey.of(cell), cell.row)), None, CodedRow(cell.row, cell.row))
            for cell in cells
            if NATIONAL.table(cell.table).is_code(cell.row)
        ]
        edits += [
            SlotEdit(Slot(SlotKind.SETTING, (name,)), None, Setting(value)) for name, value in case.settings.items()
        ]
        report.apply(compose("试", edits))
        self.live = LiveReport(report, codes(), BOOK)
        self.audit = Audit(self.live)
        self.audit.run()
        self.case = case

    def outcomes(self) -> set[Outcome]:
        """What becomes of the rule, where it runs at all."""
        found = {
            self.audit.judge(item).outcome
            for item in self.live.instances()
            if (item.check, item.rule + 1) == (self.case.check, self.case.rule)
        }
        return found - {Outcome.SKIPPED}


def exact(case: Case, cells: Cells) -> dict[str, Figure | None]:
    return {name: figure(NATIONAL, address(name), value) for name, value in cells.items()}


@EACH
def test_right_figures_pass(case: Case) -> None:
    assert Bench(case, {}).outcomes() == {Outcome.HOLDS}


@EACH
def test_a_wrong_figure_fails_at_the_declared_level(case: Case) -> None:
    bench = Bench(case, exact(case, case.wrong))
    assert case.outcome in bench.outcomes()
    levels = {item.level for item in bench.audit.result().findings if item.check == case.check}
    assert levels == {NATIONAL.checks[case.check].level}


@EACH
def test_the_message_says_both_sides_in_their_own_units(case: Case) -> None:
    bench = Bench(case, exact(case, case.wrong))
    wording = Wording(bench.live)
    for finding in bench.audit.result().findings:
        if finding.check == case.check:
            text = wording.message(finding)
            assert "{" not in text and text.endswith("。")
            assert "公开日期" not in text or "2021-10-1" in text


@EACH
def test_a_blank_is_told_from_a_wrong_figure(case: Case) -> None:
    (cell,) = case.wrong
    outcomes = Bench(case, {cell: None}).outcomes()
    relation = NATIONAL.checks[case.check].rules[case.rule - 1].relation
    if relation.operator == "=":
        # An unfilled total over figures, or (XP-01 in part) one addend of several gone.
        # Other rows of the same rule go on holding.
        assert outcomes - {Outcome.HOLDS} in ({Outcome.BLANK_TOTAL}, {Outcome.FAILS})
    else:
        assert Outcome.UNREAD not in outcomes
        assert Outcome.BROKEN not in outcomes


@EACH
def test_an_unread_figure_is_neither_passed_nor_failed(case: Case) -> None:
    (cell,) = case.wrong
    outcomes = Bench(case, {cell: None}, unread=address(cell).text).outcomes()
    assert not outcomes & {Outcome.FAILS, Outcome.DIGIT, Outcome.BLANK_TOTAL, Outcome.BROKEN}


@EACH
def test_rounding_is_no_error(case: Case) -> None:
    """The money cells rounded each for itself (half a unit up or down) still agree; counts are not rounded."""
    rounded: dict[str, Figure | None] = {}
    for number, (name, value) in enumerate(case.cells.items()):
        cell = address(name)
        column = NATIONAL.table(cell.table).column(cell.column)
        if column is not None and column.kind is ColumnKind.MONEY:
            rounded[name] = printed(value + (4_000 if number % 2 else -4_000), Unit.WAN_YUAN)
    if rounded:
        assert not Bench(case, rounded).outcomes() & {Outcome.FAILS, Outcome.BLANK_TOTAL, Outcome.BROKEN}


def test_every_rule_has_its_case() -> None:
    rules = {(check, rule + 1) for check in OWN for rule in range(len(NATIONAL.checks[check].rules))}
    assert rules == {(case.check, case.rule) for case in CASES}


def test_one_person_off_is_an_error_of_its_own_level_and_not_a_rounding() -> None:
    case = next(item for item in CASES if item.name == "N12-01#1")
    (finding,) = Bench(case, exact(case, case.wrong)).audit.result().findings
    assert finding.level is Level.ERROR
    assert finding.outcome is Outcome.FAILS


def test_totals_of_supplementary_tables_are_computed_in_a_draft() -> None:
    report = Report(NATIONAL)
    for cell, value in {
        "人员 行政 实有": 12,
        "人员 事业 实有": 8,
        "国有资产 其他用车 数量": 3,
        "批复 总计 批复数": YI,
        "批复 总计 上报数": 3 * YI,
    }.items():
        report.apply(
            compose("填", [SlotEdit(Slot.figure(address(cell)), None, Stated(figure(NATIONAL, address(cell), value)))])
        )
    live = LiveReport(report, codes(), BOOK)
    for cell, value in {"人员 在职 实有": 20, "国有资产 车辆 数量": 3, "批复 总计 调整数": -2 * YI}.items():
        found = live.shown(address(cell))
        assert found is not None and found.value == value, cell


@pytest.mark.parametrize("check", OWN)
def test_help_page(check: str) -> None:
    declared = NATIONAL.checks[check]
    text = (HELP / f"{check}.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {check} {declared.title}\n")
    assert tuple(re.findall(r"^## (.+)$", text, re.MULTILINE)) == (
        "查什么",
        "依据",
        "例子",
        "常见原因",
        "怎么改",
        "相关审核",
    )
    pattern = "[^\n]*?".join(re.escape(part) for part in re.split(r"\{[^}]*\}", declared.message))
    assert re.search(rf"^  > {pattern}$", text, re.MULTILINE)
    level = {Level.ERROR: "错误", Level.WARNING: "警告", Level.INFO: "提示"}[declared.level]
    assert f"级别：{level}。" in text
