"""Journey 2: open the sample, go through its findings, correct each until the verdict is clean, undo, redo."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from juesuan_gui.checks import Finding
from juesuan_gui.report import TableKey
from juesuan_gui.ui.desk import Keeping
from juesuan_gui.ui.window import MainWindow
from juesuan_gui.ui.workspace import Workspace

CTRL = Qt.KeyboardModifier.ControlModifier
DETAIL = TableKey("T6").cell("30399", "金额")


def double_click(qtbot: QtBot, workspace: Workspace, finding: Finding) -> None:
    view = workspace.data.audit.view
    index = workspace.data.audit.model.index_of(finding.key).siblingAtColumn(2)
    if index.parent().isValid():
        view.expand(index.parent())
    view.scrollTo(index)
    center = view.visualRect(index).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=center)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=center)
    assert workspace.data.editors.editor.current_address() == finding.place


def type_amount(qtbot: QtBot, workspace: Workspace, text: str) -> None:
    view = workspace.data.editors.editor.view
    delegate = workspace.data.editors.editor.editing.delegate
    for letter in text:
        qtbot.keyClicks(delegate.editor or view, letter)
    qtbot.keyClick(delegate.editor or view, Qt.Key.Key_Return)


def correct(qtbot: QtBot, workspace: Workspace) -> str:
    """Do for the finding that is shown what a person would do; returns what was done."""
    trace = workspace.data.trace
    if not trace.correct.isHidden():
        qtbot.mouseClick(trace.correct, Qt.MouseButton.LeftButton)
        return "改为"
    if not trace.adopt.isHidden():
        qtbot.mouseClick(trace.adopt, Qt.MouseButton.LeftButton)
        return trace.adopt.text()
    return ""


def test_the_sample_corrected_undone_and_redone(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.mouseClick(window.start.sample, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=120_000)
    workspace = window.workspace
    assert workspace is not None
    desk = workspace.desk
    at_first = dict(desk.report.slots())
    findings_at_first = [item.key for item in desk.result().findings]
    assert len(findings_at_first) > 15
    workspace.go_to_step("审核")
    QApplication.processEvents()

    # 303 states 3,000.00 without a detail below it, and 301 counts the same 3,000.00 once more: no button
    # can know which detail it was, a person types it.
    workspace.data.go_to(DETAIL)
    type_amount(qtbot, workspace, "3000")
    done = []
    for _ in range(40):
        QApplication.processEvents()
        findings = desk.result().findings
        if not findings:
            break
        before = len(desk.session.history)
        for finding in findings:
            double_click(qtbot, workspace, finding)
            words = correct(qtbot, workspace)
            if words and len(desk.session.history) > before:
                done.append(words)
                break
        else:
            raise AssertionError([workspace.desk.session.wording.message(item) for item in findings])
    assert desk.result().findings == ()
    assert {"改为", "采用计算值", "整栏采用计算值"} == set(done)
    qtbot.waitUntil(lambda: workspace.data.audit.verdict() == "全部相符，没有发现问题。")
    clean = dict(desk.report.slots())

    view = workspace.data.editors.editor.view
    while desk.session.history.undo_label:
        qtbot.keyClick(view, Qt.Key.Key_Z, CTRL)
    assert dict(desk.report.slots()) == at_first
    assert [item.key for item in desk.result().findings] == findings_at_first
    while desk.session.history.redo_label:
        qtbot.keyClick(view, Qt.Key.Key_Y, CTRL)
    assert dict(desk.report.slots()) == clean
    assert desk.result().findings == ()
    qtbot.waitUntil(lambda: desk.keeping is Keeping.SAVED)
