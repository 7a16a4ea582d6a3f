"""Owns the proof of the audit pane: verdict, order, filters, going to cells, explanations, help."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from juesuan_gui.checks import Finding
from juesuan_gui.figures import Figure
from juesuan_gui.forms import Form, Level
from juesuan_gui.relations import Address
from juesuan_gui.report import (
    Note,
    Origin,
    Stated,
    TableKey,
    compose,
    declare_empty,
    set_figure,
    set_note,
    state_figure,
)
from juesuan_gui.ui.audit.audit_pane import AuditPane
from juesuan_gui.ui.audit.comparing import comparison_of
from juesuan_gui.ui.audit.finding_words import FindingRow
from juesuan_gui.ui.audit.verdict_line import verdict_words
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.parts import Part
from juesuan_gui.ui.tables.trace_corrections import can_correct

from .hands import SHIFT, WindowHands


def shown_keys(pane: AuditPane) -> list[str]:
    rows = [pane.model.finding_row(index) for index in pane.model.in_order()]
    return [row.finding.key for row in rows if row is not None]


def test_the_verdict_counts_what_the_audit_found(qtbot: QtBot, desk: Desk) -> None:
    pane = AuditPane(desk)
    qtbot.addWidget(pane)
    counts = desk.session.audit.counts()
    assert f"错误 {counts[Level.ERROR]}" in pane.verdict()
    assert counts[Level.ERROR] > 5


def test_consequences_stand_under_their_root_and_are_all_there(qtbot: QtBot, desk: Desk) -> None:
    pane = AuditPane(desk)
    qtbot.addWidget(pane)
    findings = desk.result().findings
    assert pane.model.rowCount() == sum(finding.root is None for finding in findings)
    assert sorted(shown_keys(pane)) == sorted(finding.key for finding in findings)
    for index in pane.model.in_order():
        row = pane.model.finding_row(index)
        above = pane.model.finding_row(index.parent())
        assert row is not None
        assert row.finding.root == (above.finding.key if above else None)


def test_by_table_every_finding_stands_under_the_table_it_leads_to(qtbot: QtBot, desk: Desk) -> None:
    pane = AuditPane(desk)
    qtbot.addWidget(pane)
    pane.by_table.click()
    assert pane.model.rowCount() == len({item.place.table for item in desk.result().findings if item.place})
    assert len(shown_keys(pane)) == len(desk.result().findings)
    assert "公开04表" in pane.model.index(0, 0).data()


def test_filters_by_level_table_and_words(qtbot: QtBot, desk: Desk) -> None:
    pane = AuditPane(desk)
    qtbot.addWidget(pane)
    findings = {finding.key: finding for finding in desk.result().findings}
    pane.verdict_line.levels[Level.WARNING].click()
    assert {findings[key].level for key in shown_keys(pane)} == {Level.WARNING}
    pane.verdict_line.levels[Level.WARNING].click()
    pane.show_table("T6")
    pane.only_table.click()
    assert shown_keys(pane)
    for key in shown_keys(pane):
        tables = {operand.address.table for operand in findings[key].operands}
        assert "T6" in tables
    pane.only_table.click()
    pane.words.setText("1,234,620.63")
    for index in pane.model.in_order():
        row = pane.model.finding_row(index)
        assert row is not None
        assert "1,234,620.63" in (row.stated, row.expected)
    pane.words.setText("没有这样的发现")
    assert shown_keys(pane) == []
    # Esc takes the filter off; Enter goes on into the list.
    pane.show()
    qtbot.keyClick(pane.words, Qt.Key.Key_Escape)
    assert pane.words.text() == "" and shown_keys(pane)
    pane.words.setFocus()
    qtbot.keyClick(pane.words, Qt.Key.Key_Return)
    assert pane.focusWidget() is pane.view


def test_a_consequence_says_its_root_and_leads_there(open_hands: WindowHands) -> None:
    data, desk = open_hands.workspace.data, open_hands.workspace.desk
    roots = {finding.key: finding for finding in desk.result().findings if finding.root is None}
    below = next(
        finding
        for finding in desk.result().findings
        if finding.root is not None and finding.place != roots[finding.root].place
    )
    assert below.root is not None and below.place is not None
    root = roots[below.root]
    data.go_to_finding(root)
    assert root.place is not None and not data.trace.root.isVisible()
    data.go_to_finding(below)
    open_hands.wait(data.trace.root.isVisible)
    assert desk.session.wording.place(root.place) in data.trace._sentence.text()
    open_hands.click(data.trace.root)
    open_hands.wait(lambda: open_hands.editor.current_address() == root.place)
    assert data.trace.finding is not None and data.trace.finding.key == root.key


def test_f8_goes_through_the_findings_and_both_sides_are_pointed_out(open_hands: WindowHands) -> None:
    data = open_hands.workspace.data
    visited = []
    for _ in range(4):
        open_hands.key(Qt.Key.Key_F8)
        finding = data.audit.current()
        assert finding is not None and finding.place is not None
        assert open_hands.editor.key.table == finding.place.table
        assert open_hands.editor.current_address() == finding.place
        framed = open_hands.editor.view.highlighted
        assert framed == {
            cell for cell in (finding.place, *finding.cells) if TableKey.of(cell) == open_hands.editor.key
        }
        visited.append(finding.key)
    assert visited == shown_keys(data.audit)[:4]
    open_hands.key(Qt.Key.Key_F8, SHIFT)
    current = data.audit.current()
    assert current is not None and current.key == visited[2]


def test_enter_and_double_click_go_to_the_cell(open_hands: WindowHands) -> None:
    data, view = open_hands.workspace.data, open_hands.workspace.data.audit.view
    open_hands.ctrl(Qt.Key.Key_3)
    # The table gets its new height now; that takes nothing from the list.
    QApplication.processEvents()
    assert open_hands.focus() is view
    open_hands.key(Qt.Key.Key_Down, times=3)
    row = data.audit.model.finding_row(view.currentIndex())
    assert row is not None
    open_hands.key(Qt.Key.Key_Return)
    assert open_hands.editor.current_address() == row.place
    assert open_hands.focus() is open_hands.editor.view
    other = data.audit.model.index(4, 2)
    open_hands.click_index(view, other, double=True)
    row = data.audit.model.finding_row(other)
    assert row is not None
    assert open_hands.editor.current_address() == row.place


def test_filters_by_mouse_and_keys(open_hands: WindowHands) -> None:
    pane = open_hands.workspace.data.audit
    open_hands.workspace.desk.findings(now=True)
    findings = {finding.key: finding for finding in open_hands.workspace.desk.findings()}
    open_hands.click(pane.verdict_line.levels[Level.WARNING])
    assert {findings[key].level for key in shown_keys(pane)} == {Level.WARNING}
    open_hands.click(pane.verdict_line.levels[Level.WARNING])
    open_hands.click(pane.words)
    open_hands.type("2101501")
    assert 0 < len(shown_keys(pane)) < len(findings)
    open_hands.retype("没有这样的发现")
    assert shown_keys(pane) == []
    open_hands.ctrl(Qt.Key.Key_A)
    open_hands.key(Qt.Key.Key_Delete)
    assert len(shown_keys(pane)) == len(findings)


def test_an_explanation_is_kept_and_goes_stale_when_its_figures_change(qtbot: QtBot, desk: Desk) -> None:
    finding = next(item for item in desk.result().findings if item.check == "T6-01" and item.root is None)
    desk.do(set_note(desk.report, finding.key, Note("已核实", "批复如此", finding.fingerprint)))
    assert FindingRow(desk.session, finding).note_words == "已说明：批复如此"
    operand = next(item.address for item in finding.operands if not desk.session.live.is_computed(item.address))
    desk.do(set_figure(desk.report, operand, Figure(777)))
    still = next(item for item in desk.result().findings if item.key == finding.key)
    assert FindingRow(desk.session, still).note_words == "已过期：批复如此"
    desk.undo()
    back = next(item for item in desk.result().findings if item.key == finding.key)
    assert FindingRow(desk.session, back).is_settled


def test_an_explanation_is_written_counted_and_undone(open_hands: WindowHands) -> None:
    data = open_hands.workspace.data
    open_hands.key(Qt.Key.Key_F8)
    finding = data.audit.current()
    assert finding is not None
    open_hands.ctrl(Qt.Key.Key_M)
    open_hands.type("批复如此")
    open_hands.ctrl(Qt.Key.Key_Return)
    note = open_hands.workspace.desk.report.note(finding.key)
    assert note is not None and note.text == "批复如此"
    open_hands.wait(lambda: "已说明 1" in data.audit.verdict())
    open_hands.ctrl(Qt.Key.Key_Z)
    open_hands.wait(lambda: "已说明" not in data.audit.verdict())
    # Esc leaves what was not kept.
    open_hands.ctrl(Qt.Key.Key_M)
    open_hands.type("不算")
    open_hands.key(Qt.Key.Key_Escape)
    assert open_hands.workspace.desk.report.note(finding.key) is None
    assert not data.trace.note.isVisible()


def test_f1_shows_the_page_of_the_check_and_escape_leaves_it(open_hands: WindowHands) -> None:
    data = open_hands.workspace.data
    open_hands.key(Qt.Key.Key_F8)
    finding = data.audit.current()
    assert finding is not None
    open_hands.key(Qt.Key.Key_F1)
    assert data.help.isVisible()
    assert finding.check in data.help.page.toPlainText()
    open_hands.key(Qt.Key.Key_Escape)
    assert data.trace.isVisible()
    assert open_hands.focus() is open_hands.editor.view
    # In the list of findings too.
    open_hands.click_index(data.audit.view, data.audit.model.index(1, 2))
    open_hands.key(Qt.Key.Key_F1)
    assert data.help.isVisible()


def test_f9_checks_everything_anew_and_says_the_verdict(open_hands: WindowHands) -> None:
    open_hands.key(Qt.Key.Key_F9)
    assert any("已重新审核" in text and "错误" in text for text in open_hands.notices())


def correctable(hands: WindowHands) -> Finding:
    """Press F8 until the finding that is shown can be corrected by a button."""
    data = hands.workspace.data
    for _ in range(len(hands.workspace.desk.result().findings)):
        hands.key(Qt.Key.Key_F8)
        if data.trace.correct.isVisible():
            finding = data.trace.finding
            assert finding is not None and finding.culprit is not None
            return finding
    raise AssertionError("nothing can be corrected")


def test_correcting_a_finding_is_one_undo_step(open_hands: WindowHands) -> None:
    desk, data = open_hands.workspace.desk, open_hands.workspace.data
    finding = correctable(open_hands)
    before = len(desk.session.history)
    open_hands.click(data.trace.correct)
    assert len(desk.session.history) == before + 1
    open_hands.wait(lambda: finding.key not in shown_keys(data.audit))
    open_hands.ctrl(Qt.Key.Key_Z)
    open_hands.wait(lambda: finding.key in shown_keys(data.audit))


def test_after_a_correction_f8_goes_on_where_one_was(open_hands: WindowHands) -> None:
    data = open_hands.workspace.data
    finding = correctable(open_hands)
    position = shown_keys(data.audit).index(finding.key)
    assert position > 0
    open_hands.click(data.trace.correct)
    open_hands.wait(lambda: finding.key not in shown_keys(data.audit))
    assert not open_hands.editor.view.highlighted
    open_hands.key(Qt.Key.Key_F8)
    current = data.audit.current()
    assert current is not None
    assert shown_keys(data.audit).index(current.key) == position


def test_what_could_not_be_read_is_counted_and_gone_to(open_hands: WindowHands) -> None:
    desk, pane = open_hands.workspace.desk, open_hands.workspace.data.audit
    cell = TableKey("T5").cell("2101501", "基本支出")
    # Only an import brings such a cell.
    unread = Stated(None, Origin.IMPORTED, "1,2？4.00", "字迹不清")
    desk.do(compose("导入", [state_figure(desk.report, cell, unread)]))
    open_hands.wait(lambda: "未能核对" in pane.verdict())
    open_hands.click(pane.verdict_line.unread)
    assert open_hands.editor.current_address() == cell
    open_hands.type("12.34")
    open_hands.key(Qt.Key.Key_Return)
    open_hands.wait(lambda: "未能核对" not in pane.verdict())


def test_the_other_table_shows_what_was_compared_when_it_is_opened_later(open_hands: WindowHands) -> None:
    data = open_hands.workspace.data
    finding = next(item for item in open_hands.workspace.desk.result().findings if item.check == "X34-02")
    while data.audit.current() is None or data.audit.current().key != finding.key:  # type: ignore[union-attr]
        open_hands.key(Qt.Key.Key_F8)
    assert open_hands.editor.key.table == "T5"
    open_hands.open_table("T3")
    assert open_hands.editor.view.highlighted == {cell for cell in finding.cells if cell.table == "T3"}


def test_the_first_f8_goes_to_the_finding_that_is_marked_and_the_next_to_the_one_after(open_hands: WindowHands) -> None:
    open_hands.ctrl(Qt.Key.Key_3)
    pane = open_hands.workspace.data.audit
    keys = shown_keys(pane)
    assert open_hands.focus() is pane.view
    open_hands.key(Qt.Key.Key_F8)
    current = pane.current()
    assert current is not None and current.key == keys[0]
    open_hands.key(Qt.Key.Key_F8)
    current = pane.current()
    assert current is not None and current.key == keys[1]


def test_after_a_correction_the_keyboard_is_in_the_table(open_hands: WindowHands) -> None:
    data = open_hands.workspace.data
    finding = next(
        item for item in open_hands.workspace.desk.result().findings if can_correct(open_hands.workspace.desk, item)
    )
    data.go_to_finding(finding)
    open_hands.wait(data.trace.correct.isVisible)
    open_hands.click(data.trace.correct)
    open_hands.wait(lambda: not data.trace.correct.isVisible())
    assert open_hands.focus() is data.editors.editor.view


def test_the_outline_marks_the_open_table_when_other_parts_come(open_hands: WindowHands) -> None:
    data, desk = open_hands.workspace.data, open_hands.workspace.desk
    open_hands.open_table("T5")
    desk.parts.put(Part("新的", "新的部分", "其他"))
    row = data.outline.list.currentIndex().row()
    assert getattr(data.outline.list.lines.lines[row].payload, "table", "") == "T5"
    assert any(line.name == "新的部分" for line in data.outline.list.lines.lines)


def test_the_cell_in_hand_stays_in_sight_when_other_lines_grow(open_hands: WindowHands) -> None:
    data = open_hands.workspace.data
    finding = next(item for item in open_hands.workspace.desk.result().findings if item.check == "T4-02")
    data.go_to_finding(finding)
    open_hands.wait(data.trace.adopt.isVisible)
    view = data.editors.editor.view
    before = [view.columnWidth(column) for column in range(view.grid.columnCount())]
    open_hands.click(data.trace.adopt)
    open_hands.wait(lambda: [view.columnWidth(at) for at in range(view.grid.columnCount())] != before)
    QApplication.processEvents()
    place = view.cells.active
    assert place is not None and view.viewport().rect().contains(view.place_rect(place))


def test_the_verdict_does_not_speak_for_tables_that_nobody_filled(
    qtbot: QtBot, desk: Desk, form: Form, tmp_path: Path
) -> None:
    fresh = Desk.create(tmp_path / "新.jsgk", form, lambda _report: [])
    pane = AuditPane(fresh)
    qtbot.addWidget(pane)
    live = fresh.session.live
    inputs = {cell: item for cell, item in desk.report.figures().items() if cell.table == "T1"}
    edits = [state_figure(fresh.report, cell, item) for cell, item in inputs.items() if not live.is_computed(cell)]
    fresh.do(compose("填", edits))
    pane.follow(notes_changed=False)
    assert not fresh.findings() and "8 张表" in pane.verdict()
    fresh.do(declare_empty(fresh.report, TableKey("T8"), True))
    pane.follow(notes_changed=False)
    assert "7 张表" in pane.verdict()
    assert "张表" not in verdict_words(fresh.result(), True)[0]
    fresh.abandon()
    fresh.deleteLater()


def test_esc_closes_what_was_opened_last_with_both_tables_beside_each_other(open_hands: WindowHands) -> None:
    data = open_hands.workspace.data
    finding = next(
        item
        for item in open_hands.workspace.desk.result().findings
        if comparison_of(open_hands.workspace.desk.session, item)
    )
    data.go_to_finding(finding)
    assert data.editors.compare.isVisible()
    open_hands.ctrl(Qt.Key.Key_F)
    open_hands.type("2101501")
    open_hands.key(Qt.Key.Key_Escape)
    assert not data.search_panel.isVisible() and data.editors.compare.isVisible()
    assert open_hands.focus() is open_hands.editor.view
    open_hands.key(Qt.Key.Key_Escape)
    assert not data.editors.compare.isVisible()


def test_keys_of_one_part_do_not_reach_another_that_is_in_sight(open_hands: WindowHands) -> None:
    for shortcut in open_hands.window.findChildren(QShortcut):
        owner = shortcut.parent()
        if isinstance(owner, QWidget) and open_hands.workspace.data.isAncestorOf(owner):
            assert shortcut.context() is Qt.ShortcutContext.WidgetWithChildrenShortcut


def test_what_was_found_shows_its_figures_as_they_are_now(open_hands: WindowHands) -> None:
    panel = open_hands.workspace.data.search_panel
    open_hands.ctrl(Qt.Key.Key_F)
    open_hands.type("2101501")
    open_hands.wait(lambda: panel.results.lines.rowCount() == 3)
    open_hands.key(Qt.Key.Key_Down)
    chosen = panel.results.currentIndex().row()
    address = panel.results.lines.lines[chosen].payload
    assert isinstance(address, Address)
    open_hands.enter(address._replace(column="基本支出"), "7.25")
    shown = open_hands.workspace.desk.session.wording.shown
    open_hands.wait(lambda: panel.results.lines.lines[chosen].value == shown(address))
    assert panel.results.currentIndex().row() == chosen
