"""A 财决 workbook of a ledger fills the published tables with the ledger's own figures; XZ holds them together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import openpyxl
import pytest

from juesuan_gui.checks import Audit, Finding
from juesuan_gui.figures import exact_money
from juesuan_gui.forms import Form, Level, load_codes, load_form
from juesuan_gui.live import LiveReport, RuleBook
from juesuan_gui.reading import Limits, import_change, import_preview, read_workbook
from juesuan_gui.reading.accounts.reader import is_final_accounts, recognise_accounts
from juesuan_gui.reading.source import Source
from juesuan_gui.relations import Address, Basis
from juesuan_gui.report import Origin, Report, TableKey, set_figure, set_setting
from tests.generator.ledger import Cells, Entry, Shape, make_ledger, tables
from tests.generator.reports import ROOT, TEMPLATES, codes, printed
from tests.reading.accounts_book import UNIT_NAME, Change, write_accounts

NINE = tuple(f"T{number}" for number in range(1, 10))


@dataclass(frozen=True, slots=True)
class Case:
    """A ledger, its tables, and the workbook written of it."""

    entries: list[Entry]
    cells: Cells
    path: Path

    def source(self) -> Source:
        return read_workbook(self.path, Limits())


def make_case(folder: Path, seed: int, change: Change | None = None) -> Case:
    random = Random(seed)
    entries = make_ledger(random, 9, shape=Shape(other_sources=True, other_funds=True, carry_over=True))
    cells = tables(entries, random)
    economic = load_codes(ROOT / "resources" / "codes" / "economic_codes.csv", 2020)
    return Case(entries, cells, write_accounts(folder / f"单位{seed}.xlsx", entries, cells, codes(), economic, change))


@pytest.fixture(scope="module")
def form() -> Form:
    return load_form("ningxia-2020", [TEMPLATES])


@pytest.fixture(scope="module")
def book(form: Form) -> RuleBook:
    return RuleBook(form)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return make_case(tmp_path_factory.mktemp("accounts"), 11)


@pytest.fixture(scope="module")
def whole(form: Form, case: Case) -> Report:
    """The report imported from the workbook; whoever changes it puts it back."""
    return imported(form, case)


def imported(form: Form, case: Case, report: Report | None = None) -> Report:
    report = report or Report(form)
    # Amounts drawn at random add up, but nobody's wages are like that.
    report.apply(set_setting(report, "合理性审核", "不做"))
    report.apply(import_change(report, recognise_accounts(case.source(), form, report)))
    return report


def findings(report: Report, book: RuleBook) -> list[Finding]:
    audit = Audit(LiveReport(report, codes(), book))
    audit.run()
    return list(audit.result().findings)


def expected_cells(form: Form, cells: Cells) -> Iterator[tuple[Address, int]]:
    """The published cells that a 财决 workbook states: all of the form's but T6's totals, which are computed."""
    for (table_id, row, column), fen in cells.items():
        table = form.table(table_id)
        if not table.has_row(row) or column not in table.columns_of(row):
            continue
        if table_id == "T6" and not row.isdigit():
            continue
        yield Address(table_id, row, column), fen


def test_every_published_cell_has_the_ledgers_figure(form: Form, book: RuleBook, case: Case, whole: Report) -> None:
    report = whole
    live = LiveReport(report, codes(), book)
    seen = dict.fromkeys(NINE, 0)
    for address, fen in expected_cells(form, case.cells):
        figure = live.shown(address)
        assert (0 if figure is None else figure.value) == fen, address.text
        accounts = report.stated(address._replace(basis=Basis.ACCOUNTS))
        assert (0 if accounts is None or accounts.figure is None else accounts.figure.value) == fen, address.text
        seen[address.table] += fen != 0
    assert all(seen.values())
    assert report.text("单位名称") == UNIT_NAME


def test_nothing_is_left_over_and_nothing_is_found(form: Form, book: RuleBook, case: Case, whole: Report) -> None:
    recognised = recognise_accounts(case.source(), form)
    assert is_final_accounts(case.source())
    assert recognised.missing == ()
    assert [
        item for table in recognised.tables for item in (*table.unmatched_rows, *table.unmatched_columns, *table.unread)
    ] == []
    assert recognised.ignored == ()
    assert findings(whole, book) == []


def test_the_budget_columns_become_budget_figures(case: Case, whole: Report) -> None:
    report = whole
    line = Address("T1", "本年收入合计", "决算数", basis=Basis.INITIAL_BUDGET)
    stated = report.stated(line)
    assert stated is not None and stated.figure is not None
    assert stated.figure.value == case.cells["T1", "本年收入合计", "决算数"] // 200 * 100


@pytest.mark.parametrize("seed", [21])
def test_a_published_figure_that_differs_is_the_root(form: Form, book: RuleBook, tmp_path: Path, seed: int) -> None:
    case = make_case(tmp_path, seed)
    report = imported(form, case)
    random = Random(seed)
    filled = [address for address, fen in expected_cells(form, case.cells) if fen > 10_000 and report.stated(address)]
    for cell in random.sample(sorted(filled), 6):
        stated = report.stated(cell)
        assert stated is not None and stated.figure is not None
        before = int(stated.figure.value)
        change = set_figure(report, cell, printed(before + 123_400, form.unit), Origin.IMPORTED)
        report.apply(change)
        found = findings(report, book)
        own = [item for item in found if item.check == "XZ-01"]
        if cell.column.startswith("预算"):
            # A plan may have been adjusted since: XB-01 asks about it.
            assert own == []
            report.apply(change.inverse())
            continue
        assert [item.subject for item in own] == [cell]
        assert own[0].level is Level.ERROR
        roots = [item for item in found if item.root is None]
        assert {(item.culprit, item.expected) for item in roots} == {(cell, before)}
        report.apply(change.inverse())


def test_figures_that_are_there_already_stay_and_are_held_against_the_accounts(
    form: Form, book: RuleBook, case: Case
) -> None:
    report = Report(form)
    cell = TableKey("T1").cell("其他收入", "决算数")
    report.apply(set_figure(report, cell, printed(777_700, form.unit)))
    recognised = recognise_accounts(case.source(), form, report)
    assert not any(table.id == "T1" and table.basis == Basis.FINAL for table in recognised.tables)
    assert any("收入支出决算总表" in note for note in recognised.notes)
    report.apply(import_change(report, recognised))
    stated = report.stated(cell)
    assert stated is not None and stated.figure == printed(777_700, form.unit)
    assert any(item.check == "XZ-01" and item.subject == cell for item in findings(report, book))


@pytest.mark.long
def test_what_came_from_the_accounts_is_replaced_by_newer_accounts(form: Form, tmp_path: Path, case: Case) -> None:
    report = imported(form, case)
    newer = make_case(tmp_path, 12)
    preview = import_preview(report, recognise_accounts(newer.source(), form, report))
    assert preview.conflicts
    imported(form, newer, report)
    total = report.stated(Address("T1", "本年收入合计", "决算数"))
    assert total is not None and total.figure is not None
    assert total.figure.value == newer.cells["T1", "本年收入合计", "决算数"]


def test_an_import_is_one_step_that_can_be_taken_back(form: Form, case: Case) -> None:
    report = Report(form)
    change = import_change(report, recognise_accounts(case.source(), form, report))
    report.apply(change)
    report.apply(change.inverse())
    assert list(report.slots()) == []


def _without(name: str) -> Change:
    def change(workbook: openpyxl.Workbook) -> None:
        workbook.remove(next(sheet for sheet in workbook.worksheets if sheet.title.startswith(f"{name} ")))

    return change


@pytest.mark.parametrize("column", ["支出明细", "项目明细", "经营明细", "一般明细", "一般基本明细", "一般项目明细"])
@pytest.mark.parametrize("table", ["财决功能明细", "财决经济明细"])
def test_detail_tables_that_disagree_are_found(
    form: Form, book: RuleBook, whole: Report, table: str, column: str
) -> None:
    cell = TableKey(table).cell("合计", column)
    before = whole.stated(cell)
    fen = int(before.figure.value) if before is not None and before.figure is not None else 0
    change = set_figure(whole, cell, exact_money(fen + 500_000), Origin.IMPORTED)
    whole.apply(change)
    found = [item for item in findings(whole, book) if item.check == "XZ-02"]
    whole.apply(change.inverse())
    assert found and {item.level for item in found} == {Level.ERROR}
    assert all(cell in {operand.address for operand in item.operands} for item in found)


@pytest.mark.long
def test_a_missing_detail_sheet_is_not_compared(form: Form, book: RuleBook, tmp_path: Path) -> None:
    report = imported(form, make_case(tmp_path, 31, _without("Z05_3")))
    audit = Audit(LiveReport(report, codes(), book))
    audit.run()
    result = audit.result()
    assert [item for item in result.findings if item.check == "XZ-02"] == []
    assert any(item.check == "XZ-02" for item in result.unread)


def test_a_missing_sheet_is_named_and_columns_may_stand_anywhere(form: Form, book: RuleBook, tmp_path: Path) -> None:
    def change(workbook: openpyxl.Workbook) -> None:
        _without("Z03")(workbook)
        # Some ministries put columns of their own before the amounts.
        sheet = next(sheet for sheet in workbook.worksheets if sheet.title.startswith("Z04 "))
        sheet.unmerge_cells("F4:F7")
        for row in range(1, sheet.max_row + 1):
            sheet.cell(row, 12).value = sheet.cell(row, 6).value
            sheet.cell(row, 6).value = None
        sheet.merge_cells("L4:L7")

    case = make_case(tmp_path, 41, change)
    recognised = recognise_accounts(case.source(), form)
    assert recognised.missing == ("T2",)
    table = next(table for table in recognised.tables if table.id == "T3")
    basic = {item.address.row: item.stated.figure for item in table.figures if item.address.column == "基本支出"}
    assert basic["合计"] is not None and basic["合计"].value == case.cells["T3", "合计", "基本支出"]


def test_a_published_workbook_is_no_accounts() -> None:
    sample = ROOT / "resources" / "samples" / "guyuan-2020.xlsx"
    assert not is_final_accounts(read_workbook(sample, Limits()))


#: Of accounts.xls (samples/build_accounts_xls.py), by the ledger that it was written of; 分.
OLD_FORMAT = {
    ("T1", "收入总计", "决算数"): 775_102_986,
    ("T1", "年末结转和结余", "决算数"): 238_500,
    ("T2", "合计", "财政拨款收入"): 668_211_034,
    ("T3", "合计", "本年支出合计"): 774_864_486,
    ("T4", "支出总计", "合计"): 761_719_834,
    ("T5", "合计", "项目支出"): 430_269_337,
    ("T6", "301", "金额"): 51_895_237,
    ("T7", "金额", "决算合计"): 103_259_004,
    ("T8", "合计", "本年支出"): 879_380,
    ("T9", "合计", "合计"): 272_112_722,
}


def test_the_old_excel_format_of_the_accounts_fills_the_tables(form: Form, book: RuleBook) -> None:
    source = read_workbook(Path(__file__).parent / "samples" / "accounts.xls", Limits())
    recognised = recognise_accounts(source, form)
    assert {table.id for table in recognised.tables if table.basis == Basis.FINAL} >= set(NINE)
    assert recognised.missing == recognised.ignored == ()
    assert [item for table in recognised.tables for item in (*table.unmatched_rows, *table.unmatched_columns)] == []
    report = Report(form)
    report.apply(set_setting(report, "合理性审核", "不做"))
    report.apply(import_change(report, recognised))
    live = LiveReport(report, codes(), book)
    shown = {place: live.shown(Address(*place)) for place in OLD_FORMAT}
    assert {place: figure and figure.value for place, figure in shown.items()} == OLD_FORMAT
    assert findings(report, book) == []
    # A figure that differs from the accounts by a 分 is found.
    place = ("T3", "合计", "本年支出合计")
    cell = Address(*place)
    report.apply(set_figure(report, cell, exact_money(OLD_FORMAT[place] + 1), Origin.IMPORTED))
    assert any(item.check == "XZ-01" and item.subject == cell for item in findings(report, book))
