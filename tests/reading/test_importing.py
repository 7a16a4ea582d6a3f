"""Stage 3: one undoable change, and a preview that says beforehand what it will do."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from juesuan_gui.figures import exact_money
from juesuan_gui.forms import CodeRow, Form
from juesuan_gui.reading import Limits, Recognised, import_change, import_preview, read_workbook, recognise
from juesuan_gui.relations import Address, Period
from juesuan_gui.report import History, Origin, Report, TableKey, TableMark, set_figure, set_text
from tests.reading.books import CODES, Sheet, Value, counted, read_back, stated_in, tiny_form, write_book


@pytest.fixture(scope="module")
def form() -> Form:
    return tiny_form()


def read(form: Form, path: Path, **changes: Value) -> Recognised:
    """T1 and T3; a change names a code row's 基本支出 as c208 or a row of T1."""
    first, third = form.table("T1"), form.table("T3")
    values, coded = counted(first), counted(third, CODES)
    for name, value in changes.items():
        if name.startswith("c"):
            coded[name[1:], "基本支出"] = value
        else:
            values[name, "决算数"] = value
    return read_back(write_book(path, [Sheet(first, values), Sheet(third, coded, CODES)]), form)


def test_an_import_is_one_change_and_can_be_undone(form: Form, tmp_path: Path) -> None:
    report, history = Report(form), History()
    recognised = read(form, tmp_path / "公开表.xlsx")
    change = import_change(report, recognised)
    assert change.label == "导入 公开表.xlsx"
    history.do(report, change)
    assert dict(report.figures()) == stated_in(recognised)
    assert [row.code for row in report.ordered_rows(TableKey("T3"))] == [row.code for row in CODES]
    assert report.mark(TableKey("T1")) is TableMark.IMPORTED and report.mark(TableKey("T4")) is None
    assert report.text("单位名称") == "某某市医疗保障局"
    assert {stated.origin for stated in report.figures().values()} == {Origin.IMPORTED}
    history.undo(report)
    assert list(report.slots()) == []


def test_importing_the_same_again_changes_nothing(form: Form, tmp_path: Path) -> None:
    report = Report(form)
    recognised = read(form, tmp_path / "x.xlsx")
    report.apply(import_change(report, recognised))
    assert not import_change(report, recognised)
    preview = import_preview(report, recognised)
    assert (preview.new, preview.unchanged, preview.conflicts) == (0, len(stated_in(recognised)), ())


def test_a_second_import_replaces_rows_and_blank_cells(form: Form, tmp_path: Path) -> None:
    report = Report(form)
    report.apply(import_change(report, read(form, tmp_path / "x.xlsx")))
    third = form.table("T3")
    fewer = (CODES[0], CodeRow("20899", "其他社会保障和就业支出"))
    values = counted(third, fewer)
    values["208", "基本支出"] = None
    again = read_back(write_book(tmp_path / "y.xlsx", [Sheet(third, values, fewer)]), form)
    preview = import_preview(report, again)
    assert [row.code for row in preview.rows_added] == ["20899"]
    assert [row.code for row in preview.rows_removed] == ["20805", "2080505"]
    assert Address("T3", "208", "基本支出") in {item.address for item in preview.conflicts if item.after is None}
    before = {address: stated for address, stated in report.figures().items() if address.table == "T1"}
    report.apply(import_change(report, again))
    assert list(report.code_rows(TableKey("T3"))) == ["208", "20899"]
    assert {address.row for address in report.figures() if address.table == "T3"} == {"合计", "208", "20899"}
    assert report.stated(Address("T3", "208", "基本支出")) is None
    assert {address: stated for address, stated in report.figures().items() if address.table == "T1"} == before


def test_the_preview_lists_conflicts_with_both_sides(form: Form, tmp_path: Path) -> None:
    report = Report(form)
    report.apply(set_figure(report, Address("T1", "外交支出", "决算数"), exact_money(500)))
    report.apply(set_figure(report, Address("T1", "本年收入合计", "决算数"), exact_money(12345)))
    report.apply(set_text(report, "单位名称", "另一个局"))
    preview = import_preview(
        report, read(form, tmp_path / "x.xlsx", 外交支出=Decimal("7.25"), 本年收入合计=Decimal("123.45"))
    )
    (conflict,) = preview.conflicts
    assert conflict.address.row == "外交支出" and conflict.place is not None and conflict.place.cell == "F8"
    assert conflict.before.figure == exact_money(500)
    assert conflict.after is not None and conflict.after.figure == exact_money(725)
    assert (preview.unchanged, preview.unit_name, preview.other_unit_name) == (1, "", "某某市医疗保障局")


def test_the_reports_own_unit_name_stays(form: Form, tmp_path: Path) -> None:
    report = Report(form)
    report.apply(set_text(report, "单位名称", "另一个局"))
    report.apply(import_change(report, read(form, tmp_path / "x.xlsx")))
    assert report.text("单位名称") == "另一个局"


def test_what_could_not_be_read_is_kept_as_unread(form: Form, tmp_path: Path) -> None:
    report = Report(form)
    report.apply(import_change(report, read(form, tmp_path / "x.xlsx", 外交支出="见附件")))
    stated = report.stated(Address("T1", "外交支出", "决算数"))
    assert stated is not None and stated.figure is None and stated.text == "见附件" and stated.unread


def test_last_years_workbook_goes_to_last_year(form: Form, tmp_path: Path) -> None:
    table = form.table("T1")
    path = write_book(tmp_path / "x.xlsx", [Sheet(table, counted(table))])
    recognised = recognise(read_workbook(path, Limits()), form, period=Period.PRIOR)
    report = Report(form)
    report.apply(import_change(report, recognised))
    assert {address.period for address in report.figures()} == {Period.PRIOR}
    assert report.tables() == [TableKey("T1", Period.PRIOR)]
