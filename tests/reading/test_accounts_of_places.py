"""The tables that single provinces print besides the nine are filled from a 财决 workbook with the ledger's figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from juesuan_gui.figures import exact_money
from juesuan_gui.forms import Form, Level, load_form
from juesuan_gui.live import RuleBook
from juesuan_gui.reading import Recognised, import_change
from juesuan_gui.reading.accounts.reader import recognise_accounts
from juesuan_gui.relations import Address, Basis
from juesuan_gui.report import Origin, Report, TableKey, set_figure
from tests.generator.ledger import CAPITAL, FUND, GENERAL, Entry, levels
from tests.generator.reports import TEMPLATES
from tests.reading.accounts_book import PROJECT_CODE
from tests.reading.test_accounts import Case, findings, imported, make_case

Wanted = dict[tuple[str, str, str], int]


def sichuan(case: Case) -> Wanted:
    """The four tables of Sichuan, added up entry by entry."""
    cells: Wanted = defaultdict(int)
    for entry in case.entries:
        if entry.source == GENERAL:
            _general(cells, entry)
        if entry.source == CAPITAL:
            _capital(cells, entry)
        if entry.source in (GENERAL, FUND, CAPITAL):
            for column, spent in (
                ("", _booked(entry)),
                ("基本", entry.basic),
                ("项目", {PROJECT_CODE: entry.project}),
            ):
                for code, fen in spent.items():
                    for row in (code[:3], code):
                        cells["财政拨款明细", row, f"{entry.source}{column}"] += fen
    return cells


def _booked(entry: Entry) -> dict[str, int]:
    booked = dict(entry.basic)
    booked[PROJECT_CODE] = booked.get(PROJECT_CODE, 0) + entry.project
    return booked


def _general(cells: Wanted, entry: Entry) -> None:
    for row in levels(entry.code):
        cells["一般公共项目", row, "金额"] += entry.project
        for code, fen in _booked(entry).items():
            cells["一般公共明细", row, code[:3]] += fen
            cells["一般公共明细", row, "合计"] += fen


def _capital(cells: Wanted, entry: Entry) -> None:
    for row in levels(entry.code):
        for column, fen in (
            ("年初结转和结余", entry.opening),
            ("本年收入", entry.income),
            ("本年支出", sum(_booked(entry).values())),
            ("项目支出", entry.project),
            ("年末结转和结余", entry.closing),
        ):
            cells["国资收支", row, column] += fen


def yunnan(case: Case) -> Wanted:
    """Yunnan's project spending by economic code, and what its table of 三公 takes of 财决附03."""
    cells: Wanted = defaultdict(int)
    for entry in case.entries:
        if entry.source == GENERAL:
            for row in (PROJECT_CODE[:3], PROJECT_CODE):
                cells["一般公共项目", row, "金额"] += entry.project
    for row, name in (
        ("三公经费合计", "合计"),
        ("因公出国（境）费", "因公出国（境）费"),
        ("公务用车购置及运行维护费", "公务用车小计"),
        ("公务接待费", "公务接待费"),
    ):
        cells["机关运行", row, "决算数"] = case.cells.get(("T7", "金额", f"决算{name}"), 0)
    return cells


PLACES = {"sichuan-2023": sichuan, "yunnan-2024": yunnan}


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return make_case(tmp_path_factory.mktemp("places"), 11)


@pytest.fixture(scope="module", params=["sichuan-2023", pytest.param("yunnan-2024", marks=pytest.mark.long)])
def form(request: pytest.FixtureRequest) -> Form:
    return load_form(request.param, [TEMPLATES])


@pytest.fixture(scope="module")
def recognised(form: Form, case: Case) -> Recognised:
    return recognise_accounts(case.source(), form)


@pytest.fixture(scope="module")
def report(form: Form, recognised: Recognised) -> Report:
    """The report imported from the workbook; whoever changes it puts it back."""
    made = Report(form)
    made.apply(import_change(made, recognised))
    return made


def local(form: Form, case: Case) -> Iterator[tuple[Address, int]]:
    for (table, row, column), fen in PLACES[form.id](case).items():
        yield TableKey(table).cell(row, column), fen


def test_every_cell_has_the_ledgers_figure_twice(form: Form, case: Case, report: Report) -> None:
    seen: dict[str, int] = defaultdict(int)
    for address, fen in local(form, case):
        for basis in (Basis.FINAL, Basis.ACCOUNTS):
            stated = report.stated(address._replace(basis=basis))
            assert (0 if stated is None or stated.figure is None else stated.figure.value) == fen, address.text
        seen[address.table] += fen != 0
    assert all(seen.values()), seen


def test_nothing_is_found_and_nothing_is_told_twice(form: Form, recognised: Recognised, report: Report) -> None:
    found = [item for item in findings(report, RuleBook(form)) if item.check.startswith("LT")]
    assert [item.check for item in found] == []
    told = [
        item for table in recognised.tables for item in (*table.unmatched_rows, *table.unmatched_columns, *table.unread)
    ]
    assert len(told) == len(set(told))


def test_a_changed_figure_differs_from_the_accounts(form: Form, case: Case, report: Report) -> None:
    book = RuleBook(form)
    for table in sorted({address.table for address, _ in local(form, case)}):
        cell, fen = next(item for item in local(form, case) if item[0].table == table and item[1])
        change = set_figure(report, cell, exact_money(fen + 123_400), Origin.IMPORTED)
        report.apply(change)
        own = [item for item in findings(report, book) if item.check == "LT-04"]
        report.apply(change.inverse())
        assert (cell, Level.ERROR) in [(item.subject, item.level) for item in own]
        assert {item.subject.table for item in own if item.subject} == {table}


@pytest.mark.long
def test_where_no_sheet_details_a_fund_its_whole_is_asked_about_and_no_more(tmp_path: Path) -> None:
    def change(workbook: openpyxl.Workbook) -> None:
        for sheet in list(workbook.worksheets):
            if sheet.title.startswith("Z12"):
                workbook.remove(sheet)

    form = load_form("sichuan-2023", [TEMPLATES])
    report = imported(form, make_case(tmp_path, 11, change))
    assert report.stated(TableKey("财政拨款明细").cell("30299", "国有资本经营预算")) is None
    found = [item.check for item in findings(report, RuleBook(form)) if item.check.startswith("LT")]
    assert found == ["LT-03"]


@pytest.mark.long
def test_a_sheet_that_is_missing_leaves_its_columns_uncompared(tmp_path: Path) -> None:
    def change(workbook: openpyxl.Workbook) -> None:
        for sheet in list(workbook.worksheets):
            if sheet.title.startswith("Z10"):
                workbook.remove(sheet)

    form = load_form("sichuan-2023", [TEMPLATES])
    report = imported(form, make_case(tmp_path, 12, change))
    cell = TableKey("财政拨款明细").cell("30201", "政府性基金预算")
    assert report.stated(cell) is None
    report.apply(set_figure(report, cell, exact_money(50_000), Origin.TYPED))
    assert [item for item in findings(report, RuleBook(form)) if item.check == "LT-04"] == []
    funds = [entry for entry in make_case(tmp_path, 12).entries if entry.source == FUND]
    assert funds, "a ledger with funds, so that the missing sheets are missed"
