"""版式设置 with hands: a line left out, a heading renamed, a table of one's own, the unit, approved totals, undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from juesuan_gui.figures import Unit
from juesuan_gui.forms import form_ids, load_form
from juesuan_gui.paths import data_folder, form_folders, own_forms
from juesuan_gui.publishing.rounding import ROUNDING_NOTE, STANDARD_NOTE
from juesuan_gui.relations import Address
from juesuan_gui.report import Origin
from juesuan_gui.ui.adapting.page import FormPage
from juesuan_gui.ui.starting.form_picture import first_table_picture
from tests.ui.hands import WindowHands


def open_form_page(hands: WindowHands) -> FormPage:
    """To 基本信息 by key, to 版式设置 by its button."""
    hands.ctrl(Qt.Key.Key_1)
    hands.click(hands.workspace.basics.form_button)
    assert hands.workspace.shows_form
    return hands.workspace.pages.form_page


def wait_for_new_pages(hands: WindowHands, before: FormPage) -> FormPage:
    """A change of the form makes the pages anew and stays where it was made."""
    hands.wait(lambda: hands.workspace.pages.form_page is not before)
    assert hands.workspace.shows_form
    return hands.workspace.pages.form_page


def choose(hands: WindowHands, page: FormPage, name: str) -> None:
    hands.click_line(page.list, name)


def test_a_line_left_out_and_a_heading_renamed_are_one_step(open_hands: WindowHands) -> None:
    report = open_hands.workspace.desk.report
    figures = dict(report.figures())
    page = open_form_page(open_hands)
    choose(open_hands, page, "01 ")
    panel = page.table
    row = next(n for n in range(panel.lines.count()) if "外交支出" in panel.lines.item(n).text())
    panel.lines.scrollToItem(panel.lines.item(row))
    panel.lines.setCurrentRow(row)
    panel.lines.setFocus()
    open_hands.key(Qt.Key.Key_Space)
    panel.headings["决算数"].setFocus()
    open_hands.retype("金额")
    open_hands.tab_to(panel.apply)
    open_hands.key(Qt.Key.Key_Space)
    wait_for_new_pages(open_hands, page)
    table = report.form.table("T1")
    assert "外交支出" not in table.rows
    assert {item.header[-1] for item in table.blocks[0].fields if item.column} == {"金额"}
    assert [line.value for line in open_hands.workspace.pages.form_page.list.lines.lines if line.payload == "T1"] == [
        "改过"
    ]
    open_hands.ctrl(Qt.Key.Key_Z)
    open_hands.wait(lambda: "外交支出" in report.form.table("T1").rows)
    assert report.form == report.base_form
    assert dict(report.figures()) == figures


def test_a_table_of_the_county_is_declared_filled_and_opened_again(open_hands: WindowHands) -> None:
    page = open_form_page(open_hands)
    choose(open_hands, page, "加一张表")
    page.new.title.setFocus()
    open_hands.type("会议费情况表")
    open_hands.tab_to(page.new.columns)
    open_hands.type("预算数")
    open_hands.key(Qt.Key.Key_Return)
    open_hands.type("人数，数量")
    open_hands.tab_to(page.new.rows)
    open_hands.type("甲会")
    open_hands.tab_to(page.new.accept)
    open_hands.key(Qt.Key.Key_Space)
    wait_for_new_pages(open_hands, page)
    open_hands.ctrl(Qt.Key.Key_2)
    open_hands.enter(Address("会议费情况表", "甲会", "预算数"), "350")
    live = open_hands.workspace.desk.session.live
    total = live.shown(Address("会议费情况表", "合计", "预算数"))
    assert total is not None and total.value == 35_000


def test_what_cannot_be_is_a_notice_and_nothing_changes(open_hands: WindowHands) -> None:
    page = open_form_page(open_hands)
    choose(open_hands, page, "加一张表")
    open_hands.click(page.new.accept)
    assert any("请写表名" in text for text in open_hands.notices())
    assert open_hands.workspace.desk.report.adjustments() == {}


def test_the_unit_of_print_and_the_note_on_rounding(open_hands: WindowHands) -> None:
    report = open_hands.workspace.desk.report
    figures = dict(report.figures())
    page = open_form_page(open_hands)
    open_hands.choose(page.report.unit, "万元")
    open_hands.click(page.report.keep_numbers)
    page = wait_for_new_pages(open_hands, page)
    assert report.form.unit is Unit.WAN_YUAN
    assert dict(report.figures()) == figures
    open_hands.click(page.report.note)
    assert report.text(ROUNDING_NOTE) == STANDARD_NOTE


def test_all_totals_by_the_approved_figures_and_back(open_hands: WindowHands) -> None:
    desk = open_hands.workspace.desk
    page = open_form_page(open_hands)
    before = dict(desk.report.figures())
    open_hands.click(page.report.approve)
    added = {cell: stated for cell, stated in desk.report.figures().items() if cell not in before}
    assert all(
        stated.origin is Origin.APPROVED and desk.session.live.is_computed(cell) for cell, stated in added.items()
    )
    open_hands.ctrl(Qt.Key.Key_Z)
    open_hands.wait(lambda: dict(desk.report.figures()) == before)


def test_the_form_is_copied_into_the_own_folder_and_offered(open_hands: WindowHands, tmp_path: Path) -> None:
    page = open_form_page(open_hands)
    open_hands.click(page.report.copy)
    (made,) = form_ids([own_forms()])
    form = load_form(made, form_folders())
    assert form.lineage[1] == "ningxia-2020"
    assert any(made in text for text in open_hands.notices())


def test_the_picture_of_a_forms_first_table(open_hands: WindowHands) -> None:
    pictures = [
        first_table_picture(load_form(form_id, [data_folder("templates")])).toImage()
        for form_id in ("national-2020", "shanghai-2024")
    ]
    assert all(not picture.isNull() for picture in pictures)
    assert pictures[0] != pictures[1]


@pytest.mark.parametrize("way", ["another table", "another step", "close", "enter"])
def test_what_stands_in_the_fields_is_not_lost_by_leaving(open_hands: WindowHands, report_path: Path, way: str) -> None:
    page = open_form_page(open_hands)
    choose(open_hands, page, "01 ")
    page.table.headings["决算数"].setFocus()
    open_hands.retype("金额")
    if way == "another table":
        choose(open_hands, page, "02 ")
    elif way == "another step":
        open_hands.ctrl(Qt.Key.Key_2)
    elif way == "close":
        open_hands.window.close_report()
        open_hands.wait(lambda: open_hands.window.workspace is None)
        open_hands.window.open_path(report_path)
        open_hands.wait(lambda: open_hands.window.workspace is not None)
    else:
        open_hands.key(Qt.Key.Key_Return)
    report = open_hands.workspace.desk.report

    def names() -> set[str]:
        return {item.header[-1] for item in report.form.table("T1").blocks[0].fields if item.column}

    open_hands.wait(lambda: names() == {"金额"})
    if way == "another table":
        open_hands.wait(lambda: open_hands.workspace.pages.form_page is not page)
        assert open_hands.workspace.pages.form_page.chosen == "T2"
    if way != "close":
        assert len(open_hands.workspace.desk.session.history) == 1
        open_hands.wait(lambda: open_hands.window.isActiveWindow())
        open_hands.window.undo()
        open_hands.wait(lambda: names() == {"决算数"})
        # The pages that stood there do not write it again as they go.
        open_hands.ctrl(Qt.Key.Key_3)
        assert names() == {"决算数"}


def test_a_named_line_is_added_with_what_stands_in_the_other_fields(open_hands: WindowHands) -> None:
    report = open_hands.workspace.desk.report
    page = open_form_page(open_hands)
    # The arrow keys open what they mark.
    page.list.setFocus()
    open_hands.key(Qt.Key.Key_Down)
    open_hands.key(Qt.Key.Key_Down)
    assert page.chosen == "T2" and page.table.title.text() == "收入决算表"
    open_hands.key(Qt.Key.Key_Up)
    panel = page.table
    open_hands.wait(panel.headings["决算数"].isVisible)
    panel.headings["决算数"].setFocus()
    open_hands.retype("金额")
    open_hands.click(panel.add)
    assert any("新行的名称" in words for words in open_hands.notices()) and report.form == report.base_form
    panel.lines.setCurrentRow(next(n for n in range(panel.lines.count()) if "其他收入" in panel.lines.item(n).text()))
    panel.new_line.setFocus()
    open_hands.type("捐赠收入")
    open_hands.tab_to(panel.apply)
    open_hands.key(Qt.Key.Key_Space)
    wait_for_new_pages(open_hands, page)
    table = report.form.table("T1")
    rows = list(table.rows)
    assert rows[rows.index("其他收入") + 1] == "捐赠收入"
    assert {item.header[-1] for item in table.blocks[0].fields if item.column} == {"金额"}
    assert len(open_hands.workspace.desk.session.history) == 1


def test_a_look_at_the_settings_changes_nothing(open_hands: WindowHands) -> None:
    page = open_form_page(open_hands)
    for line in [line for line in page.list.lines.lines if isinstance(line.payload, str)]:
        page.show_table(line.payload)
        page.leave()
    open_hands.ctrl(Qt.Key.Key_2)
    assert len(open_hands.workspace.desk.session.history) == 0
    assert open_hands.notices() == []
