"""Owns the proof that an edit paints what it changed: nothing of the headings, lists and bars around it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from juesuan_gui.checks import AuditResult
from juesuan_gui.figures import Figure
from juesuan_gui.relations import Address
from juesuan_gui.report import set_figure
from juesuan_gui.ui.audit.audit_pane import AuditPane
from juesuan_gui.ui.desk import Desk

from .hands import WindowHands


class PaintSpy(QObject):
    """Remembers what was painted of every widget while it is there, and which were to be laid out anew."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.painted: dict[QWidget, QRegion] = {}
        self.laid_out: set[QObject] = set()
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - as Qt names it
        if isinstance(event, QPaintEvent) and isinstance(watched, QWidget):
            self.painted[watched] = self.painted.get(watched, QRegion()) + event.region()
        elif event.type() is QEvent.Type.LayoutRequest:
            self.laid_out.add(watched)
        return False

    def forget(self) -> None:
        """See nothing more."""
        QApplication.instance().removeEventFilter(self)
        self.deleteLater()


def lines_of(result: AuditResult) -> list[tuple[str, str | None]]:
    return [(finding.key, finding.root) for finding in result.findings]


def an_edit_that_moves_no_finding(desk: Desk) -> tuple[Address, Figure, set[str]]:
    """A cell and another figure for it with which the same findings stand, and those that then say something else."""
    before = desk.result()
    cells = {operand.address: operand.figure for finding in before.findings for operand in finding.operands}
    for cell, figure in cells.items():
        if figure is None or desk.report.stated(cell) is None:
            continue
        other = Figure(figure.value + 1234)
        desk.do(set_figure(desk.report, cell, other))
        after = desk.result()
        known = {finding.key: finding for finding in before.findings}
        changed = {finding.key for finding in after.findings if known.get(finding.key) != finding}
        is_found = lines_of(before) == lines_of(after) and 0 < len(changed) < len(after.findings) / 2
        desk.undo()
        desk.result()
        if is_found:
            return cell, other, changed
    raise AssertionError("the sample has no such cell")


def test_findings_that_say_something_else_are_said_anew_in_their_lines_alone(qtbot: QtBot, desk: Desk) -> None:
    cell, other, changed = an_edit_that_moves_no_finding(desk)
    pane = AuditPane(desk)
    qtbot.addWidget(pane)
    pane.resize(1200, 600)
    pane.show()
    pane.view.expandAll()
    chosen = pane.model.in_order()[-1]
    pane.select(pane.rows()[-1].finding.key)
    scrolled = pane.view.verticalScrollBar().value()
    qtbot.wait(30)
    resets: list[int] = []
    pane.model.modelReset.connect(lambda: resets.append(1))
    spy = PaintSpy(QApplication.instance())
    desk.do(set_figure(desk.report, cell, other))
    pane.follow(notes_changed=False)
    qtbot.wait(30)
    spy.forget()
    assert not resets
    assert pane.view.currentIndex() == chosen and pane.view.verticalScrollBar().value() == scrolled
    assert [row.finding for row in pane.rows()] == list(desk.result().findings)
    width = pane.view.viewport().width()
    allowed = QRegion()
    for index in pane.model.in_order():
        row = pane.model.finding_row(index)
        assert row is not None
        place = pane.view.visualRect(index)
        if row.finding.key in changed:
            allowed += QRect(0, place.top(), width, place.height())
            assert index.siblingAtColumn(4).data() == row.stated
    assert spy.painted.get(pane.view.viewport(), QRegion()).subtracted(allowed).isEmpty()


def test_a_finding_that_comes_or_goes_is_listed_and_what_was_chosen_stays_chosen(qtbot: QtBot, desk: Desk) -> None:
    pane = AuditPane(desk)
    qtbot.addWidget(pane)
    last = pane.rows()[-1].finding.key
    pane.select(last)
    before = desk.result()
    cells = {operand.address for finding in before.findings for operand in finding.operands}
    for cell in sorted(cells):
        if not desk.session.live.is_computed(cell) and desk.report.stated(cell) is not None:
            desk.do(set_figure(desk.report, cell, Figure(987_654_321_00)))
            if lines_of(desk.result()) != lines_of(before) and last in {item.key for item in desk.result().findings}:
                break
            desk.undo()
    else:
        raise AssertionError("the sample has no such cell")
    pane.follow(notes_changed=False)
    assert [row.finding for row in pane.rows()] == list(desk.result().findings)
    current = pane.current()
    assert current is not None and current.key == last


def test_an_amount_typed_and_entered_paints_nothing_that_it_does_not_change(open_hands: WindowHands) -> None:
    data = open_hands.workspace.data
    view = open_hands.editor.view
    # The first cell of a column of amounts with another one below it.
    open_hands.key(Qt.Key.Key_Home)
    # What is entered first may bring a finding; the second amount is as wrong as the first.
    open_hands.type("400")
    open_hands.key(Qt.Key.Key_Return)
    open_hands.key(Qt.Key.Key_Up)
    open_hands.type("4")
    open_hands.qtbot.waitUntil(lambda: open_hands.workspace.desk.is_audited)
    open_hands.qtbot.wait(60)
    spy = PaintSpy(QApplication.instance())
    open_hands.key(Qt.Key.Key_Return)
    open_hands.qtbot.wait(60)
    spy.forget()
    painted = {widget for widget, region in spy.painted.items() if not region.isEmpty()}
    assert view.viewport() in painted
    around = {
        view.header.viewport(): "heading",
        data.audit.view.header().viewport(): "heading of the findings",
        data.editors._title: "title",
        data.editors._line: "unit line",
        open_hands.workspace.header.head.name: "name",
        open_hands.workspace.header.export: "export",
        open_hands.workspace.header: "head",
        open_hands.workspace.foot: "foot",
    }
    # The sums of the selection and the state of saving say something else; nothing is laid out for them.
    assert not spy.laid_out & {open_hands.workspace.header, open_hands.workspace.foot}
    assert not [name for widget, name in around.items() if widget in painted]
    body = spy.painted[view.viewport()]
    area = sum(rect.width() * rect.height() for rect in body)
    assert area < view.viewport().width() * view.viewport().height() / 4
