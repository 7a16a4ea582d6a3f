"""Journey 2: open the sample, go through its findings, correct each until the verdict is clean, undo, redo."""

from __future__ import annotations

from PySide6.QtCore import Qt

from juesuan_gui.checks import Finding
from juesuan_gui.forms import Level
from juesuan_gui.report import TableKey
from juesuan_gui.ui.desk import Keeping
from tests.ui.hands import CTRL, WindowHands

DETAIL = TableKey("T6").cell("30399", "金额")


def double_click(hands: WindowHands, finding: Finding) -> None:
    """Double-click a finding in the audit pane; a consequence is first unfolded by a click on its arrow's key."""
    view, model = hands.workspace.data.audit.view, hands.workspace.data.audit.model
    index = model.index_of(finding.key).siblingAtColumn(2)
    parent = index.parent()
    if parent.isValid() and not view.isExpanded(parent):
        hands.click_index(view, parent.siblingAtColumn(2))
        hands.qtbot.keyClick(view, Qt.Key.Key_Right)
    hands.click_index(view, index, double=True)
    assert hands.editor.current_address() == finding.place


def correct(hands: WindowHands) -> str:
    """Do for the finding that is shown what a person would do; returns what was done."""
    trace = hands.workspace.data.trace
    for choice in (trace.correct, trace.adopt):
        if choice.isVisible():
            words = choice.text()
            hands.click(choice)
            return words.split(" ")[0]
    return ""


def to_mend(hands: WindowHands) -> list[Finding]:
    """What is wrong; what a 提示 asks to be looked into may well be right as it is."""
    return [item for item in hands.workspace.desk.result().findings if item.level is not Level.INFO]


def test_the_sample_corrected_undone_and_redone(hands: WindowHands) -> None:
    hands.click(hands.window.start.sample)
    hands.wait(lambda: hands.window.workspace is not None)
    workspace = hands.workspace
    desk = workspace.desk
    at_first = dict(desk.report.slots())
    findings_at_first = [item.key for item in desk.result().findings]
    assert len(findings_at_first) > 15
    hands.ctrl(Qt.Key.Key_3)
    assert workspace.step == "审核"

    # 303 states 3,000.00 without a detail below it, and 301 counts the same 3,000.00 once more: no button
    # can know which detail it was, a person looks it up and types it.
    hands.enter(DETAIL, "3000")
    done = set()
    for _ in range(40):
        findings = to_mend(hands)
        if not findings:
            break
        hands.wait(lambda: workspace.data.audit.model.index_of(to_mend(hands)[0].key).isValid())
        before = len(desk.session.history)
        for finding in findings:
            double_click(hands, finding)
            words = correct(hands)
            if words and len(desk.session.history) > before:
                done.add(words)
                break
        else:
            raise AssertionError([desk.session.wording.message(item) for item in findings])
        # The list is made anew when the event loop comes round; a person sees it before clicking on.
        hands.wait(lambda: workspace.data.audit._shown is desk.result())
    assert to_mend(hands) == []
    assert done == {"改为", "采用计算值", "整栏采用计算值"}
    hands.wait(lambda: not any(word in workspace.data.audit.verdict() for word in ("错误", "警告")))
    clean = dict(desk.report.slots())

    while desk.session.history.undo_label:
        hands.key(Qt.Key.Key_Z, CTRL)
    assert dict(desk.report.slots()) == at_first
    assert [item.key for item in desk.result().findings] == findings_at_first
    while desk.session.history.redo_label:
        hands.key(Qt.Key.Key_Y, CTRL)
    assert dict(desk.report.slots()) == clean
    assert to_mend(hands) == []
    hands.wait(lambda: desk.keeping is Keeping.SAVED)
