"""Owns the proof of the audit pane: verdict, order, filters, going to cells, explanations, help."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from juesuan_gui.figures import Figure
from juesuan_gui.forms import Level
from juesuan_gui.report import Note, Origin, Stated, TableKey, compose, set_figure, set_note, state_figure
from juesuan_gui.ui.audit_pane import AuditPane
from juesuan_gui.ui.desk import Desk
from juesuan_gui.ui.finding_words import FindingRow
from juesuan_gui.ui.trace_panel import can_correct
from juesuan_gui.ui.window import MainWindow


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
    pane._levels[Level.WARNING].click()
    assert {findings[key].level for key in shown_keys(pane)} == {Level.WARNING}
    pane._levels[Level.WARNING].click()
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


def test_f8_goes_through_the_findings_and_both_sides_are_pointed_out(qtbot: QtBot, open_window: MainWindow) -> None:
    workspace = open_window.workspace
    assert workspace is not None
    data = workspace.data
    data.editors.editor.setFocus()
    visited = []
    for _ in range(4):
        open_window.actions_.action("next").trigger()
        finding = data.audit.current()
        assert finding is not None and finding.place is not None
        assert data.editors.key is not None and data.editors.key.table == finding.place.table
        assert data.editors.editor.current_address() == finding.place
        visited.append(finding.key)
    assert visited == shown_keys(data.audit)[:4]
    open_window.actions_.action("previous").trigger()
    current = data.audit.current()
    assert current is not None and current.key == visited[2]


def test_enter_and_double_click_go_to_the_cell(qtbot: QtBot, open_window: MainWindow) -> None:
    workspace = open_window.workspace
    assert workspace is not None
    data, view = workspace.data, workspace.data.audit.view
    workspace.go_to_step("审核")
    index = data.audit.model.index(2, 0)
    view.setCurrentIndex(index)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    row = data.audit.model.finding_row(index)
    assert row is not None
    assert data.editors.editor.current_address() == row.place
    other = data.audit.model.index(4, 2)
    center = view.visualRect(other).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=center)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=center)
    row = data.audit.model.finding_row(other)
    assert row is not None
    assert data.editors.editor.current_address() == row.place


def test_an_explanation_is_kept_and_goes_stale_when_its_figures_change(qtbot: QtBot, desk: Desk) -> None:
    finding = next(item for item in desk.result().findings if item.check == "T6-01" and item.root is None)
    desk.do(set_note(desk.report, finding.key, Note("已核实", "批复如此", finding.fingerprint)))
    assert FindingRow(desk.session, finding).note_words == "已说明：批复如此"
    operand = next(
        item.address for item in finding.operands if not desk.session.live.is_computed(item.address)
    )
    desk.do(set_figure(desk.report, operand, Figure(777)))
    still = next(item for item in desk.result().findings if item.key == finding.key)
    assert FindingRow(desk.session, still).note_words == "已过期：批复如此"
    desk.undo()
    back = next(item for item in desk.result().findings if item.key == finding.key)
    assert FindingRow(desk.session, back).is_settled


def test_writing_an_explanation_in_the_window(qtbot: QtBot, open_window: MainWindow) -> None:
    workspace = open_window.workspace
    assert workspace is not None
    data = workspace.data
    open_window.actions_.action("next").trigger()
    finding = data.audit.current()
    assert finding is not None
    open_window.actions_.action("note").trigger()
    qtbot.keyClicks(data.trace.note.text, "verified")
    qtbot.keyClick(data.trace.note.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    note = workspace.desk.report.note(finding.key)
    assert note is not None and note.text == "verified"
    qtbot.waitUntil(lambda: "已说明 1" in data.audit.verdict())
    open_window.actions_.action("undo").trigger()
    qtbot.waitUntil(lambda: "已说明" not in data.audit.verdict())


def test_f1_shows_the_page_of_the_check_and_escape_leaves_it(qtbot: QtBot, open_window: MainWindow) -> None:
    workspace = open_window.workspace
    assert workspace is not None
    data = workspace.data
    open_window.actions_.action("next").trigger()
    finding = data.audit.current()
    assert finding is not None
    open_window.actions_.action("help").trigger()
    assert data.side.currentWidget() is data.help
    assert finding.check in data.help.page.toPlainText()
    data.help.closed.emit()
    assert data.side.currentWidget() is data.trace


def test_correcting_a_finding_is_one_undo_step(qtbot: QtBot, open_window: MainWindow) -> None:
    workspace = open_window.workspace
    assert workspace is not None
    desk, data = workspace.desk, workspace.data
    rows = [data.audit.model.finding_row(index) for index in data.audit.model.in_order()]
    for row in rows:
        assert row is not None
        data.go_to_finding(row.finding)
        if not data.trace.correct.isHidden():
            break
    before = len(desk.session.history)
    finding = data.trace.finding
    assert finding is not None and finding.culprit is not None
    data.trace.correct.click()
    assert len(desk.session.history) == before + 1
    qtbot.waitUntil(lambda: finding.key not in shown_keys(data.audit))
    open_window.undo()
    qtbot.waitUntil(lambda: finding.key in shown_keys(data.audit))


def test_what_could_not_be_read_is_counted_and_gone_to(qtbot: QtBot, open_window: MainWindow) -> None:
    workspace = open_window.workspace
    assert workspace is not None
    desk = workspace.desk
    cell = TableKey("T5").cell("2101501", "基本支出")
    unread = Stated(None, Origin.IMPORTED, "1,2？4.00", "字迹不清")
    desk.do(compose("导入", [state_figure(desk.report, cell, unread)]))
    qtbot.waitUntil(lambda: "未能核对" in workspace.data.audit.verdict())
    workspace.data.audit._unread.click()
    assert workspace.data.editors.editor.current_address() == cell


def test_the_other_table_shows_what_was_compared_when_it_is_opened_later(open_window: MainWindow) -> None:
    workspace = open_window.workspace
    assert workspace is not None
    editors = workspace.data.editors
    finding = next(item for item in workspace.desk.result().findings if item.check == "X34-02")
    workspace.data.go_to_finding(finding)
    assert {cell.table for cell in editors._pointed} == {"T3", "T5"}
    other = editors.open_table(TableKey("T3"))
    assert any(cell.table == "T3" for cell in editors._pointed)
    assert other.current_address() is not None


def test_after_a_correction_f8_goes_on_where_one_was(qtbot: QtBot, open_window: MainWindow) -> None:
    workspace = open_window.workspace
    assert workspace is not None
    data = workspace.data
    finding = next(item for item in workspace.desk.result().findings if can_correct(workspace.desk, item))
    data.go_to_finding(finding)
    position = shown_keys(data.audit).index(finding.key)
    assert position > 0
    data.trace.correct.click()
    qtbot.waitUntil(lambda: finding.key not in shown_keys(data.audit))
    assert not data.editors._pointed
    open_window.actions_.action("next").trigger()
    current = data.audit.current()
    assert current is not None
    assert shown_keys(data.audit).index(current.key) == position
