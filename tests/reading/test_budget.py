"""A published budget's tables become the report's 年初预算, whatever they are called; XB-01 then compares."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from juesuan_gui.checks import Audit
from juesuan_gui.figures import Unit, exact_money, parse_amount
from juesuan_gui.forms import Form, load_form
from juesuan_gui.reading import Limits, Recognised, import_change, read_workbook
from juesuan_gui.reading.accounts.reader import recognise_budget
from juesuan_gui.relations import Address, Basis
from juesuan_gui.report import Report, TableKey, insert_code, set_figure
from tests.generator.reports import TEMPLATES, codes, live_of

SPENDING = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
ROWS = (
    ("合计", "", 1152.06, 160.5, 991.56),
    ("208", "社会保障和就业支出", 9.66, 9.66, None),
    ("20805", "行政事业单位养老支出", 9.66, 9.66, None),
    ("2080505", "机关事业单位基本养老保险缴费支出", 9.66, 9.66, None),
    ("210", "卫生健康支出", 1142.4, 150.84, 991.56),
    ("21015", "医疗保障管理事务", 1142.4, 150.84, 991.56),
    ("2101501", "行政运行", 1142.4, 150.84, 991.56),
)
TRAVEL = (8.5, None, 6.0, None, 6.0, 2.5)


@pytest.fixture(scope="module")
def form() -> Form:
    return load_form("national-2020", [TEMPLATES])


def write_budget(path: Path, spending: str, travel: str, car: str = "公务用车购置及运行费") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"], sheet["E2"] = f"2020年{spending}", "部门：某某市医疗保障局", "单位：万元"
    sheet.append(SPENDING)
    for row in ROWS:
        sheet.append(row)
    other = book.create_sheet("三公")
    other["A1"], other["F2"] = f"2020年{travel}", "单位：万元"
    other.append(("合计", "因公出国（境）费", car, None, None, "公务接待费"))
    other.append((None, None, "小计", "公务用车购置费", "公务用车运行费", None))
    other.merge_cells("C3:E3")
    for column in "ABF":
        other.merge_cells(f"{column}3:{column}4")
    other.append(TRAVEL)
    book.save(path)
    return path


def read(path: Path, form: Form) -> Recognised:
    return recognise_budget(read_workbook(path, Limits()), form)


@pytest.mark.parametrize(
    ("spending", "travel", "car"),
    [
        ("一般公共预算支出表", "“三公”经费支出表", "公务用车购置及运行费"),
        ("一般公共预算财政拨款支出预算表", "一般公共预算“三公”经费支出预算表", "公务用车购置及运行维护费"),
        ("一般公共预算支出情况表", "财政拨款“三公”经费预算表", "公务用车购置及运行费"),
    ],
)
def test_its_figures_become_the_initial_budget(
    form: Form, tmp_path: Path, spending: str, travel: str, car: str
) -> None:
    recognised = read(write_budget(tmp_path / "预算.xlsx", spending, travel, car), form)
    assert {(table.id, table.basis) for table in recognised.tables} == {
        (name, Basis.INITIAL_BUDGET) for name in ("T5", "T7")
    }
    assert all(table.unmatched_columns == table.unmatched_rows == table.unread == () for table in recognised.tables)
    report = Report(form)
    report.apply(import_change(report, recognised))
    for row, column, text in (
        ("合计", "合计", "1,152.06"),
        ("2101501", "项目支出", "991.56"),
        ("208", "基本支出", "9.66"),
    ):
        stated = report.stated(Address("T5", row, column, basis=Basis.INITIAL_BUDGET))
        assert stated is not None and stated.figure is not None
        assert stated.figure.value == parse_amount(text, Unit.WAN_YUAN).value  # type: ignore[union-attr]
    stated = report.stated(Address("T7", "金额", "预算公务接待费", basis=Basis.INITIAL_BUDGET))
    assert stated is not None and stated.figure is not None and stated.figure.value == 2_500_000
    assert report.code_rows(TableKey("T5", basis=Basis.INITIAL_BUDGET)).keys() == {row[0] for row in ROWS[1:]}
    assert not any(address.basis == Basis.FINAL for address in report.figures())


def test_a_plan_that_is_not_the_published_one_is_asked_about(form: Form, tmp_path: Path) -> None:
    report = Report(form)
    report.apply(
        import_change(
            report, read(write_budget(tmp_path / "预算.xlsx", "一般公共预算支出表", "“三公”经费支出表"), form)
        )
    )
    plan = dict(
        zip(
            ("合计", "因公出国（境）费", "公务用车小计", "公务用车购置费", "公务用车运行费", "公务接待费"),
            TRAVEL,
            strict=True,
        )
    )
    for name, value in plan.items():
        if value is not None:
            report.apply(
                set_figure(report, Address("T7", "金额", f"预算{name}"), exact_money(round(value * 1_000_000)))
            )
    assert _asked(report) == []
    cell = Address("T7", "金额", "预算公务接待费")
    report.apply(set_figure(report, cell, exact_money(3_000_000)))
    assert _asked(report) == [cell]


def _asked(report: Report) -> list[Address | None]:
    audit = Audit(live_of(report))
    audit.run()
    return [item.subject for item in audit.result().findings if item.check == "XB-01"]


def test_this_years_figures_stay_as_they_are(form: Form, tmp_path: Path) -> None:
    report = Report(form)
    report.apply(insert_code(report, TableKey("T5"), "2101501", "行政运行", codes()))
    report.apply(set_figure(report, Address("T5", "2101501", "基本支出"), exact_money(100)))
    before = dict(report.slots())
    change = import_change(
        report, read(write_budget(tmp_path / "预算.xlsx", "一般公共预算支出表", "“三公”经费支出表"), form)
    )
    report.apply(change)
    assert before.items() <= dict(report.slots()).items()
    report.apply(change.inverse())
    assert dict(report.slots()) == before
